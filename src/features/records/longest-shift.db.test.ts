/** The longest shift of a policy, and the end that it gives to a forgotten one, wherever hours are read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let clock = Date.parse('2026-03-02T07:00:00Z')
const hour = 3600

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  const policies = {
    eva: { maxShiftMinutes: 600 },
    erik: { maxShiftMinutes: 1440 },
    omar: {
      maxShiftMinutes: 600,
      automaticClockOut: { after: 'start', minutes: 540 },
      breaks: { paidUpToMinutes: 20 },
      overtime: { daily: [{ afterMinutes: 480, class: 'overtime' }] },
      dayLimits: { maxMinutes: 480 },
    },
  }
  for (const [userId, rules] of Object.entries(policies)) {
    const made = await call('ada', 'POST', '/api/policies/', { name: userId, from: '2026-01-01', rules })
    const to = { policyId: made.body.data.id, level: 'user', targetId: userId, from: '2026-01-01' }
    await call('ada', 'POST', '/api/policy-assignments/', to)
  }
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
  const made = await call('ada', 'POST', '/api/schedules/', { name: 'Office', days })
  const everyone = { scheduleId: made.body.data.id, level: 'company', from: '2026-01-01' }
  await call('ada', 'POST', '/api/schedule-assignments/', everyone)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

/** What every way to read says of a person at a time of Monday, 2026-03-02; hours above 23 are on Tuesday. */
async function seenAt(who: PersonName, hours: number) {
  clock = Date.parse('2026-03-02T00:00:00Z') + Math.round(hours * hour * 1000)
  const read = async (path: string) => (await call('ada', 'GET', path)).body.data
  const [record] = await read(`/api/timeclock/${who}/?to=2026-03-02`)
  const status = (await call(who, 'GET', '/api/timeclock/status/')).body.data
  const { totals } = await read(`/api/timeclock/summary/?userId=${who}&period=day&date=2026-03-02`)
  const board = (await read('/api/live/board/')) as { userId: string; state: string; since: string }[]
  const day = await read(`/api/timeclock/${who}/days/2026-03-02/`)
  const explained = await read(`/api/timeclock/${who}/days/2026-03-02/?explain=true`)
  const exceptions = (await read(`/api/exceptions/?user=${who}&from=2026-03-02&to=2026-03-02`)) as {
    code: string
  }[]
  const { totals: report } = await read('/api/timeclock/summary/?period=day&date=2026-03-02')
  return {
    record,
    status,
    totals,
    day,
    explained,
    board: board.find((one) => one.userId === who)!,
    codes: exceptions.map(({ code }) => code).sort(),
    report,
  }
}

describe.each([
  ['eva', 10],
  ['erik', 24],
  ['max', 16],
] as const)('%s may work for %i hours', (who, longest) => {
  test('runs until then and is forgotten after it', async () => {
    clock = Date.parse('2026-03-02T09:00:00Z')
    expect((await call(who, 'POST', '/api/timeclock/clock-in/', {})).status).toBe(201)
    const running = await seenAt(who, 9 + longest)
    expect(running).toMatchObject({
      record: { status: 'open', running: true, workedSeconds: longest * hour },
      status: { state: 'in', record: { status: 'open' } },
      totals: { workedSeconds: longest * hour, missingOut: 0 },
      board: { state: 'in' },
    })
    expect(running.codes).not.toContain('missing_out')
    const over = await seenAt(who, 9 + longest + 0.001)
    expect(over).toMatchObject({
      record: { status: 'missing_out', running: false, workedSeconds: 0, version: running.record.version },
      status: { state: 'out', since: null, record: { status: 'missing_out' } },
      totals: { workedSeconds: 0, missingOut: 1 },
      // Who may work for 24 hours is due again by then.
      board: { state: longest === 24 ? 'late' : 'missing_out' },
    })
    expect(over.codes).toContain('missing_out')
  })

  test('is expected and in only while it runs', async () => {
    const stateAt = async (at: string) => {
      const { data } = (await call('ada', 'GET', `/api/schedules/expected/?at=${at}`)).body
      return (data as { userId: string; state: string }[]).find((one) => one.userId === who)?.state
    }
    expect(await stateAt('2026-03-02T16:59:00Z')).toBe('in')
    // The next day at 09:00 the shift of 24 hours still runs.
    expect(await stateAt('2026-03-03T09:00:00Z')).toBe(longest === 24 ? 'in' : 'out')
  })
})

describe('an automatic clock-out', () => {
  test('is seen alike before the next clock-in and after it, and nothing is written', async () => {
    clock = Date.parse('2026-03-02T09:00:00Z')
    expect((await call('omar', 'POST', '/api/timeclock/clock-in/', {})).status).toBe(201)
    clock = Date.parse('2026-03-02T12:00:00Z')
    expect((await call('omar', 'POST', '/api/timeclock/break-start/', {})).status).toBe(201)
    clock = Date.parse('2026-03-02T12:30:00Z')
    expect((await call('omar', 'POST', '/api/timeclock/break-end/', {})).status).toBe(201)
    expect(await seenAt('omar', 19)).toMatchObject({
      record: { status: 'open', running: true, workedSeconds: 9.5 * hour },
      status: { state: 'in' },
    })
    const stored = async () =>
      (
        await server.context.pool.query(
          `select status, ended_at, worked_seconds from attendance where user_id = 'omar' order by started_at`,
        )
      ).rows
    const before = await seenAt('omar', 20)
    expect(await stored()).toEqual([{ status: 'open', ended_at: null, worked_seconds: 0 }])
    expect(before).toMatchObject({
      record: {
        status: 'complete',
        running: false,
        timeOut: '18:00:00',
        workedSeconds: 8.5 * hour,
        breakSeconds: 0.5 * hour,
        flags: ['automatic_out'],
      },
      status: { state: 'out', since: expect.stringMatching('T18:00:00'), todaySeconds: 8.5 * hour },
      totals: {
        workedSeconds: 8.5 * hour,
        payableSeconds: 8.5 * hour,
        regularSeconds: 8 * hour,
        overtimeSeconds: 0.5 * hour,
        breakSeconds: 0.5 * hour,
        missingOut: 0,
      },
      board: { state: 'out' },
      day: { workedSeconds: 8.5 * hour, overtimeSeconds: 0.5 * hour, missingOut: 0 },
    })
    expect(before.codes).toEqual(['over_daily_maximum'])
    clock = Date.parse('2026-03-02T20:00:00Z')
    expect((await call('omar', 'POST', '/api/timeclock/clock-in/', {})).status).toBe(201)
    const after = await seenAt('omar', 20)
    const { version: _, ...record } = before.record
    const older = (await call('ada', 'GET', '/api/timeclock/omar/?to=2026-03-02')).body.data.at(-1)
    expect(older).toMatchObject(record)
    expect(after.totals).toEqual({ ...before.totals, running: true })
    expect({ ...after.day, shifts: 1 }).toEqual(before.day)
    expect({ ...before.explained, explanation: undefined }).toEqual({ ...before.day, explanation: undefined })
    expect({ ...after.report, running: false }).toEqual({ ...before.report, running: false })
    expect((await verify(server.context.pool)).findings).toEqual([])
  })
})
