/**
 * Schedules: which shifts are planned on a date, and which of them a punch belongs to.
 *
 * Each planned shift has a window, from some minutes before its start to some after its end, in
 * which a punch is taken for it. Windows are elapsed time; starts and ends are wall times in the
 * zone. Where the windows of two neighbours meet, what follows the end of the earlier shift belongs
 * to the later one. Source: frappe/hrms, consecutive shifts; TimeTrex, schedules that touch.
 */
import { addDays, datesBetween, secondOfDay, weekday } from './calendar.ts'
import { dateExists, resolveLocal } from './zone.ts'

/** A shift of each week: ISO weekday (1 = Monday), 'HH:MM'. An end not after the start is on the next day. */
export interface ScheduleDay {
  weekday: number
  start: string
  end: string
}

export interface Schedule {
  id: string
  days: readonly ScheduleDay[]
  graceInMinutes: number
  graceOutMinutes: number
  windowBeforeMinutes: number
  windowAfterMinutes: number
}

/** A shift of one date. The last four instants and the date are what punches are compared with. */
export interface PlannedShift {
  scheduleId: string
  date: string
  start: number
  end: number
  windowStart: number
  windowEnd: number
  graceInSeconds: number
  graceOutSeconds: number
}

/** The schedule that a person has on a date. */
export type ScheduleOn = (date: string) => Schedule | undefined

/** The shifts planned for a person in a zone on the dates `from`..`to`, both within, sorted by start. */
export type Plan = (zone: string, from: string, to: string) => readonly PlannedShift[]

const minuteMs = 60_000

/**
 * The shifts planned on the dates `from`..`to`, both within, sorted by start. Their windows are
 * trimmed by neighbours outside the range too, so a shift is the same whatever range it is read in.
 */
export function plannedShifts(
  scheduleOn: ScheduleOn,
  zone: string,
  from: string,
  to: string,
): PlannedShift[] {
  // A neighbour's window reaches two days at most: a shift of 16 h and 12 h before and after.
  const around = datesBetween(addDays(from, -2), addDays(to, 2)).flatMap((date) => {
    const schedule = scheduleOn(date)
    return schedule ? shiftsOn(schedule, zone, date) : []
  })
  const sorted = around.sort((a, b) => a.start - b.start || a.end - b.end)
  return trimWindows(sorted).filter((shift) => shift.date >= from && shift.date <= to)
}

/**
 * The planned shift whose window holds the instant `at`, both edges within. Where two do, an
 * arrival belongs to the shift whose start is nearest and a leaving to the one whose end is; of two
 * equally near, an arrival to the later and a leaving to the earlier. At the instant where one
 * shift ends and the next begins, `in` therefore is the next and `out` the first.
 */
export function matchPlanned(
  planned: readonly PlannedShift[],
  at: number,
  role: 'in' | 'out',
): PlannedShift | undefined {
  const distance = (shift: PlannedShift) => Math.abs(at - (role === 'in' ? shift.start : shift.end))
  return planned
    .filter((shift) => at >= shift.windowStart && at <= shift.windowEnd)
    .sort((a, b) => distance(a) - distance(b) || (role === 'in' ? b.start - a.start : a.start - b.start))[0]
}

/** The dates from `from` to `to`, both within, on which at least one shift is planned. */
export function plannedDates(scheduleOn: ScheduleOn, from: string, to: string): string[] {
  return datesBetween(from, to).filter((date) => daysOn(scheduleOn(date), date).length > 0)
}

function daysOn(schedule: Schedule | undefined, date: string): ScheduleDay[] {
  const on = weekday(date)
  return schedule?.days.filter((day) => day.weekday === on) ?? []
}

