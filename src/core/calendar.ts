/**
 * Plain dates and times: 'YYYY-MM-DD' from 0001 to 9999 and 'HH:MM:SS', without a zone. Arithmetic
 * is done on day numbers (days since 1970-01-01) in the proleptic Gregorian calendar. Functions
 * that take a date expect one that `parseDate` accepts; the day after 9999-12-31 is 10000-01-01, so
 * that the last of all weeks and days has an end too.
 */

export type Period = 'day' | 'week' | 'month' | 'year'

/** First and last date, both within. */
export interface DateRange {
  from: string
  to: string
}

/** The date, if the text is one of the calendar: strictly YYYY-MM-DD. */
export function parseDate(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return undefined
  // 30 February counts on into March: only a real date comes back as it was.
  return dateOfDay(dayNumber(text)) === text ? text : undefined
}

/** 'HH:MM' or 'HH:MM:SS' from 00:00 to 23:59:59, as 'HH:MM:SS'. */
export function parseTime(text: string): string | undefined {
  const match = /^(?:[01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.exec(text)
  if (!match) return undefined
  return match[1] ? text : `${text}:00`
}

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  const month = Number(date.slice(-5, -3))
  // The year is counted from March, so that the leap day is its last.
  const year = Number(date.slice(0, -6)) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(date.slice(-2)) - 1
  return (
    year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468
  )
}

/** The date of a day number. */
export function dateOfDay(day: number): string {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`
}

/** Seconds since midnight on the wall clock, of 'HH:MM' or 'HH:MM:SS'. */
export function secondOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 3600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(6, 8))
}

/** 'HH:MM:SS' of 0..86399 seconds. */
export function timeOfSecond(second: number): string {
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days)
}

/** Days from `a` to `b`; negative where `b` is before `a`. */
export function daysBetween(a: string, b: string): number {
  return dayNumber(b) - dayNumber(a)
}

/** ISO 8601: 1 = Monday .. 7 = Sunday. */
export function weekday(date: string): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** ISO 8601: a week belongs to the year that its Thursday lies in. */
export function isoWeek(date: string): { year: number; week: number } {
  const thursday = addDays(date, 4 - weekday(date))
  const dayOfYear = daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday)
  return { year: Number(thursday.slice(0, 4)), week: Math.floor(dayOfYear / 7) + 1 }
}

export function monthStart(date: string): string {
  return `${date.slice(0, -3)}-01`
}

/** The day, week (Monday to Sunday), month or year that holds `date`. */
export function periodBounds(period: Period, date: string): DateRange {
  return bounds[period](date)
}

/** The period that holds `date`, with its name: '2025-08-20', '2025-W34', '2025-08', '2025'. */
export function bucketOf(period: Period, date: string): DateRange & { key: string } {
  return { key: keys[period](date), ...bounds[period](date) }
}

/** Every date from `from` to `to`, both within; none where `to` is before `from`. */
export function datesBetween(from: string, to: string): string[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => dateOfDay(first + i))
}

const bounds = {
  day: (date) => ({ from: date, to: date }),
  week: (date) => ({ from: addDays(date, 1 - weekday(date)), to: addDays(date, 7 - weekday(date)) }),
  month: (date) => ({ from: monthStart(date), to: addDays(monthStart(addDays(monthStart(date), 31)), -1) }),
  year: (date) => ({ from: `${date.slice(0, 4)}-01-01`, to: `${date.slice(0, 4)}-12-31` }),
} as const satisfies Record<Period, (date: string) => DateRange>

const keys = {
  day: (date) => date,
  week(date) {
    const { year, week } = isoWeek(date)
    return `${String(year).padStart(4, '0')}-W${two(week)}`
  },
  month: (date) => date.slice(0, 7),
  year: (date) => date.slice(0, 4),
} as const satisfies Record<Period, (date: string) => string>

const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
