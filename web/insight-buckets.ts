/** A report's weeks, and a summary's days and months, as the points of a trend. */
import { bucketOf, datesBetween } from '../src/core/calendar.ts'
import type { SummaryView } from '../src/features/summary/summary.contract.ts'
import type { ReportRow } from './report-rows.ts'

interface Dates {
  key: string
  from: string
  to: string
}

export interface HoursPoint extends Dates {
  worked: number
  overtime: number
}

/** One who came late or not at all. */
export interface Point extends Dates {
  late: number
  absent: number
}

/** Every week of the range, from Monday, also those without hours; the first and last may be cut by the range. */
export function hoursByWeek(
  rows: readonly Pick<ReportRow, 'period' | 'workedSeconds' | 'overtimeSeconds'>[],
  range: { from: string; to: string },
): HoursPoint[] {
  const known = new Map(rows.map((row) => [row.period?.key, row]))
  return weeksOf(datesBetween(range.from, range.to)).map((week) => {
    const row = known.get(week.key)
    return { ...week, worked: row?.workedSeconds ?? 0, overtime: row?.overtimeSeconds ?? 0 }
  })
}

function weeksOf(dates: Iterable<string>): Dates[] {
  const weeks = new Map<string, Dates>()
  for (const date of dates) {
    const { key } = bucketOf('week', date)
    weeks.set(key, { key, from: weeks.get(key)?.from ?? date, to: date })
  }
  return [...weeks.values()]
}

const mostDays = 45

/** By day where that can be read, else by week; of a year by month, as it is answered. */
export function trendOf(buckets: SummaryView['buckets']): Point[] {
  const points = buckets.map(({ key, from, to, lateCount, daysAbsent }) => ({
    ...{ key, from, to },
    late: lateCount,
    absent: daysAbsent,
  }))
  return points.length > mostDays ? byWeek(points) : points
}

function byWeek(days: readonly Point[]): Point[] {
  const sum = (week: Dates, name: 'late' | 'absent') =>
    days.filter(({ from }) => from >= week.from && from <= week.to).reduce((all, day) => all + day[name], 0)
  return weeksOf(days.map(({ from }) => from)).map((week) => ({
    ...week,
    late: sum(week, 'late'),
    absent: sum(week, 'absent'),
  }))
}
