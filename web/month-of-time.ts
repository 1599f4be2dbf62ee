/** A month of somebody's time: its totals, and each of its days with the records. */
import { addDays, periodBounds } from '../src/core/calendar.ts'
import type { RecordView } from '../src/features/records/record.contract.ts'
import type { SummaryView } from '../src/features/summary/summary.contract.ts'
import { get, getAll } from './api.ts'
import { apiPaths } from './paths.ts'

export interface DayOfMonth {
  date: string
  totals: SummaryView['buckets'][number] | undefined
  records: RecordView[]
}

export interface MonthOfTime {
  summary: SummaryView
  days: DayOfMonth[]
}

export async function fetchMonth(userId: string, month: string): Promise<MonthOfTime> {
  const { from, to } = periodBounds('month', month)
  const [{ data: summary }, records] = await Promise.all([
    get<SummaryView>(apiPaths.summary, { from, to, userId }),
    getAll<RecordView>(apiPaths.records(userId), { from, to }),
  ])
  const days: DayOfMonth[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days.push({
      date,
      totals: summary.buckets.find((bucket) => bucket.from === date),
      records: records
        .filter((record) => record.workDate === date)
        .sort((a, b) => (a.timeInAt < b.timeInAt ? -1 : 1)),
    })
  }
  return { summary, days }
}
