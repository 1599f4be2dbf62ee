/**
 * `npm test`: on a fresh clone installs everything first, builds what tests serve and start, then runs the
 * tests; arguments go to Vitest.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installMissing } from './install.js'
import { requireNode } from './node-version.js'

requireNode()
installMissing(true)
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
for (const script of ['build.js', 'build-web.js']) {
  const built = spawnSync(process.execPath, [path.join(root, 'scripts', script)], {
    cwd: root,
    stdio: 'inherit',
  })
  if (built.status !== 0) process.exit(built.status ?? 1)
}
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(status ?? 1)
