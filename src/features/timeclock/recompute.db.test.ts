/** Deriving again what a change made stale: many in the background, and exactly what a rebuild gives. */
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type TestApp } from '../../../test/app.ts'
import { seedDemo } from '../../demo/seed.ts'
import { createRecomputer } from './recompute.ts'
import { verify } from './verify.ts'

let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-03-04T12:00:00Z') })
  await seedDemo(server.context, () => {}, { people: 70, days: 50 })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

const call = async (method: string, path: string, body?: object) =>
  server.request(method, path, { token: await openSession(server.context, 'ada'), ...(body && { body }) })

const left = async (): Promise<number> => (await call('GET', '/api/recomputations/')).body.data.peopleLeft
const findings = async () => (await verify(server.context.pool)).findings
const lateDays = async (): Promise<number> =>
  (
    await server.context.pool.query<{ days: number }>(
      'select count(*) as days from days where late_minutes > 0',
    )
  ).rows[0]!.days

const office = '/api/schedules/office/'

describe('a change that touches many people', () => {
  test('is answered at once, tells how many are left, and is derived in the background', async () => {
    const before = await lateDays()
    // A punch that takes its time holds the background up, and not the answer.
    const punch = await server.context.pool.connect()
    await punch.query("begin; select from heads where user_id = 'demo-001' for update")
    expect((await call('PATCH', office, { graceInMinutes: 120 })).status).toBe(200)
    expect(await left()).toBeGreaterThan(64)
    expect(await lateDays()).toBe(before)
    await punch.query('commit')
    punch.release()
    await expect.poll(left, { timeout: 20_000 }).toBe(0)
    expect(await lateDays()).toBeLessThan(before)
    expect(await findings()).toEqual([])
  })

  test.each([
    ['other hours', { days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '13:00', end: '21:30' })) }],
    ['nights', { days: [1, 3, 5].map((weekday) => ({ weekday, start: '22:00', end: '06:00' })) }],
    ['narrow windows', { windowBeforeMinutes: 0, windowAfterMinutes: 0 }],
    [
      'a cycle',
      {
        cycleDays: 5,
        anchor: '2026-01-01',
        days: [
          { day: 1, start: '09:00', end: '13:00' },
          { day: 1, start: '13:00', end: '18:00' },
        ],
      },
    ],
  ])('gives what a rebuild would: %s', async (_what, change) => {
    expect((await call('PATCH', office, change)).status).toBe(200)
    const other = createRecomputer(server.context.pool, pino({ level: 'silent' }))
    await Promise.all([server.context.recompute.drain(), other.drain()])
    await expect.poll(left, { timeout: 20_000 }).toBe(0)
    expect(await findings()).toEqual([])
  })
})

test('holidays, days off, overrides, swaps and moves of the past give what a rebuild would', async () => {
  const past = (day: number) => `2026-02-${String(day).padStart(2, '0')}`
  const statuses: number[] = []
  const send = async (path: string, body: object, method = 'POST') =>
    statuses.push((await call(method, path, body)).status)
  await send('/api/holiday-calendars/madrid/holidays/', { date: past(11), name: 'Inventory' })
  const person = (i: number) => `demo-${String(i).padStart(3, '0')}`
  for (let i = 1; i <= 20; i++) {
    await send('/api/days-off/', { userId: person(i), kind: 'other', from: past(i), portion: 'second_half' })
    const shifts = [{ start: '11:00', end: '19:00' }]
    await send('/api/schedule-overrides/', { userId: person(i), date: past(21), kind: 'replace', shifts })
    await send('/api/schedule-swaps/', { userId: person(i), date: past(23), otherId: person(i + 20) })
    await send(`/api/users/${person(i)}/`, { department: 'warehouse', effectiveFrom: past(i) }, 'PATCH')
  }
  // Some collide with what the demo has; most are taken.
  expect(statuses.filter((status) => status < 300).length).toBeGreaterThan(50)
  expect(statuses.filter((status) => status >= 300 && status !== 409)).toEqual([])
  await server.context.recompute.drain()
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  expect(await findings()).toEqual([])
})

test('what a process left behind is taken up by the next', async () => {
  const { pool } = server.context
  await pool.query("insert into stale_days (user_id, from_date) select id, '2026-02-01' from users")
  const next = createRecomputer(pool, pino({ level: 'silent' }))
  next.kick()
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  await next.close()
  next.kick()
  expect(await findings()).toEqual([])
})

test('from any date on, also where older punches were corrected and punches came out of order', async () => {
  const { pool } = server.context
  const add = (time: string, date: string, kind: string) => ({ action: 'add', kind, time, date })
  const correct = (changes: object[]) =>
    call('POST', '/api/timeclock/corrections/', { userId: 'eva', reason: 'From paper', changes })
  expect((await correct([add('22:10', '2026-02-09', 'in'), add('06:00', '2026-02-10', 'out')])).status).toBe(
    201,
  )
  expect((await correct([add('22:20', '2026-02-02', 'in'), add('06:00', '2026-02-03', 'out')])).status).toBe(
    201,
  )
  const facts = (await call('GET', '/api/timeclock/eva/punches/')).body.data
  const first = facts.find((fact: { localTime: string }) => fact.localTime.startsWith('2026-02-02'))
  const moved = { action: 'change', punchId: first.id, time: '22:40', date: '2026-02-02' }
  expect((await correct([moved])).status).toBe(201)
  const records = async () =>
    (await call('GET', '/api/timeclock/eva/?from=2026-01-01&to=2026-03-01')).body.data.map(
      (row: { date: string; lateMinutes: number }) => [row.date, row.lateMinutes],
    )
  const made = await call('POST', '/api/schedules/', {
    name: 'Nights',
    days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '22:00', end: '06:00' })),
  })
  const assignment = { scheduleId: made.body.data.id, level: 'user', targetId: 'eva' }
  await call('POST', '/api/schedule-assignments/', { ...assignment, from: '2026-02-09' })
  expect((await records())[0]).toEqual(['2026-02-09', 10])
  await call('POST', '/api/schedule-assignments/', { ...assignment, from: '2026-02-01', to: '2026-02-08' })
  expect(await records()).toEqual([
    ['2026-02-09', 10],
    ['2026-02-02', 40],
  ])
  expect(await findings()).toEqual([])
  expect((await pool.query('select from stale_days')).rowCount).toBe(0)
})

test('a number to begin at holds every later fact', async () => {
  const { rows } = await server.context.pool.query<{ missed: number }>(
    `select count(*) as missed from punches p
      cross join (values ('2026-02-10T12:00:00Z'::timestamptz), ('2020-01-01Z'), ('2030-01-01Z')) as s (since)
      where p.at >= s.since and p.seq < first_seq_since(p.user_id, s.since)`,
  )
  expect(rows[0]!.missed).toBe(0)
  const { rows: skipped } = await server.context.pool.query<{ most: number }>(
    `select max(first_seq_since(id, '2026-02-20Z')) as most from users`,
  )
  expect(skipped[0]!.most).toBeGreaterThan(50)
})
