/** What a page of many people is filtered by. It stands in the address, so that links and the way back keep it. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { addDays, type Period, periodBounds } from '../src/core/calendar.ts'
import { deviceToday } from './today.ts'

export const periods = ['day', 'week', 'month', 'year', 'custom'] as const

export interface Filters {
  period: Period | 'custom'
  /** A date of the period. */
  date: string
  /** Of a custom period. */
  from?: string
  to?: string
  branch?: string | undefined
  department?: string | undefined
}

/** First and last date of what is filtered. */
export function rangeOf({ period, date, from, to }: Filters): { from: string; to: string } {
  if (period !== 'custom') return periodBounds(period, date)
  const first = from ?? date
  return { from: first, to: to !== undefined && to >= first ? to : first }
}

/** The period before (-1) or after (1). */
export function movePeriod(filters: Filters, by: 1 | -1): Filters {
  const { from, to } = rangeOf(filters)
  if (filters.period !== 'custom') return { ...filters, date: addDays(by > 0 ? to : from, by) }
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return { ...filters, from: addDays(from, days * by), to: addDays(to, days * by) }
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** The filters of the address, with `period` and today where it has none; and how to change them. */
export function useFilters(
  period: Filters['period'] = 'month',
): [Filters, (change: Partial<Filters>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const filters: Filters = {
    period: periods.find((one) => one === search['period']) ?? period,
    date: isDate(search['date']) ? search['date'] : deviceToday(),
    ...(isDate(search['from']) && { from: search['from'] }),
    ...(isDate(search['to']) && { to: search['to'] }),
    ...(search['branch'] !== undefined && { branch: String(search['branch']) }),
    ...(search['department'] !== undefined && { department: String(search['department']) }),
  }
  const change = (more: Partial<Filters>) =>
    // The page stays the same; only what it is filtered by changes.
    void navigate({ to: '.', search: { ...search, ...filters, ...more } as never, replace: true })
  return [filters, change]
}
