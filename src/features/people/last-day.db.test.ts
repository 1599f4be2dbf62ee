/** The end of an employment is its last day: on it everything goes on, after it nothing does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createTestApp,
  openSession,
  seedPeople,
  testPassword,
  type PersonName,
  type TestApp,
} from '../../../test/app.ts'

let server: TestApp
/** Omar lives where it is 13 hours later than in UTC: his last day, 2026-03-04, ends at 11:00 there. */
let clock = Date.parse('2026-03-02T00:00:00Z')
const at = (time: string): void => {
  clock = Date.parse(time)
}

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  await server.context.pool.query(`update users set time_zone = 'Pacific/Tongatapu' where id = 'omar'`)
  await server.context.pool.query(`update users set hired_on = '2026-03-02'`)
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
  const made = await call('ada', 'POST', '/api/schedules/', { name: 'Office', days })
  const to = { scheduleId: made.body.data.id, level: 'user', targetId: 'omar', from: '2026-03-01' }
  await call('ada', 'POST', '/api/schedule-assignments/', to)
  await call('ada', 'POST', '/api/users/omar/end/', { endedOn: '2026-03-04' })
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

const logIn = async () =>
  (
    await server.request('POST', '/api/auth/login/', {
      body: { email: 'omar@example.com', password: testPassword },
    })
  ).status

const isIn = async (path: string) => {
  const { data } = (await call('ada', 'GET', path)).body
  return (data as { userId: string }[]).some((one) => one.userId === 'omar')
}

describe('on the last day', () => {
  test('they log in, punch, are expected and on the board', async () => {
    // 09:30 on 2026-03-04 there.
    at('2026-03-03T20:30:00Z')
    expect(await logIn()).toBe(200)
    expect(await isIn('/api/schedules/expected/')).toBe(true)
    expect(await isIn('/api/live/board/')).toBe(true)
    expect((await call('omar', 'POST', '/api/timeclock/clock-in/', {})).status).toBe(201)
    at('2026-03-04T04:00:00Z')
    expect((await call('omar', 'POST', '/api/timeclock/clock-out/', {})).status).toBe(200)
  })

  test('up to its last second', async () => {
    at('2026-03-04T10:59:59Z')
    expect(await logIn()).toBe(200)
    expect(await isIn('/api/live/board/')).toBe(true)
  })

  test('ending it today ends nothing yet', async () => {
    const token = await openSession(server.context, 'omar')
    await call('ada', 'POST', '/api/users/omar/end/', {})
    expect((await server.request('GET', '/api/auth/me/', { token })).status).toBe(200)
  })
})

describe('after it', () => {
  test('they neither log in nor punch, and are not on the board', async () => {
    const token = await openSession(server.context, 'omar')
    at('2026-03-04T11:00:00Z')
    expect(await logIn()).toBe(401)
    expect((await server.request('POST', '/api/timeclock/clock-in/', { token, body: {} })).status).toBe(401)
    expect(await isIn('/api/live/board/')).toBe(false)
    // 10:00 on 2026-03-05 there.
    at('2026-03-04T21:00:00Z')
    expect(await isIn('/api/schedules/expected/')).toBe(false)
  })

  test('they are absent on the days before that they missed, and on none after', async () => {
    at('2026-03-10T12:00:00Z')
    const range = 'from=2026-03-01&to=2026-03-10'
    const { data } = (await call('ada', 'GET', `/api/exceptions/?user=omar&code=absent&${range}`)).body
    expect((data as { workDate: string }[]).map((one) => one.workDate).sort()).toEqual([
      '2026-03-02',
      '2026-03-03',
    ])
    const summary = (await call('ada', 'GET', `/api/timeclock/summary/?userId=omar&${range}`)).body.data
    expect(summary.totals).toMatchObject({ daysPresent: 1, daysAbsent: 2 })
  })

  test('reports and periods have them as long as a day of theirs lies within', async () => {
    const report = async (from: string) =>
      (await call('ada', 'GET', `/api/reports/hours/?user=omar&from=${from}&to=2026-03-31`)).body.data
    expect((await report('2026-03-04')).totals.daysPresent).toBe(1)
    expect((await report('2026-03-05')).totals.daysPresent).toBe(0)
  })
})
