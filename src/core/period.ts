/**
 * Pay periods: the spans of dates that hours are confirmed, approved and locked by. Plain dates, so
 * that no zone and no change of clocks can move a bound.
 *
 * - weekly, two-weekly: 7 or 14 dates, counted from the anchor, in both directions.
 * - half-monthly: the 1st to the 15th, the 16th to the end.
 * - monthly: from the anchor's day of the month, 1 to 28, to the day before it in the next month.
 *
 * A company may change its periods from a date on: the period that holds that date ends the day
 * before, and a new one begins.
 */
import { addDays, dateOfDay, dayNumber, monthStart, type DateRange } from './calendar.ts'

export const periodLengths = ['weekly', 'two_weekly', 'half_monthly', 'monthly'] as const
export type PeriodLength = (typeof periodLengths)[number]

/** `from`: the first date that the rule holds for. `anchor`: a date on which a period begins. */
export interface PeriodRule {
  from: string
  length: PeriodLength
  anchor: string
}

/** What holds where nothing else is said: calendar months. */
export const calendarMonths = {
  from: '0001-01-01',
  length: 'monthly',
  anchor: '0001-01-01',
} as const satisfies PeriodRule

/** The period that holds `date`, by rules that are sorted by `from`. Before the first rule: calendar months. */
export function payPeriodOf(rules: readonly PeriodRule[], date: string): DateRange {
  const all = [calendarMonths, ...rules]
  const index = all.findLastIndex((rule) => rule.from <= date)
  const rule = all[Math.max(0, index)]!
  const next = all[index + 1]
  const { from, to } = bounds[rule.length](date, rule.anchor)
  return {
    from: from < rule.from ? rule.from : from,
    to: next && to >= next.from ? addDays(next.from, -1) : to,
  }
}

/** The periods that have a date in `from`..`to`, both within, in order. */
export function payPeriodsBetween(rules: readonly PeriodRule[], from: string, to: string): DateRange[] {
  const periods: DateRange[] = []
  for (let date = from; date <= to;) {
    const period = payPeriodOf(rules, date)
    periods.push(period)
    date = addDays(period.to, 1)
  }
  return periods
}

const bounds = {
  weekly: (date, anchor) => cycle(date, anchor, 7),
  two_weekly: (date, anchor) => cycle(date, anchor, 14),
  half_monthly(date) {
    const first = monthStart(date)
    if (dayOf(date) <= 15) return { from: first, to: addDays(first, 14) }
    return { from: addDays(first, 15), to: addDays(nextMonth(first), -1) }
  },
  monthly(date, anchor) {
    const offset = dayOf(anchor) - 1
    // The month whose anchor day is the last one that is not after the date.
    const first = monthStart(addDays(date, -offset))
    return { from: addDays(first, offset), to: addDays(nextMonth(first), offset - 1) }
  },
} as const satisfies Record<PeriodLength, (date: string, anchor: string) => DateRange>

function cycle(date: string, anchor: string, days: number): DateRange {
  const start = dayNumber(anchor) + Math.floor((dayNumber(date) - dayNumber(anchor)) / days) * days
  return { from: dateOfDay(start), to: dateOfDay(start + days - 1) }
}

const dayOf = (date: string): number => Number(date.slice(-2))
const nextMonth = (first: string): string => monthStart(addDays(first, 31))

/** What is wrong with a rule, in a sentence; undefined when nothing is. */
export function periodRuleProblem(rule: PeriodRule): { field: string; message: string } | undefined {
  if (rule.length === 'monthly' && dayOf(rule.anchor) > 28) {
    return {
      field: 'anchor',
      message: 'A month may begin on day 1 to 28: not every month has the days after.',
    }
  }
  return undefined
}

export const periodStates = ['open', 'confirmed', 'approved', 'locked', 'reopened'] as const
export type PeriodState = (typeof periodStates)[number]

export const periodActions = ['confirm', 'return', 'approve', 'lock', 'reopen'] as const
export type PeriodAction = (typeof periodActions)[number]

interface Transition {
  from: readonly PeriodState[]
  /** From which it goes as well where somebody says to skip what is missing, with a reason. */
  skipping: readonly PeriodState[]
  to: PeriodState
}

/** The life of a period: confirmed by the employee, approved by the manager, locked by an administrator. */
export const periodTransitions = {
  confirm: { from: ['open', 'reopened'], skipping: [], to: 'confirmed' },
  return: { from: ['confirmed', 'approved'], skipping: [], to: 'open' },
  approve: { from: ['confirmed'], skipping: ['open', 'reopened'], to: 'approved' },
  lock: { from: ['approved'], skipping: ['open', 'reopened', 'confirmed'], to: 'locked' },
  reopen: { from: ['locked'], skipping: [], to: 'reopened' },
} as const satisfies Record<PeriodAction, Transition>

/** The state after the action; undefined where it may not be taken. */
export function nextPeriodState(
  action: PeriodAction,
  state: PeriodState,
  skip: boolean,
): PeriodState | undefined {
  const { from, skipping, to }: Transition = periodTransitions[action]
  return from.includes(state) || (skip && skipping.includes(state)) ? to : undefined
}
