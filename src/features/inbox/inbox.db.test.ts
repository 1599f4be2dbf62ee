import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp
const clock = Date.parse('2026-04-02T09:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  await server.context.pool.query("update users set hired_on = '2026-01-01'")
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: unknown) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const post = (who: PersonName, path: string, body: unknown = {}) => call(who, 'POST', path, body)
const counts = async (who: PersonName) => (await call(who, 'GET', '/api/inbox/')).body.data

const none = { corrections: 0, held: 0, periods: 0, registrations: 0, consents: 0 }

test('counts what waits for whoever asks, and nothing that is theirs or out of their scope', async () => {
  for (const who of ['ada', 'max', 'eva'] as const) expect(await counts(who)).toEqual(none)
  const add = (time: string, kind: string) => ({ action: 'add', kind, time, date: '2026-03-03' })
  const changes = [add('08:00', 'in'), add('16:00', 'out')]
  for (const who of ['eva', 'omar', 'max'] as const)
    expect((await post(who, '/api/corrections/', { reason: 'forgotten', changes })).status).toBe(201)
  expect(await counts('ada')).toEqual({ ...none, corrections: 3 })
  expect(await counts('max')).toEqual({ ...none, corrections: 1 })
  expect(await counts('eva')).toEqual(none)

  const [waiting] = (await call('max', 'GET', '/api/corrections/?user=eva')).body.data
  expect((await post('max', `/api/corrections/${waiting.id}/approve/`)).status).toBe(200)
  expect(await counts('max')).toEqual(none)

  for (const who of ['eva', 'omar'] as const)
    expect((await post(who, '/api/periods/2026-03-01/confirm/')).status).toBe(200)
  expect((await counts('max')).periods).toBe(1)
  expect((await counts('ada')).periods).toBe(2)
})

test('counts who waits to be let in, for those who may do it', async () => {
  await server.context.pool.query(
    `insert into users (id, email, first_name, last_name, role, department_id, password_hash, status)
     values ('new', 'new@example.com', 'Nea', 'New', 'employee', 'assembly', 'x', 'pending')`,
  )
  expect((await counts('ada')).registrations).toBe(1)
  expect((await counts('max')).registrations).toBe(1)
  expect((await counts('omar')).registrations).toBe(0)
  await server.context.pool.query("update users set status = 'active' where id = 'new'")
  expect((await counts('ada')).registrations).toBe(0)
})

test('counts punches that are held, until somebody decides about them', async () => {
  const lock = { userIds: ['eva'], skip: true, comment: 'test' }
  expect((await post('ada', '/api/periods/2026-03-01/lock/', lock)).body.data[0].state).toBe('locked')
  const punches = [{ kind: 'in', at: '2026-03-09T08:00:00Z', idempotencyKey: 'late' }]
  const [answer] = (await post('eva', '/api/timeclock/punches/', { punches })).body.data
  expect(answer.httpStatus).toBe(202)
  expect((await counts('max')).held).toBe(1)
  expect((await counts('omar')).held).toBe(0)
  expect((await counts('eva')).held).toBe(0)
  await post('ada', '/api/periods/2026-03-01/reopen/', { userIds: ['eva'], reason: 'a late punch' })
  const changes = [{ action: 'remove', punchId: answer.answer.data.id }]
  const refused = await post('max', '/api/timeclock/corrections/', {
    userId: 'eva',
    reason: 'a test',
    changes,
  })
  expect(refused.status, refused.text).toBe(201)
  expect((await counts('max')).held).toBe(0)
})
