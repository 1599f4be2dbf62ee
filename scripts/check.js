/**
 * `npm run check`: everything that must hold before a change goes in, each with its time. All of it runs
 * even when something fails, so that one run shows everything. `--no-tests` leaves the tests out.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { installMissing } from './install.js'
import { requireNode } from './node-version.js'

requireNode()
installMissing(true)
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

/** @param {string} file @param {string[]} args */
const run = (file, ...args) =>
  spawnSync(process.execPath, [path.join(root, file), ...args], { cwd: root, stdio: 'inherit' }).status === 0

/** `npm run generate:schema` is `node scripts/run.js scripts/generate-schema.ts`: the same, with `--check`. @param {string} name */
const isFresh = (name) => {
  const [, file = '', ...args] = scripts[name].split(' ')
  return run(file, ...args, '--check')
}

/** A cruise that finds no module passes every rule: that would check nothing. */
function layersHold() {
  const args = ['src', 'test', 'web', '--config', '.dependency-cruiser.js', '--output-type', 'json']
  const file = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { violations, totalCruised } = JSON.parse(stdout).summary
  for (const { from, to, rule } of violations) console.error(`${rule.name}: ${from} → ${to}`)
  if (totalCruised === 0) console.error('dependency-cruiser found no module at all.')
  else console.log(`${totalCruised} modules`)
  return violations.length === 0 && totalCruised > 0
}

/** @type {Record<string, () => boolean>} */
const steps = {
  types: () => run('node_modules/@typescript/native/bin/tsc', '-p', '.'),
  'types of the web app': () => run('node_modules/@typescript/native/bin/tsc', '-p', 'web'),
  lint: () => run('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'),
  format: () => run('node_modules/oxfmt/bin/oxfmt', '--check'),
  layers: layersHold,
  ...Object.fromEntries(
    Object.keys(scripts)
      .filter((name) => name.startsWith('generate:'))
      .map((name) => [name.replace('generate:', 'generated '), () => isFresh(name)]),
  ),
  ...(process.argv.includes('--no-tests') ? {} : { tests: () => run('scripts/test.js') }),
}

const failed = Object.entries(steps).filter(([name, step]) => {
  const began = performance.now()
  console.log(`\n— ${name}`)
  const good = step()
  console.log(`${good ? 'good' : 'FAILED'} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  return !good
})
if (failed.length > 0) console.error(`\nThe check failed: ${failed.map(([name]) => name).join(', ')}.`)
process.exitCode = failed.length > 0 ? 1 : 0
