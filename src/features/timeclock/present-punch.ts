/** What a punch answers. */
import { localDate, localTime, formatInstant } from '../../core/zone.ts'
import type { Shift } from '../../core/timesheet.ts'
import { presentRecord } from '../records/present-record.ts'
import { shiftRow } from './derived-rows.ts'
import type { AcceptedPunch } from './record-punch.ts'

const date = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))

/** A shift of the account as a record of the API. `now` in epoch milliseconds. */
export function presentShift(userId: string, shift: Shift, now: number) {
  const row = shiftRow(userId, shift)
  return presentRecord(
    {
      ...row,
      started_at: new Date(row.started_at),
      ended_at: date(row.ended_at),
      planned_start: date(row.planned_start),
      planned_end: date(row.planned_end),
    },
    now,
  )
}

const common = (punch: AcceptedPunch) => ({
  id: punch.id,
  timeZone: punch.timeZone,
  latitude: punch.remark.latitude,
  longitude: punch.remark.longitude,
  accuracy: punch.remark.accuracy,
  recordedAt: formatInstant(punch.timeZone, punch.recordedAt),
  workDate: punch.shift.workDate,
  flags: [...punch.flags],
})

export function presentClockIn(punch: AcceptedPunch) {
  return {
    userId: punch.userId,
    timeIn: localTime(punch.timeZone, punch.at),
    timeInDescription: punch.remark.description,
    timeInLocation: punch.remark.location,
    date: localDate(punch.timeZone, punch.at),
    timeInAt: formatInstant(punch.timeZone, punch.at),
    lateMinutes: punch.shift.lateMinutes,
    ...common(punch),
  }
}

/** The whole shift; `date` is the date of the clock-out, `workDate` the date that the shift counts for. */
export function presentClockOut(punch: AcceptedPunch) {
  return {
    ...presentShift(punch.userId, punch.shift, punch.recordedAt),
    date: localDate(punch.timeZone, punch.at),
  }
}

export function presentBreak(punch: AcceptedPunch) {
  return {
    userId: punch.userId,
    time: localTime(punch.timeZone, punch.at),
    date: localDate(punch.timeZone, punch.at),
    at: formatInstant(punch.timeZone, punch.at),
    description: punch.remark.description,
    location: punch.remark.location,
    ...common(punch),
    record: presentShift(punch.userId, punch.shift, punch.recordedAt),
  }
}
