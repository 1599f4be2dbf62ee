/**
 * How long a shift may last, and what becomes of one that is open for longer.
 *
 * The longest shift is that of the policy that the person has on the local date of the clock-in, else
 * the one of `rules` (16 hours). Exactly at that length an open shift still runs. After it the
 * clock-out was forgotten: no punch can end the shift any more, so it is seen as it will be once the
 * next clock-in shows it too. It is `missing_out`, or has the end that the policy gives. Nothing of
 * this is written: the moment is an argument.
 */
import { automaticOut } from './automatic-out.ts'
import type { TimesheetRules } from './timesheet.ts'
import { localDate } from './zone.ts'

export type LongestShiftRules = Pick<TimesheetRules, 'policyOn' | 'maxShiftSeconds'>

/** A clock-in. `at` in epoch milliseconds. */
export interface Arrival {
  at: number
  timeZone: string
}

export function policyAt({ at, timeZone }: Arrival, { policyOn }: Pick<TimesheetRules, 'policyOn'>) {
  return policyOn?.(localDate(timeZone, at))?.policy
}

export function longestShiftMs(arrival: Arrival, rules: LongestShiftRules): number {
  const policy = policyAt(arrival, rules)
  return policy ? policy.maxShiftMinutes * 60_000 : rules.maxShiftSeconds * 1000
}

/** Whether a shift that is open since `arrival` can no longer be ended by a clock-out at `now`. */
export function isForgotten(arrival: Arrival, now: number, rules: LongestShiftRules): boolean {
  return now - arrival.at > longestShiftMs(arrival, rules)
}

/** The end that the policy gives to a shift whose clock-out was forgotten. `nextStart`: of the next shift. */
export function endByPolicy(
  arrival: Arrival,
  plannedEnd: number | undefined,
  nextStart: number,
  rules: LongestShiftRules,
): number | undefined {
  const policy = policyAt(arrival, rules)
  return policy && automaticOut({ start: arrival.at, plannedEnd, nextStart }, policy)
}

/** A recorded shift, as far as this rule looks at it. Instants in epoch milliseconds. */
export interface RecordedShift {
  status: 'open' | 'complete' | 'missing_out'
  start: number
  end: number | null
  timeZone: string
  plannedEnd: number | null
}

/** The shift as it is seen at `now`: afterwards one that is still `open` runs. */
export function shiftSeenAt<S extends RecordedShift>(shift: S, now: number, rules: LongestShiftRules): S {
  const arrival = { at: shift.start, timeZone: shift.timeZone }
  if (shift.status !== 'open' || !isForgotten(arrival, now, rules)) return shift
  const end = endByPolicy(arrival, shift.plannedEnd ?? undefined, Number.POSITIVE_INFINITY, rules)
  return end === undefined ? { ...shift, status: 'missing_out' } : { ...shift, status: 'complete', end }
}
