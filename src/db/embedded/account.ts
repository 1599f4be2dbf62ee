/**
 * As whom PostgreSQL runs. It refuses to run as root, so root hands it to an unprivileged user, and
 * what that user cannot reach, such as /root, cannot hold its files.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { EmbeddedError } from './error.ts'

export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * `undefined`: PostgreSQL runs as this process does. As root: the owner of the first of `folders` that
 * is not root's, else the user `postgres`, else `nobody`.
 */
export function chooseAccount(folders: string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
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

/** The options of a child process that runs as the account. Nothing of our environment reaches it. */
export function runAs(account: Account | undefined): {
  uid?: number
  gid?: number
  cwd?: string
  env?: Record<string, string>
} {
  if (process.platform === 'win32') return {}
  const plain = { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' } }
  return account ? { ...plain, uid: account.uid, gid: account.gid } : plain
}

/** Whether the account may enter `folder`. Asked of the system, which knows more than the mode bits. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], runAs(account)).status === 0
}

/** Makes `folder`, for the account alone. */
export function makePrivate(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account) chownSync(folder, account.uid, account.gid)
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

function lookUp(name: string): Account | undefined {
  const ask = (option: string) =>
    Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe' }))
  try {
    return { name, uid: ask('-u'), gid: ask('-g') }
  } catch {
    // `id` fails when there is no such user.
    return undefined
  }
}
