/** A summary's days and months as the points of a trend. */
import { bucketOf } from '../src/core/calendar.ts'
import type { SummaryView } from '../src/features/summary/summary.contract.ts'

export interface Point {
  key: string
  from: string
  to: string
  worked: number
  overtime: number
  late: number
  absent: number
}

/** By week, from Monday; the first and last may be cut by the range. */
export function weeksOf(buckets: SummaryView['buckets']): Point[] {
  const weeks = new Map<string, Point>()
  for (const day of buckets) {
    const { key } = bucketOf('week', day.from)
    const week = weeks.get(key) ?? {
      key,
      from: day.from,
      to: day.to,
      worked: 0,
      overtime: 0,
      late: 0,
      absent: 0,
    }
    weeks.set(key, {
      ...week,
      to: day.to,
      worked: week.worked + day.workedSeconds,
      overtime: week.overtime + day.overtimeSeconds,
      late: week.late + day.lateCount,
      absent: week.absent + day.daysAbsent,
    })
  }
  return [...weeks.values()]
}

const mostDays = 45

/** By day where that can be read, else by week. */
export const trendOf = (buckets: SummaryView['buckets']): Point[] =>
  buckets.length > mostDays
    ? weeksOf(buckets)
    : buckets.map((day) => ({
        key: day.key,
        from: day.from,
        to: day.to,
        worked: day.workedSeconds,
        overtime: day.overtimeSeconds,
        late: day.lateCount,
        absent: day.daysAbsent,
      }))
