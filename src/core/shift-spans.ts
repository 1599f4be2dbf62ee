/**
 * A shift as spans of whole seconds: what was worked, its breaks, and what of the breaks is paid.
 * Everything is counted from the clock-in, so that the spans add up to the elapsed seconds less the
 * seconds of the unpaid breaks, whatever fractions the marks have.
 */
import type { Interval } from './overlap.ts'
import type { BreakPolicy } from './policy.ts'

export interface ShiftSpans {
  /** Without the unpaid breaks; sorted and apart. */
  worked: Interval[]
  breaks: Interval[]
  /** The part of each break that is worked time. */
  paid: Interval[]
}

/**
 * The paid seconds of each break. A break no longer than `paidUpToMinutes` is worked time (29 CFR
 * 785.18); of the others the first `allowanceSeconds` together are.
 */
export function paidBreakSeconds(
  breaks: readonly Interval[],
  rules: Pick<BreakPolicy, 'paidUpToMinutes'>,
  allowanceSeconds: number,
): number[] {
  let left = allowanceSeconds
  return breaks.map(({ start, end }) => {
    const length = Math.floor((end - start) / 1000)
    if (length <= rules.paidUpToMinutes * 60) return length
    const paid = Math.min(length, left)
    left -= paid
    return paid
  })
}

/** `breaks` are sorted and within the shift; what lies outside of it is left out. */
export function shiftSpans(
  shift: Interval,
  breaks: readonly Interval[],
  paidSeconds: readonly number[],
): ShiftSpans {
  const whole = (instant: number): number => shift.start + Math.floor((instant - shift.start) / 1000) * 1000
  const end = whole(shift.end)
  const within = (instant: number): number => Math.min(end, Math.max(shift.start, instant))
  const spans: ShiftSpans = { worked: [], breaks: [], paid: [] }
  let from = shift.start
  for (const [i, pause] of breaks.entries()) {
    const start = within(whole(pause.start))
    const stop = within(start + Math.floor((pause.end - pause.start) / 1000) * 1000)
    const unpaid = Math.min(stop, start + (paidSeconds[i] ?? 0) * 1000)
    push(spans.breaks, start, stop)
    push(spans.paid, start, unpaid)
    if (unpaid === stop) continue
    push(spans.worked, from, unpaid)
    from = stop
  }
  push(spans.worked, from, end)
  return spans
}

/** Seconds of spans that have whole ones. */
export function secondsOf(spans: readonly Interval[]): number {
  let sum = 0
  for (const { start, end } of spans) sum += end - start
  return sum / 1000
}

function push(spans: Interval[], start: number, end: number): void {
  if (end > start) spans.push({ start, end })
}
