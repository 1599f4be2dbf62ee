import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { loadScheduleBook } from './schedule-book.ts'

let server: TestApp
let clock = Date.parse('2026-03-02T09:30:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

const weekdays = (start: string, end: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start, end }))

async function makeSchedule(name: string, start = '09:00', end = '17:00'): Promise<string> {
  const made = await call('ada', 'POST', '/api/schedules/', { name, days: weekdays(start, end) })
  expect(made.status).toBe(201)
  return made.body.data.id
}

const assign = (body: object) => call('ada', 'POST', '/api/schedule-assignments/', body)

describe('a schedule', () => {
  test('has the defaults, can be read by everyone and is kept by administrators', async () => {
    const id = await makeSchedule('Defaults')
    const read = await call('eva', 'GET', `/api/schedules/${id}/`)
    expect(read.body.data).toEqual({
      id,
      name: 'Defaults',
      days: weekdays('09:00', '17:00'),
      graceInMinutes: 0,
      graceOutMinutes: 0,
      windowBeforeMinutes: 240,
      windowAfterMinutes: 240,
      cycleDays: 7,
      anchor: null,
      worksOnHolidays: false,
      holidayCalendarId: null,
      endedOn: null,
    })
    const refused = await call('max', 'POST', '/api/schedules/', {
      name: 'Mine',
      days: weekdays('09:00', '17:00'),
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const again = await call('ada', 'POST', '/api/schedules/', {
      name: 'DEFAULTS',
      days: weekdays('09:00', '17:00'),
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  test.each([
    ['no days', { days: [] }, 'days'],
    ['an eighth weekday', { days: [{ weekday: 8, start: '09:00', end: '17:00' }] }, 'days.0.weekday'],
    ['no such time', { days: [{ weekday: 1, start: '25:00', end: '17:00' }] }, 'days.0.start'],
    ['no length', { days: [{ weekday: 1, start: '09:00', end: '09:00' }] }, 'days.0.end'],
    [
      'an overlap',
      {
        days: [
          { weekday: 1, start: '09:00', end: '17:00' },
          { weekday: 1, start: '16:00', end: '20:00' },
        ],
      },
      'days.1.start',
    ],
    ['an endless grace', { days: weekdays('09:00', '17:00'), graceInMinutes: 721 }, 'graceInMinutes'],
  ])('is refused with %s', async (_what, body, field) => {
    const answer = await call('ada', 'POST', '/api/schedules/', { name: 'Wrong', ...body })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field)
  })

  test('that has ended takes no assignments', async () => {
    const id = await makeSchedule('Ended')
    const ended = await call('ada', 'POST', `/api/schedules/${id}/end/`, {})
    expect(ended.body.data.endedOn).toBe('2026-03-02')
    const answer = await assign({ scheduleId: id, level: 'user', targetId: 'omar', from: '2026-05-01' })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'scheduleId' }] } })
  })
})

