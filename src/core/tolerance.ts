/**
 * Small variations between the marks and the schedule. Where no mark differs by more than the limit
 * of a mark and all differences of the day together by no more than the limit of a day, nothing is
 * paid and nothing is deducted. Beyond either limit all of it counts, not only what exceeds. Early
 * and late differences are added up, they do not cancel out. Exactly at a limit is within it.
 * Source: CLT art. 58 par. 1; Súmula 366 of the TST.
 */
export interface ToleranceRules {
  perMarkSeconds: number
  perDaySeconds: number
}

export const brazilTolerance = {
  perMarkSeconds: 300,
  perDaySeconds: 600,
} as const satisfies ToleranceRules

export interface Tolerated {
  tolerated: boolean
  /** Worked beyond the schedule; 0 when tolerated. */
  extraSeconds: number
  /** Missing of the schedule; 0 when tolerated. */
  lackSeconds: number
}

/**
 * `scheduled` and `marks` are instants in pairs (in, out, in, out …), in order and of one length: the
 * caller compares only days whose marks are complete, others throw RangeError. Where marks are kept
 * to the minute, cut them to it first.
 */
export function tolerate(
  scheduled: readonly number[],
  marks: readonly number[],
  rules: ToleranceRules,
): Tolerated {
  if (scheduled.length !== marks.length) {
    throw new RangeError(`${marks.length} marks cannot be compared with ${scheduled.length} scheduled ones.`)
  }
  let extra = 0
  let lack = 0
  let tolerated = true
  for (let i = 0; i < marks.length; i++) {
    const later = marks[i]! - scheduled[i]!
    // Later is less work for an arrival (even) and more for a leaving (odd).
    const variation = i % 2 === 0 ? -later : later
    if (variation > 0) extra += variation
    else lack -= variation
    if (Math.abs(variation) > rules.perMarkSeconds * 1000) tolerated = false
  }
  if (extra + lack > rules.perDaySeconds * 1000) tolerated = false
  return {
    tolerated,
    extraSeconds: tolerated ? 0 : seconds(extra),
    lackSeconds: tolerated ? 0 : seconds(lack),
  }
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
