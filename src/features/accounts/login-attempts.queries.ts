/** The SQL of the throttle of logins. Every function takes the handle first. */
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** Whose password is tried, from where. `account` is a hash, so that the table names nobody. */
export interface Trier {
  account: Buffer
  address: string
}

/** What decides whether one more attempt is let through; instants, null where there are not that many. */
export interface AttemptHistory {
  /** The tenth latest failure of this account from this address within 15 minutes. */
  pair_limit: Date | null
  /** The hundredth latest failure from this address within 15 minutes. */
  address_limit: Date | null
  /** The 101st latest failure of this account from anywhere within an hour. */
  account_limit: Date | null
  /** The latest attempt at this account from this address within 15 minutes. */
  latest: Date | null
  /** Whether this account was logged in to from this address within 30 days. */
  familiar: boolean
}

/** Holds this account and this address until the transaction ends: attempts are counted one at a time. */
export async function lockTrier(tx: Database, { account, address }: Trier): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(lock, 0))
      from (select unnest(array['login account ' || encode(${account}, 'hex'), 'login address ' || ${address}]) as lock
             order by 1) as locks`.execute(tx)
}

export async function readAttempts(
  tx: Database,
  { account, address }: Trier,
  now: Date,
): Promise<AttemptHistory> {
  const { rows } = await sql<AttemptHistory>`
    with moment as (select ${now}::timestamptz as now)
    select
      (select at from login_attempts
        where account = ${account} and address = ${address} and not succeeded and at > now - interval '15 minutes'
        order by at desc offset 9 limit 1) as pair_limit,
      (select at from login_attempts
        where address = ${address} and not succeeded and at > now - interval '15 minutes'
        order by at desc offset 99 limit 1) as address_limit,
      (select at from login_attempts
        where account = ${account} and not succeeded and at > now - interval '1 hour'
        order by at desc offset 100 limit 1) as account_limit,
      (select max(at) from login_attempts
        where account = ${account} and address = ${address} and at > now - interval '15 minutes') as latest,
      exists (select from login_attempts
        where account = ${account} and address = ${address} and succeeded
          and at > now - interval '30 days') as familiar
    from moment`.execute(tx)
  return rows[0]!
}

/** Counts an attempt as failed, before it is made. Answers its number. */
export async function addFailure(tx: Database, trier: Trier, now: Date): Promise<number> {
  const row = await tx
    .insertInto('login_attempts')
    .values({ ...trier, succeeded: false, at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The attempt was right: it counts as such, and the failures of the pair are forgotten. */
export async function forgetFailures(
  db: Database,
  { account, address }: Trier,
  succeededId: number,
): Promise<void> {
  await sql`
    with forgotten as (
      delete from login_attempts
       where account = ${account} and address = ${address} and not succeeded and id <> ${succeededId})
    update login_attempts set succeeded = true where id = ${succeededId}`.execute(db)
}

/** Takes an attempt back that could not be decided. */
export async function removeAttempt(db: Database, id: number): Promise<void> {
  await db.deleteFrom('login_attempts').where('id', '=', id).execute()
}

/** Removes what no rule looks at any more: attempts after 31 days, sessions 30 days after their end. */
export async function removeOldAttempts(db: Database, now: Date): Promise<void> {
  await sql`delete from login_attempts where at < ${now}::timestamptz - interval '31 days'`.execute(db)
  await sql`delete from sessions where expires_at < ${now}::timestamptz - interval '30 days'`.execute(db)
}
