/** Starts and stops the server process of a place, and finds out when it answers. */
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { runAs } from './account.ts'
import { clearStale, findRunning, prepareCluster, type Postmaster } from './cluster.ts'
import { EmbeddedError } from './error.ts'
import { shortHash, type Place } from './place.ts'
import { isRunning } from './process.ts'

const database = 'timeclock'
/** Crash recovery may take minutes; a server that has said nothing by then hangs. */
const patienceMs = 600_000

/** Makes sure that one server runs and answers: the one that is there, or a new one. */
export async function ensureRunning(
  place: Place,
  say: (line: string) => void,
): Promise<{ postmaster: Postmaster; adopted: boolean }> {
  prepareCluster(place)
  const deadline = Date.now() + patienceMs
  for (;;) {
    const adopted = findRunning(place.cluster) !== undefined
    if (!adopted) {
      clearStale(place.cluster, say)
      removeSocketLock(place)
      await launch(place)
    }
    const postmaster = await waitUntilReady(place, deadline)
    // It ended while we waited: it was being stopped. Then start one.
    if (!postmaster) continue
    await ensureDatabase(place, postmaster)
    return { postmaster, adopted }
  }
}

export function urlOf({ password }: Place, { port, socket }: Postmaster, name = database): string {
  const login = `timeclock:${password}`
  return socket
    ? `postgres://${login}@localhost:${port}/${name}?host=${encodeURIComponent(socket)}`
    : `postgres://${login}@127.0.0.1:${port}/${name}`
}

/** Ends the server as an administrator would: connections are closed, everything is on disk. */
export async function stopServer({ cluster, binaries, account }: Place): Promise<void> {
  const postmaster = findRunning(cluster)
  if (!postmaster) return
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], runAs(account))
    return
  }
  process.kill(postmaster.pid, 'SIGINT')
  const deadline = Date.now() + 60_000
  while (isRunning(postmaster.pid)) {
    if (Date.now() > deadline)
      throw new EmbeddedError(`PostgreSQL, process ${postmaster.pid}, does not stop.`)
    await pause(20)
  }
}

/**
 * No server of this folder runs, so the lock beside its socket is stale. PostgreSQL itself would take a
 * killed process that nobody has collected yet for a living one.
 */
function removeSocketLock({ socket }: Place): void {
  if (!socket) return
  for (const name of ['.s.PGSQL.5432.lock', '.s.PGSQL.5432']) rmSync(path.join(socket, name), { force: true })
}

/** Starts the process; answers when it has claimed the folder, throws when it ended instead. */
async function launch(place: Place): Promise<void> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const failure = await attempt(place)
    if (failure === undefined || findRunning(place.cluster)) return
    // Processes of a killed server are still ending: PostgreSQL waits for none, so we do.
    if (!/still in use/.test(failure) || Date.now() > deadline) {
      throw new EmbeddedError(`The database did not start: ${failure} Its log is ${place.log}`)
    }
    await pause(200)
  }
}

async function attempt(place: Place): Promise<string | undefined> {
  const { binaries, cluster, account, socket, log } = place
  const logStart = rotate(log)
  const out = openSync(log, 'a', 0o600)
  const port = socket
    ? 5432
    : await freePort(20_000 + (parseInt(shortHash(cluster).slice(0, 4), 16) % 12_000))
  const listen = socket
    ? ['-k', socket, '-c', 'listen_addresses=']
    : ['-c', 'listen_addresses=127.0.0.1', '-k', '']
  const args = ['-D', cluster, '-p', String(port), ...listen]
  // Detached: Ctrl-C in the terminal must not reach it before TimeClock has closed its connections.
  const child = spawn(binaries.postgres, args, {
    ...runAs(account),
    detached: true,
    stdio: ['ignore', out, out],
  })
  closeSync(out)
  let failure: string | undefined
  let hasEnded = false
  child.once('error', (error) => (failure = `${error.message}.`))
  child.once('exit', () => (hasEnded = true))
  child.unref()
  while (failure === undefined && !hasEnded && findRunning(cluster)?.pid !== child.pid) await pause(10)
  return hasEnded ? lastComplaint(log, logStart) : failure
}

/** `undefined` when the server ended instead of getting ready. */
async function waitUntilReady({ cluster, log }: Place, deadline: number): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = findRunning(cluster)
    if (!postmaster || postmaster.isReady) return postmaster
    if (Date.now() > deadline) throw new EmbeddedError(`The database does not get ready. Its log is ${log}`)
    await pause(15)
  }
}

async function ensureDatabase(place: Place, postmaster: Postmaster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(place, postmaster, 'postgres') })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const reason =
      code === '28P01' ? `the password in ${place.dataDir}/postgres-password is not the database's` : message
    throw new EmbeddedError(`The database runs but does not let TimeClock in: ${reason}.`, { cause: error })
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Keeps one old log. Answers where the new lines will begin. */
function rotate(log: string): number {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size < 10_000_000) return size
  renameSync(log, `${log}.1`)
  return 0
}

function lastComplaint(log: string, start: number): string {
  if (!existsSync(log)) return 'it ended without a word.'
  const lines = readFileSync(log).subarray(start).toString('utf8').trim().split('\n')
  const complaint =
    lines.findLast((line) => /\b(PANIC|FATAL|ERROR|could not|No space)\b/.test(line)) ?? lines.at(-1)
  return (complaint || 'it ended without a word')
    .replace(/^.*?\b(?:PANIC|FATAL|ERROR):\s*/, '')
    .replace(/\.?$/, '.')
}

/** The first free loopback port from `first` on; below the ephemeral ones, which any connection may take. */
async function freePort(first: number): Promise<number> {
  for (let port = first; port < 32_768; port += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(false))
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
  }
  throw new EmbeddedError(
    'No loopback port below 32768 is free for the embedded PostgreSQL. Set DATABASE_URL.',
  )
}
