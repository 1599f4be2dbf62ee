/**
 * Writes src/db/schema.ts from a database that has every migration, made for the purpose. With
 * `--check` it writes nothing and ends with 1 when the file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { makeDataDir } from '../test/data-dir.ts'
import { generateSchema } from './schema-text.ts'

const file = path.resolve('src/db/schema.ts')
const { dataDir, remove } = makeDataDir()
const server = await startEmbedded(dataDir)
const pool = openPool(server.url)
try {
  await migrate(pool, path.resolve('migrations'), 'UTC')
  const text = await generateSchema(pool)
  const current = existsSync(file) ? readFileSync(file, 'utf8') : ''
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (current !== text) {
    console.error('src/db/schema.ts does not match the migrations. Run: npm run generate:schema')
    process.exitCode = 1
  }
} finally {
  await pool.end()
  await server.stop()
  remove()
}
