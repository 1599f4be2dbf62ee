/**
 * Planned shifts: when they are on a person's dates, and which of them a punch belongs to.
 *
 * Each planned shift has a window, from some minutes before its start to some after its end, in
 * which a punch is taken for it. Windows are elapsed time; starts and ends are wall times in the
 * zone. Where the windows of two neighbours meet, what follows the end of the earlier shift belongs
 * to the later one. Source: frappe/hrms, consecutive shifts; TimeTrex, schedules that touch.
 */
import { addDays, datesBetween } from './calendar.ts'
import { cutHalf, type DayPlan } from './day-plan.ts'
import {
  endsNextDay,
  patternShifts,
  type PlannedBreak,
  type Schedule,
  type ShiftTimes,
} from './schedule-pattern.ts'
import { dateExists, resolveLocal } from './zone.ts'

/** A break of a planned shift; one that is planned by its length alone has no instants. */
export interface PlannedPause {
  start: number | null
  end: number | null
  seconds: number
  paid: boolean
}

/** A shift of one date, as instants. */
export interface PlannedShift {
  scheduleId: string | null
  date: string
  start: number
  end: number
  windowStart: number
  windowEnd: number
  graceInSeconds: number
  graceOutSeconds: number
  /** Planned breaks, where there are any. */
  breaks?: readonly PlannedPause[]
}

/** What a person has on a date: a schedule, whose pattern is planned, or the plan of the day itself. */
export type ScheduleOn = (date: string) => Schedule | DayPlan | undefined

/** The shifts planned for a person in a zone on the dates `from`..`to`, both within, sorted by start. */
export type Plan = (zone: string, from: string, to: string) => readonly PlannedShift[]

const minuteMs = 60_000

/** A neighbour's window reaches two days at most: a shift of 16 h and 12 h before and after. */
export const neighbourDays = 2

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
  const around = datesBetween(addDays(from, -neighbourDays), addDays(to, neighbourDays)).flatMap((date) =>
    shiftsOn(scheduleOn(date), zone, date),
  )
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
  return datesBetween(from, to).filter((date) => isPlanned(scheduleOn, date))
}

/** Whether at least one shift is planned on the date. */
export function isPlanned(scheduleOn: ScheduleOn, date: string): boolean {
  return timesOn(scheduleOn(date), date).length > 0
}

/** The planned time of a shift less its unpaid breaks, in seconds. */
export function plannedWorkSeconds({ start, end, breaks = [] }: PlannedShift): number {
  const unpaid = breaks.reduce((sum, pause) => sum + (pause.paid ? 0 : pause.seconds), 0)
  return Math.max(0, Math.floor((end - start) / 1000) - unpaid)
}

function timesOn(found: Schedule | DayPlan | undefined, date: string): readonly ShiftTimes[] {
  if (!found) return []
  return 'shifts' in found ? found.shifts : patternShifts(found, date)
}

function shiftsOn(found: Schedule | DayPlan | undefined, zone: string, date: string): PlannedShift[] {
  const times = timesOn(found, date)
  if (times.length === 0 || !dateExists(zone, date)) return []
  const scheduleId = found && 'shifts' in found ? found.scheduleId : (found?.id ?? null)
  const spans = times
    .map((shift) => ({ shift, ...spanOf(shift, zone, date) }))
    // A short shift that clocks going forward leave nothing of is not planned on that day.
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start)
  const free = found && 'shifts' in found ? found.daysOff[0]?.portion : undefined
  const kept = free === 'first_half' || free === 'second_half' ? cutHalf(spans, free) : spans
  return kept.map(({ shift, start, end }) => ({
    scheduleId,
    date,
    start,
    end,
    windowStart: start - (shift.windowBeforeMinutes ?? 0) * minuteMs,
    windowEnd: end + (shift.windowAfterMinutes ?? 0) * minuteMs,
    graceInSeconds: (shift.graceInMinutes ?? 0) * 60,
    graceOutSeconds: (shift.graceOutMinutes ?? 0) * 60,
    ...(shift.breaks && shift.breaks.length > 0
      ? { breaks: shift.breaks.flatMap((pause) => pauseOf(pause, shift, zone, date, { start, end })) }
      : {}),
  }))
}

function spanOf(shift: ShiftTimes, zone: string, date: string): { start: number; end: number } {
  return {
    start: resolveLocal(zone, date, shift.start).instant,
    end: resolveLocal(zone, endsNextDay(shift) ? addDays(date, 1) : date, shift.end).instant,
  }
}

/** A break by its length counts whole; one by its times, as far as it lies in the span. */
function pauseOf(
  pause: PlannedBreak,
  shift: ShiftTimes,
  zone: string,
  date: string,
  within: { start: number; end: number },
): PlannedPause[] {
  if ('minutes' in pause) return [{ start: null, end: null, seconds: pause.minutes * 60, paid: pause.paid }]
  const on = (time: string) => (endsNextDay(shift) && time < shift.start ? addDays(date, 1) : date)
  const start = Math.max(within.start, resolveLocal(zone, on(pause.start), pause.start).instant)
  const end = Math.min(within.end, resolveLocal(zone, on(pause.end), pause.end).instant)
  return end > start ? [{ start, end, seconds: Math.floor((end - start) / 1000), paid: pause.paid }] : []
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
