/**
 * Each number of the dashboards and reports is as large as what opens behind it: of a made-up company with overrides,
 * days off, night shifts, zones, forgotten clock-outs, locked periods and people who belong nowhere, for
 * ranges and filters drawn by chance.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, type TestApp } from '../../../test/app.ts'
import { testNow } from '../../../test/database.ts'
import { addDays } from '../../core/calendar.ts'
import { seedDemo } from '../../demo/seed.ts'

const day = new Date(testNow).toISOString().slice(0, 10)
const history = 75
let api: TestApp
let token: string

beforeAll(async () => {
  api = await createTestApp({ rateLimits: { account: 1_000_000, address: 1_000_000 } })
  await seedDemo(api.context, () => {}, { people: 40, days: history })
  const { pool } = api.context
  // Every fifth belongs to no department, every seventh to no branch.
  for (const [column, every] of [
    ['department_id', 5],
    ['branch_id', 7],
  ] as const)
    await pool.query(
      `update users set ${column} = null where role = 'employee' and id in
         (select id from (select id, row_number() over (order by id) as n from users) one where n % ${every} = 0)`,
    )
  token = await openSession(api.context, 'demo-admin')
}, 120_000)
afterAll(() => api?.close())

type Query = Record<string, string | number | undefined>

async function read(path: string, query: Query) {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const answer = await api.request('GET', `${path}?${new URLSearchParams(given as [string, string][])}`, {
    token,
  })
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const data = async (path: string, query: Query) => (await read(path, query)).data
const report = (query: Query) => data('/api/reports/hours/', { limit: 1000, ...query })

const add = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

interface Period {
  from: string
  to: string
}

/** Two months at most; some end today, some lie behind it, some reach beyond. */
const asked = fc.record({
  last: fc.integer({ min: -history, max: 10 }),
  length: fc.integer({ min: 1, max: 62 }),
  department: fc.constantFrom(undefined, 'production', 'engineering', 'none'),
  branch: fc.constantFrom(undefined, undefined, 'madrid', 'kolkata', 'none'),
})
const filtered = (given: typeof asked extends fc.Arbitrary<infer G> ? G : never) => {
  const to = addDays(day, given.last)
  return {
    from: addDays(to, 1 - given.length),
    to,
    department: given.department,
    branch: given.branch,
  }
}

const always = (holds: (query: ReturnType<typeof filtered>) => Promise<void>, numRuns = 25) =>
  fc.assert(
    fc.asyncProperty(asked, (given) => holds(filtered(given))),
    { numRuns },
  )

const places = ['department', 'branch'] as const
interface Row {
  user?: { id: string }
  department?: { id: string } | null
  branch?: { id: string } | null
  period: Period
  [total: string]: unknown
}
/** What a total of a row must be in the rows that it opens. */
const totals = [
  'workedSeconds',
  'payableSeconds',
  'overtimeSeconds',
  'nightSeconds',
  'lateCount',
  'lateMinutes',
  'earlyCount',
  'daysPresent',
  'plannedPresent',
  'missingOut',
]
const pick = (row: object) => Object.fromEntries(totals.map((name) => [name, (row as Row)[name]]))
const sumsOf = (rows: Row[]) =>
  Object.fromEntries(totals.map((name) => [name, add(rows, (row) => row[name] as number)]))

describe('a row of a report', () => {
  test.each(places)('of a %s, or of those without one, is the sum of its people', (by) =>
    always(async (query) => {
      const { rows } = await report({ ...query, groupBy: by })
      for (const row of rows as Row[]) {
        const opened = await report({ ...query, groupBy: 'user', [by]: row[by]?.id ?? 'none' })
        expect(pick(opened.totals)).toEqual(pick(row))
        expect(sumsOf(opened.rows)).toEqual(pick(row))
      }
    }),
  )

  test.each(['week', 'month'])('of a %s is the sum of its people', (by) =>
    always(async (query) => {
      const { rows, totals: all } = await report({ ...query, groupBy: by })
      expect(sumsOf(rows)).toEqual(pick(all))
      for (const row of rows as Row[]) {
        const { from, to } = row.period
        const opened = await report({ ...query, from, to, groupBy: 'user' })
        expect(sumsOf(opened.rows)).toEqual(pick(row))
      }
    }),
  )

  test('of a person is the sum of their days', () =>
    always(async (query) => {
      const { rows } = await report({ ...query, groupBy: 'user' })
      for (const row of (rows as Row[]).slice(0, 5)) {
        const opened = await report({ ...query, groupBy: 'user,day', user: row.user!.id })
        expect(sumsOf(opened.rows)).toEqual(pick(row))
      }
    }, 10))
})

