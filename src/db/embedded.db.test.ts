import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { bundle } from '../../scripts/bundle.js'
import { makeDataDir } from '../../test/data-dir.ts'
import { findRunning } from './embedded/cluster.ts'
import { isRunning, isZombie } from './embedded/process.ts'
import { startEmbedded } from './embedded.ts'

const holder = path.resolve('dist/test/embedded-holder.js')
const patience = { timeout: 15_000, interval: 20 }

let dataDir: string
let remove: () => void
let said: string[]
const say = (line: string) => void said.push(line)
const children: ChildProcess[] = []

beforeAll(() => bundle('test/embedded-holder.ts', holder))
beforeEach(() => {
  ;({ dataDir, remove } = makeDataDir())
  said = []
})
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  const left = findRunning(cluster())
  if (left) await killPid(left.pid)
  remove()
})

const cluster = (home = path.join(dataDir, 'postgres')) => path.join(home, 'cluster')

/** Another TimeClock on the folder. */
async function hold(): Promise<{ child: ChildProcess; url: string; adopted: boolean }> {
  const child = spawn(process.execPath, [holder, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { child, ...(JSON.parse(line) as { url: string; adopted: boolean }) }
  }
  throw new Error('the holder ended without a server')
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function killPid(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), patience)
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows as unknown[]
  } finally {
    await client.end()
  }
}

const record = (url: string) => query(url, `create table kept as select 'it is here' as what`)
const kept = (url: string) => query(url, 'select what from kept')

test('what was committed is there at the next start, and a clean stop leaves nothing running', async () => {
  const first = await startEmbedded(dataDir, say)
  const { pid } = findRunning(cluster())!
  await record(first.url)
  expect(
    await query(
      first.url,
      `select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding`,
    ),
  ).toEqual([{ fsync: 'on', encoding: 'UTF8' }])
  await first.stop()
  expect(isRunning(pid)).toBe(false)
  const second = await startEmbedded(dataDir, say)
  expect(second.adopted).toBe(false)
  expect(await kept(second.url)).toEqual([{ what: 'it is here' }])
  await second.stop()
  expect(said).toEqual([])
})

test('letters beyond ASCII have upper and lower case', async () => {
  const server = await startEmbedded(dataDir)
  expect(await query(server.url, `select lower('ÉLODIE') as name`)).toEqual([{ name: 'élodie' }])
  await server.stop()
})

describe('after kill -9', () => {
  test('of TimeClock: the database that outlived it is adopted', async () => {
    const { child, url } = await hold()
    await record(url)
    await kill(child)
    const server = await startEmbedded(dataDir, say)
    expect(server.adopted).toBe(true)
    expect(said).toEqual(['Adopted the database, which had outlived its TimeClock.'])
    expect(await kept(server.url)).toEqual([{ what: 'it is here' }])
    await server.stop()
    expect(findRunning(cluster())).toBeUndefined()
  })

  test('of PostgreSQL: it is started again while TimeClock runs', async () => {
    const server = await startEmbedded(dataDir, say)
    await record(server.url)
    await killPid(findRunning(cluster())!.pid)
    await vi.waitFor(async () => expect(await kept(server.url)).toEqual([{ what: 'it is here' }]), patience)
    expect(said[0]).toBe('The database has ended; starting it again.')
    await server.stop()
  })

  test('of both: the next start recovers and says so', async () => {
    const { child, url } = await hold()
    await record(url)
    const { pid } = findRunning(cluster())!
    await kill(child)
    await killPid(pid)
    const server = await startEmbedded(dataDir, say)
    expect(said[0]).toMatch(/was not shut down cleanly/)
    expect(await kept(server.url)).toEqual([{ what: 'it is here' }])
    await server.stop()
  })
})

describe('a lock file that names', () => {
  /** As a killed server leaves it, with another process under its number. */
  async function leaveLockOf(pid: number): Promise<void> {
    const { child } = await hold()
    const left = findRunning(cluster())!
    await kill(child)
    await killPid(left.pid)
    const file = path.join(cluster(), 'postmaster.pid')
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(pid)))
  }

  test('another program is stale', async () => {
    const other = spawn('sleep', ['60'])
    children.push(other)
    await leaveLockOf(other.pid!)
    const server = await startEmbedded(dataDir, say)
    expect(said[1]).toMatch(`process ${other.pid}, named in`)
    expect(server.adopted).toBe(false)
    await server.stop()
  })

  test.runIf(process.platform === 'linux')('a zombie is stale', async () => {
    // The shell becomes, before its child ends, a program that never collects it.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.5 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(parent)
    const [output] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(output.toString())
    await vi.waitFor(() => expect(isZombie(pid)).toBe(true), patience)
    await leaveLockOf(pid)
    const server = await startEmbedded(dataDir, say)
    expect(said[1]).toMatch(/was not collected by its parent/)
    await server.stop()
  })
})

