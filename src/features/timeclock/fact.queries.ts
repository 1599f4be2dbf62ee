/** The ledger as it is read: by person in order, or by page. */
import type pg from 'pg'
import { markOf } from '../../core/ledger.ts'
import type { Fact, Mark } from '../../core/punch.ts'
import type { Handle } from '../../db/database.ts'

/** Of a double, which holds a millisecond exactly; `extract` would compute a numeric. */
const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`

/** Every column of a fact, of the table with this alias. Instants as epoch milliseconds, also inside JSON. */
export const factColumns = (
  alias: string,
): string => `${alias}.user_id, ${alias}.seq, ${alias}.id, ${alias}.kind,
  ${ms(`${alias}.at`)} as at, ${alias}.time_zone, ${alias}.offset_seconds,
  to_char(${alias}.local_time, 'YYYY-MM-DD"T"HH24:MI:SS.MS') as local_time,
  ${ms(`${alias}.recorded_at`)} as recorded_at, ${alias}.claimed, ${alias}.actor_id, ${alias}.source,
  ${alias}.target_seq, ${alias}.reason, ${alias}.description, ${alias}.location, ${alias}.latitude, ${alias}.longitude,
  ${alias}.accuracy, ${alias}.branch_id, ${alias}.flags, ${alias}.idempotency_key,
  encode(${alias}.prev_hash, 'hex') as prev_hash, encode(${alias}.hash, 'hex') as hash`

export interface FactRow {
  user_id: string
  seq: number
  id: string
  kind: Fact['kind']
  at: number | null
  time_zone: string
  offset_seconds: number | null
  local_time: string | null
  recorded_at: number
  claimed: boolean
  actor_id: string
  source: Fact['source']
  target_seq: number | null
  reason: string | null
  description: string | null
  location: string | null
  latitude: number | null
  longitude: number | null
  accuracy: number | null
  branch_id: string | null
  flags: string[]
  idempotency_key: string | null
  prev_hash: string
  hash: string
}

export function toFact(row: FactRow): Fact {
  return {
    userId: row.user_id,
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    at: row.at,
    timeZone: row.time_zone,
    offsetSeconds: row.offset_seconds,
    localTime: row.local_time,
    recordedAt: row.recorded_at,
    claimed: row.claimed,
    actorId: row.actor_id,
    source: row.source,
    targetSeq: row.target_seq,
    reason: row.reason,
    description: row.description,
    location: row.location,
    latitude: row.latitude,
    longitude: row.longitude,
    accuracy: row.accuracy,
    branchId: row.branch_id,
    flags: row.flags,
    idempotencyKey: row.idempotency_key,
    prevHash: row.prev_hash,
    hash: row.hash,
  }
}

/**
 * The facts of these people in order of person and number. With `from`, only the marks stated at or
 * after it and everything that was ever corrected, whatever its time.
 */
export async function readFacts(db: Handle, userIds: readonly string[], from?: Date): Promise<Fact[]> {
  const { rows } = await db.query<FactRow>(
    `select ${factColumns('p')} from punches p
      where user_id = any($1)
        and ($2::timestamptz is null or at >= $2 or target_seq is not null
             or exists (select 1 from punches c where c.user_id = p.user_id and c.target_seq = p.seq))
      order by user_id collate "C", seq`,
    [userIds, from ?? null],
  )
  return rows.map(toFact)
}

/** The marks of a person from `from` to `to` that are held, and that no correction was about yet. */
export async function readHeld(db: Handle, userId: string, from: Date, to: Date): Promise<Mark[]> {
  const { rows } = await db.query<FactRow>(
    `select ${factColumns('p')} from punches p
      where user_id = $1 and flags && array['period_locked', 'offline_conflict'] and at between $2 and $3
        and not exists (select 1 from punches c where c.user_id = p.user_id and c.target_seq = p.seq)`,
    [userId, from, to],
  )
  return rows.map((row) => markOf(toFact(row)))
}

/** A page of facts, newest first, with the ids of what they correct. */
export async function readFactPage(
  pool: pg.Pool,
  userId: string,
  before: number | null,
  limit: number,
): Promise<{ facts: Fact[]; ids: Map<number, string> }> {
  const { rows } = await pool.query<FactRow>(
    `select ${factColumns('p')} from punches p where user_id = $1 and ($2::int is null or seq < $2) order by seq desc limit $3`,
    [userId, before, limit],
  )
  const targets = rows.flatMap((row) => (row.target_seq === null ? [] : [row.target_seq]))
  const { rows: named } = await pool.query<{ seq: number; id: string }>(
    'select seq, id from punches where user_id = $1 and seq = any($2)',
    [userId, targets],
  )
  return { facts: rows.map(toFact), ids: new Map(named.map((row) => [row.seq, row.id])) }
}
