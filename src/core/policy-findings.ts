/**
 * What a policy finds on a day, as an exception: which code it is listed under, and by how many minutes,
 * rounded up, so that what is found is never 0. What is no exception, such as night work, is left out.
 */
import type { ExceptionCode, PolicyFinding } from './exceptions.ts'

/** As a policy states it: a code of its own, and its figures in seconds. */
export interface StatedFinding {
  code: string
  values: Readonly<Record<string, number>>
}

type Figures = StatedFinding['values']

const over = (name: string) => (values: Figures) => (values[name] ?? 0) - (values['limitSeconds'] ?? 0)
const short = (values: Figures) => values['shortSeconds'] ?? 0
const seconds = (values: Figures) => values['seconds'] ?? 0

const listed: Record<string, { as: ExceptionCode; seconds: (values: Figures) => number }> = {
  break_too_short: { as: 'break_short', seconds: short },
  meal_short: { as: 'break_short', seconds },
  stretch_too_long: { as: 'break_late', seconds: over('longestStretchSeconds') },
  meal_late: { as: 'break_late', seconds },
  meal_missing: { as: 'break_missing', seconds },
  rest_too_short: { as: 'rest_short', seconds: short },
  over_daily_maximum: { as: 'over_daily_maximum', seconds: over('seconds') },
}

export function toExceptions(findings: readonly StatedFinding[]): PolicyFinding[] {
  return findings.flatMap(({ code, values }) => {
    const row = Object.hasOwn(listed, code) ? listed[code] : undefined
    return row ? [{ code: row.as, minutes: Math.max(0, Math.ceil(row.seconds(values) / 60)) }] : []
  })
}
