import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestApp,
  seedPeople,
  type TestApp,
  type TestPeople,
  type TestPerson,
} from '../../../test/app.ts'
import { verify } from './verify.ts'

let api: TestApp
let people: TestPeople
let clock = Date.parse('2026-03-02T08:00:00Z')

beforeAll(async () => {
  api = await createTestApp({ now: () => clock })
  people = await seedPeople(api.context)
  await api.context.pool.query("update company set time_zone = 'Europe/Madrid'")
})
afterAll(() => api.close())

const post = (who: TestPerson, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.request('POST', path, {
    token: who.token,
    ...(body === undefined ? {} : { body }),
    ...(headers ? { headers } : {}),
  })
const get = (who: TestPerson, path: string) => api.request('GET', path, { token: who.token })

/** A person of their own for a test. */
async function newPerson(id: string, timeZone?: string): Promise<TestPerson> {
  const body = {
    userId: id,
    email: `${encodeURIComponent(id)}@example.com`,
    password: 'a password for this test',
    firstName: 'Test',
    lastName: 'Person',
    ...(timeZone ? { timeZone } : {}),
  }
  const made = await post(people.ada, '/api/auth/register/', body)
  expect(made.status, made.text).toBe(201)
  const login = await api.request('POST', '/api/auth/login/', {
    body: { email: body.email, password: body.password },
  })
  return { ...people.eva, userId: id, token: login.body.data.access }
}

const shift = async (who: TestPerson, date: string, timeIn: string, timeOut: string, dateOut = date) => {
  expect((await post(who, '/api/timeclock/clock-in/', { date, timeIn })).status).toBe(201)
  return post(who, '/api/timeclock/clock-out/', { date: dateOut, timeOut })
}

describe('the original requests', () => {
  it('take and answer the literal clock-in, for an id that is no UUID', async () => {
    const id = 'a12b34c5-d678-90ef-gh12-ijk345lmn678'
    const person = await newPerson(id)
    const asked = {
      userId: id,
      timeIn: '08:45:00',
      timeInDescription: 'Arrived early',
      timeInLocation: 'HQ Office',
      date: '2025-08-20',
    }
    const answer = await post(person, '/api/timeclock/clock-in/', asked)
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      status: 'success',
      message: 'Clock-in recorded successfully',
      data: asked,
    })
    expect(answer.body.data.flags).toEqual(['unverified'])
    const again = await post(person, '/api/timeclock/clock-in', asked)
    expect(again).toMatchObject({ status: 409, body: { code: 'already_clocked_in', data: { userId: id } } })
    const out = await post(person, '/api/timeclock/clock-out/', { timeOut: '17:15', date: '2025-08-20' })
    expect(out).toMatchObject({
      status: 200,
      body: { data: { timeIn: '08:45:00', timeOut: '17:15:00', workedHours: 8.5 } },
    })
    const records = await get(person, `/api/timeclock/${id}/?from=2025-08-01&to=2025-08-31`)
    expect(records.body).toMatchObject({
      data: [{ date: '2025-08-20', status: 'complete' }],
      meta: { nextCursor: null },
    })
    const summary = await get(person, '/api/timeclock/summary/?period=month&date=2025-08-20')
    expect(summary.body.data).toMatchObject({
      from: '2025-08-01',
      to: '2025-08-31',
      totals: { workedSeconds: 30_600, daysPresent: 1 },
    })
    expect(summary.body.data.buckets).toHaveLength(31)
  })

  it('take no body at all', async () => {
    const answer = await api.request('POST', '/api/timeclock/clock-in/', {
      token: (await newPerson('bare')).token,
    })
    expect(answer).toMatchObject({ status: 201, body: { data: { timeIn: '09:00:00', date: '2026-03-02' } } })
  })
})

