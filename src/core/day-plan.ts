/**
 * The plan of one person and date, and why it is so. The pattern of the schedule gives way to a
 * holiday, unless the schedule works on holidays; both give way to an override of the day; a day off
 * stands above all. An extra shift comes on top of whatever the day has otherwise. Source: frappe/hrms
 * (holiday lists, leave), TimeTrex (recurring and committed schedules).
 */
import { patternShifts, type Schedule, type ShiftTimes } from './schedule-pattern.ts'

export type PlanReason = 'none' | 'pattern' | 'override' | 'holiday' | 'day_off'

export type DayPortion = 'whole' | 'first_half' | 'second_half'

export interface DayOff {
  kind: 'vacation' | 'sickness' | 'other'
  portion: DayPortion
}

/** Another shift, no shift, or one more, on a single date. */
export interface Override {
  kind: 'replace' | 'off' | 'extra'
  shifts: readonly ShiftTimes[]
}

/** What is planned on a date, and why. */
export interface DayPlan {
  reason: PlanReason
  shifts: readonly ShiftTimes[]
  scheduleId: string | null
  /** The holiday of the date, also where the schedule works on it. */
  holiday: string | null
  daysOff: readonly DayOff[]
}

/** What is known about a date of a person; all of it may be missing. */
export interface DayFacts {
  schedule?: Schedule | undefined
  holiday?: string | undefined
  overrides?: readonly Override[]
  daysOff?: readonly DayOff[]
}

/** The plan of a date. Of half days off the plan keeps all shifts: `cutHalf` takes the half out of their times. */
export function planDay(date: string, facts: DayFacts): DayPlan {
  const { schedule, holiday, overrides = [], daysOff = [] } = facts
  const base = { scheduleId: schedule?.id ?? null, holiday: holiday ?? null, daysOff }
  if (isWholeDayOff(daysOff)) return { ...base, reason: 'day_off', shifts: [] }
  const instead = overrides.find(({ kind }) => kind !== 'extra')
  const extra = overrides.filter(({ kind }) => kind === 'extra').flatMap(({ shifts }) => shifts)
  const ordinary = ordinaryDay(date, schedule, holiday)
  const own = [...(instead?.shifts ?? []), ...extra].map((shift) => ({ ...minutesOf(schedule), ...shift }))
  const shifts = [...(instead ? [] : ordinary.shifts), ...own]
  const reason = instead || extra.length > 0 ? 'override' : ordinary.reason
  return { ...base, reason: daysOff.length > 0 && shifts.length > 0 ? 'day_off' : reason, shifts }
}

function ordinaryDay(
  date: string,
  schedule: Schedule | undefined,
  holiday: string | undefined,
): Pick<DayPlan, 'reason' | 'shifts'> {
  if (holiday !== undefined && !schedule?.worksOnHolidays) return { reason: 'holiday', shifts: [] }
  const shifts = schedule ? patternShifts(schedule, date) : []
  return { reason: shifts.length > 0 ? 'pattern' : 'none', shifts }
}

/** A shift that brings no grace and window of its own has those of the schedule, or the usual ones. */
function minutesOf(schedule: Schedule | undefined) {
  const { graceInMinutes, graceOutMinutes, windowBeforeMinutes, windowAfterMinutes } = schedule ?? usual
  return { graceInMinutes, graceOutMinutes, windowBeforeMinutes, windowAfterMinutes }
}

const usual = { graceInMinutes: 0, graceOutMinutes: 0, windowBeforeMinutes: 240, windowAfterMinutes: 240 }

/** A whole day, or both of its halves. */
export function isWholeDayOff(daysOff: readonly DayOff[]): boolean {
  const has = (portion: DayPortion) => daysOff.some((one) => one.portion === portion)
  return has('whole') || (has('first_half') && has('second_half'))
}

/**
 * The spans of a date without one half of their time: the first half of a day off ends, and the second
 * begins, where half of the planned time is over. A span that lies in the free half vanishes.
 */
export function cutHalf<Span extends { start: number; end: number }>(
  spans: readonly Span[],
  free: 'first_half' | 'second_half',
): Span[] {
  let left = Math.floor(spans.reduce((sum, span) => sum + span.end - span.start, 0) / 2)
  const kept: Span[] = []
  for (const span of spans) {
    const within = Math.min(left, span.end - span.start)
    left -= within
    const cut = span.start + within
    const piece = free === 'first_half' ? { ...span, start: cut } : { ...span, end: cut }
    if (piece.start < piece.end) kept.push(piece)
  }
  return kept
}
