/**
 * As whom PostgreSQL runs and where its files lie. PostgreSQL refuses to run as root, so root hands it
 * to an unprivileged user; and what that user cannot reach, such as /root, cannot hold its files.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { EmbeddedError } from './error.ts'

export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * `undefined`: PostgreSQL runs as this process does. As root: the owner of the cluster or of the data
 * folder when that is not root, else the user `postgres`, else `nobody`.
 */
export function chooseAccount(folders: string[]): Account | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined
  for (const folder of folders) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat && stat.uid !== 0) return { name: `user ${stat.uid}`, uid: stat.uid, gid: stat.gid }
  }
  const account = lookUp('postgres') ?? lookUp('nobody')
  if (account) return account
  throw new EmbeddedError(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" to run it as. ' +
      'Start TimeClock as another user, or set DATABASE_URL to a PostgreSQL server.',
  )
}

/** Whether the account may enter `folder`, which decides about everything inside. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  const { uid, gid } = account
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid, gid, cwd: '/' }).status === 0
}

/** The folder for PostgreSQL's files: the data folder, or one in /var/lib where the account can go. */
export function chooseHome(dataDir: string, account: Account | undefined): string {
  if (canEnter(account, dataDir)) return dataDir
  const home = path.join('/var/lib/timeclock', shortHash(realpathSync(dataDir)))
  mkdirSync(home, { recursive: true })
  for (const folder of [path.dirname(home), home]) chmodSync(folder, 0o711)
  return home
}

/** Makes `folder` for the account alone. */
export function makePrivate(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account) chownSync(folder, account.uid, account.gid)
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

/**
 * The folder of the Unix socket, or `undefined` where there must be a loopback port instead: on Windows,
 * or when the only place with a short enough path has been taken by someone else.
 */
export function socketFolder(home: string, account: Account | undefined): string | undefined {
  if (process.platform === 'win32') return undefined
  const near = path.join(home, 'socket')
  const folder = Buffer.byteLength(near) + '/.s.PGSQL.5432'.length < 100 ? near : `/tmp/timeclock-${shortHash(home)}`
  try {
    makePrivate(folder, account)
    const stat = lstatSync(folder)
    const owner = account?.uid ?? process.getuid?.()
    return stat.isDirectory() && stat.uid === owner ? folder : undefined
  } catch (error) {
    if (folder === near) throw error
    return undefined
  }
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function lookUp(name: string): Account | undefined {
  const ask = (option: string) => Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe' }))
  try {
    return { name, uid: ask('-u'), gid: ask('-g') }
  } catch {
    // `id` fails when there is no such user.
    return undefined
  }
}
