/** Dated things of one target, sorted by their start, that never overlap: which one holds on a date. */

export interface Dated<T> {
  from: string
  /** The first date after it; `null` while it has no end. */
  until: string | null
  what: T
}

/** The last one that begins by `date` is the only one that can hold it. */
export function holdingOn<T>(sorted: readonly Dated<T>[], date: string): T | undefined {
  const found = sorted[countStarted(sorted, date) - 1]
  return found && (found.until === null || date < found.until) ? found.what : undefined
}

/** How many begin by `date`. */
export function countStarted(sorted: readonly Dated<unknown>[], date: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.from <= date) low = middle + 1
    else high = middle
  }
  return low
}
