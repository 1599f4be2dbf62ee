/** `npm run dev`: serves, and starts again whenever a source changes. Arguments go to `serve`. */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import path from 'node:path'
import { root } from './bundle.js'

const args = [path.join(root, 'bin', 'timeclock.js'), 'serve', ...process.argv.slice(2)]
let child = start()
/** @type {NodeJS.Timeout | undefined} */
let timer

function start() {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
}

for (const folder of ['src', 'migrations', 'web']) {
  watch(path.join(root, folder), { recursive: true }, () => {
    // Editors write in several steps; one start is enough.
    clearTimeout(timer)
    timer = setTimeout(restart, 200)
  })
}

let restarting = false

function restart() {
  if (restarting) return
  restarting = true
  const next = () => {
    restarting = false
    child = start()
  }
  if (child.exitCode !== null || child.signalCode !== null) next()
  else child.once('exit', next).kill('SIGTERM')
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    // Ctrl-C has reached the child too; this process ends when the child has stopped its database.
    if (child.exitCode !== null) process.exit()
    child.once('exit', () => process.exit())
    if (signal === 'SIGTERM') child.kill(signal)
  })
}
