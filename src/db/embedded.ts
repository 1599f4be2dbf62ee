/**
 * The embedded PostgreSQL: a real server of our own in the data folder, durable as any other.
 * Several TimeClock processes on one folder share it; the last one to end stops it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, chownSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { EmbeddedError, findBinaries, isAlive, reachableFolder, serverUser, withLockFile, type ServerUser } from './embedded-binaries.ts'

export interface EmbeddedServer {
  /** A connection string for any client. */
  url: string
  /** Where the cluster is. */
  folder: string
  /** Leaves the server; stops it when no other TimeClock process uses it. */
  stop(): Promise<void>
}

const major = '18'
const database = 'timeclock'

interface Place {
  dataDir: string
  /** Holds the cluster, its socket and its log. */
  home: string
  cluster: string
  socket: string
  port: number
  password: string
  user: ServerUser | undefined
}

/** Starts the server of `dataDir`, or joins the one that runs there. `say` gets sentences for the terminal. */
export async function startEmbedded(dataDir: string, say: (line: string) => void = () => {}): Promise<EmbeddedServer> {
  const place = choosePlace(dataDir, say)
  const register = path.join(dataDir, 'processes', String(process.pid))
  await withLockFile(path.join(dataDir, 'start.lock'), async () => {
    await ensureRunning(place, say)
    mkdirSync(path.dirname(register), { recursive: true })
    writeFileSync(register, '')
  })
  // PostgreSQL may be killed under us: bring it back, requests meanwhile answer 503.
  const watch = setInterval(() => {
    if (runningPid(place) === undefined) {
      void withLockFile(path.join(dataDir, 'start.lock'), () => ensureRunning(place, say)).catch((error: Error) => say(error.message))
    }
  }, 1000)
  watch.unref()
  return {
    url: urlOf(place, database),
    folder: place.cluster,
    async stop() {
      clearInterval(watch)
      await withLockFile(path.join(dataDir, 'start.lock'), async () => {
        rmSync(register, { force: true })
        if (otherProcesses(dataDir).length === 0) await stopServer(place)
      })
    },
  }
}

function choosePlace(dataDir: string, say: (line: string) => void): Place {
  mkdirSync(dataDir, { recursive: true })
  const user = serverUser(dataDir)
  const home = reachableFolder(path.join(dataDir, 'postgres'), user)
  if (home !== path.join(dataDir, 'postgres')) {
    say(`The database is in ${home}: PostgreSQL does not run as root, and its user may not enter ${dataDir}.`)
  }
  const hash = createHash('sha256').update(home).digest()
  // A socket's path has a limit of about 100 bytes.
  const socket = home.length < 80 ? home : path.join(tmpdir(), `timeclock-${hash.toString('hex').slice(0, 12)}`)
  if (socket !== home) {
    mkdirSync(socket, { recursive: true, mode: 0o700 })
    if (user) chownSync(socket, user.uid, user.gid)
  }
  const secret = path.join(dataDir, 'postgres-password')
  if (!existsSync(secret)) writeFileSync(secret, randomBytes(24).toString('hex'), { mode: 0o600 })
  return {
    dataDir,
    home,
    cluster: path.join(home, 'cluster'),
    socket,
    // Below the ephemeral ports, so that no outgoing connection can take it.
    port: process.platform === 'win32' ? 20000 + (hash.readUInt16BE(0) % 12000) : 5432,
    password: readFileSync(secret, 'utf8').trim(),
    user,
  }
}

function urlOf(place: Place, name: string): string {
  const login = `timeclock:${place.password}`
  return process.platform === 'win32'
    ? `postgres://${login}@127.0.0.1:${place.port}/${name}`
    : `postgres://${login}@localhost:${place.port}/${name}?host=${encodeURIComponent(place.socket)}`
}

