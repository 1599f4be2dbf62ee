import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-03-20T18:00:00Z') })
  await seedPeople(server.context)
  for (const [date, timeIn, timeOut] of [
    ['2026-03-02', '08:00', '16:00'],
    ['2026-03-03', '08:30', '12:00'],
  ] as const) {
    await post('eva', '/api/timeclock/clock-in/', { date, timeIn, timeInDescription: '=SUM(A1)' })
    await post('eva', '/api/timeclock/clock-out/', { date, timeOut, timeOutLocation: 'Hall "B", left' })
  }
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: unknown) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const post = (who: PersonName, path: string, body: unknown) => call(who, 'POST', path, body)
const path = '/api/timeclock/eva/export/'
const march = 'from=2026-03-01&to=2026-03-31'

test('the records are a file of lines, the oldest first, that no spreadsheet computes with', async () => {
  const answer = await call('eva', 'GET', `${path}?${march}`)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['content-disposition']).toContain('records-2026-03-01-2026-03-31.csv')
  const [head, first, second, end] = answer.text.split('\r\n')
  expect(head).toMatch(/^work_date,time_in,time_out,time_zone,/)
  expect(first).toMatch(/^2026-03-02,2026-03-02T08:00:00.*,28800,8,/)
  expect(first).toContain("'=SUM(A1)")
  expect(first).toContain('"Hall ""B"", left"')
  expect(second).toMatch(/^2026-03-03,.*,12600,3.5,/)
  expect(end).toBe('')
})

test('as JSON they are what the list gives', async () => {
  const answer = await call('eva', 'GET', `${path}?${march}&format=json`)
  const listed = await call('eva', 'GET', `/api/timeclock/eva/?${march}`)
  expect(answer.body.data).toEqual(listed.body.data.toReversed())
  expect(answer.body.data).toHaveLength(2)
})

test('are for the person and for who manages them', async () => {
  expect((await call('max', 'GET', `${path}?${march}`)).status).toBe(200)
  expect((await call('erik', 'GET', `${path}?${march}`)).status).toBe(404)
  expect((await call('omar', 'GET', `${path}?${march}`)).status).toBe(404)
})

test.each([
  'from=2026-03-31&to=2026-03-01',
  'from=2024-01-01&to=2026-03-01',
  'from=2026-03-01',
  `${march}&format=xml`,
])('are refused where they cannot be given: %s', async (query) => {
  expect((await call('eva', 'GET', `${path}?${query}`)).status).toBe(422)
})
