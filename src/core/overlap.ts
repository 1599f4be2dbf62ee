/** Half-open spans of time: `start` belongs to the span, `end` to what follows. Epoch milliseconds. */

export interface Interval {
  start: number
  end: number
}

/** Whether two spans share time. Spans that touch do not. */
export function overlaps(a: Interval, b: Interval): boolean {
  return Math.min(a.end, b.end) > Math.max(a.start, b.start)
}

/** Whole seconds that two spans share. */
export function overlapSeconds(a: Interval, b: Interval): number {
  return Math.max(0, Math.floor((Math.min(a.end, b.end) - Math.max(a.start, b.start)) / 1000))
}

/** The same time as spans that are sorted and apart: what overlaps or touches becomes one. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = []
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    if (end <= start) continue
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** What remains of `whole` without the time of `cuts`, in order; nothing empty. */
export function subtractIntervals(whole: Interval, cuts: readonly Interval[]): Interval[] {
  const rest: Interval[] = []
  let from = whole.start
  for (const cut of mergeIntervals(cuts)) {
    if (cut.start >= whole.end) break
    if (cut.start > from) rest.push({ start: from, end: cut.start })
    from = Math.max(from, cut.end)
  }
  if (from < whole.end) rest.push({ start: from, end: whole.end })
  return rest
}