describe('a second TimeClock on the folder', () => {
  test('shares the server; the last one stops it', async () => {
    const { child, url } = await hold()
    const server = await startEmbedded(dataDir, say)
    expect(server.url).toBe(url)
    expect(said).toEqual(['Another TimeClock runs on this data folder; sharing its database.'])
    await kill(child, 'SIGTERM')
    await record(server.url)
    await server.stop()
    expect(findRunning(cluster())).toBeUndefined()
  })

  test('may start at the same instant', async () => {
    const [one, two] = await Promise.all([hold(), hold()])
    expect(one.url).toBe(two.url)
    expect([one.adopted, two.adopted].sort()).toEqual([false, true])
    await record(one.url)
    expect(await kept(two.url)).toEqual([{ what: 'it is here' }])
    await Promise.all([kill(one.child, 'SIGTERM'), kill(two.child, 'SIGTERM')])
    expect(findRunning(cluster())).toBeUndefined()
  })

  test.each([
    ['of a dead process', { pid: 2 ** 22 - 1, start: '1' }],
    ['of an earlier process with our number', { pid: process.pid, start: '1' }],
  ])('does not wait for a lock %s', async (_, owner) => {
    writeFileSync(path.join(dataDir, 'start.lock'), JSON.stringify(owner))
    mkdirSync(path.join(dataDir, 'processes'))
    writeFileSync(path.join(dataDir, 'processes', `${owner.pid}-0`), JSON.stringify(owner))
    const server = await startEmbedded(dataDir, say)
    await server.stop()
    expect(findRunning(cluster())).toBeUndefined()
    expect(existsSync(path.join(dataDir, 'start.lock'))).toBe(false)
  })
})

test('a folder of another PostgreSQL is refused with the way to upgrade', async () => {
  const server = await startEmbedded(dataDir)
  await server.stop()
  writeFileSync(path.join(cluster(), 'PG_VERSION'), '17\n')
  await expect(startEmbedded(dataDir)).rejects.toThrow(/was made by PostgreSQL 17; .* To upgrade: .*pg_dump/)
})

test('a start that was killed while it made the cluster is repeated', async () => {
  mkdirSync(path.join(dataDir, 'postgres', 'cluster.unfinished', 'base'), { recursive: true })
  const server = await startEmbedded(dataDir, say)
  await record(server.url)
  await server.stop()
})

test('a path too long for a socket is no obstacle', async () => {
  const deep = path.join(dataDir, 'a-folder-with-a-long-name'.repeat(4))
  const server = await startEmbedded(deep)
  expect(decodeURIComponent(server.url)).toContain('host=/tmp/timeclock-')
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  rmSync(new URL(server.url).searchParams.get('host')!, { recursive: true })
})

test('a machine without programs is told about DATABASE_URL', async () => {
  const arch = vi.spyOn(process, 'arch', 'get').mockReturnValue('riscv64')
  await expect(startEmbedded(dataDir)).rejects.toThrow(/no embedded PostgreSQL .*riscv64.* Set DATABASE_URL/)
  arch.mockRestore()
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('the server runs as an unprivileged user', async () => {
    const server = await startEmbedded(dataDir, say)
    const status = readFileSync(`/proc/${findRunning(cluster())!.pid}/status`, 'utf8')
    expect(status).not.toMatch(/^Uid:\s+0/m)
    await server.stop()
  })

  test('a folder that this user cannot enter keeps its database elsewhere', async () => {
    chmodSync(dataDir, 0o700)
    const server = await startEmbedded(dataDir, say)
    expect(server.folder).toMatch(/^\/var\/lib\/timeclock\/\w{12}$/)
    expect(said[0]).toMatch(`The database lies in ${server.folder}`)
    await record(server.url)
    await server.stop()
    const again = await startEmbedded(dataDir)
    expect(await kept(again.url)).toEqual([{ what: 'it is here' }])
    await again.stop()
    rmSync(server.folder, { recursive: true })
  })
})
