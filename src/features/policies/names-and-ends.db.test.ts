/** A name is only a name: no day is derived again for it. Rules are what days are derived by. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'

let server: TestApp
let people: TestPeople
let policyId: string

const ask = (method: string, url: string, body: object) =>
  server.request(method, url, { token: people.ada.token, body })

/** What a row was last written by: another transaction, another number. */
async function dayOfEva() {
  const { rows } = await server.context.pool.query(
    `select xmin::text as written, overtime_seconds as overtime, policy_version_id as version
       from days where user_id = 'eva'`,
  )
  return rows[0] as { written: string; overtime: number; version: string }
}

const waiting = async (): Promise<number> =>
  (await server.context.pool.query('select count(*) as n from stale_days')).rows[0].n

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
  const { token } = people.eva
  await server.request('POST', '/api/timeclock/clock-in/', { token, body: { timeIn: '00:30' } })
  await server.request('POST', '/api/timeclock/clock-out/', { token, body: { timeOut: '08:30' } })
  const rules = { overtime: { daily: [{ afterMinutes: 480, class: 'overtime' }] } }
  const made = await ask('POST', '/api/policies/', { name: 'Eight', from: '2025-01-01', rules })
  policyId = made.body.data.id
  await ask('POST', '/api/policy-assignments/', { policyId, level: 'company', from: '2025-01-01' })
})
afterAll(() => server?.close())

test('a renamed policy derives no day again', async () => {
  const before = await dayOfEva()
  const renamed = await ask('PATCH', `/api/policies/${policyId}/`, { name: 'Eight hours' })
  expect(renamed.body.data.name).toBe('Eight hours')
  expect(await waiting()).toBe(0)
  expect(await dayOfEva()).toEqual(before)
})

test('an ended policy goes on where it is assigned, and derives no day again', async () => {
  const before = await dayOfEva()
  const ended = await ask('POST', `/api/policies/${policyId}/end/`, {})
  expect(ended.body.data.endedOn).toBe('2025-08-20')
  expect(await dayOfEva()).toEqual(before)
  const again = await ask('POST', '/api/policy-assignments/', {
    policyId,
    level: 'user',
    targetId: 'eva',
    from: '2025-08-01',
  })
  expect(again.body.errors[0].field).toBe('policyId')
})

test('other rules derive the days since then again', async () => {
  const before = await dayOfEva()
  const rules = { overtime: { daily: [{ afterMinutes: 360, class: 'overtime' }] } }
  await ask('POST', `/api/policies/${policyId}/versions/`, { from: '2025-08-01', rules })
  const after = await dayOfEva()
  expect(after.version).not.toBe(before.version)
  expect([before.overtime, after.overtime]).toEqual([0, 2 * 3600])
})

test('a holiday calendar that has ended leaves its name, and takes no new assignment', async () => {
  const made = await ask('POST', '/api/holiday-calendars/', { name: 'Ours' })
  const { id } = made.body.data
  expect((await ask('POST', '/api/holiday-calendars/', { name: 'ours' })).status).toBe(409)
  const ended = await ask('POST', `/api/holiday-calendars/${id}/end/`, {})
  expect(ended.body.data.endedOn).toBe('2025-08-20')
  const given = await ask('POST', '/api/holiday-assignments/', {
    calendarId: id,
    level: 'company',
    from: '2025-01-01',
  })
  expect(given.body.errors[0].field).toBe('calendarId')
  expect((await ask('POST', '/api/holiday-calendars/', { name: 'ours' })).status).toBe(201)
})
