/**
 * Writes docs/openapi.json from the routes. With `--check` it writes nothing and ends with 1 when the
 * file is stale. No database is needed: the pool connects at the first query, and none is made.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../src/config.ts'
import { openContext } from '../src/context.ts'
import { buildApp } from '../src/http/app.ts'

const file = path.resolve('docs/openapi.json')
const nowhere = {
  DATABASE_URL: 'postgres://localhost/none',
  SECRET_KEY: 'signs nothing, for a document alone',
}
const context = await openContext(loadConfig(nowhere, '/nonexistent'), { migrate: false })
const app = await buildApp(context)
const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
await app.close()
await context.close()
const current = existsSync(file) ? readFileSync(file, 'utf8') : ''
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (current !== text) {
  console.error('docs/openapi.json does not match the routes. Run: npm run generate:openapi')
  process.exitCode = 1
}
