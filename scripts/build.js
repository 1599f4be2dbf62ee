/** Builds dist/ when the sources are newer than it; `--force` builds anyhow. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, newest, root } from './bundle.js'

const outfile = path.join(root, 'dist', 'main.js')

/** Whether dist/main.js is missing or older than anything that it is made of. */
export function isStale() {
  if (!existsSync(outfile)) return true
  const built = statSync(outfile).mtimeMs
  return ['src', 'package.json', 'scripts/bundle.js'].some((name) => newest(path.join(root, name)) > built)
}

export async function build() {
  await bundle('src/main.ts', outfile)
}

if (process.argv[1] === fileURLToPath(import.meta.url) && (isStale() || process.argv.includes('--force'))) {
  await build()
}
