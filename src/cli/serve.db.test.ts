import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { build } from '../../scripts/build.js'
import { buildWeb, isWebStale } from '../../scripts/build-web.js'
import { makeDataDir } from '../../test/data-dir.ts'
import { findRunning } from '../db/embedded/cluster.ts'

const program = path.resolve('bin/timeclock.js')
const patience = { timeout: 20_000, interval: 30 }

let dataDir: string
let remove: () => void
let child: ChildProcess | undefined
let output: string

beforeAll(async () => {
  await build()
  if (isWebStale()) await buildWeb()
})
beforeEach(() => {
  ;({ dataDir, remove } = makeDataDir())
  output = ''
})
afterEach(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  remove()
})

function run(args: string[], env: Record<string, string> = {}): ChildProcess {
  // Only these settings: what the machine has set must not decide.
  const { PATH = '' } = process.env
  child = spawn(process.execPath, [program, ...args], { env: { PATH, DATA_DIR: dataDir, PORT: '0', ...env } })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (output += data.toString()))
  return child
}

/** Above it may stand that the program was built. */
const lastLine = () => output.trim().split('\n').at(-1)
const cluster = () => path.join(dataDir, 'postgres', 'cluster')
const ended = async (one: ChildProcess) => (await once(one, 'close'))[0] as number

test.each(['SIGINT', 'SIGTERM'] as const)(
  'serves, says where, and on %s stops itself and its database',
  async (signal) => {
    const server = run(['serve'])
    await vi.waitFor(() => expect(output).toContain('Stop with Ctrl-C'), patience)
    const address = /TimeClock runs at\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(output)![1]!
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    expect(output).toContain(`embedded PostgreSQL in ${path.join(dataDir, 'postgres')}`)
    const code = ended(server)
    server.kill(signal)
    expect(await code).toBe(0)
    expect(findRunning(cluster())).toBeUndefined()
  },
)

test('a signal while it starts stops both as well', async () => {
  const server = run(['serve'])
  const code = ended(server)
  await vi.waitFor(() => expect(findRunning(cluster())).toBeDefined(), patience)
  server.kill('SIGINT')
  expect(await code).toBe(0)
  expect(findRunning(cluster())).toBeUndefined()
})

test('a port that is taken is one sentence with the remedy', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  expect(await ended(run(['serve'], { PORT: String(port) }))).toBe(1)
  expect(lastLine()).toBe(
    `Port ${port} of 127.0.0.1 is taken by another program, maybe another TimeClock. ` +
      `Stop that one, or choose another port: PORT=${port + 1} npm start`,
  )
  expect(findRunning(cluster())).toBeUndefined()
  taken.close()
})

test('a wrong setting is one sentence, before anything is made', async () => {
  expect(await ended(run(['serve'], { TIME_ZONE: 'Mars/Olympus' }))).toBe(1)
  expect(lastLine()).toBe('TIME_ZONE is no IANA time zone, such as Europe/Madrid.')
})

test('migrate says what it applied', async () => {
  expect(await ended(run(['migrate']))).toBe(0)
  expect(output).toMatch(/Applied 0001_\w+\.sql\n[^]*The database is current/)
})
