/** What the punch writer reads: heads with their tails; answers given before; where a neighbourhood begins. */
import type pg from 'pg'
import { effectiveMarks } from '../../core/ledger.ts'
import type { Mark, MarkFact } from '../../core/punch.ts'
import type { Handle } from '../../db/database.ts'
import { shiftColumns, type AttendanceRow } from './derived-rows.ts'

/** A person as the writer needs them. */
export interface Head {
  user_id: string
  seq: number
  hash: string
  /** The marks in force of the last work date: what the next punch can still change. */
  tail: Mark[]
  /** Grows with every change of what follows. */
  person_version: number
  status: 'pending' | 'active' | 'disabled'
  ended_on: string | null
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
}

type HeadRow = Omit<Head, 'tail'> & { facts: TailRow[] | null }

/** What of a fact decides which marks are in force: as a list, since this is read for every cold punch. */
const tailColumns = `json_build_array(p.seq, p.id, p.kind, round(date_part('epoch', p.at) * 1000), p.time_zone,
  p.branch_id, p.flags, p.target_seq, p.description, p.location, p.latitude, p.longitude, p.accuracy)`
type TailRow = [
  seq: number,
  id: string,
  kind: MarkFact['kind'],
  at: number | null,
  timeZone: string,
  branchId: string | null,
  flags: string[],
  targetSeq: number | null,
  description: string | null,
  location: string | null,
  latitude: number | null,
  longitude: number | null,
  accuracy: number | null,
]

const toMarkFact = (row: TailRow): MarkFact => ({
  seq: row[0],
  id: row[1],
  kind: row[2],
  at: row[3],
  timeZone: row[4],
  branchId: row[5],
  flags: row[6],
  targetSeq: row[7],
  description: row[8],
  location: row[9],
  latitude: row[10],
  longitude: row[11],
  accuracy: row[12],
})

const headColumns = `h.user_id, h.seq, encode(h.hash, 'hex') as hash, h.tail, h.person_version,
  u.status, u.ended_on, u.department_id, u.branch_id, u.time_zone`

/**
 * The heads of these people, each with the facts of its tail: a mark of the tail and what corrected it,
 * all numbered from the first of them on. Read without a lock: whoever writes checks that they still hold.
 */
export async function readHeads(db: Handle, userIds: readonly string[]): Promise<Head[]> {
  const { rows } = await db.query<HeadRow>({
    name: 'read_heads',
    text: `select ${headColumns}, facts.facts
             from heads h join users u on u.id = h.user_id
             left join lateral (
               select json_agg(${tailColumns}) as facts from punches p
                where p.user_id = h.user_id and p.seq >= h.tail[1]
                  and (p.seq = any(h.tail) or p.target_seq = any(h.tail))
             ) facts on cardinality(h.tail) > 0
            where h.user_id = any($1)`,
    values: [userIds],
  })
  return rows.map(({ facts, ...head }) => ({ ...head, tail: effectiveMarks((facts ?? []).map(toMarkFact)) }))
}

/** Who punched last, the latest first. */
export async function findLatestPeople(db: Handle, most: number): Promise<string[]> {
  const { rows } = await db.query<{ user_id: string }>(
    `select h.user_id from heads h join users u on u.id = h.user_id
      where u.status = 'active' and h.last_at is not null order by h.last_at desc limit $1`,
    [most],
  )
  return rows.map((row) => row.user_id)
}

/** Locks the heads of these people until the transaction ends, in the order of their ids, so that two never deadlock. */
export async function lockHeads(client: pg.ClientBase, userIds: readonly string[]): Promise<void> {
  await client.query({
    name: 'lock_heads',
    text: 'select from heads where user_id = any($1) order by user_id for no key update',
    values: [userIds],
  })
}

/**
 * Locks the heads, and has every process forget what it knows of these people: before their account is
 * derived again, since that may change what their next punch is decided by without a new fact.
 */
export async function claimHeads(client: pg.ClientBase, userIds: readonly string[]): Promise<void> {
  await lockHeads(client, userIds)
  await client.query('update heads set person_version = person_version + 1 where user_id = any($1)', [
    userIds,
  ])
}

/** Whether these heads are still as they were read, and the configuration too. */
export async function areCurrent(
  db: Handle,
  heads: readonly Pick<Head, 'user_id' | 'seq' | 'person_version'>[],
  configVersion: number,
): Promise<boolean> {
  const { rows } = await db.query<{ current: boolean }>({
    name: 'are_current',
    text: `select (select config_version = $4 from company) and not exists (
             select from unnest($1::text[], $2::int[], $3::int[]) as known (user_id, seq, person_version)
              left join heads h using (user_id)
             where (h.seq, h.person_version) is distinct from (known.seq, known.person_version)) as current`,
    values: [
      heads.map((head) => head.user_id),
      heads.map((head) => head.seq),
      heads.map((head) => head.person_version),
      configVersion,
    ],
  })
  return rows[0]!.current
}

export interface KeyedAnswer {
  user_id: string
  key: string
  request_hash: string
  status: number
  response: string
}

/** The answers that were given before to these callers' idempotency keys. */
export async function findKeyedAnswers(
  db: Handle,
  keys: readonly { userId: string; key: string }[],
): Promise<KeyedAnswer[]> {
  const { rows } = await db.query<KeyedAnswer>({
    name: 'find_keyed_answers',
    text: `select k.user_id, k.key, encode(k.request_hash, 'hex') as request_hash, k.status, k.response
             from unnest($1::text[], $2::text[]) as asked (user_id, key)
             join idempotency_keys k using (user_id, key)`,
    values: [keys.map((key) => key.userId), keys.map((key) => key.key)],
  })
  return rows
}

/** The instant of the first shift of the last work date that began at least three days before `at`. */
export async function findBoundary(db: Handle, userId: string, at: Date): Promise<Date | undefined> {
  const { rows } = await db.query<{ started_at: Date }>({
    name: 'find_boundary',
    text: `select a.started_at from attendance a
            where a.user_id = $1 and a.started_at <= $2::timestamptz - interval '3 days'
              and not exists (select 1 from attendance p
                               where p.user_id = a.user_id and p.started_at < a.started_at
                                 and (p.work_date = a.work_date or p.ended_at = a.started_at))
            order by a.started_at desc limit 1`,
    values: [userId, at],
  })
  return rows[0]?.started_at
}

/** The shifts since `from` and the one before, newest first, as `presentRecord` takes them. */
export async function readRecentShifts(pool: pg.Pool, userId: string, from: Date) {
  const { rows } = await pool.query<AttendanceRow>({
    name: 'read_recent_shifts',
    text: `select ${shiftColumns} from attendance
      where user_id = $1
        and started_at >= coalesce((select max(started_at) from attendance where user_id = $1 and started_at < $2), $2)
      order by started_at desc, in_seq desc`,
    values: [userId, from],
  })
  return rows
}