function shiftsOn(schedule: Schedule, zone: string, date: string): PlannedShift[] {
  const days = daysOn(schedule, date)
  if (days.length === 0 || !dateExists(zone, date)) return []
  return days.flatMap((day) => {
    const start = resolveLocal(zone, date, day.start).instant
    const end = resolveLocal(zone, endsNextDay(day) ? addDays(date, 1) : date, day.end).instant
    // A short shift that clocks going forward leave nothing of is not planned on that day.
    if (end <= start) return []
    return {
      scheduleId: schedule.id,
      date,
      start,
      end,
      windowStart: start - schedule.windowBeforeMinutes * minuteMs,
      windowEnd: end + schedule.windowAfterMinutes * minuteMs,
      graceInSeconds: schedule.graceInMinutes * 60,
      graceOutSeconds: schedule.graceOutMinutes * 60,
    }
  })
}

function endsNextDay(day: ScheduleDay): boolean {
  return day.end <= day.start
}

/**
 * The later shift's window begins at the earlier shift's end if it would begin before, and the
 * earlier one's ends there. No window is cut into its own shift.
 */
function trimWindows(sorted: readonly PlannedShift[]): PlannedShift[] {
  const trimmed = sorted.map((shift) => ({ ...shift }))
  for (const [i, later] of trimmed.entries()) {
    const earlier = trimmed[i - 1]
    if (!earlier) continue
    later.windowStart = Math.max(later.windowStart, Math.min(earlier.end, later.start))
    earlier.windowEnd = Math.min(earlier.windowEnd, Math.max(earlier.end, later.windowStart))
  }
  return trimmed
}

/** What is wrong with one field, by its path (`days.0.start`), in a sentence. */
export interface FieldProblem {
  field: string
  message: string
}

const longestShiftMinutes = 16 * 60
const weekMinutes = 7 * 24 * 60

/**
 * What is wrong with the shifts of a week; empty when nothing is. Shifts may touch, but two of one
 * week may not overlap, also over midnight and from Sunday into Monday.
 */
export function validateDays(days: readonly ScheduleDay[]): FieldProblem[] {
  const problems = days.flatMap(dayProblems)
  return problems.length > 0 ? problems : overlapProblems(days)
}

function dayProblems(day: ScheduleDay, index: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const report = (field: string, message: string) =>
    problems.push({ field: `days.${index}.${field}`, message })
  if (!Number.isInteger(day.weekday) || day.weekday < 1 || day.weekday > 7) {
    report('weekday', 'The weekday is a number from 1 (Monday) to 7 (Sunday).')
  }
  for (const field of ['start', 'end'] as const) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(day[field]))
      report(field, 'Write the time as HH:MM, from 00:00 to 23:59.')
  }
  if (problems.length > 0) return problems
  if (day.start === day.end) report('end', 'The shift ends when it starts; give it a length.')
  else if (lengthMinutes(day) > longestShiftMinutes) report('end', 'A shift may not be longer than 16 hours.')
  return problems
}

function overlapProblems(days: readonly ScheduleDay[]): FieldProblem[] {
  return days.flatMap((day, index) => {
    const other = days.slice(0, index).findIndex((earlier) => overlapInWeek(earlier, day))
    if (other < 0) return []
    const { weekday: on, start, end } = days[other]!
    return [
      {
        field: `days.${index}.start`,
        message: `This shift overlaps the one of weekday ${on}, ${start} to ${end}.`,
      },
    ]
  })
}

/** The week is a circle: each begins within the other, counted onwards from it. */
function overlapInWeek(a: ScheduleDay, b: ScheduleDay): boolean {
  const ahead = (startMinute(b) - startMinute(a) + weekMinutes) % weekMinutes
  return ahead < lengthMinutes(a) || (weekMinutes - ahead) % weekMinutes < lengthMinutes(b)
}

function startMinute(day: ScheduleDay): number {
  return (day.weekday - 1) * 24 * 60 + minuteOfDay(day.start)
}

function lengthMinutes(day: ScheduleDay): number {
  return minuteOfDay(day.end) - minuteOfDay(day.start) + (endsNextDay(day) ? 24 * 60 : 0)
}

const minuteOfDay = (time: string): number => secondOfDay(time) / 60