describe('hours', () => {
  it.each([
    ['GC-124', 'Europe/Berlin', '2025-03-29', '22:00', '2025-03-30', '06:00', 7],
    ['autumn', 'Europe/Berlin', '2025-10-25', '22:00', '2025-10-26', '06:00', 9],
    ['GC-128', 'Australia/Lord_Howe', '2025-10-04', '22:00', '2025-10-05', '06:00', 7.5],
    ['GC-132', 'Antarctica/Troll', '2025-03-29', '22:00', '2025-03-30', '06:00', 6],
    ['GC-134', 'Pacific/Apia', '2011-12-29', '22:00', '2011-12-31', '06:00', 8],
    ['BUG-02', 'Asia/Kathmandu', '2025-06-01', '23:55', '2025-06-02', '00:05', 0.17],
    ['BUG-24', 'America/Chicago', '2025-06-01', '17:00', '2025-06-02', '08:00', 15],
  ])('are elapsed time: %s in %s', async (id, zone, date, timeIn, dateOut, timeOut, hours) => {
    const person = await newPerson(id, zone)
    const out = await shift(person, date, timeIn, timeOut, dateOut)
    expect(out).toMatchObject({
      status: 200,
      body: { data: { workedHours: hours, workDate: date, date: dateOut } },
    })
  })

  it('mark a wall time that does not exist or exists twice', async () => {
    const person = await newPerson('dst', 'America/New_York')
    const gap = await post(person, '/api/timeclock/clock-in/', { date: '2025-03-09', timeIn: '02:30' })
    expect(gap.body.data).toMatchObject({
      timeInAt: '2025-03-09T03:30:00-04:00',
      flags: expect.arrayContaining(['time_in_gap']),
    })
    const twice = await post(person, '/api/timeclock/clock-in/', { date: '2025-11-02', timeIn: '01:30' })
    expect(twice.body.data).toMatchObject({
      timeInAt: '2025-11-02T01:30:00-04:00',
      flags: expect.arrayContaining(['time_ambiguous']),
    })
  })

  it('count a zero-length shift as nothing (GC-207)', async () => {
    const out = await shift(await newPerson('zero'), '2025-06-02', '09:00', '09:00')
    expect(out).toMatchObject({ status: 200, body: { data: { workedSeconds: 0 } } })
  })

  it('tell today from midnight on, with what runs (OD-01)', async () => {
    const person = await newPerson('today', 'Europe/Brussels')
    const before = clock
    await shift(person, '2019-03-01', '22:00', '02:00', '2019-03-02')
    await post(person, '/api/timeclock/clock-in/', { date: '2019-03-02', timeIn: '11:00' })
    clock = Date.parse('2019-03-02T13:00:00Z')
    const status = await get(await sameTime(person), '/api/timeclock/status/')
    clock = before
    expect(status.body.data).toMatchObject({ state: 'in', todaySeconds: 5 * 3600, todayHours: 5 })
  })

  /** Sessions begin at the clock of the server too. */
  async function sameTime(person: TestPerson): Promise<TestPerson> {
    const login = await api.request('POST', '/api/auth/login/', {
      body: { email: `${person.userId}@example.com`, password: 'a password for this test' },
    })
    return { ...person, token: login.body.data.access }
  }
})

