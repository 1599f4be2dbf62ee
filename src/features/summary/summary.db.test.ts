import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { assign } from '../assignments/change-assignments.ts'
import { createSchedule } from '../schedules/change-schedules.ts'
import { scheduleAssignments } from '../schedules/schedule.queries.ts'

let server: TestApp
// A Monday. Everyone in Assembly has a plan from here on, Monday to Friday.
let clock = Date.parse('2026-03-02T07:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  const { context } = server
  await seedPeople(context)
  await context.pool.query(`update users set created_at = '2026-03-02T06:00:00Z'`)
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
  const scheduleId = await createSchedule(context, 'ada', { name: 'Days', days, windowAfterMinutes: 60 })
  await assign(context, scheduleAssignments, 'ada', {
    assignedId: scheduleId,
    level: 'department',
    targetId: 'assembly',
    from: '2026-03-01',
  })
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

async function punch(who: PersonName, what: string, at: string) {
  clock = Date.parse(at)
  const answer = await call(who, 'POST', `/api/timeclock/${what}/`, {})
  expect(answer.status, answer.text).toBeLessThan(300)
}

async function work(who: PersonName, date: string, from = '09:00', to = '17:00') {
  await punch(who, 'clock-in', `${date}T${from}:00Z`)
  await punch(who, 'clock-out', `${date}T${to}:00Z`)
}

async function summary(who: PersonName, query: string) {
  const answer = await call(who, 'GET', `/api/timeclock/summary/?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data
}

const absentOf = (data: { buckets: { key: string; daysAbsent: number }[] }) =>
  data.buckets.filter((bucket) => bucket.daysAbsent > 0).map((bucket) => bucket.key)

describe('absences', () => {
  test('are planned dates whose window is over, from the first day and to the last', async () => {
    await work('eva', '2026-03-02')
    await work('eva', '2026-03-04', '09:10', '16:00')
    clock = Date.parse('2026-03-05T17:59:00Z')
    const before = await summary('eva', 'period=week&date=2026-03-04')
    expect(absentOf(before)).toEqual(['2026-03-03'])
    clock = Date.parse('2026-03-05T18:01:00Z')
    const after = await summary('eva', 'period=week&date=2026-03-04')
    expect(absentOf(after)).toEqual(['2026-03-03', '2026-03-05'])
    expect(after.totals).toMatchObject({
      workedSeconds: 8 * 3600 + 6 * 3600 + 50 * 60,
      workedHours: 14.83,
      lateCount: 1,
      lateMinutes: 10,
      earlyCount: 1,
      earlyMinutes: 60,
      daysPresent: 2,
      daysAbsent: 2,
      missingOut: 0,
      running: false,
    })
    expect(after.buckets).toHaveLength(7)
  })

  test('do not count who is not employed, and work outside an employment hides none', async () => {
    clock = Date.parse('2026-03-13T23:00:00Z')
    const { pool } = server.context
    await pool.query(`update users set hired_on = '2026-03-05' where id = 'erik'`)
    expect(absentOf(await summary('erik', 'period=week&date=2026-03-05'))).toEqual([
      '2026-03-05',
      '2026-03-06',
    ])
    await work('erik', '2026-03-12')
    await pool.query(`update users set ended_on = '2026-03-10' where id = 'erik'`)
    clock = Date.parse('2026-03-31T23:00:00Z')
    const ended = await summary('max', 'userId=erik&from=2026-03-01&to=2026-03-31')
    expect(absentOf(ended)).toEqual(['2026-03-05', '2026-03-06', '2026-03-09', '2026-03-10'])
    expect(ended.totals).toMatchObject({ daysAbsent: 4, daysPresent: 1 })
    const year = await summary('max', 'userId=erik&period=year&date=2026-03-01')
    expect(year.totals.daysAbsent).toBe(4)
    await pool.query(`update users set hired_on = null, ended_on = null where id = 'erik'`)
  })

  test('of a group are those of its people together', async () => {
    clock = Date.parse('2026-03-13T23:00:00Z')
    const query = 'from=2026-03-01&to=2026-03-31'
    const one = await Promise.all(
      (['eva', 'erik', 'max'] as const).map((id) => summary('max', `${query}&userId=${id}`)),
    )
    const group = await summary('max', `${query}&department=assembly`)
    expect(group.totals.daysAbsent).toBe(one.reduce((sum, data) => sum + data.totals.daysAbsent, 0))
    expect(group.totals.workedSeconds).toBe(one.reduce((sum, data) => sum + data.totals.workedSeconds, 0))
    const year = await summary('max', 'period=year&date=2026-06-01&scope=all')
    expect(year.buckets).toHaveLength(12)
    expect(year.totals).toEqual(group.totals)
  })
})

describe('an open shift', () => {
  test('counts up to now in the totals and its bucket, and its day is no absence', async () => {
    await punch('erik', 'clock-in', '2026-03-16T09:00:00Z')
    await punch('erik', 'break-start', '2026-03-16T12:00:00Z')
    await punch('erik', 'break-end', '2026-03-16T12:30:00Z')
    await punch('erik', 'break-start', '2026-03-16T18:30:00Z')
    clock = Date.parse('2026-03-16T19:00:00Z')
    const { totals, buckets } = await summary('erik', 'period=day')
    expect(buckets).toHaveLength(1)
    const expected = {
      workedSeconds: 9 * 3600,
      regularSeconds: 9 * 3600,
      breakSeconds: 3600,
      running: true,
      daysAbsent: 0,
    }
    expect(totals).toMatchObject({ ...expected, daysPresent: 1, missingOut: 0 })
    expect(buckets[0]).toMatchObject({ key: '2026-03-16', ...expected })
  })

  test('that is older than the longest shift is a missing clock-out and has no total', async () => {
    clock = Date.parse('2026-03-17T01:00:01Z')
    const { totals } = await summary('erik', 'period=day&date=2026-03-16')
    expect(totals).toMatchObject({ workedSeconds: 0, missingOut: 1, running: false, daysPresent: 1 })
  })

  test('of a night counts for the date on which it began', async () => {
    await work('omar', '2026-03-17', '08:00', '09:00')
    await punch('omar', 'clock-in', '2026-03-17T22:00:00Z')
    await punch('omar', 'clock-out', '2026-03-18T06:00:00Z')
    const { buckets } = await summary('omar', 'from=2026-03-17&to=2026-03-18')
    expect(buckets.map((bucket: { workedHours: number }) => bucket.workedHours)).toEqual([9, 0])
  })
})

describe('what is asked', () => {
  test("is by default one's own current month, by days", async () => {
    clock = Date.parse('2026-03-20T12:00:00Z')
    const data = await summary('eva', '')
    expect(data).toMatchObject({ period: 'month', from: '2026-03-01', to: '2026-03-31', timeZone: 'UTC' })
    expect(data.buckets).toHaveLength(31)
  })

  test('takes "today" in the zone of the person', async () => {
    await server.context.pool.query(`update users set time_zone = 'Pacific/Kiritimati' where id = 'omar'`)
    clock = Date.parse('2026-03-31T11:00:00Z')
    expect(await summary('omar', '')).toMatchObject({ from: '2026-04-01', timeZone: 'Pacific/Kiritimati' })
    expect(await summary('eva', '')).toMatchObject({ from: '2026-03-01' })
  })

  test('stays inside the scope of who asks', async () => {
    const status = async (who: PersonName, query: string) =>
      (await call(who, 'GET', `/api/timeclock/summary/?${query}`)).status
    expect(await status('eva', 'userId=erik')).toBe(404)
    expect(await status('eva', 'department=assembly')).toBe(403)
    expect(await status('eva', 'scope=all')).toBe(403)
    expect(await status('max', 'userId=eva')).toBe(200)
    expect(await status('max', 'userId=omar')).toBe(404)
    const hours = async (who: PersonName, query: string) => (await summary(who, query)).totals.workedHours
    expect(await hours('max', 'period=year&date=2026-01-01&department=office')).toBe(0)
    expect(await hours('ada', 'period=year&date=2026-01-01&department=office')).toBe(9)
    const all = await hours('ada', 'period=year&date=2026-01-01&scope=all')
    expect(all).toBe((await hours('max', 'period=year&date=2026-01-01&scope=all')) + 9)
  })

  test.each([
    ['period=month&date=2026-02-30', 'date'],
    ['period=decade', 'period'],
    ['from=2026-03-01', 'to'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['from=1926-01-01&to=2026-01-01', 'to'],
    ['period=day&from=2026-03-01&to=2026-03-02', 'period'],
    ['userId=eva&department=assembly', 'userId'],
  ])('is refused when wrong: %s', async (query, field) => {
    const answer = await call('ada', 'GET', `/api/timeclock/summary/?${query}`)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ field }] } })
  })

  test.each(['period=week&date=0001-01-01', 'period=week&date=9999-12-31', 'period=year&date=9999-12-31'])(
    'may be at the edge of the calendar: %s',
    async (query) => {
      expect((await summary('eva', query)).totals.workedSeconds).toBe(0)
    },
  )
})
