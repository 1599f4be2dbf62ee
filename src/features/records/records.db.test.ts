import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp
let clock = Date.parse('2026-03-02T09:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock, config: { timeZone: 'Europe/Madrid' } })
  await server.context.pool.query(`update company set time_zone = 'Europe/Madrid'`)
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

async function punch(who: PersonName, what: string, at: string, body: object = {}) {
  clock = Date.parse(at)
  const answer = await call(who, 'POST', `/api/timeclock/${what}/`, body)
  expect(answer.status, answer.text).toBeLessThan(300)
}

const list = async (who: PersonName, query = '') =>
  (await call(who, 'GET', `/api/timeclock/${who}/${query}`)).body

const encode = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

describe('a record', () => {
  test('of a night shift tells both ends in the zone, its break, and counts for the day it began', async () => {
    const place = { latitude: 40.4, longitude: -3.7, accuracy: 12 }
    await punch('eva', 'clock-in', '2026-03-02T21:00:00Z', {
      timeInDescription: 'Night',
      timeInLocation: 'Hall',
      ...place,
    })
    await punch('eva', 'break-start', '2026-03-03T01:00:00Z')
    await punch('eva', 'break-end', '2026-03-03T01:30:00Z')
    await punch('eva', 'clock-out', '2026-03-03T05:00:00Z', { timeOutDescription: 'Done' })
    const { data, meta } = await list('eva')
    expect(meta).toEqual({ nextCursor: null })
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({
      userId: 'eva',
      date: '2026-03-02',
      workDate: '2026-03-02',
      timeIn: '22:00:00',
      timeOut: '06:00:00',
      timeInAt: '2026-03-02T22:00:00+01:00',
      timeOutAt: '2026-03-03T06:00:00+01:00',
      timeZone: 'Europe/Madrid',
      timeInDescription: 'Night',
      timeOutDescription: 'Done',
      timeInLocation: 'Hall',
      timeOutLocation: null,
      timeInCoordinates: place,
      timeOutCoordinates: null,
      breakSeconds: 1800,
      workedSeconds: 7.5 * 3600,
      workedHours: 7.5,
      status: 'complete',
      running: false,
      flags: [],
    })
    expect(data[0].breaks).toMatchObject([{ start: '02:00:00', end: '02:30:00', seconds: 1800 }])
  })

  test('that is open runs up to now, on a break too, and is missing its end after 16 hours', async () => {
    await punch('erik', 'clock-in', '2026-03-02T08:00:00Z')
    await punch('erik', 'break-start', '2026-03-02T10:00:00Z')
    clock = Date.parse('2026-03-02T10:15:00Z')
    const running = { status: 'open', running: true, timeOut: null, breakSeconds: 900, workedSeconds: 7200 }
    expect((await list('erik')).data[0]).toMatchObject(running)
    clock = Date.parse('2026-03-03T00:00:00Z')
    expect((await list('erik')).data[0]).toMatchObject({ status: 'open', running: true })
    clock = Date.parse('2026-03-03T00:00:01Z')
    expect((await list('erik')).data[0]).toMatchObject({
      status: 'missing_out',
      running: false,
      workedSeconds: 0,
    })
  })
})

describe('the list', () => {
  test('comes newest first in pages that lose nothing and repeat nothing while records come in', async () => {
    for (let day = 1; day <= 12; day++) {
      const date = `2026-04-${String(day).padStart(2, '0')}`
      await punch('omar', 'clock-in', `${date}T08:00:00Z`)
      await punch('omar', 'clock-out', `${date}T16:00:00Z`)
    }
    const seen: string[] = []
    let cursor: string | null = null
    let pages = 0
    do {
      const page: { data: { workDate: string }[]; meta: { nextCursor: string | null } } = await list(
        'omar',
        `?limit=5${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page.data.map((row) => row.workDate))
      cursor = page.meta.nextCursor
      pages += 1
      const later = `2026-04-${12 + pages}`
      await punch('omar', 'clock-in', `${later}T08:00:00Z`)
      await punch('omar', 'clock-out', `${later}T16:00:00Z`)
    } while (cursor !== null)
    expect(pages).toBe(3)
    const days = Array.from({ length: 12 }, (_, i) => `2026-04-${String(12 - i).padStart(2, '0')}`)
    expect(seen).toEqual(days)
  })

  test('is cut by work date, both within', async () => {
    const { data } = await list('omar', '?from=2026-04-03&to=2026-04-05')
    expect(data.map((row: { workDate: string }) => row.workDate)).toEqual([
      '2026-04-05',
      '2026-04-04',
      '2026-04-03',
    ])
    expect((await list('eva', '?from=2026-03-02&to=2026-03-02')).data).toHaveLength(1)
    expect((await list('eva', '?from=2026-03-03')).data).toEqual([])
    expect((await list('eva', '?to=0001-01-01')).data).toEqual([])
    expect((await list('eva', '?from=0001-01-01&to=9999-12-31')).data).toHaveLength(1)
  })

  test('is seen by the person, their manager and administrators; for others the person is not there', async () => {
    const status = async (who: PersonName, whose: string) =>
      (await call(who, 'GET', `/api/timeclock/${whose}/`)).status
    expect(await status('eva', 'eva')).toBe(200)
    expect(await status('max', 'eva')).toBe(200)
    expect(await status('ada', 'omar')).toBe(200)
    expect(await status('eva', 'erik')).toBe(404)
    expect(await status('max', 'omar')).toBe(404)
    expect(await status('ada', 'nobody')).toBe(404)
  })

  test.each([
    ['from=2026-02-30', 'from'],
    ['from=2026-03-02&to=2026-03-01', 'to'],
    ['limit=1000000000', 'limit'],
    ['limit=0', 'limit'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${encode([1e300, 1])}`, 'cursor'],
    [`cursor=${encode([1, 1e12])}`, 'cursor'],
    [`cursor=${encode([1, 1.5])}`, 'cursor'],
    [`cursor=${encode([-1e15, 1])}`, 'cursor'],
    ['form=2026-03-01', 'form'],
  ])('refuses %s', async (query, field) => {
    const answer = await call('eva', 'GET', `/api/timeclock/eva/?${query}`)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ field }] } })
  })
})
