/** An attendance record as the API gives it. */
import { sha256 } from '../../sha256.ts'
import { hoursOf } from '../../core/duration.ts'
import { recordVersion } from '../../core/record-version.ts'
import { formatInstant, localDate, localTime } from '../../core/zone.ts'
import type { AttendanceRow } from '../timeclock/derived-rows.ts'
import type { SeenRecord } from './see-records.ts'

/** Presents a record at `now` (epoch ms). An open shift counts up to now and is `running`. */
export function presentRecord({ row, stored }: SeenRecord, now: number) {
  const start = row.started_at.getTime()
  const end = row.ended_at?.getTime()
  const running = row.status === 'open'
  const endZone = row.end_time_zone ?? row.time_zone
  const totals = running
    ? runningTotals(row, start, now)
    : { breakSeconds: row.break_seconds, workedSeconds: row.worked_seconds }
  return {
    id: row.id,
    userId: row.user_id,
    date: localDate(row.time_zone, start),
    workDate: row.work_date,
    timeIn: localTime(row.time_zone, start),
    timeOut: end === undefined ? null : localTime(endZone, end),
    timeInAt: formatInstant(row.time_zone, start),
    timeOutAt: end === undefined ? null : formatInstant(endZone, end),
    timeZone: row.time_zone,
    timeInDescription: row.in_description,
    timeOutDescription: row.out_description,
    timeInLocation: row.in_location,
    timeOutLocation: row.out_location,
    timeInCoordinates: coordinates(row.in_latitude, row.in_longitude, row.in_accuracy),
    timeOutCoordinates: coordinates(row.out_latitude, row.out_longitude, row.out_accuracy),
    outId: row.out_id,
    breaks: row.breaks.map((pause) => presentBreak(pause, row.time_zone)),
    ...totals,
    workedHours: hoursOf(totals.workedSeconds),
    lateMinutes: row.late_minutes,
    earlyMinutes: row.early_minutes,
    plannedStart: row.planned_start ? formatInstant(row.time_zone, row.planned_start.getTime()) : null,
    plannedEnd: row.planned_end ? formatInstant(row.time_zone, row.planned_end.getTime()) : null,
    status: row.status,
    running,
    flags: row.flags,
    version: versionOf(stored),
  }
}

/** The version of a stored record: see `core/record-version.ts`. */
export function versionOf(row: AttendanceRow): string {
  const instants = { started_at: row.started_at.getTime(), ended_at: row.ended_at?.getTime() ?? null }
  return recordVersion({ ...row, ...instants }, sha256)
}

type Pause = AttendanceRow['breaks'][number]

function presentBreak(pause: Pause, zone: string) {
  return {
    startId: pause.startId,
    start: localTime(zone, pause.start),
    startAt: formatInstant(zone, pause.start),
    endId: pause.endId,
    end: pause.end === null ? null : localTime(zone, pause.end),
    endAt: pause.end === null ? null : formatInstant(zone, pause.end),
    seconds: pause.end === null ? null : Math.floor((pause.end - pause.start) / 1000),
  }
}

/** What an open shift comes to so far, in seconds. */
export function runningTotals(
  row: { breaks: readonly Pick<Pause, 'start' | 'end'>[] },
  start: number,
  now: number,
) {
  const breakSeconds = row.breaks.reduce(
    (sum, pause) => sum + Math.floor(((pause.end ?? now) - pause.start) / 1000),
    0,
  )
  return { breakSeconds, workedSeconds: Math.max(0, Math.floor((now - start) / 1000) - breakSeconds) }
}

function coordinates(latitude: number | null, longitude: number | null, accuracy: number | null) {
  return latitude === null || longitude === null ? null : { latitude, longitude, accuracy }
}
