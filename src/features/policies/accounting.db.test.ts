/** Weeks and days under the presets of jurisdictions, from the punch to the report. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { addDays } from '../../core/calendar.ts'
import { formatInstant, resolveLocal } from '../../core/zone.ts'
import { findPreset } from '../../core/presets.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
const hour = 3600
const zones = {
  ada: 'UTC',
  eva: 'America/Los_Angeles',
  erik: 'Europe/Berlin',
  omar: 'America/Sao_Paulo',
  max: 'Europe/Berlin',
}

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-06-30T12:00:00Z') })
  await seedPeople(server.context)
  for (const [id, zone] of Object.entries(zones))
    await server.context.pool.query('update users set time_zone = $2 where id = $1', [id, zone])
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

type Kind = 'clock-in' | 'clock-out' | 'break-start' | 'break-end'

/** A local time of the person; hours of 24 and more are on the next day. */
function instant(who: keyof typeof zones, date: string, time: string): string {
  const hours = Number(time.slice(0, 2))
  const wall = `${String(hours % 24).padStart(2, '0')}${time.slice(2)}`
  const zone = zones[who]
  return formatInstant(zone, resolveLocal(zone, addDays(date, Math.floor(hours / 24)), wall).instant)
}

async function punch(who: keyof typeof zones, kind: Kind, date: string, time: string) {
  const field = kind === 'clock-in' ? 'timeIn' : kind === 'clock-out' ? 'timeOut' : 'time'
  const answer = await call(who, 'POST', `/api/timeclock/${kind}/`, { [field]: instant(who, date, time) })
  expect([kind, time, answer.status, answer.body.message]).toEqual([
    kind,
    time,
    kind === 'clock-out' ? 200 : 201,
    expect.any(String),
  ])
}

/** '08:00-17:00 (12:00-12:30)'. */
async function work(who: keyof typeof zones, date: string, text: string) {
  const [, start = '', end = '', from, to] = /^(\S+)-(\S+)(?: \((\S+)-(\S+)\))?$/.exec(text) ?? []
  await punch(who, 'clock-in', date, start)
  if (from !== undefined && to !== undefined) {
    await punch(who, 'break-start', date, from)
    await punch(who, 'break-end', date, to)
  }
  await punch(who, 'clock-out', date, end)
}

async function givePolicy(
  name: string,
  rules: object,
  to: { level: string; targetId?: string; from: string; to?: string },
) {
  const made = await call('ada', 'POST', '/api/policies/', { name, from: '2026-01-01', rules })
  expect(made.status).toBe(201)
  const { id } = made.body.data
  const assigned = await call('ada', 'POST', '/api/policy-assignments/', { policyId: id, ...to })
  expect(assigned.status).toBe(201)
  return {
    id,
    assignmentId: assigned.body.data.id as string,
    versionId: made.body.data.versions[0].id as string,
  }
}

const preset = (code: string) => findPreset(code)!.rules
const day = async (who: PersonName, date: string, query = '') =>
  (await call(who, 'GET', `/api/timeclock/${who}/days/${date}/${query}`)).body.data
const hoursOf = ({
  payableSeconds,
  regularSeconds,
  overtimeSeconds,
  doubleSeconds,
}: Record<string, number>) =>
  [payableSeconds, regularSeconds, overtimeSeconds, doubleSeconds].map((seconds) => seconds! / hour)

const isProven = async () => expect((await verify(server.context.pool, () => {})).findings).toEqual([])

