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

export interface UserFilter {
  visible: RawBuilder<SqlBool>
  /** `[last name, first name, id]` of the last person of the page before. */
  after: readonly unknown[] | undefined
  /** An id or a name. */
  department: string | undefined
  branch: string | undefined
  status: UserStatus | undefined
  role: Role | undefined
  /** Part of a name, e-mail address, user name or employee number. */
  search: string | undefined
  limit: number
}

/** People by last name, first name and id. */
export async function listUsers(db: Database, filter: UserFilter): Promise<UserRow[]> {
  const { after, department, branch, status, role, search } = filter
  const conditions = [filter.visible]
  if (after) {
    conditions.push(
      sql<SqlBool>`(users.last_name, users.first_name, users.id) > (${after[0]}, ${after[1]}, ${after[2]})`,
    )
  }
  if (department !== undefined)
    conditions.push(sql`(d.id = ${department} or lower(d.name) = lower(${department}))`)
  if (branch !== undefined) conditions.push(sql`(b.id = ${branch} or lower(b.name) = lower(${branch}))`)
  if (status !== undefined) conditions.push(sql`users.status = ${status}`)
  if (role !== undefined) conditions.push(sql`users.role = ${role}`)
  if (search !== undefined) {
    conditions.push(sql`strpos(lower(concat_ws(' ', users.first_name, users.last_name, users.email,
      users.username, users.employee_number)), lower(${search})) > 0`)
  }
  const { rows } = await sql<UserRow>`${selectUser} where ${sql.join(conditions, sql` and `)}
    order by users.last_name, users.first_name, users.id limit ${filter.limit}`.execute(db)
  return rows
}
