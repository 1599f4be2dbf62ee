/** Whose objects a caller may touch, as SQL. The scope itself is decided in core/permission.ts. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { type Permission, scopeOf } from '../../core/permission.ts'
import type { DB } from '../../db/schema.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'

type Caller = Pick<Actor, 'userId' | 'role'>

/** A condition over the table `users` under that name: true for the people within the caller's scope. */
export function visibleUsers(actor: Caller, permission: Permission): RawBuilder<boolean> {
  switch (scopeOf(actor.role, permission)) {
    case 'all':
      return sql<boolean>`true`
    case 'managed':
      return sql<boolean>`(users.id = ${actor.userId}
        or users.department_id in (select department_id from department_managers where user_id = ${actor.userId})
        or users.branch_id in (select branch_id from branch_managers where user_id = ${actor.userId}))`
    case 'self':
      return sql<boolean>`users.id = ${actor.userId}`
    case 'none':
      return sql<boolean>`false`
  }
}

/** A person without the password: the columns that features decide with. */
export const personColumns = [
  'users.id',
  'users.email',
  'users.username',
  'users.employee_number',
  'users.first_name',
  'users.last_name',
  'users.role',
  'users.status',
  'users.department_id',
  'users.branch_id',
  'users.time_zone',
  'users.hired_on',
  'users.ended_on',
] as const

/** The row of this person; `not_found` where they do not exist or lie outside the caller's scope. */
export async function requireVisibleUser(
  db: Kysely<DB>,
  actor: Caller,
  permission: Permission,
  userId: string,
) {
  const row = await db
    .selectFrom('users')
    .select(personColumns)
    .where('users.id', '=', userId)
    .where(visibleUsers(actor, permission))
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such person, or you may not see them.')
  return row
}
