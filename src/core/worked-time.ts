/**
 * Worked time: elapsed seconds between instants (epoch milliseconds). Wall clocks take no
 * part, so a night shift is 7 hours in spring and 9 in autumn. Source: 29 CFR 785; US Department of
 * Labor on daylight saving time.
 */
import { mergeIntervals, subtractIntervals, type Interval } from './overlap.ts'

/**
 * Whole seconds worked: the breaks, united, are cut out of each work entry. A break counts only
 * where it lies within work, and overlapping breaks count once.
 */
export function workedSeconds(work: readonly Interval[], breaks: readonly Interval[]): number {
  return seconds(lengthOf(work.flatMap((entry) => subtractIntervals(entry, breaks))))
}

/**
 * What was worked, as spans that are sorted and apart: entries that touch become one, breaks are cut
 * out. The rules of breaks, meals and nights read a day in this form.
 */
export function workedPieces(work: readonly Interval[], breaks: readonly Interval[]): Interval[] {
  const entries = mergeIntervals(work)
  return breaks.length === 0 ? entries : entries.flatMap((entry) => subtractIntervals(entry, breaks))
}

/** A punch of a terminal; '' where it does not say which way. */
export interface Log {
  at: number
  type: 'IN' | 'OUT' | ''
}

/** `alternating`: in, out, in, out, whatever the types say. `strict`: only the types count. */
export type PairMode = 'alternating' | 'strict'
/** `every`: the sum of the pairs. `first_last`: from the first in to the last out. */
export type PairCalculation = 'every' | 'first_last'

export interface PairedLogs {
  spans: Interval[]
  seconds: number
}

/**
 * Pairs the punches of one shift, in whatever order they came. A punch without a partner counts
 * nothing: an OUT before the first IN, a last IN, and of several INs in a row all but the first.
 * Source: frappe/hrms, working hours of a shift type.
 */
export function pairLogs(logs: readonly Log[], mode: PairMode, calculation: PairCalculation): PairedLogs {
  const spans = pairings[mode][calculation](logs.toSorted((a, b) => a.at - b.at))
  return { spans, seconds: seconds(lengthOf(spans)) }
}

type Pair = (sorted: readonly Log[]) => Interval[]

const pairings = {
  alternating: {
    every: (sorted) => pairTyped(sorted.map(({ at }, i) => ({ at, type: i % 2 === 0 ? 'IN' : 'OUT' }))),
    first_last: (sorted) => span(sorted[0], sorted.at(-1)),
  },
  strict: {
    every: pairTyped,
    first_last: (sorted) => span(sorted.find(isIn), sorted.findLast(isOut)),
  },
} as const satisfies Record<PairMode, Record<PairCalculation, Pair>>

function pairTyped(sorted: readonly Log[]): Interval[] {
  const spans: Interval[] = []
  let open: Log | undefined
  for (const log of sorted) {
    if (!open && isIn(log)) open = log
    else if (open && isOut(log)) {
      spans.push({ start: open.at, end: log.at })
      open = undefined
    }
  }
  return spans
}

function span(first: Log | undefined, last: Log | undefined): Interval[] {
  return first && last && last.at > first.at ? [{ start: first.at, end: last.at }] : []
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { start, end }) => sum + end - start, 0)
}

const isIn = (log: Log): boolean => log.type === 'IN'
const isOut = (log: Log): boolean => log.type === 'OUT'
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
