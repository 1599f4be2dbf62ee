/** Sessions: who a request is made by, now. */
import type { Role } from '../../core/permission.ts'
import { localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../http/route.ts'
import { tokensOf, unauthenticated } from './tokens.ts'

interface SessionRow {
  role: Role
  ended_on: string | null
  time_zone: string | null
}

/**
 * Who holds this access token. The session and the person are read each time, in one statement, so
 * that logging out, disabling somebody or changing a role acts at once, whatever the token says.
 * Throws `unauthenticated`.
 */
export async function authenticate(context: Context, token: string): Promise<Actor> {
  const { userId, sessionId } = tokensOf(context).verifyAccess(token)
  const now = context.now()
  const { rows } = await context.pool.query<SessionRow>({
    name: 'authenticate',
    text: `select u.role, u.ended_on,
                  case when u.ended_on is not null then
                    coalesce(u.time_zone, (select b.time_zone from branches b where b.id = u.branch_id),
                             (select time_zone from company)) end as time_zone
             from sessions s join users u on u.id = s.user_id
            where s.id = $1 and s.user_id = $2 and s.revoked_at is null and s.expires_at > $3
              and u.status = 'active'`,
    values: [sessionId, userId, new Date(now)],
  })
  const row = rows[0]
  if (!row || hasEnded(row.ended_on, row.time_zone ?? 'UTC', now)) throw unauthenticated()
  return { userId, role: row.role, sessionId }
}

/**
 * Whether somebody is no longer employed at `now` (epoch milliseconds): from the beginning, in their
 * zone, of the date `endedOn`, which is the first day on which they do not belong to the company.
 */
export function hasEnded(endedOn: string | null, timeZone: string, now: number): boolean {
  return endedOn !== null && endedOn <= localDate(timeZone, now)
}
