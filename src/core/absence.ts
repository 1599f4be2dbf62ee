/**
 * Absent: a shift was planned, its window is over, and nobody came. Before the window is over nobody
 * is absent.
 */
import { addDays } from './calendar.ts'
import { isPlanned, plannedDates, plannedShifts, type ScheduleOn } from './schedule.ts'
import { localDate } from './zone.ts'

/** The planned dates of `from`..`to` (both within) whose planned shifts are over at `now` (epoch ms), sorted. */
export function plannedDatesOver(
  scheduleOn: ScheduleOn,
  zone: string,
  from: string,
  to: string,
  now: number,
): string[] {
  const today = localDate(zone, now)
  // A window can reach two days back at most: before that everything is over.
  const certain = addDays(today, -3)
  const past = plannedDates(scheduleOn, from, certain < to ? certain : to)
  const recentFrom = certain < from ? from : addDays(certain, 1)
  const recentTo = to < addDays(today, 1) ? to : addDays(today, 1)
  if (recentFrom > recentTo) return past
  const lastEnd = new Map<string, number>()
  for (const planned of plannedShifts(scheduleOn, zone, recentFrom, recentTo)) {
    lastEnd.set(planned.date, Math.max(lastEnd.get(planned.date) ?? 0, planned.windowEnd))
  }
  return [...past, ...[...lastEnd].filter(([, end]) => end < now).map(([date]) => date)]
}

/** Of these dates, those whose planned shifts are over at `now`. */
export function plannedAmong(
  scheduleOn: ScheduleOn,
  zone: string,
  dates: readonly string[],
  now: number,
): string[] {
  const certain = addDays(localDate(zone, now), -3)
  return dates.filter((date) =>
    date <= certain
      ? isPlanned(scheduleOn, date)
      : plannedDatesOver(scheduleOn, zone, date, date, now).length > 0,
  )
}

/** How many of the sorted `dates` lie in `from`..`to`, both within. */
export function countBetween(dates: readonly string[], from: string, to: string): number {
  return Math.max(0, lowerBound(dates, to, true) - lowerBound(dates, from, false))
}

/** The first index whose date is not before `date` (or, with `after`, is after it). */
function lowerBound(dates: readonly string[], date: string, after: boolean): number {
  let low = 0
  let high = dates.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (dates[middle]! < date || (after && dates[middle] === date)) low = middle + 1
    else high = middle
  }
  return low
}
