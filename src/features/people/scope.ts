/** Whose objects an actor may touch, as SQL: the one place where a scope becomes a condition. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Permission, scopeOf } from '../../core/permission.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { type UserRow, findUser } from './user.queries.ts'

/**
 * A condition over the table alias `users`: true for the people that `actor` may touch with
 * `permission`. Managed people are those of the departments and branches that the actor manages,
 * and the actor. Use it in any query that joins `users` under that name.
 */
export function visibleUsers(actor: Actor, permission: Permission): RawBuilder<SqlBool> {
  switch (scopeOf(actor.role, permission)) {
    case 'all':
      return sql<SqlBool>`true`
    case 'managed':
      return sql<SqlBool>`(users.id = ${actor.userId}
        or users.department_id in (select m.department_id from department_managers m where m.user_id = ${actor.userId})
        or users.branch_id in (select m.branch_id from branch_managers m where m.user_id = ${actor.userId}))`
    case 'self':
      return sql<SqlBool>`users.id = ${actor.userId}`
    case 'none':
      return sql<SqlBool>`false`
  }
}

/**
 * The user `userId` as `actor` may see them. Throws `not_found` both for somebody who does not exist
 * and for somebody outside the scope, so that the answer does not tell the two apart.
 */
export async function requireVisibleUser(
  db: Database,
  actor: Actor,
  permission: Permission,
  userId: string,
): Promise<UserRow> {
  const user = await findUser(db, userId, visibleUsers(actor, permission))
  if (!user) throw new AppError('not_found', 'There is no such person, or you may not see them.')
  return user
}
