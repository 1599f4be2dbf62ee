/** A day tells when its policy ends a shift that nobody clocks out, as soon as somebody is in. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp
let clock = Date.parse('2026-03-10T09:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: unknown) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}

async function dayOf(date: string) {
  const { body } = await call('max', 'GET', `/api/timeclock/eva/days/${date}/?explain=true`)
  return { ends: body.data.explanation.automaticOutAt as string | null, worked: body.data.workedSeconds }
}

test('it is told while the shift is open, and is the end that counts', async () => {
  const rules = { automaticClockOut: { after: 'start', minutes: 480 } }
  const made = await call('ada', 'POST', '/api/policies/', { name: 'Eight', from: '2026-03-01', rules })
  expect(made.status, made.text).toBe(201)
  const assigned = { policyId: made.body.data.id, level: 'user', targetId: 'eva', from: '2026-03-01' }
  expect((await call('ada', 'POST', '/api/policy-assignments/', assigned)).status).toBe(201)

  expect((await dayOf('2026-03-10')).ends).toBeNull()
  await call('eva', 'POST', '/api/timeclock/clock-in/')
  const open = await dayOf('2026-03-10')
  expect(Date.parse(open.ends!)).toBe(Date.parse('2026-03-10T17:00:00Z'))
  expect(open.worked).toBe(0)

  clock = Date.parse('2026-03-11T09:00:00Z')
  expect((await dayOf('2026-03-10')).ends).toBe(open.ends)
  expect((await call('eva', 'POST', '/api/timeclock/clock-in/')).status).toBe(201)
  expect(await dayOf('2026-03-10')).toEqual({ ends: open.ends, worked: 8 * 3600 })

  clock = Date.parse('2026-03-11T12:00:00Z')
  expect((await call('eva', 'POST', '/api/timeclock/clock-out/')).status).toBe(200)
  expect((await dayOf('2026-03-11')).ends).toBeNull()
})

test('where no policy ends it, nothing is told', async () => {
  await call('erik', 'POST', '/api/timeclock/clock-in/')
  const { body } = await call('erik', 'GET', '/api/timeclock/erik/days/2026-03-11/?explain=true')
  expect(body.data.explanation.automaticOutAt).toBeNull()
})
