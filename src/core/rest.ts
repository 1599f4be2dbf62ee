/**
 * Rest: elapsed time between work, whatever the clocks show. Exactly the minimum is enough. Source:
 * directive 2003/88/EC, art. 3 (11 hours a day) and 5 (24 hours a week and the 11 of the day, in one
 * piece); ArbZG s. 5; CLT art. 66; Working Time Regulations 1998, regs. 10 and 11.
 */
import type { Interval } from './overlap.ts'

/** Minutes of rest between two days, and in one piece within each seven days; `null`: no such rule. */
export const restRules = {
  EU: { dailyMinutes: 660, weeklyMinutes: 2100 },
  DE: { dailyMinutes: 660, weeklyMinutes: null },
  ES: { dailyMinutes: 720, weeklyMinutes: null },
  UK: { dailyMinutes: 660, weeklyMinutes: 1440 },
  BR: { dailyMinutes: 660, weeklyMinutes: null },
} as const satisfies Record<string, { dailyMinutes: number; weeklyMinutes: number | null }>

/** Whole seconds from a clock-out to the next clock-in; 0 where they overlap. */
export function restSeconds(out: number, nextIn: number): number {
  return seconds(Math.max(0, nextIn - out))
}

/** A shift with the date that it is accounted to. */
export interface DatedSpan extends Interval {
  workDate: string
}

export interface RestFinding {
  /** The work date that the rest came before. */
  workDate: string
  /** From the clock-out to the clock-in. */
  start: number
  end: number
  seconds: number
  shortSeconds: number
}

/**
 * The rests that were too short, of the shifts of one person in all employments, sorted by start.
 * Between shifts of two work dates every gap is a rest; within one work date only a gap of
 * `pauseSeconds` or more, a shorter one is a pause of the day. Whoever is called in during a rest
 * begins it again: it counts from the last clock-out.
 */
export function restFindings(
  shifts: readonly DatedSpan[],
  minimumSeconds: number,
  pauseSeconds: number,
): RestFinding[] {
  const findings: RestFinding[] = []
  let last: { end: number; workDate: string } | undefined
  for (const { start, end, workDate } of shifts) {
    if (last) {
      const rest = restSeconds(last.end, start)
      const isRest = workDate !== last.workDate || rest >= pauseSeconds
      if (isRest && rest < minimumSeconds) {
        const shortSeconds = minimumSeconds - rest
        findings.push({ workDate, start: Math.min(last.end, start), end: start, seconds: rest, shortSeconds })
      }
    }
    last = { end: Math.max(end, last?.end ?? end), workDate }
  }
  return findings
}

/**
 * The longest rest in one piece within `from`..`to` (half-open), whole seconds. Only what lies within
 * counts; it may lie anywhere in the seven days (C-306/16, Maio Marques da Rosa). `shifts` is sorted
 * by start and may reach beyond the period.
 */
export function longestRestSeconds(shifts: readonly Interval[], from: number, to: number): number {
  let longest = 0
  let free = from
  for (const { start, end } of shifts) {
    if (start >= to) break
    if (start - free > longest) longest = start - free
    if (end > free) free = end
  }
  return seconds(Math.max(longest, to - free))
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
