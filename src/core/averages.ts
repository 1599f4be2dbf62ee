/**
 * Averages over a reference period: total working time by the days or weeks that count. Days of leave
 * and sickness are neutral: they are taken out of both, or made up for (United Kingdom). Exactly at
 * the limit is within it. Averages are seconds and not rounded.
 */
import { addDays, dateOfDay, dayNumber, weekday } from './calendar.ts'

/** The length of a reference period. */
export type ReferenceLength = { weeks: number } | { months: number }

/**
 * EU: directive 2003/88/EC arts. 6, 8 and 16. DE: ArbZG s. 3 (8 hours a working day over 24 weeks or
 * 6 calendar months). UK: Working Time Regulations 1998, regs. 4 and 6. PL: Kodeks pracy art. 129.
 */
export const averageLimits = {
  EU: { weekSeconds: 48 * 3600, reference: { months: 4 } },
  UK: { weekSeconds: 48 * 3600, nightDaySeconds: 8 * 3600, reference: { weeks: 17 } },
  DE: { daySeconds: 8 * 3600, reference: { weeks: 24 } },
  PL: { weekSeconds: 40 * 3600, reference: { months: 4 } },
} as const satisfies Record<string, { reference: ReferenceLength } & Record<string, unknown>>

/** The first date of the reference period that ends with `last` (within it). */
export function referenceStart(last: string, length: ReferenceLength): string {
  if ('weeks' in length) return addDays(last, 1 - 7 * length.weeks)
  return monthsBefore(addDays(last, 1), length.months)
}

/**
 * EU: the average of seven days. Excluded days (leave, sickness) are taken out of the period, and
 * their hours must not be in the total. `undefined` where no day is left.
 */
export function weekAverage(totalSeconds: number, days: number, excludedDays: number): number | undefined {
  const counted = days - excludedDays
  return counted > 0 ? (totalSeconds * 7) / counted : undefined
}

export interface UkAverage {
  /** A: worked in the reference period, without the excluded days. */
  aSeconds: number
  /** B: worked after it, on as many working days as days were excluded. */
  bSeconds: number
  /** (A + B) / C, of a week. */
  averageSeconds: number
  /** Excluded days that are not made up for yet: the average will change. */
  daysToCome: number
}

/**
 * United Kingdom, reg. 4(6): (A + B) / C over C weeks. `days` is the seconds worked on each day from
 * the first of the reference period on, and beyond its end as far as they are known; `excluded` says
 * which of them are days of leave, sickness or opting out. For every excluded day of the period the
 * next day after the period that was worked on, and is not excluded itself, is taken instead.
 */
export function ukAverage(days: readonly number[], excluded: readonly boolean[], weeks: number): UkAverage {
  let a = 0
  let b = 0
  let open = 0
  for (let i = 0; i < 7 * weeks; i++) {
    if (excluded[i]) open += 1
    else a += days[i] ?? 0
  }
  for (let i = 7 * weeks; i < days.length && open > 0; i++) {
    if (excluded[i] || days[i] === 0) continue
    b += days[i]!
    open -= 1
  }
  return { aSeconds: a, bSeconds: b, averageSeconds: (a + b) / weeks, daysToCome: open }
}

/**
 * United Kingdom, night workers, reg. 6(5): normal hours of the reference period by its days less one
 * day of weekly rest in seven. `undefined` where no day is left.
 */
export function ukNightAverage(totalSeconds: number, days: number): number | undefined {
  return dayAverage(totalSeconds, days - Math.floor(days / 7))
}

/** The average of a day that counts. `undefined` where no day counts. */
export function dayAverage(totalSeconds: number, days: number): number | undefined {
  return days > 0 ? totalSeconds / days : undefined
}

/**
 * Germany: the average working day (Werktag). From Monday to Saturday every day counts, worked or not,
 * but for the excluded ones: leave, sickness, public holidays. Their hours must not be in the total.
 * `from` and `to` are both within; `excluded` in any order, each date once. `undefined` where no day is left.
 */
export function germanDayAverage(
  totalSeconds: number,
  from: string,
  to: string,
  excluded: Iterable<string>,
): number | undefined {
  let days = workingDays(from, to)
  for (const date of excluded) if (date >= from && date <= to && weekday(date) !== 7) days -= 1
  return dayAverage(totalSeconds, days)
}

/** Days from Monday to Saturday, both bounds within. */
export function workingDays(from: string, to: string): number {
  const days = dayNumber(to) - dayNumber(from) + 1
  if (days <= 0) return 0
  const sundays = Math.floor((days + weekday(from) - 1) / 7)
  return days - sundays
}

/** The same day of an earlier month, or the last of it where that is shorter. */
function monthsBefore(date: string, months: number): string {
  const month = Number(date.slice(0, -6)) * 12 + Number(date.slice(-5, -3)) - 1 - months
  const first = (index: number): number =>
    dayNumber(`${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`)
  return dateOfDay(Math.min(first(month) + Number(date.slice(-2)) - 1, first(month + 1) - 1))
}
