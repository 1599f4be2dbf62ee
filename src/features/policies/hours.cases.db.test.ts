/**
 * The known days and weeks through the API: rules, schedule and holidays are configured, the work is
 * punched, and day, explanation, records and summary must say what was computed by hand. For every
 * other person the punches come first and the rules afterwards: what is derived again is the same.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, testPassword, type TestApp } from '../../../test/app.ts'
import { hoursCases, type HoursCase } from '../../../test/hours-cases.ts'
import { figuresOf, punchesOf } from '../../../test/read-hours-case.ts'
import { formatInstant } from '../../core/zone.ts'
import { findPreset } from '../../core/presets.ts'
import { createUser } from '../people/create-user.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let admin: string

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-06-30T12:00:00Z') })
  admin = (await seedPeople(server.context)).ada.token
})
afterAll(() => server?.close())

async function make(path: string, body: object): Promise<{ id: string }> {
  const { status, body: answer } = await server.request('POST', path, { token: admin, body })
  expect([path, status, answer.errors]).toEqual([path, 201, undefined])
  return answer.data
}

const from = '2010-01-01'

/** Policy, schedule and holiday of the case, for one person, who is in a branch of their own. */
async function configure(one: HoursCase, userId: string, branch: string): Promise<void> {
  const rules = typeof one.policy === 'string' ? findPreset(one.policy)!.rules : one.policy
  const policy = await make('/api/policies/', { name: userId, from, rules })
  await make('/api/policy-assignments/', { policyId: policy.id, level: 'user', targetId: userId, from })
  if (one.planned !== undefined) {
    const [start, end] = one.planned.split('-')
    const [pauseStart, pauseEnd] = one.breakPlanned?.split('-') ?? []
    const breaks = one.breakPlanned === undefined ? {} : { breaks: [{ start: pauseStart, end: pauseEnd }] }
    const minutes = { graceInMinutes: one.grace ?? 0, graceOutMinutes: one.grace ?? 0 }
    const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start, end, ...breaks }))
    const schedule = await make('/api/schedules/', { name: userId, days, ...minutes })
    await make('/api/schedule-assignments/', {
      scheduleId: schedule.id,
      level: 'user',
      targetId: userId,
      from,
    })
  }
  if (one.holiday !== undefined) {
    const calendar = await make('/api/holiday-calendars/', { name: userId })
    await make(`/api/holiday-calendars/${calendar.id}/holidays/`, { date: one.holiday, name: 'Holiday' })
    await make('/api/holiday-assignments/', {
      calendarId: calendar.id,
      level: 'branch',
      targetId: branch,
      from,
    })
  }
}

const paths = {
  in: 'clock-in',
  out: 'clock-out',
  break_start: 'break-start',
  break_end: 'break-end',
} as const
const fields = { in: 'timeIn', out: 'timeOut', break_start: 'time', break_end: 'time' } as const

async function punch(one: HoursCase, token: string): Promise<void> {
  for (const { kind, at } of punchesOf(one)) {
    const body = { [fields[kind]]: formatInstant(one.zone, at) }
    const { status, body: answer } = await server.request('POST', `/api/timeclock/${paths[kind]}/`, {
      token,
      body,
    })
    expect([body, status, answer.code]).toEqual([body, kind === 'out' ? 200 : 201, undefined])
  }
}

test.each(hoursCases.map((one, i) => [one.name, i, one] as const))('%s', async (_name, i, one) => {
  const userId = `case-${i}`
  const branch = await make('/api/branches/', { name: userId, timeZone: one.zone })
  await createUser(server.context.db, {
    userId,
    email: `${userId}@example.com`,
    passwordHash: '',
    firstName: 'Case',
    lastName: String(i),
    role: 'employee',
    status: 'active',
    branch: branch.id,
  })
  const token = await openSession(server.context, userId)
  if (i % 2 === 0) await configure(one, userId, branch.id)
  await punch(one, token)
  if (i % 2 === 1) await configure(one, userId, branch.id)
  const read = async (path: string) => (await server.request('GET', path, { token })).body.data
  for (const [date, text] of Object.entries(one.gives)) {
    const { figures, findings } = figuresOf(text)
    const day = await read(`/api/timeclock/${userId}/days/${date}/`)
    expect(day).toMatchObject({ date, ...figures })
    if (findings)
      expect([date, day.findings.map(({ code }: { code: string }) => code)]).toEqual([date, findings])
    const { explanation, ...explained } = await read(`/api/timeclock/${userId}/days/${date}/?explain=true`)
    expect(explained).toEqual(day)
    const { totals } = await read(`/api/timeclock/summary/?from=${date}&to=${date}`)
    for (const name of [
      'workedSeconds',
      'payableSeconds',
      'regularSeconds',
      'overtimeSeconds',
      'doubleSeconds',
    ])
      expect([date, name, totals[name]]).toEqual([date, name, day[name]])
    const told = explanation.steps.findLast((step: { code: string }) => step.code === 'totals')
    expect(told.values).toMatchObject({
      worked: day.workedSeconds,
      payable: day.payableSeconds,
      regular: day.regularSeconds,
      overtime: day.overtimeSeconds,
      double: day.doubleSeconds,
    })
  }
})

test('who is in a new branch punches in its zone at once', async () => {
  const punchOf = async (userId: string) => {
    const token = await openSession(server.context, userId)
    return (await server.request('POST', '/api/timeclock/clock-in/', { token, body: {} })).body.data
  }
  expect(await punchOf('omar')).toMatchObject({ timeZone: 'UTC', timeIn: '12:00:00' })
  const branch = await make('/api/branches/', { name: 'Auckland', timeZone: 'Pacific/Auckland' })
  await make('/api/users/', {
    ...{ userId: 'ngaio', email: 'ngaio@example.com', password: testPassword },
    ...{ firstName: 'Ngaio', lastName: 'New', branch: branch.id },
  })
  expect(await punchOf('ngaio')).toMatchObject({
    timeZone: 'Pacific/Auckland',
    timeIn: '00:00:00',
    date: '2026-07-01',
  })
})

test('a day counts as present, half or absent by the thresholds of the policy', async () => {
  const attendance = { absentBelowMinutes: 60, halfDayBelowMinutes: 120 }
  await configure(
    { name: '', zone: 'UTC', policy: { attendance }, planned: '08:00-12:00', work: [], gives: {} },
    'max',
    '',
  )
  const token = await openSession(server.context, 'max')
  const work = ['01 08:00-09:30', '02 08:00-08:45', '03 08:00-10:00', '04 08:00-09:00', '05 08:00-09:59:59']
  await punch(
    { name: '', zone: 'UTC', policy: {}, work: work.map((line) => `2026-06-${line}`), gives: {} },
    token,
  )
  await server.request('POST', '/api/timeclock/clock-in/', {
    token,
    body: { timeIn: '08:00', date: '2026-06-08' },
  })
  const counts: unknown[] = []
  for (const day of ['01', '02', '03', '04', '05', '08', '09', '30']) {
    const path = `/api/timeclock/max/days/2026-06-${day}/`
    const plain = (await server.request('GET', path, { token })).body.data.attendance
    expect((await server.request('GET', `${path}?explain=true`, { token })).body.data.attendance).toBe(plain)
    counts.push(plain)
  }
  // The 8th has no clock-out, the 9th is over without a punch, the 30th is today and its window open.
  const expected = ['half_day', 'absent', 'present', 'half_day', 'half_day', null, 'absent', null]
  expect(counts).toEqual(expected)
})

test('all of it is what a rebuild gives', async () => {
  expect((await verify(server.context.pool, () => {})).findings).toEqual([])
})
