/** Shifts and days as their rows. */
import { type Day, type Shift } from '../../core/timesheet.ts'

export const shiftColumns = `user_id, in_seq, id, work_date, status, started_at, ended_at, time_zone, end_time_zone,
  branch_id, breaks, break_seconds, worked_seconds, late_minutes, early_minutes, planned_start, planned_end,
  in_description, in_location, in_latitude, in_longitude, in_accuracy,
  out_seq, out_id, out_description, out_location, out_latitude, out_longitude, out_accuracy, flags`

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
    ended_at: leaving?.at ?? shift.automaticOutAt,
    time_zone: arrival.timeZone,
    end_time_zone: leaving?.timeZone ?? (shift.automaticOutAt === null ? null : arrival.timeZone),
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

/** A shift as it comes from the database. */
export function attendanceRow(userId: string, shift: Shift): AttendanceRow {
  const row = shiftRow(userId, shift)
  return {
    ...row,
    started_at: new Date(row.started_at),
    ended_at: date(row.ended_at),
    planned_start: date(row.planned_start),
    planned_end: date(row.planned_end),
  }
}

const date = (instant: number | null): Date | null => (instant === null ? null : new Date(instant))

/** A day as its row. */
export function dayRow(userId: string, day: Day) {
  return {
    user_id: userId,
    work_date: day.workDate,
    shifts: day.shifts,
    worked_seconds: day.workedSeconds,
    break_seconds: day.breakSeconds,
    payable_seconds: day.payableSeconds,
    regular_seconds: day.regularSeconds,
    overtime_seconds: day.overtimeSeconds,
    double_seconds: day.doubleSeconds,
    night_seconds: day.nightSeconds,
    holiday_seconds: day.holidaySeconds,
    rest_day_seconds: day.restDaySeconds,
    rounding_seconds: day.roundingSeconds,
    deducted_seconds: day.deductedSeconds,
    paid_break_seconds: day.paidBreakSeconds,
    late_minutes: day.lateMinutes,
    early_minutes: day.earlyMinutes,
    missing_out: day.missingOut,
    planned_seconds: day.plannedSeconds,
    findings: day.findings,
    policy_version_id: day.policyVersionId,
  }
}
