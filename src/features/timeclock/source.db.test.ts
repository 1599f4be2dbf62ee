/** What a punch says that it was made with. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-03-20T08:00:00Z') })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: unknown) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const clockIn = (who: PersonName, body: object) => call(who, 'POST', '/api/timeclock/clock-in/', body)
const sourceOf = async (who: PersonName) =>
  (await call('ada', 'GET', `/api/timeclock/${who}/punches/?limit=1`)).body.data[0].source

test.each([
  ['eva', {}, 'api'],
  ['erik', { source: 'web' }, 'web'],
  ['omar', { source: 'mobile' }, 'mobile'],
] as const)('%s with %o: %s', async (who, body, source) => {
  expect((await clockIn(who, body)).status).toBe(201)
  expect(await sourceOf(who)).toBe(source)
})

test('one for somebody else was entered by hand, whatever it says', async () => {
  expect((await clockIn('ada', { userId: 'max', source: 'web' })).status).toBe(201)
  expect(await sourceOf('max')).toBe('manual')
})

test.each(['kiosk', 'terminal', 'manual', 'offline', 'import', 'x'])(
  'nobody calls themselves a %s',
  async (source) => {
    const answer = await clockIn('ada', { source })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'source' }] } })
  },
)

test.each(['kiosk', 'manual'])('nor in a queue: %s', async (source) => {
  const punches = [{ kind: 'in', at: '2026-03-20T07:00:00Z', idempotencyKey: 'a', source }]
  const answer = await call('ada', 'POST', '/api/timeclock/punches/', { punches })
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'punches.0.source' }] } })
})
