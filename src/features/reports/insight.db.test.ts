import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-04-10T12:00:00Z') })
  await seedPeople(server.context)
  await server.context.pool.query(`update company set time_zone = 'Europe/Berlin'`)
  await work('eva', '2026-03-02T08:30:00+01:00', '2026-03-02T17:00:00+01:00')
  await work('eva', '2026-03-03T08:00:00+01:00', '2026-03-03T16:59:59+01:00')
  // Over midnight, into the Sunday on which the clock jumps from 2 to 3.
  await work('erik', '2026-03-28T22:00:00+01:00', '2026-03-29T04:15:00+02:00')
  await work('omar', '2026-03-02T09:00:00+01:00', '2026-03-02T10:00:00+01:00')
})
afterAll(() => server?.close())

async function work(who: PersonName, start: string, end: string) {
  const token = await openSession(server.context, 'ada')
  const { body } = await server.request('POST', '/api/timeclock/punches/', {
    token,
    body: { punches: [punchOf(who, 'in', start), punchOf(who, 'out', end)] },
  })
  expect(JSON.stringify(body)).not.toContain('"status":"error"')
}

const punchOf = (userId: string, kind: string, at: string) => ({
  userId,
  kind,
  at,
  idempotencyKey: `${userId}-${at}`,
})

async function ask(who: PersonName, path: string, more = '') {
  const token = await openSession(server.context, who)
  return server.request('GET', `/api/reports/${path}?from=2026-03-01&to=2026-03-31${more}`, { token })
}

const read = async (who: PersonName, path: string, more = '') => {
  const answer = await ask(who, path, more)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data
}

interface Cell {
  weekday: number
  hour: number
  seconds: number
}

describe('lengths of days', () => {
  test('count each day once, by whole hours', async () => {
    expect(await read('ada', 'day-lengths/')).toEqual([
      { hours: 1, days: 1, people: 1, workedSeconds: 3600 },
      { hours: 5, days: 1, people: 1, workedSeconds: 5.25 * 3600 },
      { hours: 8, days: 2, people: 1, workedSeconds: 8.5 * 3600 + 9 * 3600 - 1 },
    ])
  })

  test('are of those whom one may see, and lead to them', async () => {
    const hours = async (who: PersonName, more = '') =>
      (await read(who, 'day-lengths/', more)).map((row: { hours: number }) => row.hours)
    expect(await hours('max')).toEqual([5, 8])
    expect(await hours('max', '&user=omar')).toEqual([])
    expect(await hours('ada', '&department=office')).toEqual([1])
    expect(await read('max', 'day-lengths/people/', '&hours=8')).toEqual([
      { user: { id: 'eva', name: 'Eva Evans', employeeNumber: null }, days: 2, seconds: 17.5 * 3600 - 1 },
    ])
    expect(await read('max', 'day-lengths/people/', '&hours=1')).toEqual([])
  })
})

describe('presence', () => {
  const cellsOf = async (who: PersonName): Promise<Cell[]> => read(who, 'presence/')

  test('adds up to the elapsed time, by the local clock', async () => {
    const cells = await cellsOf('ada')
    const total = cells.reduce((sum, { seconds }) => sum + seconds, 0)
    expect(total).toBe((8.5 + 9 + 5.25 + 1) * 3600 - 1)
    const at = (weekday: number, hour: number) =>
      cells.find((cell) => cell.weekday === weekday && cell.hour === hour)?.seconds
    expect([at(1, 8), at(1, 9), at(2, 16)]).toEqual([1800, 7200, 3599])
    expect([at(6, 23), at(7, 0), at(7, 1), at(7, 2), at(7, 3), at(7, 4)]).toEqual([
      3600,
      3600,
      3600,
      undefined,
      3600,
      900,
    ])
  })

  test('is of those whom one may see, and leads to them', async () => {
    const nine = (await cellsOf('max')).find(({ weekday, hour }) => weekday === 1 && hour === 9)
    expect(nine?.seconds).toBe(3600)
    expect(await read('ada', 'presence/people/', '&weekday=1&hour=9')).toMatchObject([
      { user: { id: 'eva' }, days: 1, seconds: 3600 },
      { user: { id: 'omar' }, days: 1, seconds: 3600 },
    ])
    expect(await read('max', 'presence/people/', '&weekday=1&hour=9')).toMatchObject([
      { user: { id: 'eva' } },
    ])
  })
})

test.each([
  ['day-lengths/people/', '&hours=24', 'hours'],
  ['presence/people/', '&weekday=0&hour=1', 'weekday'],
  ['presence/people/', '&weekday=1', 'hour'],
  ['presence/', '&foo=1', 'foo'],
])('%s refuses %s', async (path, more, field) => {
  expect(await ask('ada', path, more)).toMatchObject({ status: 422, body: { errors: [{ field }] } })
})

test('a range has an end', async () => {
  const token = await openSession(server.context, 'ada')
  for (const path of ['day-lengths', 'presence']) {
    const url = `/api/reports/${path}/?from=2024-01-01&to=2026-01-01`
    expect(await server.request('GET', url, { token })).toMatchObject({ status: 422 })
  }
})
