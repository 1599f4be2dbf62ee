/** What administrators keep, through HTTP: branches with a fence, the company, who registered. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp({ config: { registration: 'approval' } })
  people = await seedPeople(server.context)
})
afterAll(() => server?.close())

const ask = (method: string, url: string, body?: object, token = people.ada.token) =>
  server.request(method, url, { token, ...(body && { body }) })

const lastEntry = async () => (await ask('GET', '/api/audit/?limit=1')).body.data[0]

const version = async (): Promise<number> => {
  const { rows } = await server.context.pool.query('select config_version from company')
  return rows[0].config_version
}

test('a branch has a fence or none, and what is changed is told with what it was', async () => {
  const fence = { latitude: 53.08, longitude: 8.8, radiusMeters: 150 }
  const made = await ask('POST', '/api/branches/', { id: 'quay', name: 'Quay', fence, location: 'ask' })
  expect(made.body.data).toMatchObject({ fence, location: 'ask', timeZone: 'UTC', people: 0 })
  const { radiusMeters: _left, ...half } = fence
  const refused = await ask('PATCH', '/api/branches/quay/', { fence: half })
  expect(refused.status).toBe(422)
  expect(refused.body.errors[0].field).toBe('fence.radiusMeters')
  const changed = await ask('PATCH', '/api/branches/quay/', { fence: null, name: 'North Quay' })
  expect(changed.body.data).toMatchObject({ name: 'North Quay', fence: null, location: 'ask' })
  expect((await lastEntry()).detail).toEqual({
    fence: null,
    name: 'North Quay',
    before: { name: 'Quay', fence },
  })
  const department = await ask('POST', '/api/departments/', { name: 'Crew', fence })
  expect(department.body.errors[0].field).toBe('fence')
})

test('a name alone is no new configuration, a zone is, the same zone is not', async () => {
  const before = await version()
  await ask('PATCH', '/api/branches/quay/', { name: 'Quay' })
  await ask('PATCH', '/api/company/', { name: 'Boats', timeZone: 'UTC' })
  expect(await version()).toBe(before)
  await ask('PATCH', '/api/branches/quay/', { timeZone: 'Asia/Tokyo' })
  expect(await version()).toBe(before + 1)
})

test('the managers before are told with those after', async () => {
  await ask('PUT', '/api/departments/office/managers/', { userIds: ['max'] })
  await ask('PUT', '/api/departments/office/managers/', { userIds: [] })
  expect((await lastEntry()).detail).toEqual({ userIds: [], before: { userIds: ['max'] } })
})

const register = (name: string) =>
  server.request('POST', '/api/auth/register/', {
    body: {
      email: `${name}@example.com`,
      password: 'long walks at dusk',
      firstName: name,
      lastName: 'New',
      department: 'assembly',
    },
  })

test('the company says who may register, until it leaves that to the settings again', async () => {
  const options = async () => (await server.request('GET', '/api/auth/options/')).body.data.registration
  const change = async (registration: string | null) =>
    (await ask('PATCH', '/api/company/', { registration })).body.data
  expect(await options()).toBe('approval')
  expect(await change('closed')).toMatchObject({ registration: 'closed', registrationIsSet: true })
  expect(await options()).toBe('closed')
  expect((await register('lou')).body.code).toBe('registration_closed')
  expect(await change('open')).toMatchObject({ registration: 'open' })
  expect((await register('lou')).body.data.status).toBe('active')
  expect(await change(null)).toMatchObject({ registration: 'approval', registrationIsSet: false })
  expect((await register('kim')).body.data.status).toBe('pending')
})

test('who registered is let in by their manager, once', async () => {
  const { body } = await ask('GET', '/api/users/?status=pending', undefined, people.max.token)
  const [kim] = body.data
  expect(kim).toMatchObject({ firstName: 'kim', department: { id: 'assembly' } })
  const path = `/api/users/${kim.id}`
  const logIn = () =>
    server.request('POST', '/api/auth/login/', { body: { email: kim.email, password: 'long walks at dusk' } })
  expect((await logIn()).status).toBe(401)
  expect((await ask('POST', `${path}/approve/`, {}, people.eva.token)).status).toBe(403)
  expect((await ask('POST', `${path}/approve/`, {}, people.max.token)).body.data.status).toBe('active')
  expect((await logIn()).status).toBe(200)
  const again = await ask('POST', `${path}/refuse/`, {})
  expect(again.status).toBe(409)
  expect(again.body).toMatchObject({ code: 'already_decided', data: { id: kim.id, status: 'active' } })
  expect(await lastEntry()).toMatchObject({
    actorId: 'max',
    action: 'user.approve',
    subject: { name: 'kim New' },
  })
})

test('who is refused stays out; a manager of others does not see them', async () => {
  await register('jo')
  await ask('PUT', '/api/departments/assembly/managers/', { userIds: [] })
  const [jo] = (await ask('GET', '/api/users/?status=pending')).body.data
  expect((await ask('POST', `/api/users/${jo.id}/refuse/`, {}, people.max.token)).status).toBe(404)
  const refused = await ask('POST', `/api/users/${jo.id}/refuse/`, { comment: 'Nobody of ours' })
  expect(refused.body.data.status).toBe('disabled')
  expect((await lastEntry()).detail).toEqual({ comment: 'Nobody of ours' })
})

test('another zone leaves what is recorded as it follows from the facts', async () => {
  const { token } = people.eva
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '08:00', end: '16:00' }))
  const schedule = await ask('POST', '/api/schedules/', { name: 'Days', days })
  const scheduleId = schedule.body.data.id
  await ask('POST', '/api/schedule-assignments/', { scheduleId, level: 'company', from: '2025-01-01' })
  await ask('PATCH', '/api/users/eva/', { branch: 'quay', effectiveFrom: '2025-01-01' })
  await server.request('POST', '/api/timeclock/clock-in/', {
    token,
    body: { date: '2025-08-19', timeIn: '08:20' },
  })
  await server.request('POST', '/api/timeclock/clock-out/', {
    token,
    body: { date: '2025-08-19', timeOut: '15:00' },
  })
  await ask('PATCH', '/api/branches/quay/', { timeZone: 'America/New_York' })
  await ask('PATCH', '/api/company/', { timeZone: 'Europe/Berlin' })
  await server.context.recompute.drain()
  expect((await verify(server.context.pool)).findings).toEqual([])
})

test('a punch outside of the fence, or without a position that is required, is marked and shown', async () => {
  const fence = { latitude: 53.08, longitude: 8.8, radiusMeters: 150 }
  await ask('PATCH', '/api/branches/quay/', { fence, location: 'require', timeZone: 'UTC' })
  await ask('PATCH', '/api/users/erik/', { branch: 'quay' })
  const { token } = people.erik
  const { body: state } = await server.request('GET', '/api/timeclock/status/', { token })
  expect(state.data.location).toBe('require')
  const punch = (what: string, body: object, who = token) =>
    server.request('POST', `/api/timeclock/${what}/`, { token: who, body })
  const away = { latitude: 53.2, longitude: 8.8, accuracy: 20 }
  expect((await punch('clock-in', away)).body.data.flags).toContain('outside_fence')
  expect((await punch('break-start', {})).body.data.flags).toContain('location_missing')
  expect((await punch('break-end', { ...fence, radiusMeters: undefined })).body.data.flags).toEqual([])
  const { body: exceptions } = await ask('GET', '/api/exceptions/?from=2025-08-20&to=2025-08-20&user=erik')
  const codes = exceptions.data.map((one: { code: string }) => one.code)
  expect(codes).toEqual(expect.arrayContaining(['outside_fence', 'location_missing']))
  // A manager's entry has no position of the person's.
  await punch('clock-out', { userId: 'erik' }, people.ada.token)
  const again = await punch('clock-in', { userId: 'erik', timeIn: '09:00' }, people.ada.token)
  expect(again.status).toBe(201)
  expect(again.body.data.flags).not.toContain('location_missing')
})
