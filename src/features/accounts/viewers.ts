/** Who holds these sessions now, and whom they may see: for connections that outlive a request. */
import { sql } from 'kysely'
import type { Role, Viewer } from '../../core/permission.ts'
import type { Database } from '../../db/database.ts'
import { mayLogIn } from './sessions.ts'

/** By session; one that has ended, or whose person may not log in any more, is left out. */
export async function findViewers(
  db: Database,
  sessionIds: readonly string[],
  now: Date,
): Promise<Map<string, Viewer>> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['sessions.id', 'sessions.user_id', 'users.role'])
    .select([
      sql<string[]>`array(select department_id from department_managers m where m.user_id = users.id)`.as(
        'departments',
      ),
      sql<string[]>`array(select branch_id from branch_managers m where m.user_id = users.id)`.as('branches'),
    ])
    .where(sql<boolean>`sessions.id = any(${sessionIds}::uuid[])`)
    .where('sessions.revoked_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .where(mayLogIn(now))
    .execute()
  return new Map(
    rows.map(({ id, user_id: userId, role, departments, branches }) => [
      id,
      { userId, role: role as Role, departments: new Set(departments), branches: new Set(branches) },
    ]),
  )
}