describe('a California week', () => {
  // 2026-03-01 is a Sunday, the first day of the workweek.
  const sunday = '2026-03-01'
  const on = (offset: number) => addDays(sunday, offset)

  test('is regular until a policy is given, and derived again from the date on', async () => {
    await work('eva', on(1), '08:00-18:30 (12:00-12:30)')
    await work('eva', on(2), '08:00-16:30 (12:00-12:30)')
    expect(hoursOf(await day('eva', on(1)))).toEqual([10, 10, 0, 0])
    const { versionId } = await givePolicy('California', preset('US-CA'), {
      level: 'user',
      targetId: 'eva',
      from: sunday,
    })
    const monday = await day('eva', on(1))
    expect(hoursOf(monday)).toEqual([10, 8, 2, 0])
    expect(monday.policyVersionId).toBe(versionId)
    expect(hoursOf(await day('eva', on(2)))).toEqual([8, 8, 0, 0])
    await isProven()
  })

  test('GC-038 has 40 regular, 6 overtime and 1 double', async () => {
    await work('eva', on(3), '08:00-21:30 (12:00-12:30)')
    await work('eva', on(4), '08:00-16:30 (12:00-12:30)')
    await work('eva', on(5), '08:00-16:30 (12:00-12:30)')
    expect(hoursOf(await day('eva', on(3)))).toEqual([13, 8, 4, 1])
    const summary = await call('eva', 'GET', `/api/timeclock/summary/?from=${sunday}&to=${on(6)}`)
    expect(hoursOf(summary.body.data.totals)).toEqual([47, 40, 6, 1])
    const month = await call('eva', 'GET', `/api/timeclock/summary/?period=month&date=${sunday}`)
    expect(month.body.data.totals).toMatchObject({
      payableSeconds: 47 * hour,
      payableHours: 47,
      doubleSeconds: hour,
    })
    const report = await call(
      'ada',
      'GET',
      `/api/reports/hours/?groupBy=user,week&from=${sunday}&to=2026-03-31`,
    )
    const rows = report.body.data.rows.filter((row: { user: { id: string } }) => row.user.id === 'eva')
    const sum = (field: string) =>
      rows.reduce((total: number, row: Record<string, number>) => total + row[field]!, 0)
    expect(sum('overtimeSeconds')).toBe(6 * hour)
    await isProven()
  })

  test('names the meal that is missing, late or short', async () => {
    const wednesday = await day('eva', on(3))
    expect(wednesday.findings).toEqual([{ code: 'meal_missing', values: { meal: 2, seconds: 1800 } }])
  })

  test('a sixth and a seventh day are overtime: beyond 40 hours, and because all seven were worked', async () => {
    await work('eva', on(6), '08:00-12:00')
    expect(hoursOf(await day('eva', on(6)))).toEqual([4, 0, 4, 0])
    await isProven()
  })

  test('a punch that arrives late for the Sunday changes the days after it', async () => {
    await work('eva', sunday, '10:00-14:00')
    // Now all seven days are worked, and the 40 straight hours are reached four hours earlier.
    expect(hoursOf(await day('eva', sunday))).toEqual([4, 4, 0, 0])
    expect(hoursOf(await day('eva', on(5)))).toEqual([8, 4, 4, 0])
    expect(hoursOf(await day('eva', on(6)))).toEqual([4, 0, 4, 0])
    await isProven()
  })

  test('the next week begins anew, and a night over its line belongs to both', async () => {
    await work('eva', on(13), '20:00-28:00')
    await work('eva', on(14), '12:00-16:00')
    expect(hoursOf(await day('eva', on(13)))).toEqual([8, 8, 0, 0])
    await isProven()
  })

  test('tells why', async () => {
    const explained = await day('eva', on(3), '?explain=true')
    expect(explained.explanation.facts.map((fact: { kind: string }) => fact.kind)).toEqual([
      'in',
      'break_start',
      'break_end',
      'out',
    ])
    const sentences = explained.explanation.steps.map((step: { sentence: string }) => step.sentence)
    expect(sentences).toContain(
      'In at 08:00:00, out at 21:30:00: 13:30 elapsed, 0:30 of unpaid breaks, 13:00 worked.',
    )
    expect(sentences).toContain('4:00 are overtime (150 %): beyond 8:00 of the workday.')
    expect(sentences).toContain('1:00 are double (200 %): beyond 12:00 of the workday.')
    expect(sentences.at(-1)).toBe('Worked 13:00; paid 13:00 = 8:00 regular + 4:00 overtime + 1:00 double.')
    const { explanation, ...figures } = explained
    expect(figures).toEqual(await day('eva', on(3)))
    expect(
      explanation.steps.every((step: { sentence: string }) => !/undefined|NaN/.test(step.sentence)),
    ).toBe(true)
  })

  test('is told to nobody outside the scope', async () => {
    expect((await call('omar', 'GET', `/api/timeclock/eva/days/${on(3)}/?explain=true`)).status).toBe(404)
    expect((await call('max', 'GET', `/api/timeclock/eva/days/${on(3)}/`)).status).toBe(200)
    expect((await call('eva', 'GET', '/api/timeclock/eva/days/2026-02-30/')).status).toBe(422)
    expect(await day('eva', '2026-02-01')).toMatchObject({
      shifts: 0,
      payableSeconds: 0,
      policyVersionId: null,
    })
  })
})

