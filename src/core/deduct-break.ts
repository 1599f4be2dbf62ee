/**
 * A break that nobody punched, taken off by policy. It is due when more than `afterMinutes` were
 * worked on the day, and lies where they were reached: work from 08:00 with a trigger of 6 hours and
 * 60 minutes has it from 14:00 to 15:00. Where less than its length was worked after that, it lies
 * at the end. A break that was taken cancels it, or lowers it by its length, as the policy says;
 * shorter blocks than the policy's do not count as taken. It is accounted on a line of its own.
 * Source: TimeTrex meal policies; 29 CFR 785.19 (who had no meal must be able to say so).
 */
import type { Interval } from './overlap.ts'
import type { AutoDeduct } from './policy.ts'
import { secondsOf } from './shift-spans.ts'

/** Whole seconds to deduct. `takenSeconds`: breaks taken in blocks that count. */
export function deductionSeconds(rule: AutoDeduct, workedSeconds: number, takenSeconds: number): number {
  if (workedSeconds <= rule.afterMinutes * 60) return 0
  return left[rule.whenTaken](rule.minutes * 60, takenSeconds)
}

const left = {
  cancel: (due, taken) => (taken > 0 ? 0 : due),
  difference: (due, taken) => Math.max(0, due - taken),
  deduct: (due) => due,
} as const satisfies Record<AutoDeduct['whenTaken'], (due: number, taken: number) => number>

export interface Deducted {
  kept: Interval[]
  removed: Interval[]
}

/** Takes `seconds` out of sorted spans, from where `afterSeconds` of them are over. */
export function deductAt(spans: readonly Interval[], afterSeconds: number, seconds: number): Deducted {
  const total = secondsOf(spans)
  const amount = Math.min(seconds, total)
  const from = Math.min(afterSeconds, total - amount)
  const to = from + amount
  const result: Deducted = { kept: [], removed: [] }
  let passed = 0
  for (const { start, end } of spans) {
    const length = (end - start) / 1000
    const cutStart = start + Math.min(length, Math.max(0, from - passed)) * 1000
    const cutEnd = start + Math.min(length, Math.max(0, to - passed)) * 1000
    if (cutStart > start) result.kept.push({ start, end: cutStart })
    if (cutEnd > cutStart) result.removed.push({ start: cutStart, end: cutEnd })
    if (end > cutEnd) result.kept.push({ start: cutEnd, end })
    passed += length
  }
  return result
}
