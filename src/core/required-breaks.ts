/**
 * Breaks that the law requires by the time worked on a day. Worked time without the breaks decides,
 * and every threshold is strictly greater: exactly six hours are not "more than six hours".
 */
import type { Interval } from './overlap.ts'

/** `[more than worked minutes, minutes of break due]`, ascending. */
export type BreakSteps = readonly (readonly [overMinutes: number, breakMinutes: number])[]

/**
 * DE: ArbZG s. 4. UK: Working Time Regulations 1998, reg. 12. JP: Labour Standards Act, art. 34.
 * BR: CLT, art. 71.
 */
export const statutoryBreaks = {
  DE: [
    [360, 30],
    [540, 45],
  ],
  UK: [[360, 20]],
  JP: [
    [360, 45],
    [480, 60],
  ],
  BR: [
    [240, 15],
    [360, 60],
  ],
} as const satisfies Record<string, BreakSteps>

/** Minutes of break due; 0 below the first threshold. `workedMinutes` may have a fraction. */
export function requiredBreakMinutes(steps: BreakSteps, workedMinutes: number): number {
  let due = 0
  for (const [over, minutes] of steps) if (workedMinutes > over) due = minutes
  return due
}

/** What the breaks of a day are held to. */
export interface BreakRules {
  steps: BreakSteps
  /** A shorter block is no break before the law. */
  blockMinutes: number
  /** The longest time without a block. */
  stretchMinutes: number
  /** The longest day. */
  dayMinutes: number
}

/** ArbZG ss. 3 and 4: blocks of 15 minutes, 6 hours in a row, 10 hours a day. */
export const germanBreakRules = {
  steps: statutoryBreaks.DE,
  blockMinutes: 15,
  stretchMinutes: 360,
  dayMinutes: 600,
} as const satisfies BreakRules

export interface BreakDay {
  workedSeconds: number
  /** In blocks that are long enough. */
  breakSeconds: number
  requiredSeconds: number
  /** What is missing of the required break. */
  shortSeconds: number
  /** Elapsed between two blocks that are long enough, or the ends of the day. */
  longestStretchSeconds: number
  overStretch: boolean
  overDay: boolean
}

/**
 * The breaks of one day. `pieces` is what was worked, without the breaks, sorted and apart (see
 * `workedPieces`): a break is what lies between two pieces, so one before the first or after the
 * last interrupts nothing and is none. A block too short does not count towards the required break
 * and does not end a stretch; it is not worked time either. Exactly at a limit is within it.
 */
export function checkBreaks(pieces: readonly Interval[], rules: BreakRules): BreakDay {
  let worked = 0
  let rested = 0
  let longest = 0
  let stretchStart = pieces[0]?.start ?? 0
  let end = stretchStart
  for (const piece of pieces) {
    const pause = piece.start - end
    if (pause >= rules.blockMinutes * 60_000) {
      rested += pause
      stretchStart = piece.start
    }
    worked += piece.end - piece.start
    end = piece.end
    longest = Math.max(longest, end - stretchStart)
  }
  const workedSeconds = seconds(worked)
  const breakSeconds = seconds(rested)
  const longestStretchSeconds = seconds(longest)
  const requiredSeconds = requiredBreakMinutes(rules.steps, workedSeconds / 60) * 60
  return {
    workedSeconds,
    breakSeconds,
    requiredSeconds,
    shortSeconds: Math.max(0, requiredSeconds - breakSeconds),
    longestStretchSeconds,
    overStretch: longestStretchSeconds > rules.stretchMinutes * 60,
    overDay: workedSeconds > rules.dayMinutes * 60,
  }
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
