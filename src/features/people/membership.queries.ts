/** The dated membership of people, and the present one that `users` holds. */
import { sql } from 'kysely'
import { changePlace, placeOn, type Membership, type Place } from '../../core/membership.ts'
import type { Database } from '../../db/database.ts'

/** In order of time; the first has no start, the last no end. */
export async function readMemberships(db: Database, userId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select lower(valid) as "from", upper(valid) as until, department_id as "departmentId",
           branch_id as "branchId", time_zone as "timeZone"
      from memberships where user_id = ${userId} order by lower(valid) nulls first`.execute(db)
  return rows
}

/** Changes where a person belongs from a date on, and what counts at present. Answers whether anything changed. */
export async function changeMembership(
  tx: Database,
  userId: string,
  change: Partial<Place>,
  from: string,
  today: string,
): Promise<boolean> {
  const before = await readMemberships(tx, userId)
  const after = changePlace(before, change, from)
  if (JSON.stringify(before) === JSON.stringify(after)) return false
  await tx.deleteFrom('memberships').where('user_id', '=', userId).execute()
  await tx
    .insertInto('memberships')
    .values(
      after.map((one) => ({
        user_id: userId,
        valid: sql<string>`daterange(${one.from}::date, ${one.until}::date)`,
        department_id: one.departmentId,
        branch_id: one.branchId,
        time_zone: one.timeZone,
      })),
    )
    .execute()
  const present = placeOn(after, today)!
  await tx
    .updateTable('users')
    .set({
      department_id: present.departmentId,
      branch_id: present.branchId,
      time_zone: present.timeZone,
    })
    .where('id', '=', userId)
    .execute()
  return true
}

/** Makes present what was planned for a date that has come. */
export async function bringMembershipsUpToDate(db: Database, now: number): Promise<void> {
  await sql`
    update users u set department_id = m.department_id, branch_id = m.branch_id, time_zone = m.time_zone
      from memberships m, company c
     where m.user_id = u.id and not (lower_inf(m.valid) and upper_inf(m.valid))
       and m.valid @> (${new Date(now)}::timestamptz at time zone
             coalesce(u.time_zone, (select time_zone from branches b where b.id = u.branch_id), c.time_zone))::date
       and (u.department_id, u.branch_id, u.time_zone)
           is distinct from (m.department_id, m.branch_id, m.time_zone)`.execute(db)
}
