/** The report of hours as the page shows it: what it is grouped by, its rows, and the words for them. */
import type { HoursView } from '../src/features/reports/report.contract.ts'
import { get } from './api.ts'
import type { Formats } from './formats.ts'
import { apiPaths } from './paths.ts'
import type { Translate } from './text.ts'

export const whoWords = ['user', 'department', 'branch', 'everybody'] as const
export const whenWords = ['wholePeriod', 'day', 'week', 'month', 'year'] as const
export type Who = (typeof whoWords)[number]
export type When = (typeof whenWords)[number]
export type ReportRow = HoursView['rows'][number]
export type ReportTotals = HoursView['totals']

/** As many rows as a page shows; the file has all. */
export const mostShown = 5000

export interface ReportQuery {
  from: string
  to: string
  groupBy: string
  user?: string | undefined
  branch?: string | undefined
  department?: string | undefined
  sort?: string | undefined
}

export interface Report {
  rows: ReportRow[]
  totals: ReportTotals
  rowCount: number
}

export async function fetchReport(query: ReportQuery, most = mostShown): Promise<Report> {
  const rows: ReportRow[] = []
  let cursor: string | undefined
  for (;;) {
    const { data, meta } = await get<HoursView, { nextCursor: string | null; rowCount: number }>(
      apiPaths.hoursReport,
      { ...query, limit: 1000, cursor },
    )
    rows.push(...data.rows)
    cursor = meta.nextCursor ?? undefined
    if (cursor === undefined || rows.length >= most)
      return { rows, totals: data.totals, rowCount: meta.rowCount }
  }
}

/** `user,week`; at least one of both must be a group. */
export const groupsOf = (who: Who, when: When): string =>
  [who === 'everybody' ? '' : who, when === 'wholePeriod' ? '' : when].filter(Boolean).join(',') || 'user'

export const whoOf = (row: ReportRow, who: Who, t: Translate): string => {
  if (who === 'user') return row.user?.name ?? ''
  if (who === 'everybody') return t('report.everybody')
  return row[who]?.name ?? t('report.none')
}

export function whenOf(row: ReportRow, when: When, t: Translate, formats: Formats): string {
  if (!row.period) return t('report.wholePeriod')
  if (when === 'month') return formats.date(row.period.from, 'month')
  if (when === 'year') return row.period.key
  if (when === 'week') return t('report.weekOf', { date: formats.date(row.period.from, 'short') })
  return formats.date(row.period.from)
}
