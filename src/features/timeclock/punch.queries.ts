/** What the punch writer reads: heads, locked; answers given before; where a neighbourhood begins. */
import type pg from 'pg'
import type { Mark } from '../../core/punch.ts'
import { shiftColumns, type AttendanceRow } from './derived-rows.ts'
import { unpackMarks, type PackedMark } from './tail.ts'

/** A person as the writer needs them, with the head row locked until the transaction ends. */
export interface LockedHead {
  user_id: string
  seq: number
  hash: string
  tail: Mark[]
  status: 'pending' | 'active' | 'disabled'
  ended_on: string | null
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
}

/** Locks the heads of these people in the order of their ids, so that two writers never deadlock. */
export async function lockHeads(client: pg.ClientBase, userIds: readonly string[]): Promise<LockedHead[]> {
  const { rows } = await client.query<Omit<LockedHead, 'tail'> & { tail: PackedMark[] }>({
    name: 'lock_heads',
    text: `select h.user_id, h.seq, encode(h.hash, 'hex') as hash, h.tail,
                  u.status, u.ended_on, u.department_id, u.branch_id, u.time_zone
             from heads h join users u on u.id = h.user_id
            where h.user_id = any($1) order by h.user_id for no key update of h`,
    values: [userIds],
  })
  return rows.map((row) => ({ ...row, tail: unpackMarks(row.tail) }))
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
  client: pg.ClientBase,
  keys: readonly { userId: string; key: string }[],
): Promise<KeyedAnswer[]> {
  const { rows } = await client.query<KeyedAnswer>({
    name: 'find_keyed_answers',
    text: `select k.user_id, k.key, encode(k.request_hash, 'hex') as request_hash, k.status, k.response
             from unnest($1::text[], $2::text[]) as asked (user_id, key)
             join idempotency_keys k using (user_id, key)`,
    values: [keys.map((key) => key.userId), keys.map((key) => key.key)],
  })
  return rows
}

/** The instant of the first shift of the last work date that began at least three days before `at`. */
export async function findBoundary(
  client: pg.ClientBase,
  userId: string,
  at: Date,
): Promise<Date | undefined> {
  const { rows } = await client.query<{ started_at: Date }>({
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
  const { rows } = await pool.query<AttendanceRow>(
    `select ${shiftColumns} from attendance
      where user_id = $1
        and started_at >= coalesce((select max(started_at) from attendance where user_id = $1 and started_at < $2), $2)
      order by started_at desc, in_seq desc`,
    [userId, from],
  )
  return rows
}
