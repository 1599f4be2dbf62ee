import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { createTestApp, openSession, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import { isVisible, permissions, roles, type Permission, type Role } from '../../core/permission.ts'
import { visibleUsers } from '../people/scope.ts'

let api: TestApp
let people: TestPeople
let clock = Date.parse('2026-03-02T07:00:00Z')

beforeAll(async () => {
  api = await createTestApp({ now: () => clock })
  people = await seedPeople(api.context)
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' }))
  const { token } = people.ada
  const made = await api.request('POST', '/api/schedules/', {
    token,
    body: { name: 'Office', days, graceInMinutes: 5 },
  })
  await api.request('POST', '/api/schedule-assignments/', {
    token,
    body: { scheduleId: made.body.data.id, level: 'department', targetId: 'assembly', from: '2026-01-01' },
  })
})
afterAll(() => api?.close())

interface Person {
  userId: string
  state: string
}

const board = async (name: keyof TestPeople, query = '') =>
  api.request('GET', `/api/live/board/${query}`, {
    token: await openSession(api.context, people[name].userId),
  })
const states = async (name: keyof TestPeople, query = '') =>
  Object.fromEntries(((await board(name, query)).body.data as Person[]).map((one) => [one.userId, one.state]))
const punch = async (name: keyof TestPeople, path: string) => {
  const answer = await api.request('POST', `/api/timeclock/${path}/`, {
    token: await openSession(api.context, name),
    body: {},
  })
  expect(answer.status, answer.text).toBeLessThan(300)
}

it('follows a day from before its start to after its end', async () => {
  const expectAt = async (time: string, expected: object) => {
    clock = Date.parse(`2026-03-02T${time}Z`)
    expect(await states('max')).toEqual(expected)
  }
  await expectAt('08:00', { max: 'expected', eva: 'expected', erik: 'expected' })
  clock = Date.parse('2026-03-02T08:55:00Z')
  await punch('eva', 'clock-in')
  await expectAt('09:05', { max: 'expected', eva: 'in', erik: 'expected' })
  await expectAt('09:06', { max: 'late', eva: 'in', erik: 'late' })
  await punch('max', 'clock-in')
  await punch('eva', 'break-start')
  await expectAt('09:20', { max: 'in', eva: 'break', erik: 'late' })
  const [erik, eva] = (await board('max')).body.data
  expect(erik).toMatchObject({
    userId: 'erik',
    firstName: 'Erik',
    departmentId: 'assembly',
    since: '2026-03-02T09:00:00+00:00',
    plannedStart: '2026-03-02T09:00:00+00:00',
    plannedEnd: '2026-03-02T17:00:00+00:00',
    todaySeconds: 0,
    seq: 0,
  })
  expect(eva).toMatchObject({ userId: 'eva', since: '2026-03-02T09:06:00+00:00', todaySeconds: 660, seq: 2 })
  await punch('eva', 'break-end')
  clock = Date.parse('2026-03-02T17:00:00Z')
  await punch('eva', 'clock-out')
  await expectAt('21:00', { max: 'in', eva: 'out', erik: 'late' })
  await expectAt('21:01', { max: 'in', eva: 'out', erik: 'absent' })
  // Sixteen hours after 09:06 nobody works any more: the clock-out was forgotten.
  clock = Date.parse('2026-03-03T01:07:00Z')
  expect(await states('max')).toEqual({ max: 'missing_out', eva: 'expected', erik: 'expected' })
})

it('shows each who they may see, by department and branch, in pages', async () => {
  expect(Object.keys(await states('eva'))).toEqual(['eva'])
  expect(Object.keys(await states('ada')).toSorted()).toEqual(['ada', 'erik', 'eva', 'max', 'omar'])
  expect(Object.keys(await states('ada', '?department=office'))).toEqual(['omar'])
  expect(Object.keys(await states('max', '?department=office'))).toEqual([])
  expect(Object.keys(await states('ada', '?branch=nowhere'))).toEqual([])
  const first = await board('ada', '?limit=2')
  const second = await board('ada', `?limit=2&cursor=${first.body.meta.nextCursor}`)
  const third = await board('ada', `?limit=2&cursor=${second.body.meta.nextCursor}`)
  const all = [first, second, third].flatMap((page) => page.body.data.map((one: Person) => one.userId))
  expect(all).toEqual(['ada', 'erik', 'eva', 'max', 'omar'])
  expect(third.body.meta.nextCursor).toBe(null)
  expect((await board('ada', '?limit=5000')).status).toBe(422)
})

it('leaves out who is gone', async () => {
  const token = await openSession(api.context, 'ada')
  await api.request('POST', '/api/users/omar/end/', { token, body: { endedOn: '2026-03-01' } })
  expect(Object.keys(await states('ada'))).not.toContain('omar')
})

describe('the scope of live messages', () => {
  it('is the one of SQL, for every role, permission and person', async () => {
    const { db } = api.context
    const places = [null, 'assembly', 'office']
    await db
      .insertInto('branches')
      .values([
        { id: 'north', name: 'North', time_zone: 'UTC' },
        { id: 'south', name: 'South', time_zone: 'UTC' },
      ])
      .execute()
    await db.insertInto('branch_managers').values({ branch_id: 'north', user_id: 'max' }).execute()
    const viewer = (role: Role) => ({
      userId: 'max',
      role,
      departments: new Set(['assembly']),
      branches: new Set(['north']),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...roles),
        fc.constantFrom(...(Object.keys(permissions) as Permission[])),
        fc.constantFrom('max', 'eva', 'omar'),
        fc.constantFrom(...places),
        fc.constantFrom(null, 'north', 'south'),
        async (role, permission, userId, departmentId, branchId) => {
          await db
            .updateTable('users')
            .set({ department_id: departmentId, branch_id: branchId })
            .where('id', '=', userId)
            .execute()
          const visible = visibleUsers({ userId: 'max', role, sessionId: '' }, permission)
          const { rows } = await sql`select 1 from users where users.id = ${userId} and ${visible}`.execute(
            db,
          )
          expect(isVisible(viewer(role), permission, { userId, departmentId, branchId })).toBe(
            rows.length === 1,
          )
        },
      ),
      { numRuns: 200 },
    )
  })
})
