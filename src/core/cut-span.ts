/**
 * Cuts a span of whole seconds at a line. The pieces have whole seconds too, counted from the start
 * of the span, and together all of its seconds: nothing is lost to a fraction at a line.
 */
import type { Interval } from './overlap.ts'

/** Where the line cuts the span: a whole number of seconds after its start, within it. */
export function cutPoint(span: Interval, line: number): number {
  const seconds = Math.floor((line - span.start) / 1000)
  return Math.min(span.end, Math.max(span.start, span.start + seconds * 1000))
}

/** The span cut where `periodAt` changes; each piece with the period that it lies in. */
export function cutByPeriod<Period extends Interval>(
  span: Interval,
  periodAt: (instant: number) => Period,
): (Interval & { period: Period })[] {
  const pieces: (Interval & { period: Period })[] = []
  let period = periodAt(span.start)
  for (let start = span.start; start < span.end;) {
    const end = cutPoint({ start, end: span.end }, period.end)
    if (end > start) pieces.push({ start, end, period })
    start = end
    if (start < span.end) period = periodAt(period.end)
  }
  return pieces
}