describe('a German day', () => {
  test('has its findings, its night and its Sunday', async () => {
    await givePolicy('Germany', preset('DE'), { level: 'user', targetId: 'erik', from: '2026-01-01' })
    await work('erik', '2026-04-14', '07:00-16:00 (13:30-14:00)')
    expect((await day('erik', '2026-04-14')).findings).toEqual([
      { code: 'stretch_too_long', values: { longestStretchSeconds: 6.5 * hour, limitSeconds: 6 * hour } },
    ])
    await work('erik', '2026-04-14', '20:30-23:30')
    const late = await day('erik', '2026-04-14')
    expect(late.findings.map((finding: { code: string }) => finding.code)).toContain('over_daily_maximum')
    await work('erik', '2026-04-15', '08:00-12:00')
    expect((await day('erik', '2026-04-15')).findings).toEqual([
      { code: 'rest_too_short', values: { restSeconds: 8.5 * hour, shortSeconds: 2.5 * hour } },
    ])
    await work('erik', '2026-04-18', '20:00-30:00 (24:00-24:45)')
    expect(await day('erik', '2026-04-18')).toMatchObject({
      payableSeconds: 9.25 * hour,
      regularSeconds: 9.25 * hour,
      nightSeconds: 6.25 * hour,
      restDaySeconds: 5.25 * hour,
    })
    await isProven()
  })

  test('a deduction by a later version holds from its date on, on a line of its own', async () => {
    const { body } = await call('ada', 'GET', '/api/policies/')
    const { id } = body.data.find((one: { name: string }) => one.name === 'Germany')
    const rules = {
      ...preset('DE'),
      breaks: {
        ...preset('DE').breaks,
        autoDeduct: { afterMinutes: 360, minutes: 30, whenTaken: 'difference' },
      },
    }
    await work('erik', '2026-05-11', '08:00-15:00')
    await work('erik', '2026-05-12', '08:00-15:00')
    const added = await call('ada', 'POST', `/api/policies/${id}/versions/`, { from: '2026-05-12', rules })
    expect(added.status).toBe(201)
    expect(await day('erik', '2026-05-11')).toMatchObject({ workedSeconds: 7 * hour, deductedSeconds: 0 })
    expect(await day('erik', '2026-05-12')).toMatchObject({
      workedSeconds: 6.5 * hour,
      deductedSeconds: 1800,
    })
    await isProven()
  })
})

describe('a Brazilian day', () => {
  test('has the tolerance of its schedule and nights of 52 min 30 s', async () => {
    await givePolicy('Brasil', preset('BR'), { level: 'department', targetId: 'office', from: '2026-01-01' })
    const schedule = await call('ada', 'POST', '/api/schedules/', {
      name: 'Office',
      days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '08:00', end: '17:00' })),
    })
    const assigned = {
      scheduleId: schedule.body.data.id,
      level: 'user',
      targetId: 'omar',
      from: '2026-01-01',
    }
    expect((await call('ada', 'POST', '/api/schedule-assignments/', assigned)).status).toBe(201)
    await work('omar', '2026-04-13', '07:56-17:05')
    expect(await day('omar', '2026-04-13')).toMatchObject({
      workedSeconds: 9 * hour + 540,
      payableSeconds: 9 * hour,
      roundingSeconds: -540,
    })
    await work('omar', '2026-04-14', '07:52-17:00')
    expect(await day('omar', '2026-04-14')).toMatchObject({ payableSeconds: 9 * hour + 480 })
    await work('omar', '2026-04-18', '22:00-32:00')
    const night = await day('omar', '2026-04-18')
    expect(night.nightSeconds / hour).toBeCloseTo(11.4286, 3)
    expect(night.payableSeconds).toBe(10 * hour)
    await isProven()
  })
})

