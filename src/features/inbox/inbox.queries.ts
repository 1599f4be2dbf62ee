/** Counts of what waits. Each is read from an index of what waits alone, which stays short. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { InboxCounts } from './inbox.contract.ts'

/** Conditions over `users`: about whose punches, periods and registrations may be decided. */
interface Deciding {
  punches: RawBuilder<SqlBool>
  periods: RawBuilder<SqlBool>
  registrations: RawBuilder<SqlBool>
}

export async function countWaiting(db: Database, userId: string, about: Deciding): Promise<InboxCounts> {
  const { rows } = await sql<InboxCounts>`
    select (select count(*) from corrections c join users on users.id = c.user_id
             where c.state = 'requested' and c.user_id <> ${userId} and ${about.punches})::int as corrections,
           (select count(*) from punches p join users on users.id = p.user_id
             where p.flags && array['period_locked', 'offline_conflict'] and p.target_seq is null
               and p.user_id <> ${userId} and ${about.punches}
               and not exists (select 1 from punches d where d.user_id = p.user_id and d.target_seq = p.seq))::int
             as held,
           (select count(*) from person_periods p join users on users.id = p.user_id
             where p.state = 'confirmed' and p.user_id <> ${userId} and ${about.periods})::int as periods,
           (select count(*) from users where users.status = 'pending' and ${about.registrations})::int
             as registrations,
           (select count(*) from corrections c where c.state = 'proposed' and c.user_id = ${userId})::int
             as consents`.execute(db)
  return rows[0]!
}
