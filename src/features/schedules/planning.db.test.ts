/** Shift definitions, patterns, holidays, single days, and what follows from them, through the API. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let clock = Date.parse('2026-01-05T09:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  await server.context.pool.query(
    `insert into branches (id, name, time_zone) values ('madrid', 'Madrid', 'Europe/Madrid'), ('dublin', 'Dublin', 'Europe/Dublin')`,
  )
})
afterAll(() => server?.close())
beforeEach(() => {
  clock = Date.parse('2026-01-05T09:00:00Z')
})

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

async function make(path: string, body: object, who: PersonName = 'ada') {
  const made = await call(who, 'POST', path, body)
  expect([made.status, made.body.errors ?? made.body.message]).toEqual([201, undefined])
  return made.body.data
}

/** `2026-01-05 pattern 09:00-17:00`, one line a date. */
async function plan(userId: string, from: string, to = from, who: PersonName = 'ada'): Promise<string[]> {
  const answer = await call(who, 'GET', `/api/schedules/plan/?userId=${userId}&from=${from}&to=${to}`)
  expect(answer.status).toBe(200)
  return answer.body.data.days.map(
    (day: { date: string; reason: string; shifts: { start: string; end: string }[] }) =>
      [
        day.date,
        day.reason,
        ...day.shifts.map(({ start, end }) => `${start.slice(11, 16)}-${end.slice(11, 16)}`),
      ].join(' '),
  )
}

const office = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
const fields = (answer: { body: { errors?: { field: string }[] } }) =>
  answer.body.errors?.map(({ field }) => field)

let early: string
let rota: string