describe('refusals', () => {
  it.each([
    ['24:61', { timeIn: '24:61' }, 422, 'timeIn'],
    ['30 February', { timeIn: '08:00', date: '2025-02-30' }, 422, 'date'],
    ['a date without its time', { date: '2025-02-03' }, 422, 'timeIn'],
    ['a number as time', { timeIn: 800 }, 422, 'timeIn'],
    ['an unknown field', { timeln: '08:00' }, 422, 'timeln'],
    ['half a position', { latitude: 40 }, 422, 'longitude'],
    ['an impossible position', { latitude: 91, longitude: 0 }, 422, 'latitude'],
    ['a NUL', { timeInDescription: 'a\u0000b' }, 422, 'timeInDescription'],
    ['tomorrow', { timeIn: '2026-03-03T08:00:00Z' }, 422, 'timeIn'],
    ['an instant on another date', { timeIn: '2026-03-01T08:00:00Z', date: '2026-02-01' }, 422, 'date'],
  ])('name the field: %s', async (_name, body, status, field) => {
    const answer = await post(people.omar, '/api/timeclock/clock-in/', body)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.body.errors[0].field).toBe(field)
  })

  it('know that a day did not exist', async () => {
    const person = await newPerson('apia', 'Pacific/Apia')
    const answer = await post(person, '/api/timeclock/clock-in/', { date: '2011-12-30', timeIn: '08:00' })
    expect(answer).toMatchObject({
      status: 422,
      body: { message: 'The day 2011-12-30 did not exist in Pacific/Apia.' },
    })
  })

  it('refuse an out before its in (GC-205, OR-24) and one into another record (GC-201)', async () => {
    const person = await newPerson('order', 'UTC')
    await post(person, '/api/timeclock/clock-in/', { timeIn: '2022-01-27T09:23:00Z' })
    expect(
      await post(person, '/api/timeclock/clock-out/', { timeOut: '2022-01-27T03:50:00Z' }),
    ).toMatchObject({ status: 422, body: { code: 'out_before_in' } })
    const other = await newPerson('span', 'UTC')
    await post(other, '/api/timeclock/clock-in/', { timeIn: '2011-04-27T10:06:00Z' })
    await post(other, '/api/timeclock/clock-out/', { timeOut: '2011-04-27T10:30:00Z' })
    await post(other, '/api/timeclock/clock-in/', { timeIn: '2011-04-25T09:25:00Z' })
    const spanning = await post(other, '/api/timeclock/clock-out/', { timeOut: '2011-04-27T10:10:00Z' })
    expect(spanning).toMatchObject({ status: 409, body: { code: 'overlapping_shift' } })
  })

  it('never block the clock-in after a forgotten clock-out (BUG-22)', async () => {
    const person = await newPerson('forgot')
    await post(person, '/api/timeclock/clock-in/', { date: '2026-02-26', timeIn: '08:00' })
    expect((await post(person, '/api/timeclock/clock-out/')).body).toMatchObject({
      code: 'not_clocked_in',
      data: { status: 'missing_out' },
    })
    expect((await post(person, '/api/timeclock/clock-in/')).status).toBe(201)
    const summary = await get(person, '/api/timeclock/summary/?from=2026-02-20&to=2026-03-10')
    expect(summary.body.data.totals).toMatchObject({ missingOut: 1, workedSeconds: 0, running: true })
  })
})

describe('who may punch for whom', () => {
  it('follows the scope of the role (OR-26)', async () => {
    const forErik = (who: TestPerson, userId: string) =>
      post(who, '/api/timeclock/clock-in/', { userId, timeIn: '08:00', date: '2026-01-05' })
    expect((await forErik(people.eva, 'erik')).status).toBe(403)
    expect((await forErik(people.max, 'omar')).status).toBe(403)
    expect((await forErik(people.max, 'nobody')).status).toBe(403)
    expect((await forErik(people.max, 'erik')).status).toBe(201)
    expect((await forErik(people.ada, 'omar')).status).toBe(201)
    expect((await forErik(people.ada, 'nobody')).status).toBe(404)
    const ledger = await get(people.erik, '/api/timeclock/erik/punches/')
    expect(ledger.body.data[0]).toMatchObject({
      recordedBy: 'max',
      source: 'manual',
      claimed: true,
      number: 1,
    })
    expect((await get(people.eva, '/api/timeclock/erik/')).status).toBe(404)
    expect((await get(people.max, '/api/timeclock/erik/')).status).toBe(200)
    expect((await get(people.max, '/api/timeclock/omar/')).status).toBe(404)
  })
})

