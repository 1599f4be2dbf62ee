/**
 * A workday of 24 hours from the first start of work. What is worked of the next calendar day
 * within them belongs to it; the next workday begins with the first work after its end, also in the
 * middle of a shift. Elapsed hours. Source: Nevada NRS 608.0126; Polish Labour Code art. 128 par. 3.
 */
import type { Interval } from './overlap.ts'

const day = 24 * 3_600_000

/** The workdays of spans that are sorted by start and apart. Each begins with work. */
export function workdaysFromStart(spans: readonly Interval[]): Interval[] {
  const days: Interval[] = []
  for (const span of spans) {
    let end = days.at(-1)?.end ?? -Infinity
    for (let start = Math.max(span.start, end); start < span.end; start = end) {
      end = start + day
      days.push({ start, end })
    }
  }
  return days
}
