/** The SQL of PINs and QR codes. Every function takes the handle first. */
import { sql } from 'kysely'
import { v4 as randomId } from 'uuid'
import type { Database } from '../../db/database.ts'
import { mayLogIn } from '../accounts/sessions.ts'

/** Who a number or a QR code belongs to. */
export interface Holder {
  id: string
  first_name: string
  last_name: string
  branch_id: string | null
  pin_hash: string | null
  /** Whether they may use the product now. */
  may_punch: boolean
}

const selectHolder = (now: Date) =>
  sql`select users.id, users.first_name, users.last_name, users.branch_id, c.pin_hash, ${mayLogIn(now)} as may_punch
        from users left join kiosk_credentials c on c.user_id = users.id`

/** By employee number, else user name, else user id: the first that fits. */
export async function findHolderByNumber(
  db: Database,
  number: string,
  now: Date,
): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`${selectHolder(now)}
    where users.employee_number = ${number} or lower(users.username) = lower(${number}) or users.id = ${number}
    order by users.employee_number = ${number} desc nulls last, lower(users.username) = lower(${number}) desc nulls last
    limit 1`.execute(db)
  return rows[0]
}

export async function findHolderByQr(db: Database, qrId: string, now: Date): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`${selectHolder(now)} where c.qr_id = ${qrId}`.execute(db)
  return rows[0]
}

export interface Credential {
  pin_set_at: Date | null
  qr_id: string
  qr_set_at: Date
}

/** The person's row; made with a QR code of its own where there is none. */
export async function ensureCredential(db: Database, userId: string, now: Date): Promise<Credential> {
  await db
    .insertInto('kiosk_credentials')
    .values({ user_id: userId, qr_id: randomId(), qr_set_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return db
    .selectFrom('kiosk_credentials')
    .select(['pin_set_at', 'qr_id', 'qr_set_at'])
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
}

/** `pinHash` null takes the PIN away. */
export async function replacePin(
  db: Database,
  userId: string,
  pinHash: string | null,
  now: Date,
): Promise<void> {
  await ensureCredential(db, userId, now)
  await db
    .updateTable('kiosk_credentials')
    .set({ pin_hash: pinHash, pin_set_at: pinHash === null ? null : now })
    .where('user_id', '=', userId)
    .execute()
}

/** A new QR code; the one before works no more. */
export async function replaceQr(db: Database, userId: string, now: Date): Promise<Credential> {
  await ensureCredential(db, userId, now)
  return db
    .updateTable('kiosk_credentials')
    .set({ qr_id: randomId(), qr_set_at: now })
    .where('user_id', '=', userId)
    .returning(['pin_set_at', 'qr_id', 'qr_set_at'])
    .executeTakeFirstOrThrow()
}

export async function findHolderById(db: Database, userId: string, now: Date): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`${selectHolder(now)} where users.id = ${userId}`.execute(db)
  return rows[0]
}
