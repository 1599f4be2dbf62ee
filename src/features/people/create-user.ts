/** Makes a person: for administrators, registration, the set-up and the terminal. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../../core/permission.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { findUser, type UserRow, type UserStatus } from './user.queries.ts'

/** Words that stand in the place of a user's id in a path, or would be changed on the way there. */
const reservedIds = new Set([
  ...['summary', 'status', 'punches', 'records', 'corrections', 'clock-in', 'clock-out'],
  ...['break-start', 'break-end', 'me', 'import', '.', '..'],
])

/** Refuses an id that could not be named in a path. */
export function checkUserId(userId: string): void {
  if (reservedIds.has(userId.toLowerCase()))
    throw invalidField('userId', `"${userId}" is a reserved word; take another id.`)
  if (/[/\\?#]/.test(userId) || userId !== userId.trim()) {
    throw invalidField('userId', 'An id has no slash, ? or # and neither begins nor ends with a space.')
  }
}

/** The id of a department or branch that is given by id or name; null stays null, undefined is null. */
export async function findPlaceId(
  db: Database,
  kind: 'department' | 'branch',
  given: string | null | undefined,
): Promise<string | null> {
  if (given === null || given === undefined) return null
  const row = await db
    .selectFrom(kind === 'department' ? 'departments' : 'branches')
    .select('id')
    .where((where) => where.or([where('id', '=', given), where(sql`lower(name)`, '=', given.toLowerCase())]))
    .where('ended_on', 'is', null)
    .orderBy(sql`id = ${given}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw invalidField(kind, `There is no ${kind} "${given}".`)
  return row.id
}

export interface NewPerson {
  userId?: string | undefined
  email: string
  username?: string | null | undefined
  passwordHash: string
  firstName: string
  lastName: string
  role: Role
  status: UserStatus
  department?: string | null | undefined
  branch?: string | null | undefined
  employeeNumber?: string | null | undefined
  timeZone?: string | null | undefined
  hiredOn?: string | null | undefined
}

/** Adds a person within `tx`. Throws `conflict` where an id, address, user name or number is taken. */
export async function createUser(tx: Database, person: NewPerson): Promise<UserRow> {
  if (person.userId !== undefined) checkUserId(person.userId)
  const id = person.userId ?? uuidv7()
  const inserted = await tx
    .insertInto('users')
    .values({
      id,
      email: person.email,
      username: person.username ?? null,
      password_hash: person.passwordHash,
      first_name: person.firstName.trim(),
      last_name: person.lastName.trim(),
      role: person.role,
      status: person.status,
      department_id: await findPlaceId(tx, 'department', person.department),
      branch_id: await findPlaceId(tx, 'branch', person.branch),
      employee_number: person.employeeNumber ?? null,
      time_zone: person.timeZone ?? null,
      hired_on: person.hiredOn ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) {
    throw new AppError(
      'conflict',
      'Somebody has this e-mail address, id, user name or employee number already.',
    )
  }
  return (await findUser(tx, id))!
}
