/** Whether a person is in, since when, and how long today. */
import { hoursOf } from '../../core/duration.ts'
import { clockPresence, secondsWithin, type ClockState, type PresentShift } from '../../core/presence.ts'
import { dayBounds, formatInstant, localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import { presentRecord } from '../records/present-record.ts'
import { seeRecords } from '../records/see-records.ts'
import type { AttendanceRow } from './derived-rows.ts'
import { readRecentShifts } from './punch.queries.ts'

/** Who forgot to clock out is out: since when, nobody knows. */
const stateOf = {
  in: 'in',
  break: 'on_break',
  out: 'out',
  missing_out: 'out',
} as const satisfies Record<ClockState, string>

export async function readStatus(context: Context, userId: string) {
  const now = context.now()
  const user = await context.db
    .selectFrom('users')
    .select(['time_zone', 'department_id', 'branch_id'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const book = await context.readBook()
  const zone = book.zoneOf({ timeZone: user.time_zone, branchId: user.branch_id })
  const today = dayBounds(zone, localDate(zone, now))!
  const rows = await readRecentShifts(context.pool, userId, new Date(today.start))
  const person = { userId, departmentId: user.department_id, branchId: user.branch_id }
  const records = await seeRecords(context.pool, book, person, rows, now)
  const shifts = records.map(({ row }) => presentShift(row))
  const { state, since } = clockPresence(shifts[0])
  const known = state === 'missing_out' ? null : since
  const todaySeconds = secondsWithin(shifts, today, now)
  return {
    userId,
    state: stateOf[state],
    since: known === null ? null : formatInstant(zone, known),
    todaySeconds,
    todayHours: hoursOf(todaySeconds),
    timeZone: zone,
    now: formatInstant(zone, now),
    location: book.placeOfBranch(user.branch_id)?.location ?? ('never' as const),
    record: records[0] ? presentRecord(records[0], now) : null,
  }
}

function presentShift(row: AttendanceRow): PresentShift {
  return {
    status: row.status,
    start: row.started_at.getTime(),
    end: row.ended_at?.getTime() ?? null,
    breaks: row.breaks,
    plannedStart: row.planned_start?.getTime() ?? null,
    plannedEnd: row.planned_end?.getTime() ?? null,
  }
}
