/** What the reports and dashboards share: addresses that lead to the people behind a number. */
import { type Filters, rangeOf } from './filters.ts'

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
