/**
 * Patterns: which shifts a schedule plans on a date. A weekly schedule repeats after seven days from
 * a Monday on; any other repeats after `cycleDays` from its anchor on, backwards too. Source: rotas
 * as companies write them (four on, two off; early, late, night).
 */
import { dayNumber, weekday } from './calendar.ts'

/** A break that is planned: at a wall time, or of a length at any time of the shift. */
export type PlannedBreak = { paid: boolean } & ({ start: string; end: string } | { minutes: number })

/** A shift on the wall clock, 'HH:MM'. An end that is not after its start lies on the next day. */
export interface ShiftTimes {
  start: string
  end: string
  breaks?: readonly PlannedBreak[]
  /** The shift definition that it comes from. */
  definitionId?: string
  /** Of the definition; where they are missing, the schedule's count. */
  graceInMinutes?: number
  graceOutMinutes?: number
  windowBeforeMinutes?: number
  windowAfterMinutes?: number
}

/** A shift of a pattern: on an ISO weekday (1 = Monday), or on a day of the cycle (1 = the anchor). */
export type ScheduleDay = ShiftTimes & ({ weekday: number } | { day: number })

export interface Schedule {
  id: string
  days: readonly ScheduleDay[]
  /** Days until the pattern repeats; 7 unless given. */
  cycleDays?: number
  /** The date of day 1 of the cycle. Without one the cycle is the week. */
  anchor?: string
  /** Planned on holidays as on other days. */
  worksOnHolidays?: boolean
  graceInMinutes: number
  graceOutMinutes: number
  windowBeforeMinutes: number
  windowAfterMinutes: number
}

/** The shifts of the pattern on this date, with the schedule's grace and windows where they have none. */
export function patternShifts(schedule: Schedule, date: string): ShiftTimes[] {
  const on = dayOfCycle(schedule, date)
  const { graceInMinutes, graceOutMinutes, windowBeforeMinutes, windowAfterMinutes } = schedule
  return schedule.days
    .filter((day) => numberOf(day) === on)
    .map((day) => ({ graceInMinutes, graceOutMinutes, windowBeforeMinutes, windowAfterMinutes, ...day }))
}

/** Which day of the cycle a date is, from 1 on. */
function dayOfCycle({ anchor, cycleDays = 7 }: Schedule, date: string): number {
  if (anchor === undefined) return weekday(date)
  const days = dayNumber(date) - dayNumber(anchor)
  return (((days % cycleDays) + cycleDays) % cycleDays) + 1
}

/** The weekday, or the day of the cycle. */
export function numberOf(day: ScheduleDay): number {
  return 'weekday' in day ? day.weekday : day.day
}

export function endsNextDay({ start, end }: Pick<ShiftTimes, 'start' | 'end'>): boolean {
  return end <= start
}
