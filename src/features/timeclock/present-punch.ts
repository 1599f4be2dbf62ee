/** What a punch answers. */
import { localDate, localTime, formatInstant } from '../../core/zone.ts'
import { isForgotten } from '../../core/longest-shift.ts'
import { deriveTimesheet, marksOf, type Shift, type TimesheetRules } from '../../core/timesheet.ts'
import { presentRecord } from '../records/present-record.ts'
import { attendanceRow } from './derived-rows.ts'
import type { AcceptedPunch } from './record-punch.ts'

/** A shift as a record of the API, as it is seen at `now` (epoch ms) by the rules of its person. */
export function presentShift(userId: string, shift: Shift, rules: TimesheetRules, now: number) {
  const stored = attendanceRow(userId, shift)
  const seen = seeShift(shift, rules, now)
  const row = seen === shift ? stored : attendanceRow(userId, seen)
  return presentRecord({ row, stored }, now)
}

/** Where its clock-out was forgotten, as its policy leaves it. */
function seeShift(shift: Shift, rules: TimesheetRules, now: number): Shift {
  if (shift.status !== 'open' || !isForgotten(shift.in, now, rules)) return shift
  const seen = rules.policyOn && deriveTimesheet(marksOf(shift), { ...rules, asOf: now }).shifts[0]
  return seen ? { ...seen, workDate: shift.workDate } : { ...shift, status: 'missing_out' }
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
    ...presentShift(punch.userId, punch.shift, punch.rules, punch.recordedAt),
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
    record: presentShift(punch.userId, punch.shift, punch.rules, punch.recordedAt),
  }
}
