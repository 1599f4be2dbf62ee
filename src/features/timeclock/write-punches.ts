/** The one statement that writes a batch. Set-based: it does not grow with the batch. */
import type pg from 'pg'
import type { Fact } from '../../core/punch.ts'
import type { Day, Shift } from '../../core/timesheet.ts'
import type { Handle } from '../../db/database.ts'
import { dayRow, shiftColumns, shiftRow } from './derived-rows.ts'

/** What one transaction writes. Every list may be empty. */
export interface PunchWrite {
  facts: Fact[]
  shifts: { userId: string; shift: Shift }[]
  /** A day without shifts and hours is removed. */
  days: { userId: string; day: Day }[]
  heads: {
    userId: string
    /** What the head was read as; the write fails when it is no longer so. */
    expectedSeq: number
    personVersion: number
    seq: number
    hash: string
    lastAt: number | null
    /** The numbers of the marks of the last work date. */
    tail: number[]
  }[]
  keyed: { userId: string; key: string; requestHash: string; status: number; response: string }[]
  /** The version of the company's configuration that decided. */
  configVersion: number
}

const instant = (column: string): string => `to_timestamp(${column} / 1000.0)::timestamptz(3)`

/** What a day and a month both count. */
const sharedSeconds = [
  'worked_seconds',
  'break_seconds',
  'payable_seconds',
  'regular_seconds',
  'overtime_seconds',
  'double_seconds',
  'night_seconds',
  'holiday_seconds',
  'rest_day_seconds',
  'deducted_seconds',
] as const
const dayCounts = [
  'shifts',
  ...sharedSeconds,
  'rounding_seconds',
  'paid_break_seconds',
  'late_minutes',
  'early_minutes',
  'missing_out',
  'planned_seconds',
] as const
const dayColumns = `${dayCounts.join(', ')}, findings, policy_version_id`
const dayTypes = `${dayCounts.map((column) => `${column} int`).join(', ')}, findings jsonb, policy_version_id text`

/** A day that has nothing is removed. Without a shift of its own it may have hours from the night before. */
const hasHours = '(shifts > 0 or worked_seconds > 0)'

const updateAll = (columns: string): string =>
  columns
    .split(',')
    .map((column) => column.trim())
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')

const monthColumns = `days_present, planned_present, ${sharedSeconds.join(', ')}, late_count, late_minutes,
  early_count, early_minutes, missing_out`
/** What a day adds to each of them. */
const monthParts = (day: string): string[] => [
  `(${day}.shifts > 0)::int`,
  `(${day}.shifts > 0 and ${day}.planned_seconds > 0)::int`,
  ...sharedSeconds.map((column) => `${day}.${column}`),
  `(${day}.late_minutes > 0)::int`,
  `${day}.late_minutes`,
  `(${day}.early_minutes > 0)::int`,
  `${day}.early_minutes`,
  `${day}.missing_out`,
]
const addMonths = monthColumns
  .split(',')
  .map((column) => column.trim())
  .map((column) => `${column} = month_totals.${column} + excluded.${column}`)
  .join(', ')
/** What the new days bring less what the old days brought. */
const newParts = monthParts('n')
const changedParts = monthParts('d')
  .map((old, i) => `sum(${newParts[i]} - coalesce(${old}, 0))`)
  .join(', ')
const monthOf = (day: string): string => `${day}.work_date - extract(day from ${day}.work_date)::int + 1`

/** Adds the stored days of these people ($1) to their month totals. */
const addStoredDaysText = `
insert into month_totals (user_id, month, ${monthColumns})
select d.user_id, ${monthOf('d')}, ${monthParts('d')
  .map((part) => `sum(${part})`)
  .join(', ')}
  from days d where d.user_id = any($1)
 group by 1, 2
on conflict (user_id, month) do update set ${addMonths}`

/** Month totals of days that stay as they are, where all totals were thrown away. */
export async function addStoredDays(client: pg.ClientBase, userIds: readonly string[]): Promise<void> {
  await client.query(addStoredDaysText, [userIds])
}

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
  select * from json_to_recordset($3) as d (user_id text, work_date date, ${dayTypes})
), upsert_days as (
  insert into days (user_id, work_date, ${dayColumns})
  select user_id, work_date, ${dayColumns} from new_days where ${hasHours}
  on conflict (user_id, work_date) do update set ${updateAll(dayColumns)}
), empty_days as (
  delete from days d using new_days n
   where not (n.shifts > 0 or n.worked_seconds > 0) and d.user_id = n.user_id and d.work_date = n.work_date
), months as (
  insert into month_totals (user_id, month, ${monthColumns})
  select n.user_id, ${monthOf('n')}, ${changedParts}
    from new_days n left join days d on d.user_id = n.user_id and d.work_date = n.work_date
   group by 1, 2
  on conflict (user_id, month) do update set ${addMonths}
), keyed as (
  insert into idempotency_keys (user_id, key, request_hash, status, response)
  select "userId", key, decode("requestHash", 'hex'), status, response
    from json_to_recordset($5) as k ("userId" text, key text, "requestHash" text, status int, response text)
), config as materialized (
  select config_version from company for share
), moved as (
  update heads h set seq = n.seq, hash = decode(n.hash, 'hex'), last_at = ${instant('n."lastAt"')}, tail = n.tail
    from json_to_recordset($4) as n ("userId" text, "expectedSeq" int, seq int, hash text, "lastAt" float8, tail int[], "personVersion" int), config
   where h.user_id = n."userId" and h.seq = n."expectedSeq" and h.person_version = n."personVersion"
  returning 1
)
select require_current((select count(*) from moved), $6, (select config_version from config), $7)`

/** A head moved, or the configuration changed, since the batch was decided: nothing was written. */
export class StaleDecision extends Error {}

/** Of the statement above, and of two processes that met at the same rows. */
const staleStates = new Set(['TC002', '40P01', '40001'])

/**
 * Writes a batch in one statement, holding the configuration still until the commit: a change of it
 * either is seen here, or sees what was written. The configuration is held before any head, as everybody
 * does who holds both, so that nobody waits in a circle. Throws StaleDecision when it was decided on what no
 * longer holds.
 */
export async function writePunches(db: Handle, write: PunchWrite): Promise<void> {
  const values = [
    JSON.stringify(write.facts),
    JSON.stringify(write.shifts.map(({ userId, shift }) => shiftRow(userId, shift))),
    JSON.stringify(write.days.map(({ userId, day }) => dayRow(userId, day))),
    JSON.stringify(write.heads),
    JSON.stringify(write.keyed),
    write.heads.length,
    write.configVersion,
  ]
  try {
    await db.query({ name: 'write_punches', text: writeText, values })
  } catch (cause) {
    const { code } = cause as { code?: unknown }
    throw typeof code === 'string' && staleStates.has(code)
      ? new StaleDecision('decided on old data', { cause })
      : cause
  }
}

/** Takes shifts out of the account whose clock-in is no longer in force. */
export async function deleteShifts(
  client: pg.ClientBase,
  userId: string,
  inSeqs: readonly number[],
): Promise<void> {
  await client.query('delete from attendance where user_id = $1 and in_seq = any($2)', [userId, inSeqs])
}
