/** The folder of a PostgreSQL: made once, never of another major version, and what its lock file tells. */
import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { makePrivate, runAs } from './account.ts'
import { EmbeddedError } from './error.ts'
import type { Place } from './place.ts'
import { isPostgresOf, isRunning, isZombie } from './process.ts'

/** For the folder's postgresql.conf, where an administrator may change them. */
const settings = `
# TimeClock's own; change what you like, and restart.
max_connections = 100
shared_buffers = 128MB
max_wal_size = 2GB
wal_compression = on
random_page_cost = 1.1
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
`

/** Makes the cluster if there is none. Beside its place and moved there: a killed first start leaves no half one. */
export function prepareCluster(place: Place): void {
  const version = path.join(place.cluster, 'PG_VERSION')
  if (!existsSync(version)) createCluster(place)
  const found = readFileSync(version, 'utf8').trim()
  const { major } = place.binaries
  if (found === major) return
  throw new EmbeddedError(
    `The database in ${place.dataDir} was made by PostgreSQL ${found}; this TimeClock brings PostgreSQL ${major}, which ` +
      `cannot read it. To upgrade: start the TimeClock that you had before, save its database with pg_dump ${major} or newer, ` +
      `move ${place.dataDir} away, start this TimeClock once on the new folder, and load the saved file with psql. ` +
      `Or run a PostgreSQL ${found} server on that folder and set DATABASE_URL to it.`,
  )
}

function createCluster({ home, cluster, account, password, binaries }: Place): void {
  const unfinished = `${cluster}.unfinished`
  const passwordFile = path.join(home, 'first-password')
  rmSync(unfinished, { recursive: true, force: true })
  makePrivate(unfinished, account)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) chownSync(passwordFile, account.uid, account.gid)
  // The builtin locale sorts alike on every system, and knows upper and lower case beyond ASCII.
  const result = spawnSync(
    binaries.initdb,
    [
      ...[
        '-D',
        unfinished,
        '-U',
        'timeclock',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--no-instructions',
      ],
      ...['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { ...runAs(account), encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    const reason = (result.stderr || result.error?.message || '').trim()
    throw new EmbeddedError(`The database could not be made in ${home}: ${reason}`)
  }
  appendFileSync(path.join(unfinished, 'postgresql.conf'), settings)
  renameSync(unfinished, cluster)
}

/** What a running server writes into its folder. */
export interface Postmaster {
  pid: number
  port: number
  /** Empty on a loopback port. */
  socket: string
  isReady: boolean
}

/** The server that runs on this cluster; `undefined` when none does, whatever the lock file says. */
export function findRunning(cluster: string): Postmaster | undefined {
  const postmaster = readLockFile(cluster)
  const runs = postmaster && isRunning(postmaster.pid) && isPostgresOf(postmaster.pid, cluster)
  return runs ? postmaster : undefined
}

/**
 * Prepares for a start what a server that was killed left behind. When the lock file names a zombie, or
 * a process that got the number later, PostgreSQL would refuse to start. The file is not removed: it
 * also leads PostgreSQL to its check that no other process of the killed server still writes. Instead
 * it gets our own number, which PostgreSQL takes for stale in a child of ours.
 */
export function clearStale(cluster: string, say: (line: string) => void): void {
  const file = path.join(cluster, 'postmaster.pid')
  const left = readLockFile(cluster)
  if (!left) return
  say('The database was not shut down cleanly and recovers now; nothing that was acknowledged is lost.')
  if (!isRunning(left.pid) && !isZombie(left.pid)) return
  const why = isZombie(left.pid) ? 'has ended but was not collected by its parent' : 'is another program'
  say(`Cleared a stale lock: process ${left.pid}, named in ${file}, ${why}.`)
  if (process.platform === 'win32') rmSync(file, { force: true })
  else writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
}

/** Lines: pid, folder, start, port, socket folder, address, shared memory, status. */
function readLockFile(cluster: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    // No server runs, or it ends just now.
    return undefined
  }
  const pid = Number(lines[0])
  if (!(pid > 0)) return undefined
  return {
    pid,
    port: Number(lines[3]),
    socket: lines[4]?.trim() ?? '',
    isReady: lines[7]?.trim() === 'ready',
  }
}
