/**
 * Stored records as they are seen at a moment: a shift that is open for longer than its policy allows
 * is `missing_out`, or has the end that the policy gives it.
 */
import type pg from 'pg'
import { shiftSeenAt } from '../../core/longest-shift.ts'
import type { PersonPlace } from '../assignments/person-place.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { attendanceRow, type AttendanceRow } from '../timeclock/derived-rows.ts'
import { deriveForgotten, isEndedByPolicy } from '../timeclock/forgotten-shifts.ts'

/** What is shown of a record, and the row that it stands for. */
export interface SeenRecord {
  row: AttendanceRow
  stored: AttendanceRow
}

/** Of one person. `now` in epoch milliseconds. */
export async function seeRecords(
  pool: pg.Pool,
  book: ScheduleBook,
  person: PersonPlace,
  rows: readonly AttendanceRow[],
  now: number,
): Promise<SeenRecord[]> {
  const seen: SeenRecord[] = []
  for (const stored of rows) {
    const row = stored.status === 'open' ? await seeOpen(pool, book, person, stored, now) : stored
    seen.push({ row, stored })
  }
  return seen
}

/** A person has one open shift at most. */
async function seeOpen(
  pool: pg.Pool,
  book: ScheduleBook,
  person: PersonPlace,
  row: AttendanceRow,
  now: number,
): Promise<AttendanceRow> {
  const { time_zone: timeZone, planned_end } = row
  const start = row.started_at.getTime()
  const plannedEnd = planned_end?.getTime() ?? null
  if (isEndedByPolicy(book, person, { at: start, timeZone, plannedEnd }, now)) {
    const sheet = (await deriveForgotten(pool, book, [person.userId], now)).get(person.userId)?.seen
    const shift = sheet?.shifts.find((one) => one.in.seq === row.in_seq)
    if (shift) return attendanceRow(person.userId, shift)
  }
  const shift = { status: row.status, start, end: null, timeZone, plannedEnd }
  return { ...row, status: shiftSeenAt(shift, now, book.rulesOf(person)).status }
}
