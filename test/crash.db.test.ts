/** Kill everything in the middle of a burst: what was acknowledged is there exactly once. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { makeDataDir } from './data-dir.ts'
import { freePort } from './free-port.ts'

const email = 'ada@example.com'
const password = 'a password that is long'
let place: ReturnType<typeof makeDataDir>
let port: number
let server: ChildProcess | undefined
const program = path.resolve('bin/timeclock.js')

beforeAll(async () => {
  place = makeDataDir()
  port = await freePort()
})
afterAll(async () => {
  if (server && server.exitCode === null) {
    server.kill('SIGTERM')
    await once(server, 'exit')
  }
  place.remove()
})

const environment = () => ({
  PATH: process.env['PATH'],
  DATA_DIR: place.dataDir,
  PORT: String(port),
  TIME_ZONE: 'UTC',
  ADMIN_EMAIL: email,
  ADMIN_PASSWORD: password,
})

async function start(): Promise<void> {
  server = spawn(process.execPath, [program, 'serve'], { env: environment(), stdio: 'ignore' })
  await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200), {
    timeout: 40_000,
    interval: 50,
  })
}

async function call(
  pathname: string,
  body: unknown,
  token?: string,
  key?: string,
): Promise<{ status: number; data: Record<string, unknown> }> {
  const answer = await fetch(`http://127.0.0.1:${port}${pathname}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(body),
  })
  const json = (await answer.json()) as { data?: Record<string, unknown> }
  return { status: answer.status, data: json.data ?? {} }
}

async function runCommand(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, output }
}

it(
  'loses, doubles and halves nothing when TimeClock and PostgreSQL are killed in a burst',
  { timeout: 120_000 },
  async () => {
    await start()
    const token = String((await call('/api/auth/login/', { email, password })).data['access'])
    for (let i = 0; i < 20; i++) {
      const person = {
        userId: `p${i}`,
        email: `p${i}@example.com`,
        password,
        firstName: 'Person',
        lastName: String(i),
      }
      expect((await call('/api/users/', person, token)).status).toBe(201)
    }
    const acknowledged = new Map<string, string>()
    let stop = false
    const burst = Array.from({ length: 20 }, async (_, i) => {
      for (let n = 0; !stop; n++) {
        const key = `k-${i}-${n}`
        const direction = n % 2 === 0 ? 'clock-in' : 'clock-out'
        const answer = await call(`/api/timeclock/${direction}/`, { userId: `p${i}` }, token, key).catch(
          () => undefined,
        )
        if (!answer) return
        if (answer.status < 300) acknowledged.set(key, `p${i}`)
      }
    })
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(300), { timeout: 30_000, interval: 10 })
    const postmaster = Number(
      readFileSync(path.join(place.dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
    )
    process.kill(postmaster, 'SIGKILL')
    server!.kill('SIGKILL')
    await once(server!, 'exit')
    stop = true
    await Promise.all(burst)

    await start()
    const again = String((await call('/api/auth/login/', { email, password })).data['access'])
    const stored = new Map<string, number>()
    for (let i = 0; i < 20; i++) {
      let cursor = ''
      do {
        const page = await fetch(`http://127.0.0.1:${port}/api/timeclock/p${i}/punches/?limit=500${cursor}`, {
          headers: { authorization: `Bearer ${again}` },
        })
        const { data, meta } = (await page.json()) as {
          data: { id: string }[]
          meta: { nextCursor: number | null }
        }
        stored.set(`p${i}`, (stored.get(`p${i}`) ?? 0) + data.length)
        cursor = meta.nextCursor === null ? '' : `&cursor=${meta.nextCursor}`
      } while (cursor !== '')
    }
    const counts = new Map<string, number>()
    for (const person of acknowledged.values()) counts.set(person, (counts.get(person) ?? 0) + 1)
    for (const [person, count] of counts) {
      // One more may have been committed whose answer the kill cut off.
      expect(stored.get(person)).toBeGreaterThanOrEqual(count)
      expect(stored.get(person)).toBeLessThanOrEqual(count + 1)
    }
    // Sent again after the crash, an acknowledged punch answers as before and is not recorded twice.
    const [key, userId] = [...acknowledged][0]!
    const before = stored.get(userId)
    expect((await call('/api/timeclock/clock-in/', { userId }, again, key)).status).toBe(201)
    const after = await fetch(`http://127.0.0.1:${port}/api/timeclock/${userId}/punches/?limit=1`, {
      headers: { authorization: `Bearer ${again}` },
    })
    expect(((await after.json()) as { data: { number: number }[] }).data[0]!.number).toBe(before)
    const verdict = await runCommand('verify')
    expect(verdict.output).toContain('no fact is missing or changed')
    expect(verdict.code).toBe(0)
  },
)
