/** The SQL of people. Every function takes the handle first: the pool's, or a transaction's. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Role } from '../../core/permission.ts'
import type { Database } from '../../db/database.ts'

export type UserStatus = 'pending' | 'active' | 'disabled'

/** A person with the names of department and branch, and the zone that counts for them. No secrets. */
export interface UserRow {
  id: string
  email: string
  username: string | null
  employee_number: string | null
  first_name: string
  last_name: string
  role: Role
  status: UserStatus
  department_id: string | null
  department_name: string | null
  branch_id: string | null
  branch_name: string | null
  /** Their own zone; null where the branch's or the company's counts. */
  time_zone: string | null
  /** The person's zone, else the branch's, else the company's. */
  effective_time_zone: string
  hired_on: string | null
  ended_on: string | null
  created_at: Date
}

const selectUser = sql`
  select users.id, users.email, users.username, users.employee_number, users.first_name, users.last_name,
         users.role, users.status, users.department_id, d.name as department_name,
         users.branch_id, b.name as branch_name, users.time_zone,
         coalesce(users.time_zone, b.time_zone, (select time_zone from company)) as effective_time_zone,
         users.hired_on, users.ended_on, users.created_at
    from users
    left join departments d on d.id = users.department_id
    left join branches b on b.id = users.branch_id`

/** One person by id, if `visible` (a condition over the alias `users`) lets them be seen. */
export async function findUser(
  db: Database,
  userId: string,
  visible: RawBuilder<SqlBool> = sql<SqlBool>`true`,
): Promise<UserRow | undefined> {
  const { rows } = await sql<UserRow>`${selectUser} where users.id = ${userId} and ${visible}`.execute(db)
  return rows[0]
}
