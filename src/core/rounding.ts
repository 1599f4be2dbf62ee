/**
 * Rounding of times and durations: a layer over what was recorded, never a change of it.
 *
 * - A mark is rounded on the grid of the local wall clock: a step of a quarter of an hour means
 *   08:00, 08:15 and so on, whatever the offset of the zone. The rounding itself moves an instant,
 *   so it goes over a change of clocks without losing or making time.
 * - Seconds are cut off first (`truncate`), so a quarter of an hour has 1 to 7 minutes down and
 *   8 to 14 up. With `keep` the exact second decides.
 * - An exact half goes up, unless the rule says down.
 * - `graceMinutes` lets a mark reach the next step early (down) or stay on the last one (up):
 *   "down 5, grace 2" takes 17:08 to 17:10, "up 5, grace 2" takes 08:02 to 08:00.
 * - `upAfterMinutes` moves the point of change of `nearest`: a mark goes up when more than so many
 *   minutes of the step are over. 7 of 15 is the usual rule, 10 of 15 a stricter one.
 *
 * Source: 29 CFR 785.48(b); WHD Fact Sheet 53; TimeTrex rounding policies.
 */
import { secondOfDay, timeOfSecond } from './calendar.ts'
import { offsetSecondsAt } from './zone.ts'

export const roundingModes = ['nearest', 'up', 'down'] as const
export type RoundingMode = (typeof roundingModes)[number]

export interface RoundingRule {
  /** 0 or less: nothing is rounded, not even to the minute. */
  stepMinutes: number
  mode: RoundingMode
  /** What happens to the seconds before anything else; `truncate` where left out. */
  seconds?: 'truncate' | 'keep' | undefined
  /** Where an exact half goes; `up` where left out. Only for `nearest`. */
  tie?: 'up' | 'down' | undefined
  /** Only for `up` and `down`. */
  graceMinutes?: number | undefined
  /** Only for `nearest`. */
  upAfterMinutes?: number | undefined
}

/**
 * Whole seconds (since a midnight, or a duration) rounded to a multiple of the step. Fractions of
 * a second are cut off. A debt is rounded like the number on the same line: -1 down is minus a step.
 */
export function roundSeconds(seconds: number, rule: RoundingRule): number {
  const step = rule.stepMinutes * 60
  if (step <= 0) return Math.floor(seconds)
  const unit = rule.seconds === 'keep' ? 1 : 60
  const value = Math.floor(seconds / unit) * unit
  return Math.floor((value + aheadOf[rule.mode](rule, step, unit)) / step) * step
}

/** A wall time 'HH:MM' or 'HH:MM:SS' as 'HH:MM:SS'; the last step of a day may reach '24:00:00'. */
export function roundWallTime(time: string, rule: RoundingRule): string {
  return timeOfSecond(roundSeconds(secondOfDay(time), rule))
}

/** An instant (epoch milliseconds) rounded on the wall clock of the zone that it was punched in. */
export function roundInstant(zone: string, instant: number, rule: RoundingRule): number {
  if (rule.stepMinutes <= 0) return instant
  const offset = offsetSecondsAt(zone, instant)
  const wall = Math.floor(instant / 1000) + offset
  // The grid begins at midnight, so that a step that does not divide the day begins anew with it.
  const midnight = Math.floor(wall / daySeconds) * daySeconds
  return (midnight + roundSeconds(wall - midnight, rule) - offset) * 1000
}

/**
 * What the value is moved ahead by before it is cut off to a step. `unit` is the smallest
 * difference that there is: a minute, or a second where seconds are kept.
 */
const aheadOf = {
  down: (rule) => (rule.graceMinutes ?? 0) * 60,
  up: (rule, step, unit) => step - unit - (rule.graceMinutes ?? 0) * 60,
  nearest(rule, step, unit) {
    if (rule.upAfterMinutes !== undefined) return step - unit - rule.upAfterMinutes * 60
    // The smallest difference below a half: what lies on the half itself then stays below.
    return rule.tie === 'down' ? step / 2 - unit / 2 : step / 2
  },
} as const satisfies Record<RoundingMode, (rule: RoundingRule, step: number, unit: number) => number>

const daySeconds = 86_400