describe('what is sent twice or at once', () => {
  it('lets one of a hundred clock-ins win', async () => {
    const person = await newPerson('hundred')
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(person, '/api/timeclock/clock-in/')),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(99)
  })

  it('answers the same key with the first answer, and refuses it for another body', async () => {
    const person = await newPerson('keyed')
    const key = { 'idempotency-key': 'abc' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        post(person, '/api/timeclock/clock-in/', { timeInDescription: 'x' }, key),
      ),
    )
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1)
    expect(answers.every((answer) => answer.status === 201)).toBe(true)
    expect(await post(person, '/api/timeclock/clock-in/', { timeInDescription: 'y' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    })
  })

  it('records queued punches once each, in whatever order they come', async () => {
    const person = await newPerson('queue')
    const punches = [
      { kind: 'out', at: '2026-02-02T16:00:00Z', idempotencyKey: 'q4' },
      { kind: 'break_end', at: '2026-02-02T12:30:00Z', idempotencyKey: 'q3' },
      { kind: 'in', at: '2026-02-02T08:00:00Z', idempotencyKey: 'q1' },
      { kind: 'break_start', at: '2026-02-02T12:00:00Z', idempotencyKey: 'q2' },
      { kind: 'in', at: 'yesterday', idempotencyKey: 'q5' },
    ]
    const first = await post(person, '/api/timeclock/punches/', { punches })
    expect(first.body.data.map((one: { httpStatus: number }) => one.httpStatus)).toEqual([
      201, 201, 201, 201, 422,
    ])
    const second = await post(person, '/api/timeclock/punches/', { punches })
    expect(second.body.data.slice(0, 4).every((one: { replayed: boolean }) => one.replayed)).toBe(true)
    const records = await get(person, '/api/timeclock/queue/')
    expect(records.body.data).toMatchObject([{ workedSeconds: 7.5 * 3600, breakSeconds: 1800 }])
  })
})

describe('corrections', () => {
  it('keep the original, with who, when and why (GC-211, GC-213)', async () => {
    const person = await newPerson('fix')
    await shift(person, '2026-02-03', '08:07', '16:00')
    const ledger = (await get(person, '/api/timeclock/fix/punches/')).body.data
    const inId = ledger[1].id
    const correct = (who: TestPerson, changes: unknown[]) =>
      post(who, '/api/timeclock/corrections/', { userId: 'fix', reason: 'Bus was late', changes })
    expect(
      (await correct(person, [{ action: 'change', punchId: inId, time: '08:00', date: '2026-02-03' }]))
        .status,
    ).toBe(403)
    const done = await correct(people.ada, [
      { action: 'change', punchId: inId, time: '08:00', date: '2026-02-03' },
    ])
    expect(done).toMatchObject({
      status: 201,
      body: {
        data: { records: [{ id: inId, workedHours: 8, flags: expect.arrayContaining(['corrected']) }] },
      },
    })
    const facts = (await get(person, '/api/timeclock/fix/punches/')).body.data
    expect(facts[0]).toMatchObject({
      kind: 'amend',
      corrects: inId,
      recordedBy: 'ada',
      reason: 'Bus was late',
    })
    expect(facts[2]).toMatchObject({ id: inId, localTime: '2026-02-03T08:07:00.000' })
    expect((await correct(people.ada, [{ action: 'remove', punchId: inId }])).status).toBe(422)
    const removed = await correct(people.ada, [
      { action: 'remove', punchId: inId },
      { action: 'remove', punchId: ledger[0].id },
    ])
    expect(removed.status).toBe(201)
    expect((await get(person, '/api/timeclock/fix/')).body.data).toEqual([])
    expect((await get(person, '/api/timeclock/fix/punches/')).body.data).toHaveLength(5)
    expect(
      (await get(person, '/api/timeclock/summary/?period=day&date=2026-02-03')).body.data.totals.daysPresent,
    ).toBe(0)
  })
})