describe('a number of the dashboards', () => {
  test('of days by length is the sum of the people behind', () =>
    always(async (query) => {
      for (const cell of await data('/api/reports/day-lengths/', query)) {
        const behind = await data('/api/reports/day-lengths/people/', { ...query, hours: cell.hours })
        expect(behind).toHaveLength(cell.people)
        expect(add(behind, (one: { days: number }) => one.days)).toBe(cell.days)
        expect(add(behind, (one: { seconds: number }) => one.seconds)).toBe(cell.workedSeconds)
      }
    }, 10))

  test('of hours there is the sum of the people behind', () =>
    always(async (query) => {
      const cells: { weekday: number; hour: number; seconds: number }[] = await data(
        '/api/reports/presence/',
        query,
      )
      for (const { weekday, hour, seconds } of cells.filter((_, index) => index % 7 === 0)) {
        const behind = await data('/api/reports/presence/people/', { ...query, weekday, hour })
        expect(add(behind, (one: { seconds: number }) => one.seconds)).toBe(seconds)
      }
    }, 10))

  test('of punctuality is made of the people behind, and nobody was late on more days than they were planned', () =>
    always(async (query) => {
      for (const by of places)
        for (const row of (await report({ ...query, groupBy: by })).rows as Row[]) {
          const { rows } = await report({ ...query, groupBy: 'user', [by]: row[by]?.id ?? 'none' })
          const behind = (rows as Row[]).filter((one) => Number(one['plannedPresent']) > 0)
          expect(add(behind, (one) => Number(one['plannedPresent']))).toBe(row['plannedPresent'])
          expect(add(behind, (one) => Number(one['lateCount']))).toBe(row['lateCount'])
          for (const one of rows as Row[])
            expect(Number(one['lateCount'])).toBeLessThanOrEqual(Number(one['plannedPresent']))
        }
    }, 10))

  test('of the late and the absent is the sum of the people behind, by day and as a whole', () =>
    always(async ({ from, to, department, branch }) => {
      const query = { from, to, department, branch }
      const summary = await data('/api/timeclock/summary/', { ...query, scope: 'all' })
      const buckets = summary.buckets as (Period & { lateCount: number; daysAbsent: number })[]
      const some = buckets.filter((_, index) => index % 4 === 0 || buckets.length - index < 5)
      for (const point of [...some, { ...summary.totals, from, to }]) {
        const range = { ...query, from: point.from, to: point.to }
        const late = (await report({ ...range, groupBy: 'user' })).rows as Row[]
        expect(add(late, (one) => Number(one['lateCount']))).toBe(point.lateCount)
        const absent: { days: number }[] = await data('/api/reports/absences/people/', range)
        expect(add(absent, (one) => one.days)).toBe(point.daysAbsent)
      }
    }, 15))

  test('of attendance today is as many people as are behind it, by department and branch', async () => {
    interface Person {
      userId: string
      state: string
      departmentId: string | null
      branchId: string | null
    }
    const everybody: Person[] = await data('/api/live/board/', {})
    for (const by of places) {
      let found = 0
      for (const place of new Set(everybody.map((one) => one[`${by}Id`]))) {
        const behind: Person[] = await data('/api/live/board/', { [by]: place ?? 'none' })
        const there = everybody.filter((one) => one[`${by}Id`] === place)
        expect(behind.map(({ userId, state }) => [userId, state])).toEqual(
          there.map(({ userId, state }) => [userId, state]),
        )
        found += behind.length
      }
      expect(found).toBe(everybody.length)
    }
  })
})

test('there is something behind the numbers', async () => {
  const range = { from: addDays(day, -40), to: day }
  const { rows } = await report({ ...range, groupBy: 'department' })
  expect((rows as Row[]).some((row) => row.department === null)).toBe(true)
  expect((rows as Row[]).some((row) => Number(row['lateCount']) > 0)).toBe(true)
  const absent = await data('/api/reports/absences/people/', range)
  expect(absent.length).toBeGreaterThan(3)
  expect((await data('/api/reports/absences/people/', { ...range, department: 'none' })).length).toBeLessThan(
    absent.length,
  )
})

test('no place can be called as those without one are', async () => {
  for (const path of ['departments', 'branches']) {
    const answer = await api.request('POST', `/api/${path}/`, { token, body: { id: 'none', name: 'Nobody' } })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'id' }] } })
  }
})

test('managers find behind a number those whom they manage', async () => {
  const manager = await api.context.pool.query<{ user_id: string; department_id: string }>(
    'select user_id, department_id from department_managers limit 1',
  )
  const { user_id, department_id } = manager.rows[0]!
  const session = await openSession(api.context, user_id)
  const path = `/api/reports/absences/people/?from=${addDays(day, -60)}&to=${day}`
  const seen = await api.request('GET', path, { token: session })
  const whole: { user: { id: string } }[] = await data('/api/reports/absences/people/', {
    from: addDays(day, -60),
    to: day,
    department: department_id,
  })
  expect(seen.status).toBe(200)
  const ids = seen.body.data.map((one: { user: { id: string } }) => one.user.id)
  for (const { user } of whole) expect(ids).toContain(user.id)
  expect(ids.length).toBeLessThan(
    (await data('/api/reports/absences/people/', { from: addDays(day, -60), to: day })).length,
  )
})
