/** What the reports and dashboards share: addresses that lead to the people behind a number. */
import { withoutPlace } from '../src/core/membership.ts'
import { type Filters, rangeOf } from './filters.ts'
import type { ReportRow } from './report-rows.ts'

export type Search = Record<string, string | number | undefined>

/** An address of the app with what is given of the search. Numbers stay numbers when it is read again. */
export function addressOf(path: string, search: Search): string {
  const given = Object.entries(search).filter((entry) => entry[1] !== undefined)
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** The filters as a period from … to, for an address. */
export const searchOf = (filters: Filters, range = rangeOf(filters)): Search => ({
  period: 'custom',
  ...range,
  branch: filters.branch,
  department: filters.department,
})

/** For the API. */
export const queryOf = (filters: Filters) => ({
  ...rangeOf(filters),
  branch: filters.branch,
  department: filters.department,
})

/** The report that a row is the sum of: its people, or a person's days. */
export function deeper(
  row: Pick<ReportRow, 'user' | 'department' | 'branch' | 'period'>,
  filters: Filters,
  user: string | undefined,
): Search {
  const search = searchOf(filters, row.period && { from: row.period.from, to: row.period.to })
  const id = row.user?.id ?? user
  if (id !== undefined) return { ...search, who: 'user', when: 'day', user: id }
  return {
    ...search,
    who: 'user',
    // Null is a row of those who have none, which is not everybody.
    ...(row.department !== undefined && { department: row.department?.id ?? withoutPlace }),
    ...(row.branch !== undefined && { branch: row.branch?.id ?? withoutPlace }),
  }
}