describe('schedules', () => {
  it('give late and early minutes, also over midnight and for days already worked', async () => {
    const person = await newPerson('night')
    await shift(person, '2026-02-09', '22:06', '05:50', '2026-02-10')
    const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '22:00', end: '06:00' }))
    const schedule = await post(people.ada, '/api/schedules/', {
      name: 'Night',
      days,
      graceInMinutes: 5,
      graceOutMinutes: 15,
    })
    expect(schedule.status, schedule.text).toBe(201)
    const assigned = await post(people.ada, '/api/schedule-assignments/', {
      scheduleId: schedule.body.data.id,
      level: 'user',
      targetId: 'night',
      from: '2026-02-01',
    })
    expect(assigned.status, assigned.text).toBe(201)
    expect(
      (
        await post(people.ada, '/api/schedule-assignments/', {
          scheduleId: schedule.body.data.id,
          level: 'user',
          targetId: 'night',
          from: '2026-03-01',
        })
      ).status,
    ).toBe(409)
    const records = await get(person, '/api/timeclock/night/')
    expect(records.body.data[0]).toMatchObject({
      lateMinutes: 6,
      earlyMinutes: 0,
      workDate: '2026-02-09',
      plannedStart: '2026-02-09T22:00:00+01:00',
    })
    const summary = await get(person, '/api/timeclock/summary/?from=2026-02-09&to=2026-02-15')
    expect(summary.body.data.totals).toMatchObject({
      lateCount: 1,
      lateMinutes: 6,
      daysPresent: 1,
      daysAbsent: 4,
    })
  })
})

describe('reports', () => {
  it('add up whatever they are grouped by', async () => {
    const person = await newPerson('sums')
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 }),
        async (days) => {
          for (const day of days) {
            const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
            await post(person, '/api/timeclock/clock-in/', { date, timeIn: '08:00' })
            await post(person, '/api/timeclock/clock-out/', { date, timeOut: '16:20' })
          }
          const totals = []
          for (const groupBy of ['user', 'day', 'week', 'month', 'year', 'department,month', 'branch']) {
            const report = (
              await get(
                people.ada,
                `/api/reports/hours/?groupBy=${groupBy}&from=2024-01-01&to=2024-12-31&user=sums&limit=1000`,
              )
            ).body.data
            const sum = report.rows.reduce(
              (all: number, row: { workedSeconds: number }) => all + row.workedSeconds,
              0,
            )
            expect(sum).toBe(report.totals.workedSeconds)
            totals.push(sum)
          }
          expect(new Set(totals).size).toBe(1)
          expect(totals[0] % 30_000).toBe(0)
        },
      ),
      { numRuns: 5 },
    )
  })

  it('show a manager their people, an employee themselves', async () => {
    const report = async (who: TestPerson) =>
      (await get(who, '/api/reports/hours/?groupBy=user&from=2020-01-01&to=2026-12-31')).body.data.rows.map(
        (row: { user: { id: string } }) => row.user.id,
      )
    await shift(people.eva, '2026-01-12', '08:00', '16:00')
    await shift(people.omar, '2026-01-12', '08:00', '16:00')
    expect(await report(people.eva)).toEqual(['eva'])
    expect(await report(people.max)).toEqual(expect.arrayContaining(['eva']))
    expect(await report(people.max)).not.toContain('omar')
    expect(await report(people.ada)).toEqual(expect.arrayContaining(['eva', 'omar']))
  })

  it.each([
    'groupBy=foo',
    'groupBy=day,week',
    'from=2025-02-30&to=2025-03-01',
    'from=2025-03-02&to=2025-03-01',
    'groupBy=day&from=1925-01-01&to=2025-01-01',
    'limit=1000000000',
    'cursor=xyz',
  ])('refuse %s', async (query) => {
    expect((await get(people.ada, `/api/reports/hours/?${query}`)).status).toBe(422)
  })
})

it('leaves a ledger that verifies', async () => {
  const verdict = await verify(api.context.pool)
  expect(verdict.findings).toEqual([])
  expect(verdict.facts).toBeGreaterThan(50)
})
