/** The single days of one person that are other than their schedule: overrides and days off. */
import { addDays, datesBetween } from '../../core/calendar.ts'
import type { DayFacts, DayOff, Override } from '../../core/day-plan.ts'
import { countStarted, type Dated } from '../assignments/timeline.ts'

export interface OwnDays {
  /** What they are on a date; nothing for an ordinary one. */
  on(date: string): Pick<DayFacts, 'overrides' | 'daysOff'> | undefined
  /** The dates of `from`..`to` (both within) that have any, sorted. */
  dates(from: string, to: string): string[]
}

/** `daysOff` sorted by start. A morning and an afternoon off share a date; else no two do. */
export function createOwnDays(
  overrides: ReadonlyMap<string, readonly Override[]>,
  daysOff: readonly Dated<DayOff>[],
): OwnDays {
  const offOn = (date: string): DayOff[] => {
    const started = countStarted(daysOff, date)
    return daysOff
      .slice(Math.max(0, started - 2), started)
      .filter(({ until }) => until === null || date < until)
      .map(({ what }) => what)
  }
  return {
    on(date) {
      const own = overrides.get(date)
      const off = offOn(date)
      if (!own && off.length === 0) return undefined
      return { overrides: own ?? [], daysOff: off }
    },
    dates(from, to) {
      const found = new Set([...overrides.keys()].filter((date) => date >= from && date <= to))
      for (const { from: first, until } of daysOff) {
        if (first > to) break
        const last = until === null ? to : addDays(until, -1)
        for (const date of datesBetween(first > from ? first : from, last < to ? last : to)) found.add(date)
      }
      return [...found].sort()
    },
  }
}
