/** The SQL of accounts. Every function takes the handle first: the pool's, or a transaction's. */
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { mayLogIn } from './sessions.ts'

/** What a login is decided with. */
export interface Account {
  id: string
  email: string
  username: string | null
  first_name: string
  last_name: string
  password_hash: string
  may_log_in: boolean
}

const accountColumns = sql`users.id, users.email, users.username, users.first_name, users.last_name,
  users.password_hash`

/** Whom somebody means who types this at the login: an e-mail address first, then an id, then a username. */
export async function findAccount(db: Database, typed: string, now: Date): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${accountColumns}, ${mayLogIn(now)} as may_log_in from users
     where lower(email) = lower(${typed}) or id = ${typed} or lower(username) = lower(${typed})
     order by lower(email) = lower(${typed}) desc, id = ${typed} desc
     limit 1`.execute(db)
  return rows[0]
}

/** The account with this e-mail address, whatever its case. */
export async function findAccountByEmail(
  db: Database,
  email: string,
  now: Date,
): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${accountColumns}, ${mayLogIn(now)} as may_log_in from users where lower(email) = lower(${email})`.execute(
    db,
  )
  return rows[0]
}

export async function findAccountById(db: Database, userId: string, now: Date): Promise<Account | undefined> {
  const { rows } = await sql<Account>`
    select ${accountColumns}, ${mayLogIn(now)} as may_log_in from users where id = ${userId}`.execute(db)
  return rows[0]
}

/**
 * Whether this password hash is still theirs and they may log in. Holds the row until the transaction
 * ends, so that a change of password waits, and then ends the session that is being begun here.
 */
export async function holdAccount(
  db: Database,
  userId: string,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from users where users.id = ${userId} and users.password_hash = ${passwordHash} and ${mayLogIn(now)}
       for share`.execute(db)
  return rows.length > 0
}

/** Replaces the password if it is still the one behind `before`. */
export async function replacePasswordHash(
  db: Database,
  userId: string,
  { before, after }: { before: string; after: string },
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ password_hash: after })
    .where('id', '=', userId)
    .where('password_hash', '=', before)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Whether anybody, of any status, is an administrator. */
export async function hasAdministrator(db: Database): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