describe('an assignment', () => {
  test('FH-31 that overlaps one of its level is refused, and the answer names that one', async () => {
    const id = await makeSchedule('Spring')
    const first = {
      scheduleId: id,
      level: 'department',
      targetId: 'office',
      from: '2026-04-01',
      to: '2026-04-30',
    }
    const made = await assign(first)
    expect(made.body.data).toMatchObject({ from: '2026-04-01', to: '2026-04-30', targetId: 'office' })
    const overlapping = await assign({ ...first, from: '2026-04-30', to: '2026-05-31' })
    expect(overlapping).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(overlapping.body.message).toContain('"Spring" is assigned from 2026-04-01 to 2026-04-30')
    const next = await assign({ ...first, from: '2026-05-01', to: '2026-05-31' })
    expect(next.status).toBe(201)
    const longer = await call('ada', 'PATCH', `/api/schedule-assignments/${made.body.data.id}/`, {
      to: '2026-05-01',
    })
    expect(longer).toMatchObject({ status: 409, body: { code: 'conflict' } })
    const shorter = await call('ada', 'PATCH', `/api/schedule-assignments/${made.body.data.id}/`, {
      to: '2026-04-15',
    })
    expect(shorter.body.data.to).toBe('2026-04-15')
    const listed = await call('eva', 'GET', '/api/schedule-assignments/?level=department&targetId=office')
    expect(listed.body.data.map((one: { to: string }) => one.to)).toEqual(['2026-04-15', '2026-05-31'])
  })

  test('is refused by the database too when two come at once', async () => {
    const id = await makeSchedule('Race')
    const body = { scheduleId: id, level: 'user', targetId: 'max', from: '2026-06-01' }
    const answers = await Promise.all([assign(body), assign(body), assign(body)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  })

  test.each([
    ['nobody to give it to', { level: 'user' }, 'targetId'],
    ['somebody unknown', { level: 'user', targetId: 'nobody' }, 'targetId'],
    ['a target for the company', { level: 'company', targetId: 'office' }, 'targetId'],
    ['an end before its start', { level: 'company', to: '2026-01-31' }, 'to'],
    ['no such date', { level: 'company', from: '2026-02-30' }, 'from'],
  ])('is refused with %s', async (_what, body, field) => {
    const [{ id }] = (await call('ada', 'GET', '/api/schedules/')).body.data
    const answer = await assign({ scheduleId: id, from: '2026-02-01', ...body })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } })
  })

  test('derives again what was worked since, counts as a new configuration and is in the log', async () => {
    clock = Date.parse('2026-03-02T09:30:00Z')
    expect((await call('eva', 'POST', '/api/timeclock/clock-in/', {})).status).toBe(201)
    const late = async () =>
      (await call('eva', 'GET', '/api/timeclock/eva/')).body.data.map(
        (row: { lateMinutes: number }) => row.lateMinutes,
      )
    expect(await late()).toEqual([0])
    const before = (await loadScheduleBook(server.context.pool)).version
    const id = await makeSchedule('Morning')
    await assign({ scheduleId: id, level: 'user', targetId: 'eva', from: '2026-03-01' })
    expect(await late()).toEqual([30])
    await call('ada', 'PATCH', `/api/schedules/${id}/`, { graceInMinutes: 30 })
    expect(await late()).toEqual([0])
    expect((await loadScheduleBook(server.context.pool)).version).toBe(before + 3)
    const { rows } = await server.context.pool.query(
      `select action from audit_log where action like 'schedule%' order by id desc limit 3`,
    )
    expect(rows.map((row) => row.action)).toEqual(['schedule.change', 'schedule.assign', 'schedule.create'])
    const stale = await server.context.pool.query('select from stale_days')
    expect(stale.rowCount).toBe(0)
  })
})

describe('the schedule book', () => {
  test('FH-75 takes the narrowest assignment of each date, and falls through where there is none', async () => {
    const name = async (
      title: string,
      level: string,
      target: string | undefined,
      from: string,
      to?: string,
    ) => {
      const id = await makeSchedule(title)
      const targetId = target === undefined ? {} : { targetId: target }
      const made = await assign({
        scheduleId: id,
        level,
        ...targetId,
        from,
        ...(to === undefined ? {} : { to }),
      })
      expect(made.status).toBe(201)
      return id
    }
    await server.context.pool.query(
      `insert into branches (id, name, time_zone) values ('tokyo', 'Tokyo', 'Asia/Tokyo')`,
    )
    const company = await name('Company', 'company', undefined, '2027-01-01')
    const branch = await name('Branch', 'branch', 'tokyo', '2027-01-10', '9999-12-31')
    const department = await name('Department', 'department', 'assembly', '2027-01-20', '2027-01-25')
    const early = await name('Early', 'user', 'erik', '2027-01-22', '2027-01-22')
    const book = await loadScheduleBook(server.context.pool)
    const erik = book.scheduleOn({ userId: 'erik', departmentId: 'assembly', branchId: 'tokyo' })
    const dates = [
      '2026-12-31',
      '2027-01-01',
      '2027-01-09',
      '2027-01-10',
      '2027-01-20',
      '2027-01-22',
      '2027-01-25',
      '2027-01-26',
      '2031-05-05',
    ]
    expect(dates.map((date) => erik(date)?.id)).toEqual([
      undefined,
      company,
      company,
      branch,
      department,
      early,
      department,
      branch,
      branch,
    ])
    expect(book.zoneOf({ timeZone: null, branchId: 'tokyo' })).toBe('Asia/Tokyo')
    expect(book.zoneOf({ timeZone: 'Europe/Madrid', branchId: 'tokyo' })).toBe('Europe/Madrid')
    expect(book.zoneOf({ timeZone: null, branchId: null })).toBe('UTC')
  })
})