describe('shift definitions and patterns', () => {
  test('a definition with a break is made, read and named by a rotating schedule', async () => {
    const made = await make('/api/shift-definitions/', {
      name: 'Early',
      start: '06:00',
      end: '14:00',
      breaks: [
        { start: '10:00', end: '10:30' },
        { minutes: 10, paid: true },
      ],
      graceInMinutes: 5,
    })
    expect(made).toMatchObject({
      breaks: [
        { start: '10:00', end: '10:30', paid: false },
        { minutes: 10, paid: true },
      ],
      graceInMinutes: 5,
      windowBeforeMinutes: 240,
      endedOn: null,
    })
    early = made.id
    const schedule = await make('/api/schedules/', {
      name: 'Early and night',
      cycleDays: 4,
      anchor: '2026-01-05',
      days: [
        { day: 1, definitionId: early },
        { day: 2, start: '22:00', end: '06:00' },
      ],
    })
    rota = schedule.id
    expect(schedule.days).toEqual([
      { day: 1, definitionId: early, start: '06:00', end: '14:00', breaks: made.breaks },
      { day: 2, start: '22:00', end: '06:00' },
    ])
    await make('/api/schedule-assignments/', {
      scheduleId: rota,
      level: 'user',
      targetId: 'erik',
      from: '2026-01-01',
    })
    expect(await plan('erik', '2026-01-03', '2026-01-09')).toEqual([
      '2026-01-03 none',
      '2026-01-04 none',
      '2026-01-05 pattern 06:00-14:00',
      '2026-01-06 pattern 22:00-06:00',
      '2026-01-07 none',
      '2026-01-08 none',
      '2026-01-09 pattern 06:00-14:00',
    ])
  })

  test('a change of the definition counts wherever it is named, and not where shifts would overlap', async () => {
    const changed = await call('ada', 'PATCH', `/api/shift-definitions/${early}/`, {
      start: '07:00',
      end: '15:00',
    })
    expect(changed.body.data).toMatchObject({ name: 'Early', start: '07:00', graceInMinutes: 5 })
    expect(await plan('erik', '2026-01-05')).toEqual(['2026-01-05 pattern 07:00-15:00'])
    const tight = await make('/api/shift-definitions/', { name: 'Tight', start: '06:00', end: '14:00' })
    await make('/api/schedules/', {
      name: 'Tight one',
      days: [
        { weekday: 1, definitionId: tight.id },
        { weekday: 1, start: '14:00', end: '18:00' },
      ],
    })
    const refused = await call('ada', 'PATCH', `/api/shift-definitions/${tight.id}/`, { end: '14:01' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(refused.body.message).toContain('"Tight one"')
    await call('ada', 'POST', `/api/shift-definitions/${tight.id}/end/`, { on: '2026-01-05' })
    const ended = await call('ada', 'POST', '/api/schedules/', {
      name: 'Late comer',
      days: [{ weekday: 1, definitionId: tight.id }],
    })
    expect([ended.status, fields(ended)]).toEqual([422, ['days.0.definitionId']])
  })

  test.each([
    [
      'a cycle without an anchor',
      { cycleDays: 6, days: [{ day: 1, start: '06:00', end: '14:00' }] },
      ['anchor'],
    ],
    ['a week with an anchor', { anchor: '2026-01-05', days: office }, ['anchor']],
    ['neither weekday nor day', { days: [{ start: '06:00', end: '14:00' }] }, ['days.0.weekday']],
    ['weekday and day', { days: [{ weekday: 1, day: 1, start: '06:00', end: '14:00' }] }, ['days.0.weekday']],
    ['no times', { days: [{ weekday: 1 }] }, ['days.0.start']],
    ['half a time', { days: [{ weekday: 1, start: '06:00' }] }, ['days.0.end']],
    ['no length', { days: [{ weekday: 1, start: '06:00', end: '06:00' }] }, ['days.0.end']],
    ['30 hours', { days: [{ weekday: 1, start: '06:00', end: '36:00' }] }, ['days.0.end']],
    ['17 hours', { days: [{ weekday: 1, start: '06:00', end: '23:00' }] }, ['days.0.end']],
    ['never at work', { days: [] }, ['days']],
    [
      'a day after its end',
      { cycleDays: 3, anchor: '2026-01-05', days: [{ day: 4, start: '06:00', end: '14:00' }] },
      ['days.0.day'],
    ],
    [
      'half a break',
      { days: [{ weekday: 1, start: '06:00', end: '14:00', breaks: [{ start: '10:00' }] }] },
      ['days.0.breaks.0'],
    ],
    [
      'a break outside',
      { days: [{ weekday: 1, start: '06:00', end: '14:00', breaks: [{ start: '15:00', end: '15:30' }] }] },
      ['days.0.breaks.0.end'],
    ],
    ['an unknown definition', { days: [{ weekday: 1, definitionId: 'nothing' }] }, ['days.0.definitionId']],
    ['an unknown calendar', { days: office, holidayCalendarId: 'nothing' }, ['holidayCalendarId']],
  ])('a schedule is refused with %s', async (_what, body, expected) => {
    const answer = await call('ada', 'POST', '/api/schedules/', { name: 'Wrong', ...body })
    expect([answer.status, fields(answer)]).toEqual([422, expected])
  })

  test('times beside a definition are refused', async () => {
    const answer = await call('ada', 'POST', '/api/schedules/', {
      name: 'Wrong',
      days: [{ weekday: 1, definitionId: early, start: '06:00' }],
    })
    expect([answer.status, fields(answer)]).toEqual([422, ['days.0.start']])
  })

  test('a schedule turns from a week into a cycle, and back', async () => {
    const { id } = await make('/api/schedules/', { name: 'Turning', days: office })
    const alone = await call('ada', 'PATCH', `/api/schedules/${id}/`, { cycleDays: 6 })
    expect([alone.status, fields(alone)]).toEqual([422, ['anchor']])
    const turned = await call('ada', 'PATCH', `/api/schedules/${id}/`, {
      cycleDays: 2,
      anchor: '2026-01-05',
      days: [{ day: 2, start: '09:00', end: '17:00' }],
    })
    expect(turned.body.data).toMatchObject({ cycleDays: 2, anchor: '2026-01-05' })
    const back = await call('ada', 'PATCH', `/api/schedules/${id}/`, { cycleDays: 7, days: office })
    expect(back.body.data).toMatchObject({ cycleDays: 7, anchor: null, days: office })
  })
})

describe('holidays', () => {
  let spain: string

  test('of a country and region are written out for the years that are named', async () => {
    const made = await make('/api/holiday-calendars/', {
      name: 'Madrid',
      country: 'ES',
      region: 'MD',
      fromYear: 2025,
      toYear: 2026,
    })
    spain = made.id
    expect(made).toMatchObject({ country: 'ES', region: 'MD', years: [2025, 2026] })
    const dates = await call(
      'eva',
      'GET',
      `/api/holiday-calendars/${spain}/holidays/?from=2026-01-01&to=2026-05-31`,
    )
    const of = (date: string) => dates.body.data.find((one: { date: string }) => one.date === date)
    expect(of('2026-01-06')).toMatchObject({ source: 'library' })
    expect(of('2026-05-02')).toMatchObject({ source: 'library' })
    expect(of('2026-01-05')).toBeUndefined()
    const places = await call('eva', 'GET', '/api/holiday-places/?country=ES')
    expect(places.body.data).toMatchObject({ MD: 'Comunidad de Madrid' })
    const countries = await call('eva', 'GET', '/api/holiday-places/')
    expect(countries.body.data).toMatchObject({ IN: 'India', US: 'United States of America' })
  })

  test.each([
    ['an unknown country', { country: 'ZZ' }, 'country'],
    ['an unknown region', { country: 'ES', region: 'XX' }, 'region'],
    ['a region alone', { region: 'MD' }, 'region'],
    ['years that run backwards', { country: 'ES', fromYear: 2026, toYear: 2025 }, 'toYear'],
    ['too many years', { country: 'ES', fromYear: 1900, toYear: 2100 }, 'toYear'],
    ['years of no country', { fromYear: 2026 }, 'fromYear'],
  ])('are refused with %s', async (_what, body, field) => {
    const answer = await call('ada', 'POST', '/api/holiday-calendars/', { name: 'Wrong', ...body })
    expect([answer.status, fields(answer)]).toEqual([422, [field]])
  })

  test('replace the plan of the branch that has them, and give it back where the schedule works on them', async () => {
    const { id } = await make('/api/schedules/', { name: 'Office', days: office })
    await make('/api/schedule-assignments/', {
      scheduleId: id,
      level: 'branch',
      targetId: 'madrid',
      from: '2025-01-01',
    })
    await call('ada', 'PATCH', '/api/users/eva/', { branch: 'madrid', effectiveFrom: '2025-01-01' })
    await make('/api/holiday-assignments/', {
      calendarId: spain,
      level: 'branch',
      targetId: 'madrid',
      from: '2025-01-01',
    })
    expect(await plan('eva', '2026-01-05', '2026-01-07')).toEqual([
      '2026-01-05 pattern 09:00-17:00',
      '2026-01-06 holiday',
      '2026-01-07 pattern 09:00-17:00',
    ])
    await call('ada', 'PATCH', `/api/schedules/${id}/`, { worksOnHolidays: true })
    expect(await plan('eva', '2026-01-06')).toEqual(['2026-01-06 pattern 09:00-17:00'])
    await call('ada', 'PATCH', `/api/schedules/${id}/`, { worksOnHolidays: false })
  })

  test("the company's own are added and taken out; FH-91 the schedule's list wins over the person's", async () => {
    await make(`/api/holiday-calendars/${spain}/holidays/`, { date: '2026-01-09', name: 'Foundation day' })
    expect(await plan('eva', '2026-01-09')).toEqual(['2026-01-09 holiday'])
    const again = await call('ada', 'POST', `/api/holiday-calendars/${spain}/holidays/`, {
      date: '2026-01-09',
      name: 'Foundation day',
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await call('ada', 'POST', `/api/holiday-calendars/${spain}/years/`, { fromYear: 2026, toYear: 2027 })
    expect(await plan('eva', '2026-01-09')).toEqual(['2026-01-09 holiday'])
    await call('ada', 'DELETE', `/api/holiday-calendars/${spain}/holidays/2026-01-09/`)
    expect(await plan('eva', '2026-01-09')).toEqual(['2026-01-09 pattern 09:00-17:00'])
    const gone = await call('ada', 'DELETE', `/api/holiday-calendars/${spain}/holidays/2026-01-09/`)
    expect(gone.status).toBe(404)

    const list = await make('/api/holiday-calendars/', { name: 'Plant' })
    await make(`/api/holiday-calendars/${list.id}/holidays/`, { date: '2026-01-05', name: 'Plant holiday' })
    const { id } = await make('/api/schedules/', { name: 'Plant', days: office, holidayCalendarId: list.id })
    await make('/api/schedule-assignments/', {
      scheduleId: id,
      level: 'user',
      targetId: 'eva',
      from: '2026-01-01',
      to: '2026-01-09',
    })
    expect(await plan('eva', '2026-01-05', '2026-01-06')).toEqual([
      '2026-01-05 holiday',
      '2026-01-06 pattern 09:00-17:00',
    ])
  })

  test('FH-31 two calendars of one target at once are refused', async () => {
    const first = { calendarId: spain, level: 'company', from: '2030-01-01', to: '2030-01-31' }
    const made = await make('/api/holiday-assignments/', first)
    const second = await call('ada', 'POST', '/api/holiday-assignments/', {
      ...first,
      from: '2030-01-11',
      to: '2030-02-05',
    })
    expect([second.status, fields(second)]).toEqual([409, ['from']])
    const before = await call('ada', 'PATCH', `/api/holiday-assignments/${made.id}/`, { to: '2029-12-31' })
    expect([before.status, fields(before)]).toEqual([422, ['to']])
    const shorter = await call('ada', 'PATCH', `/api/holiday-assignments/${made.id}/`, { to: '2030-01-10' })
    expect(shorter.body.data.to).toBe('2030-01-10')
  })
})

describe('single days', () => {
  test('another shift, none, and one more; each contradiction is refused', async () => {
    const override = (body: object, who: PersonName = 'max') =>
      call(who, 'POST', '/api/schedule-overrides/', { userId: 'erik', date: '2026-02-02', ...body })
    // 2026-02-02 is day 1 of the cycle: 07:00 to 15:00; the day after a night from 22:00.
    expect(await plan('erik', '2026-02-02')).toEqual(['2026-02-02 pattern 07:00-15:00'])
    const made = await override({
      kind: 'replace',
      shifts: [{ start: '12:00', end: '20:00' }],
      reason: 'Stocktaking',
    })
    expect(made.body.data).toMatchObject({
      kind: 'replace',
      madeBy: 'max',
      reason: 'Stocktaking',
      swapId: null,
    })
    expect(await plan('erik', '2026-02-02')).toEqual(['2026-02-02 override 12:00-20:00'])
    const contradictions = [
      { kind: 'off' },
      { kind: 'replace', shifts: [{ start: '12:00', end: '20:00' }] },
      { kind: 'extra', shifts: [{ start: '19:00', end: '21:00' }] },
    ]
    for (const body of contradictions) expect((await override(body)).status).toBe(409)
    const extra = await override({ kind: 'extra', shifts: [{ start: '20:00', end: '21:00' }] })
    expect(extra.status).toBe(201)
    const overnight = await override({
      date: '2026-02-04',
      kind: 'extra',
      shifts: [{ start: '05:00', end: '07:00' }],
    })
    expect([overnight.status, overnight.body.message]).toEqual([
      409,
      'Erik Eriksen would have two shifts at once: 2026-02-03 22:00 to 06:00 and 2026-02-04 05:00 to 07:00.',
    ])
    const listed = await call('max', 'GET', '/api/schedule-overrides/?userId=erik&from=2026-02-02')
    expect(listed.body.data.map((one: { kind: string }) => one.kind)).toEqual(['replace', 'extra'])
    for (const { id } of listed.body.data)
      expect((await call('max', 'DELETE', `/api/schedule-overrides/${id}/`)).status).toBe(200)
    expect(await plan('erik', '2026-02-02')).toEqual(['2026-02-02 pattern 07:00-15:00'])
  })

  test.each([
    ['a shift on a day without one', { kind: 'off', shifts: [{ start: '12:00', end: '20:00' }] }, 'shifts'],
    ['no shift', { kind: 'extra' }, 'shifts'],
    ['a shift of no length', { kind: 'extra', shifts: [{ start: '12:00', end: '12:00' }] }, 'shifts.0.end'],
    [
      'FH-79 shifts that overlap',
      {
        kind: 'replace',
        shifts: [
          { start: '08:00', end: '10:00' },
          { start: '09:30', end: '11:00' },
        ],
      },
      'shifts.1.start',
    ],
    [
      'an unknown definition',
      { kind: 'replace', shifts: [{ definitionId: 'nothing' }] },
      'shifts.0.definitionId',
    ],
  ])('an override is refused with %s', async (_what, body, field) => {
    const answer = await call('ada', 'POST', '/api/schedule-overrides/', {
      userId: 'erik',
      date: '2026-02-02',
      ...body,
    })
    expect([answer.status, fields(answer)]).toEqual([422, [field]])
  })

  test('days off replace the plan, halves of it, and are entered once', async () => {
    const enter = (body: object, who: PersonName = 'max') =>
      call(who, 'POST', '/api/days-off/', { userId: 'erik', kind: 'vacation', ...body })
    const vacation = await enter({ from: '2026-02-06', to: '2026-02-07', note: 'Skiing' })
    expect(vacation.body.data).toMatchObject({
      from: '2026-02-06',
      to: '2026-02-07',
      portion: 'whole',
      note: 'Skiing',
    })
    expect(await plan('erik', '2026-02-06', '2026-02-07')).toEqual([
      '2026-02-06 day_off',
      '2026-02-07 day_off',
    ])
    expect((await enter({ from: '2026-02-07' })).status).toBe(409)
    expect((await enter({ from: '2026-02-07', portion: 'second_half' })).status).toBe(409)
    const morning = await enter({ from: '2026-02-10', portion: 'first_half', kind: 'other' })
    expect(morning.status).toBe(201)
    expect(await plan('erik', '2026-02-10')).toEqual(['2026-02-10 day_off 11:00-15:00'])
    const afternoon = await enter({ from: '2026-02-10', portion: 'second_half', kind: 'sickness' })
    expect(afternoon.status).toBe(201)
    expect(await plan('erik', '2026-02-10')).toEqual(['2026-02-10 day_off'])
    const worked = await call('max', 'POST', '/api/schedule-overrides/', {
      userId: 'erik',
      date: '2026-02-10',
      kind: 'extra',
      shifts: [{ start: '16:00', end: '18:00' }],
    })
    expect([worked.status, fields(worked)]).toEqual([409, ['date']])
    await call('max', 'DELETE', `/api/days-off/${morning.body.data.id}/`)
    expect(await plan('erik', '2026-02-10')).toEqual(['2026-02-10 day_off 07:00-11:00'])
    const listed = await call('erik', 'GET', '/api/days-off/?from=2026-02-01&to=2026-02-28')
    expect(listed.body.data.map((one: { kind: string }) => one.kind)).toEqual(['vacation', 'sickness'])
    for (const [body, field] of [
      [{ from: '2026-02-07', to: '2026-02-06' }, 'to'],
      [{ from: '2026-03-01', to: '2026-03-02', portion: 'first_half' }, 'portion'],
      [{ from: '2026-03-01', to: '2036-03-02' }, 'to'],
    ] as const)
      expect(fields(await enter(body))).toEqual([field])
  })

  test('two people swap; both days change or neither, and it is taken back', async () => {
    const swap = (body: object) =>
      call('ada', 'POST', '/api/schedule-swaps/', { userId: 'erik', otherId: 'eva', ...body })
    // Erik: early on 2026-02-18, night on the 19th. Eva: office hours.
    expect(await plan('erik', '2026-02-18', '2026-02-20')).toEqual([
      '2026-02-18 pattern 07:00-15:00',
      '2026-02-19 pattern 22:00-06:00',
      '2026-02-20 none',
    ])
    const made = await swap({ date: '2026-02-18' })
    expect(made.status).toBe(201)
    expect(await plan('erik', '2026-02-18')).toEqual(['2026-02-18 override 09:00-17:00'])
    expect(await plan('eva', '2026-02-18')).toEqual(['2026-02-18 override 07:00-15:00'])
    expect((await swap({ date: '2026-02-18' })).status).toBe(409)
    // The night of the 19th ends at 06:00; who takes it has no shift on the 19th.
    const both = await swap({ date: '2026-02-20', otherDate: '2026-02-23' })
    expect(both.body.message).toBe('Erik Eriksen has no shift on 2026-02-20 to give.')
    const busy = await swap({ date: '2026-02-19', otherDate: '2026-02-24' })
    expect(busy.body.message).toBe('Eva Evans has a shift on 2026-02-19 already.')
    const weekend = await swap({ date: '2026-02-22', otherDate: '2026-02-20' })
    expect(weekend.status).toBe(201)
    expect(await plan('erik', '2026-02-20', '2026-02-22')).toEqual([
      '2026-02-20 override 09:00-17:00',
      '2026-02-21 none',
      '2026-02-22 override',
    ])
    expect(await plan('eva', '2026-02-20', '2026-02-22')).toEqual([
      '2026-02-20 override',
      '2026-02-21 none',
      '2026-02-22 override 07:00-15:00',
    ])
    const [one] = (
      await call('ada', 'GET', '/api/schedule-overrides/?userId=erik&from=2026-02-18&to=2026-02-18')
    ).body.data
    expect((await call('ada', 'DELETE', `/api/schedule-overrides/${one.id}/`)).status).toBe(409)
    const cancelled = await call('ada', 'POST', `/api/schedule-swaps/${made.body.data.id}/cancel/`)
    expect(cancelled.body.data.cancelledAt).toBe('2026-01-05T09:00:00.000Z')
    expect(await plan('eva', '2026-02-18')).toEqual(['2026-02-18 pattern 09:00-17:00'])
    expect((await call('ada', 'POST', `/api/schedule-swaps/${made.body.data.id}/cancel/`)).status).toBe(409)
    expect((await swap({ date: '2026-02-18', otherId: 'erik' })).status).toBe(422)
    const listed = await call('eva', 'GET', '/api/schedule-swaps/?from=2026-02-01&to=2026-02-28')
    expect(listed.body.data).toHaveLength(2)
  })

  test('of contradicting changes at once one wins, and all others wait their turn', async () => {
    const bodies = Array.from({ length: 12 }, (_, i) => ({
      userId: i % 2 === 0 ? 'erik' : 'eva',
      date: '2026-07-01',
      kind: 'replace',
      shifts: [{ start: '10:00', end: '18:00' }],
    }))
    const answers = await Promise.all(
      bodies.map((body) => call('ada', 'POST', '/api/schedule-overrides/', body)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, ...Array(10).fill(409)])
  })

  test('are kept by managers for their people alone', async () => {
    const off = { userId: 'omar', kind: 'vacation', from: '2026-05-04' }
    expect((await call('eva', 'POST', '/api/days-off/', off)).status).toBe(403)
    expect((await call('max', 'POST', '/api/days-off/', off)).status).toBe(404)
    const { id } = await make('/api/days-off/', off)
    expect((await call('max', 'DELETE', `/api/days-off/${id}/`)).status).toBe(404)
    expect((await call('max', 'DELETE', '/api/days-off/nothing/')).body.message).toBe(
      'There is no such day off.',
    )
    expect((await call('eva', 'GET', '/api/schedules/plan/?userId=omar')).status).toBe(404)
    expect((await call('eva', 'GET', '/api/days-off/?userId=omar')).status).toBe(404)
    const seen = await call('max', 'GET', '/api/days-off/?from=2026-05-01&to=2026-05-31')
    expect(seen.body.data).toEqual([])
    const swap = { userId: 'erik', date: '2026-05-04', otherId: 'omar' }
    expect((await call('max', 'POST', '/api/schedule-swaps/', swap)).status).toBe(404)
    const at = await call('omar', 'GET', '/api/schedules/plan/')
    expect(at.body.data.days).toHaveLength(31)
  })
})

describe('what follows', () => {
  const punch = (who: PersonName, kind: 'in' | 'out', at: string) => {
    clock = Date.parse(at)
    return call(who, 'POST', `/api/timeclock/clock-${kind}/`, {})
  }
  const summary = async (who: string, from: string, to: string) =>
    (await call('ada', 'GET', `/api/timeclock/summary/?userId=${who}&from=${from}&to=${to}`)).body.data.totals

  test('late by the override of the day, and no longer when it is taken back; derived is what a rebuild gives', async () => {
    await punch('erik', 'in', '2026-03-02T12:20:00Z')
    await punch('erik', 'out', '2026-03-02T20:00:00Z')
    const late = async () =>
      (await call('erik', 'GET', '/api/timeclock/erik/?from=2026-03-02&to=2026-03-02')).body.data[0]
        .lateMinutes
    const before = await late()
    const { id } = await make('/api/schedule-overrides/', {
      userId: 'erik',
      date: '2026-03-02',
      kind: 'replace',
      shifts: [{ start: '12:00', end: '20:00' }],
    })
    expect([before, await late()]).toEqual([320, 20])
    expect((await verify(server.context.pool)).findings).toEqual([])
    await call('ada', 'DELETE', `/api/schedule-overrides/${id}/`)
    expect(await late()).toBe(320)
  })

  test('FH-77 absent by plan only: not on holidays, days off and days without a shift, not after the end', async () => {
    await call('ada', 'PATCH', '/api/users/eva/', { hiredOn: '2026-01-01' })
    clock = Date.parse('2026-01-19T12:00:00Z')
    // Office hours; 5 January is the plant's holiday, 1 January that of Spain is not on the plant's list.
    expect((await summary('eva', '2026-01-01', '2026-01-18')).daysAbsent).toBe(11)
    await make('/api/days-off/', { userId: 'eva', kind: 'sickness', from: '2026-01-14', to: '2026-01-18' })
    expect((await summary('eva', '2026-01-01', '2026-01-18')).daysAbsent).toBe(8)
    await make('/api/days-off/', { userId: 'eva', kind: 'other', from: '2026-01-13', portion: 'first_half' })
    expect((await summary('eva', '2026-01-01', '2026-01-18')).daysAbsent).toBe(8)
    await make('/api/schedule-overrides/', {
      userId: 'eva',
      date: '2026-01-10',
      kind: 'extra',
      shifts: [{ start: '09:00', end: '12:00' }],
    })
    expect((await summary('eva', '2026-01-01', '2026-01-18')).daysAbsent).toBe(9)
    const all = (await call('ada', 'GET', '/api/timeclock/summary/?scope=all&from=2026-01-10&to=2026-01-10'))
      .body.data.totals
    expect(all.daysAbsent).toBe(1)
  })

  test('a change of department counts from its date; days before keep theirs', async () => {
    const { id } = await make('/api/schedules/', {
      name: 'Assembly hours',
      days: office.map((day) => ({ ...day, start: '08:00' })),
    })
    const other = await make('/api/schedules/', {
      name: 'Office department',
      days: office.map((day) => ({ ...day, start: '10:00' })),
    })
    await make('/api/schedule-assignments/', {
      scheduleId: id,
      level: 'department',
      targetId: 'assembly',
      from: '2026-03-01',
    })
    await make('/api/schedule-assignments/', {
      scheduleId: other.id,
      level: 'department',
      targetId: 'office',
      from: '2026-03-01',
    })
    for (const date of ['2026-03-16', '2026-03-17', '2026-03-18']) {
      await punch('max', 'in', `${date}T10:30:00Z`)
      await punch('max', 'out', `${date}T17:00:00Z`)
    }
    const lates = async () =>
      (await call('max', 'GET', '/api/timeclock/max/?from=2026-03-16&to=2026-03-18')).body.data.map(
        (row: { lateMinutes: number }) => row.lateMinutes,
      )
    expect(await lates()).toEqual([150, 150, 150])
    const moved = await call('ada', 'PATCH', '/api/users/max/', {
      department: 'office',
      effectiveFrom: '2026-03-17',
    })
    expect(moved.body.data.department.id).toBe('office')
    expect(await lates()).toEqual([30, 30, 150])
    const listed = await call('max', 'GET', '/api/users/max/memberships/')
    expect(
      listed.body.data.map((one: { from: string; to: string; departmentId: string }) => [
        one.from,
        one.to,
        one.departmentId,
      ]),
    ).toEqual([
      [null, '2026-03-16', 'assembly'],
      ['2026-03-17', null, 'office'],
    ])
    expect((await verify(server.context.pool)).findings).toEqual([])
    // Planned for later, it is not yet so.
    const later = await call('ada', 'PATCH', '/api/users/max/', {
      department: 'assembly',
      effectiveFrom: '2026-04-01',
    })
    expect(later.body.data.department.id).toBe('office')
    expect(await plan('max', '2026-03-31', '2026-04-01')).toEqual([
      '2026-03-31 pattern 10:00-17:00',
      '2026-04-01 pattern 08:00-17:00',
    ])
    // A change today takes the place of what was planned for later.
    const today = await call('ada', 'PATCH', '/api/users/max/', { department: 'assembly' })
    expect(today.body.data.department.id).toBe('assembly')
    expect(await lates()).toEqual([150, 30, 150])
    const alone = await call('ada', 'PATCH', '/api/users/max/', {
      firstName: 'Max',
      effectiveFrom: '2026-04-01',
    })
    expect([alone.status, fields(alone)]).toEqual([422, ['effectiveFrom']])
  })

  test('FH-87 a second record over the first is refused, one beside it is taken', async () => {
    await punch('max', 'in', '2026-05-18T08:00:00Z')
    await punch('max', 'out', '2026-05-18T12:00:00Z')
    clock = Date.parse('2026-05-18T16:30:00Z')
    const over = await call('max', 'POST', '/api/timeclock/clock-in/', {
      timeIn: '10:00',
      date: '2026-05-18',
    })
    expect(over).toMatchObject({ status: 409, body: { code: 'overlapping_shift' } })
    expect((await punch('max', 'in', '2026-05-18T16:30:00Z')).status).toBe(201)
    expect((await punch('max', 'out', '2026-05-18T17:00:00Z')).status).toBe(200)
  })

  test('who should be in now, and who is', async () => {
    const expected = async (at: string, who: PersonName = 'ada', more = '') => {
      const answer = await call(who, 'GET', `/api/schedules/expected/?at=${encodeURIComponent(at)}${more}`)
      expect(answer.status).toBe(200)
      return [
        answer.body.data.map(
          (one: { userId: string; state: string; plannedStart: string }) =>
            `${one.userId} ${one.state} ${one.plannedStart.slice(11, 16)}`,
        ),
        answer.body.meta.expected,
        answer.body.meta.present,
      ]
    }
    await punch('eva', 'in', '2026-06-01T06:50:00Z')
    clock = Date.parse('2026-06-01T10:00:00Z')
    // Eva works by the clock of Madrid, the others by UTC. 1 June is day 4 of Erik's cycle: free.
    expect(await expected('2026-06-01T10:00:00Z')).toEqual([
      ['eva in 08:00', 'max out 08:00', 'omar out 10:00'],
      3,
      1,
    ])
    expect(await expected('2026-06-01T10:00:00Z', 'eva')).toEqual([['eva in 08:00'], 1, 1])
    expect(await expected('2026-06-01T10:00:00Z', 'ada', '&branch=madrid')).toEqual([['eva in 08:00'], 1, 1])
    expect(await expected('2026-06-01T10:00:00Z', 'ada', '&department=office')).toEqual([
      ['omar out 10:00'],
      1,
      0,
    ])
    expect(await expected('2026-06-01T05:59:59Z')).toEqual([[], 0, 0])
    expect(await expected('2026-05-31T10:00:00+02:00')).toEqual([[], 0, 0])
    await call('eva', 'POST', '/api/timeclock/break-start/', {})
    expect((await expected('2026-06-01T10:00:00Z', 'eva'))[0]).toEqual(['eva on_break 08:00'])
    const page = await call('ada', 'GET', '/api/schedules/expected/?at=2026-06-01T10:00:00Z&limit=1')
    const next = await call(
      'ada',
      'GET',
      `/api/schedules/expected/?at=2026-06-01T10:00:00Z&limit=1&cursor=${page.body.meta.nextCursor}`,
    )
    expect([page, next].map((answer) => answer.body.data[0].userId)).toEqual(['eva', 'max'])
    expect([typeof next.body.meta.nextCursor, next.body.meta.expected]).toEqual(['string', 3])
    const wrong = await call('ada', 'GET', '/api/schedules/expected/?at=yesterday')
    expect([wrong.status, fields(wrong)]).toEqual([422, ['at']])
  })
})
