import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { verifyPassword } from '../features/accounts/passwords.ts'
import { verify } from '../features/timeclock/verify.ts'
import { createTestContext } from '../../test/database.ts'
import { seedDemo } from './seed.ts'

describe('the demo', () => {
  let context: Context
  const said: string[] = []

  beforeAll(async () => {
    context = await createTestContext()
    await seedDemo(context, (line) => said.push(line), { people: 24, days: 120 })
  })
  afterAll(() => context.close())

  const one = async (sql: string): Promise<number> => {
    const { rows } = await context.pool.query<{ count: number }>(`select count(*) from ${sql}`)
    return rows[0]!.count
  }

  it('holds: every chain is whole, everything derived follows', async () => {
    const { people, facts, findings } = await verify(context.pool)
    expect(findings).toEqual([])
    expect(people).toBe(25)
    expect(facts).toBeGreaterThan(24 * 55 * 4)
  })

  it.each([
    ['late arrivals', 'attendance where late_minutes > 0'],
    ['early leavings', 'attendance where early_minutes > 0'],
    ['forgotten clock-outs', "attendance where status = 'missing_out'"],
    [
      'night shifts',
      'attendance where (started_at at time zone time_zone)::date < (ended_at at time zone time_zone)::date',
    ],
    ['amended punches', "punches where kind = 'amend' and reason is not null and actor_id <> user_id"],
    ['people who are in now', "attendance where status = 'open'"],
    ['managers', 'department_managers'],
    ['rotating shifts', 'schedules where cycle_days <> 7'],
    [
      'holidays that nobody of the branch works on',
      `holidays h where date < '2025-08-20' and not exists (
         select from attendance a join users u on u.id = a.user_id
          where u.branch_id = h.calendar_id and a.work_date = h.date and a.planned_start is not null
            and not exists (select from schedule_overrides o where o.user_id = u.id and o.date = h.date))`,
    ],
    ['vacations', "days_off where kind = 'vacation'"],
    ['halves of days off', "days_off where portion <> 'whole'"],
    ['overrides', 'schedule_overrides'],
    ['requests that wait', "corrections where state = 'requested'"],
    ['requests that are decided', "corrections where state in ('approved', 'refused')"],
    ['late arrivals that are explained', "exception_states where state = 'explained'"],
    ['late arrivals that are accepted', "exception_states where state = 'accepted'"],
    ['locked periods', "person_periods where state = 'locked'"],
    ['periods that are confirmed', "person_periods where state = 'confirmed'"],
    ['periods that are approved', "person_periods where state = 'approved'"],
  ])('has %s', async (_, sql) => {
    expect(await one(sql)).toBeGreaterThan(0)
  })

  it('records nothing after now', async () => {
    expect(await one(`punches where recorded_at > to_timestamp(${context.now() / 1000})`)).toBe(0)
  })

  it('says logins that work', async () => {
    const [employee, manager, admin] = said.slice(-3).map((line) => line.trim().split(/\s+/))
    const { rows } = await context.pool.query<{ role: string; password_hash: string }>(
      'select role, password_hash from users where email = any($1) order by role',
      [[employee![1], manager![1], admin![1]]],
    )
    expect(rows.map((row) => row.role)).toEqual(['admin', 'employee', 'manager'])
    expect(await verifyPassword(rows[0]!.password_hash, 'blue door eleven')).toBe(true)
  })

  it('refuses a database that is in use', async () => {
    await expect(seedDemo(context, () => {})).rejects.toThrow('The demo needs an empty database')
    expect(await one('users')).toBe(25)
  })
})