async function ensureRunning(place: Place, say: (line: string) => void): Promise<void> {
  const version = path.join(place.cluster, 'PG_VERSION')
  if (!existsSync(version)) createCluster(place)
  const found = readFileSync(version, 'utf8').trim()
  if (found !== major) {
    throw new EmbeddedError(
      `The data folder ${place.dataDir} was made by PostgreSQL ${found}; this TimeClock brings PostgreSQL ${major}. ` +
        `Upgrade: start the TimeClock of before, dump its database with pg_dump, start this one on an empty DATA_DIR, and restore.`,
    )
  }
  if (runningPid(place) === undefined) {
    if (existsSync(path.join(place.cluster, 'postmaster.pid'))) {
      say('The database was not shut down cleanly; it recovers now. Nothing that was acknowledged is lost.')
      rmSync(path.join(place.cluster, 'postmaster.pid'), { force: true })
    }
    launch(place)
  } else if (otherProcesses(place.dataDir).length === 0) {
    say('Found the database still running after TimeClock had ended; using it.')
  } else {
    say('Another TimeClock runs on this data folder; joining it.')
  }
  await waitUntilReady(place)
}

/** The server's process, if it runs. */
function runningPid(place: Place): number | undefined {
  const file = path.join(place.cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!(pid > 0) || !isAlive(pid)) return undefined
  // After a reboot another program may have the number.
  const command = `/proc/${pid}/cmdline`
  if (existsSync(command) && !readFileSync(command, 'utf8').includes(place.cluster)) return undefined
  return pid
}

function otherProcesses(dataDir: string): number[] {
  const folder = path.join(dataDir, 'processes')
  if (!existsSync(folder)) return []
  const pids = readdirSync(folder).map(Number).filter((pid) => pid !== process.pid)
  for (const pid of pids) if (!isAlive(pid)) rmSync(path.join(folder, String(pid)), { force: true })
  return pids.filter(isAlive)
}

/** Makes the cluster beside its place and moves it there, so that a killed first start leaves no half one. */
function createCluster(place: Place): void {
  const unfinished = `${place.cluster}.new`
  const passwordFile = path.join(place.home, 'initial-password')
  rmSync(unfinished, { recursive: true, force: true })
  writeFileSync(passwordFile, place.password, { mode: 0o600 })
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid)
  const initdb = path.join(findBinaries(place.user), 'bin', 'initdb')
  const result = spawnSync(
    initdb,
    ['-D', unfinished, '-U', 'timeclock', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
    { ...asUser(place.user), cwd: place.home, encoding: 'utf8' },
  )
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    throw new EmbeddedError(`The database could not be created in ${place.home}: ${(result.stderr || result.error?.message || '').trim()}`)
  }
  appendFileSync(path.join(unfinished, 'postgresql.conf'), '\n# TimeClock\nshared_buffers = 256MB\nmax_connections = 100\nwal_compression = on\nmax_wal_size = 2GB\ntimezone = UTC\nlog_timezone = UTC\n')
  renameSync(unfinished, place.cluster)
}

function asUser(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {}
}

function launch(place: Place): void {
  const log = path.join(place.home, 'postgres.log')
  const out = openSync(log, 'a')
  const network = process.platform === 'win32' ? ['-c', 'listen_addresses=127.0.0.1'] : ['-c', 'listen_addresses=', '-k', place.socket]
  // Detached: Ctrl-C in the terminal must not reach it before TimeClock has closed its connections.
  const child = spawn(path.join(findBinaries(place.user), 'bin', 'postgres'), ['-D', place.cluster, '-p', String(place.port), ...network], {
    ...asUser(place.user),
    cwd: place.home,
    detached: true,
    stdio: ['ignore', out, out],
  })
  child.on('error', () => undefined)
  child.unref()
}

async function waitUntilReady(place: Place): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const client = new pg.Client({ connectionString: urlOf(place, 'postgres') })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
      if (rowCount === 0) await client.query(`create database ${database}`)
      return
    } catch (error) {
      if (Date.now() > deadline) {
        throw new EmbeddedError(`The database did not start; see ${path.join(place.home, 'postgres.log')}: ${(error as Error).message}`)
      }
      await new Promise((resolve) => setTimeout(resolve, 30))
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function stopServer(place: Place): Promise<void> {
  const pid = runningPid(place)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + 30_000
  while (isAlive(pid) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
}
