/** The totals that summaries and reports share: one list of columns, in SQL and in answers. */
import { Type, type Static } from 'typebox'
import { hoursOf } from '../../core/duration.ts'
import { addDays, monthStart } from '../../core/calendar.ts'

/** What is summed up, by its column in `month_totals`. */
export const sums = [
  'days_present',
  'planned_present',
  'worked_seconds',
  'break_seconds',
  'payable_seconds',
  'regular_seconds',
  'overtime_seconds',
  'double_seconds',
  'night_seconds',
  'holiday_seconds',
  'rest_day_seconds',
  'deducted_seconds',
  'late_count',
  'late_minutes',
  'early_count',
  'early_minutes',
  'missing_out',
] as const

export type Sums = Record<(typeof sums)[number], number>

export const noSums = (): Sums => Object.fromEntries(sums.map((name) => [name, 0])) as Sums

export function addSums(total: Sums, more: Sums): void {
  for (const name of sums) total[name] += more[name]
}

export const TotalsSchema = Type.Object({
  workedSeconds: Type.Integer(),
  workedHours: Type.Number({ description: 'Two decimals, half up, of the whole sum.' }),
  breakSeconds: Type.Integer(),
  payableSeconds: Type.Integer({ description: 'What is paid: regular + overtime + double.' }),
  payableHours: Type.Number({ description: 'Two decimals, half up, of the whole sum.' }),
  regularSeconds: Type.Integer(),
  overtimeSeconds: Type.Integer(),
  doubleSeconds: Type.Integer(),
  nightSeconds: Type.Integer({ description: 'Within what is paid, in night hours of the policy.' }),
  holidaySeconds: Type.Integer({ description: 'Within what is paid.' }),
  restDaySeconds: Type.Integer({ description: 'Within what is paid.' }),
  deductedSeconds: Type.Integer({ description: 'Breaks that nobody punched, taken off by policy.' }),
  lateCount: Type.Integer(),
  lateMinutes: Type.Integer(),
  earlyCount: Type.Integer(),
  earlyMinutes: Type.Integer(),
  daysPresent: Type.Integer(),
  plannedPresent: Type.Integer({
    description: 'The days among them on which something was planned: what punctuality is a share of.',
  }),
  missingOut: Type.Integer(),
})
export type Totals = Static<typeof TotalsSchema>

export function presentTotals(total: Sums): Totals {
  return {
    workedSeconds: total.worked_seconds,
    workedHours: hoursOf(total.worked_seconds),
    breakSeconds: total.break_seconds,
    payableSeconds: total.payable_seconds,
    payableHours: hoursOf(total.payable_seconds),
    regularSeconds: total.regular_seconds,
    overtimeSeconds: total.overtime_seconds,
    doubleSeconds: total.double_seconds,
    nightSeconds: total.night_seconds,
    holidaySeconds: total.holiday_seconds,
    restDaySeconds: total.rest_day_seconds,
    deductedSeconds: total.deducted_seconds,
    lateCount: total.late_count,
    lateMinutes: total.late_minutes,
    earlyCount: total.early_count,
    earlyMinutes: total.early_minutes,
    daysPresent: total.days_present,
    plannedPresent: total.planned_present,
    missingOut: total.missing_out,
  }
}

/** A range of dates as whole months, which are kept added up, and the days before and after them. */
export interface Parts {
  /** First days of the first and the last whole month; a range without one has `months` null. */
  months: { from: string; to: string } | null
  days: { from: string; to: string }[]
}

export function splitRange(from: string, to: string): Parts {
  const firstMonth = from === monthStart(from) ? from : nextMonth(from)
  const afterLast = monthStart(addDays(to, 1))
  if (firstMonth >= afterLast) return { months: null, days: [{ from, to }] }
  const days = []
  if (from < firstMonth) days.push({ from, to: addDays(firstMonth, -1) })
  if (afterLast <= to) days.push({ from: afterLast, to })
  return { months: { from: firstMonth, to: monthStart(addDays(afterLast, -1)) }, days }
}

const nextMonth = (date: string): string => monthStart(addDays(monthStart(date), 31))
