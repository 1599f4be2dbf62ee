/** `node scripts/run.js scripts/<name>.ts …`: runs a TypeScript script on any Node that TimeClock runs on. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle, root } from './bundle.js'

const [script, ...rest] = process.argv.slice(2)
if (!script) {
  console.error('Say which script: node scripts/run.js scripts/generate-schema.ts')
  process.exit(1)
}
// Inside the tree, so that packages resolve, and one level below its root, so that migrations are found.
const outfile = path.join(root, 'dist', `script-${path.basename(script, '.ts')}.js`)
await bundle(script, outfile)
process.argv = [process.argv[0], outfile, ...rest]
await import(pathToFileURL(outfile).href)
