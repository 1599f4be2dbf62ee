/** The SQL of the punch writer. Set-based: the number of statements does not grow with the batch. */
import type pg from 'pg'
import type { Day, Shift } from '../../core/timesheet.ts'
import type { Fact, Mark } from '../../core/punch.ts'
import { packMarks, unpackMarks, type PackedMark } from './tail.ts'

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

const factColumns = `user_id, seq, id, kind, at, time_zone, offset_seconds,
  to_char(local_time, 'YYYY-MM-DD"T"HH24:MI:SS.MS') as local_time, recorded_at, claimed, actor_id, source,
  target_seq, reason, description, location, latitude, longitude, accuracy, branch_id, flags,
  idempotency_key, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash`

interface FactRow {
  user_id: string
  seq: number
  id: string
  kind: Fact['kind']
  at: Date | null
  time_zone: string
  offset_seconds: number | null
  local_time: string | null
  recorded_at: Date
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

function toFact(row: FactRow): Fact {
  return {
    userId: row.user_id,
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    at: row.at?.getTime() ?? null,
    timeZone: row.time_zone,
    offsetSeconds: row.offset_seconds,
    localTime: row.local_time,
    recordedAt: row.recorded_at.getTime(),
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
export async function readFacts(
  client: pg.ClientBase,
  userIds: readonly string[],
  from?: Date,
): Promise<Fact[]> {
  const { rows } = await client.query<FactRow>(
    `select ${factColumns} from punches p
      where user_id = any($1)
        and ($2::timestamptz is null or at >= $2 or target_seq is not null
             or exists (select 1 from punches c where c.user_id = p.user_id and c.target_seq = p.seq))
      order by user_id collate "C", seq`,
    [userIds, from ?? null],
  )
  return rows.map(toFact)
}

/** What one transaction writes. Every list may be empty. */
export interface PunchWrite {
  facts: Fact[]
  shifts: { userId: string; shift: Shift }[]
  /** A day without shifts is removed. */
  days: { userId: string; day: Day }[]
  heads: {
    userId: string
    expectedSeq: number
    seq: number
    hash: string
    lastAt: number | null
    tail: Mark[]
  }[]
  keyed: { userId: string; key: string; requestHash: string; status: number; response: string }[]
  /** The version of the company's configuration that decided. */
  configVersion: number
}

const instant = (column: string): string => `to_timestamp(${column} / 1000.0)::timestamptz(3)`

const dayCounts = [
  'worked_seconds',
  'break_seconds',
  'regular_seconds',
  'overtime_seconds',
  'late_minutes',
] as const
const dayColumns = `shifts, ${dayCounts.join(', ')}, early_minutes, missing_out, planned_seconds`

export const shiftColumns = `user_id, in_seq, id, work_date, status, started_at, ended_at, time_zone, end_time_zone,
  branch_id, breaks, break_seconds, worked_seconds, late_minutes, early_minutes, planned_start, planned_end,
  in_description, in_location, in_latitude, in_longitude, in_accuracy,
  out_seq, out_id, out_description, out_location, out_latitude, out_longitude, out_accuracy, flags`

const updateAll = (columns: string): string =>
  columns
    .split(',')
    .map((column) => column.trim())
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')

/** Totals a month: what the new days bring less what the old days brought. */
const monthColumns = `days_present, planned_present, worked_seconds, break_seconds, regular_seconds,
  overtime_seconds, late_count, late_minutes, early_count, early_minutes, missing_out`
const monthSums = `sum(sign * (shifts > 0)::int), sum(sign * (shifts > 0 and planned_seconds > 0)::int),
  sum(sign * worked_seconds), sum(sign * break_seconds), sum(sign * regular_seconds),
  sum(sign * overtime_seconds), sum(sign * (late_minutes > 0)::int), sum(sign * late_minutes),
  sum(sign * (early_minutes > 0)::int), sum(sign * early_minutes), sum(sign * missing_out)`
const addMonths = monthColumns
  .split(',')
  .map((column) => column.trim())
  .map((column) => `${column} = month_totals.${column} + excluded.${column}`)
  .join(', ')

const writeText = `
with facts as (
  insert into punches (user_id, seq, id, kind, at, time_zone, offset_seconds, local_time, recorded_at, claimed,
    actor_id, source, target_seq, reason, description, location, latitude, longitude, accuracy, branch_id,
    flags, idempotency_key, prev_hash, hash)
  select "userId", seq, id, kind, ${instant('at')}, "timeZone", "offsetSeconds", "localTime",
    ${instant('"recordedAt"')}, claimed, "actorId", source, "targetSeq", reason, description, location,
    latitude, longitude, accuracy, "branchId", flags, "idempotencyKey", decode("prevHash", 'hex'), decode(hash, 'hex')
  from json_to_recordset($1) as f ("userId" text, seq int, id uuid, kind text, at float8, "timeZone" text,
    "offsetSeconds" int, "localTime" timestamp, "recordedAt" float8, claimed boolean, "actorId" text, source text,
    "targetSeq" int, reason text, description text, location text, latitude float8, longitude float8,
    accuracy float8, "branchId" text, flags text[], "idempotencyKey" text, "prevHash" text, hash text)
), shifts as (
  insert into attendance (${shiftColumns})
  select user_id, in_seq, id, work_date, status, ${instant('started_at')}, ${instant('ended_at')}, time_zone,
    end_time_zone, branch_id, breaks, break_seconds, worked_seconds, late_minutes, early_minutes,
    ${instant('planned_start')}, ${instant('planned_end')}, in_description, in_location, in_latitude,
    in_longitude, in_accuracy, out_seq, out_id, out_description, out_location, out_latitude, out_longitude,
    out_accuracy, flags
  from json_to_recordset($2) as s (user_id text, in_seq int, id uuid, work_date date, status text,
    started_at float8, ended_at float8, time_zone text, end_time_zone text, branch_id text, breaks jsonb,
    break_seconds int, worked_seconds int, late_minutes int, early_minutes int, planned_start float8,
    planned_end float8, in_description text, in_location text, in_latitude float8, in_longitude float8,
    in_accuracy float8, out_seq int, out_id uuid, out_description text, out_location text,
    out_latitude float8, out_longitude float8, out_accuracy float8, flags text[])
  on conflict (user_id, in_seq) do update set ${updateAll(shiftColumns.replace('user_id, in_seq, ', ''))}
), new_days as (
  select * from json_to_recordset($3) as d (user_id text, work_date date, shifts int, worked_seconds int,
    break_seconds int, regular_seconds int, overtime_seconds int, late_minutes int, early_minutes int,
    missing_out int, planned_seconds int)
), old_days as (
  select d.* from days d join new_days n on n.user_id = d.user_id and n.work_date = d.work_date
), upsert_days as (
  insert into days (user_id, work_date, ${dayColumns})
  select user_id, work_date, ${dayColumns} from new_days where shifts > 0
  on conflict (user_id, work_date) do update set ${updateAll(dayColumns)}
), empty_days as (
  delete from days d using new_days n
   where n.shifts = 0 and d.user_id = n.user_id and d.work_date = n.work_date
), months as (
  insert into month_totals (user_id, month, ${monthColumns})
  select user_id, date_trunc('month', work_date)::date, ${monthSums}
    from (select user_id, work_date, ${dayColumns}, 1 as sign from new_days
          union all select user_id, work_date, ${dayColumns}, -1 from old_days) as change
   group by 1, 2
  on conflict (user_id, month) do update set ${addMonths}
), keyed as (
  insert into idempotency_keys (user_id, key, request_hash, status, response)
  select "userId", key, decode("requestHash", 'hex'), status, response
    from json_to_recordset($5) as k ("userId" text, key text, "requestHash" text, status int, response text)
), moved as (
  update heads h set seq = n.seq, hash = decode(n.hash, 'hex'), last_at = ${instant('n."lastAt"')}, tail = n.tail
    from json_to_recordset($4) as n ("userId" text, "expectedSeq" int, seq int, hash text, "lastAt" float8, tail jsonb)
   where h.user_id = n."userId" and h.seq = n."expectedSeq"
  returning 1
)
select (select count(*) from moved)::int as moved, (select config_version from company for share) as config_version`

/**
 * Writes a batch in one statement, holding the configuration still until the commit: a change of it
 * either is seen here, or sees what was written. Answers how many heads moved and the present configuration version.
 */
export async function writePunches(
  client: pg.ClientBase,
  write: PunchWrite,
): Promise<{ moved: number; config_version: number }> {
  const { rows } = await client.query<{ moved: number; config_version: number }>({
    name: 'write_punches',
    text: writeText,
    values: [
      JSON.stringify(write.facts),
      JSON.stringify(write.shifts.map(({ userId, shift }) => shiftRow(userId, shift))),
      JSON.stringify(write.days.map(({ userId, day }) => dayRow(userId, day))),
      JSON.stringify(write.heads.map((head) => ({ ...head, tail: packMarks(head.tail) }))),
      JSON.stringify(write.keyed),
    ],
  })
  return rows[0]!
}

/** Takes shifts out of the account whose clock-in is no longer in force. */
export async function deleteShifts(
  client: pg.ClientBase,
  userId: string,
  inSeqs: readonly number[],
): Promise<void> {
  await client.query('delete from attendance where user_id = $1 and in_seq = any($2)', [userId, inSeqs])
}

/** A row of `attendance`. */
export type AttendanceRow = Omit<
  ReturnType<typeof shiftRow>,
  'started_at' | 'ended_at' | 'planned_start' | 'planned_end'
> & {
  started_at: Date
  ended_at: Date | null
  planned_start: Date | null
  planned_end: Date | null
}

/** A shift as its row; instants as epoch milliseconds. */
export function shiftRow(userId: string, shift: Shift) {
  const { in: arrival, out: leaving } = shift
  return {
    user_id: userId,
    in_seq: arrival.seq,
    id: arrival.id,
    work_date: shift.workDate,
    status: shift.status,
    started_at: arrival.at,
    ended_at: leaving?.at ?? null,
    time_zone: arrival.timeZone,
    end_time_zone: leaving?.timeZone ?? null,
    branch_id: arrival.branchId,
    breaks: shift.breaks.map((pause) => ({
      startId: pause.start.id,
      start: pause.start.at,
      endId: pause.end?.id ?? null,
      end: pause.end?.at ?? null,
    })),
    break_seconds: shift.breakSeconds,
    worked_seconds: shift.workedSeconds,
    late_minutes: shift.lateMinutes,
    early_minutes: shift.earlyMinutes,
    planned_start: shift.planned?.start ?? null,
    planned_end: shift.planned?.end ?? null,
    in_description: arrival.description,
    in_location: arrival.location,
    in_latitude: arrival.latitude,
    in_longitude: arrival.longitude,
    in_accuracy: arrival.accuracy,
    out_seq: leaving?.seq ?? null,
    out_id: leaving?.id ?? null,
    out_description: leaving?.description ?? null,
    out_location: leaving?.location ?? null,
    out_latitude: leaving?.latitude ?? null,
    out_longitude: leaving?.longitude ?? null,
    out_accuracy: leaving?.accuracy ?? null,
    flags: shift.flags,
  }
}

/** A day as its row. */
export function dayRow(userId: string, day: Day) {
  return {
    user_id: userId,
    work_date: day.workDate,
    shifts: day.shifts,
    worked_seconds: day.workedSeconds,
    break_seconds: day.breakSeconds,
    regular_seconds: day.regularSeconds,
    overtime_seconds: day.overtimeSeconds,
    late_minutes: day.lateMinutes,
    early_minutes: day.earlyMinutes,
    missing_out: day.missingOut,
    planned_seconds: day.plannedSeconds,
  }
}

/** A page of facts, newest first, with the ids of what they correct. */
export async function readFactPage(
  pool: pg.Pool,
  userId: string,
  before: number | null,
  limit: number,
): Promise<{ facts: Fact[]; ids: Map<number, string> }> {
  const { rows } = await pool.query<FactRow>(
    `select ${factColumns} from punches where user_id = $1 and ($2::int is null or seq < $2) order by seq desc limit $3`,
    [userId, before, limit],
  )
  const targets = rows.flatMap((row) => (row.target_seq === null ? [] : [row.target_seq]))
  const { rows: named } = await pool.query<{ seq: number; id: string }>(
    'select seq, id from punches where user_id = $1 and seq = any($2)',
    [userId, targets],
  )
  return { facts: rows.map(toFact), ids: new Map(named.map((row) => [row.seq, row.id])) }
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
