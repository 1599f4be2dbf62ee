/** What is remembered of sessions outlives nothing: a change by any process is heeded. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import { openContext, type Context } from '../../context.ts'
import { createAuthenticator } from './sessions.ts'

let server: TestApp
let people: TestPeople
/** Another process on the same database. */
let other: Context
let authenticate: ReturnType<typeof createAuthenticator>

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
  const { config, now } = server.context
  other = await openContext(config, { now, migrate: false })
  authenticate = createAuthenticator(other)
  // The first look-up begins to listen.
  await authenticate(people.eva.token)
  await other.notifications.ready()
})
afterAll(async () => {
  await other.close()
  await server.close()
})

/** Answers once this person is remembered by the other process. */
async function becomeRemembered(token: string): Promise<void> {
  await authenticate(token)
  const before = vi.spyOn(other.pool, 'query')
  await authenticate(token)
  expect(before).not.toHaveBeenCalled()
  before.mockRestore()
}

test('who was let in lately is let in without asking the database', () => becomeRemembered(people.eva.token))

test('a role that another process changes', async () => {
  await becomeRemembered(people.erik.token)
  await server.request('PATCH', '/api/users/erik/', { token: people.ada.token, body: { role: 'manager' } })
  await vi.waitFor(async () => expect((await authenticate(people.erik.token)).role).toBe('manager'))
})

test('a session that another process ends', async () => {
  await becomeRemembered(people.omar.token)
  await server.request('POST', '/api/auth/logout/', { token: people.omar.token })
  await vi.waitFor(() => expect(authenticate(people.omar.token)).rejects.toThrow('Log in first'))
})

test('a person who is disabled in the database', async () => {
  await becomeRemembered(people.max.token)
  await server.context.pool.query("update users set status = 'disabled' where id = 'max'")
  await vi.waitFor(() => expect(authenticate(people.max.token)).rejects.toThrow('Log in first'))
})

test('nothing is remembered while the database cannot be heard', async () => {
  await becomeRemembered(people.eva.token)
  await server.context.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'timeclock listener' and datname = current_database()",
  )
  await vi.waitFor(() => expect(other.notifications.connected).toBe(false))
  const asked = vi.spyOn(other.pool, 'query')
  await authenticate(people.eva.token)
  await authenticate(people.eva.token)
  expect(asked.mock.calls.length).toBeGreaterThanOrEqual(1)
  asked.mockRestore()
  await vi.waitFor(() => expect(other.notifications.connected).toBe(true), { timeout: 5000 })
})

test('in the process that changes it, the next request knows', async () => {
  const { token } = people.eva
  expect((await server.request('GET', '/api/auth/me/', { token })).status).toBe(200)
  await server.request('POST', '/api/auth/logout/', { token })
  expect((await server.request('GET', '/api/auth/me/', { token })).status).toBe(401)
})