describe('other rules, from punch to row', () => {
  test('split: the date after a night has its hours without a shift of its own', async () => {
    const rules = {
      dayAttribution: 'split',
      overtime: { weekly: [{ afterMinutes: 600, class: 'overtime' }] },
    }
    const { assignmentId } = await givePolicy('Split', rules, {
      level: 'user',
      targetId: 'max',
      from: '2026-05-01',
    })
    await work('max', '2026-05-05', '18:00-26:00')
    expect(await day('max', '2026-05-05')).toMatchObject({ shifts: 1, workedSeconds: 6 * hour })
    expect(await day('max', '2026-05-06')).toMatchObject({ shifts: 0, workedSeconds: 2 * hour })
    await work('max', '2026-05-06', '18:00-26:00')
    expect(await day('max', '2026-05-06')).toMatchObject({
      shifts: 1,
      workedSeconds: 8 * hour,
      overtimeSeconds: 4 * hour,
    })
    const summary = await call('max', 'GET', '/api/timeclock/summary/?period=month&date=2026-05-01')
    expect(summary.body.data.totals).toMatchObject({
      workedSeconds: 16 * hour,
      daysPresent: 2,
      overtimeSeconds: 6 * hour,
    })
    await isProven()
    const ended = await call('ada', 'PATCH', `/api/policy-assignments/${assignmentId}/`, { to: '2026-05-01' })
    expect(ended.status).toBe(200)
    expect(await day('max', '2026-05-05')).toMatchObject({ workedSeconds: 8 * hour, policyVersionId: null })
    expect(await day('max', '2026-05-07')).toMatchObject({ shifts: 0, workedSeconds: 0 })
    await isProven()
  })

  test('a forgotten clock-out is ended by policy, visibly, until the real one is added', async () => {
    await givePolicy(
      'Closes itself',
      { automaticClockOut: { after: 'start', minutes: 480 } },
      {
        level: 'user',
        targetId: 'max',
        from: '2026-05-10',
      },
    )
    await punch('max', 'clock-in', '2026-05-18', '09:00')
    await punch('max', 'clock-in', '2026-05-19', '09:00')
    const records = async () =>
      (await call('max', 'GET', '/api/timeclock/max/?from=2026-05-18&to=2026-05-18')).body.data[0]
    expect(await records()).toMatchObject({
      status: 'complete',
      timeOut: '17:00:00',
      workedSeconds: 8 * hour,
      flags: ['automatic_out', 'unverified'],
    })
    expect(await day('max', '2026-05-18')).toMatchObject({ missingOut: 0, payableSeconds: 8 * hour })
    await isProven()
    await punch('max', 'clock-out', '2026-05-19', '17:00')
    await punch('max', 'clock-out', '2026-05-18', '12:00')
    expect(await records()).toMatchObject({
      timeOut: '12:00:00',
      workedSeconds: 3 * hour,
      flags: ['unverified'],
    })
    await isProven()
  })

  test('the longest shift is that of the policy', async () => {
    await givePolicy(
      'Short',
      { maxShiftMinutes: 600 },
      { level: 'user', targetId: 'ada', from: '2026-01-01', to: '2026-05-31' },
    )
    const at = (time: string) => ({ date: '2026-05-20', time })
    await call('ada', 'POST', '/api/timeclock/clock-in/', { timeIn: at('06:00').time, date: '2026-05-20' })
    const refused = await call('ada', 'POST', '/api/timeclock/clock-out/', {
      timeOut: '16:01',
      date: '2026-05-20',
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'not_clocked_in' } })
    const taken = await call('ada', 'POST', '/api/timeclock/clock-out/', {
      timeOut: '16:00',
      date: '2026-05-20',
    })
    expect(taken.status).toBe(200)
  })
})

describe('more than a day', () => {
  test('averages without the days of leave, the rest of the week, and how long records are kept', async () => {
    await givePolicy(
      'Europe',
      { ...preset('EU'), retentionYears: 4 },
      { level: 'company', from: '2026-01-01' },
    )
    for (const offset of [0, 1, 2, 3, 4, 5]) await work('ada', addDays('2026-06-08', offset), '06:00-16:00')
    const limits = async (date: string) =>
      (await call('ada', 'GET', `/api/timeclock/ada/limits/?date=${date}`)).body.data
    const found = await limits('2026-06-14')
    expect(found.averages).toMatchObject([
      { of: 'week', from: '2026-02-15', to: '2026-06-14', limitSeconds: 48 * hour, isWithin: true },
    ])
    expect(found.weeklyRest).toEqual({
      weekFrom: '2026-06-08',
      limitSeconds: 35 * hour,
      longestSeconds: 32 * hour,
      isEnough: false,
    })
    expect(found).toMatchObject({ monthOvertime: null, keepUntil: '2030-06-14' })
    const off = { userId: 'ada', kind: 'vacation', from: '2026-02-15', to: '2026-06-07' }
    expect((await call('ada', 'POST', '/api/days-off/', off)).status).toBe(201)
    // One week of 60 hours is all that is left.
    expect((await limits('2026-06-14')).averages).toMatchObject([
      { averageSeconds: 60 * hour, isWithin: false },
    ])
    expect((await call('omar', 'GET', '/api/timeclock/ada/limits/?date=2026-06-14')).status).toBe(404)
  })

  test('Poland: records go ten years after the year in which the employment ended, and not before', async () => {
    await givePolicy('Polska', preset('PL'), { level: 'user', targetId: 'omar', from: '2026-06-01' })
    const keepUntil = async () =>
      (await call('ada', 'GET', '/api/timeclock/omar/limits/?date=2026-06-15')).body.data.keepUntil
    expect(await keepUntil()).toBeNull()
    await server.context.pool.query(`update users set ended_on = '2026-06-20' where id = 'omar'`)
    expect(await keepUntil()).toBe('2037-01-01')
  })
})
