/** Times and lengths for people, by their language and region. Instants are shown in the zone that they are given with. */
import { formatHours, hoursOf } from '../src/core/duration.ts'
import { weekday as isoWeekday } from '../src/core/calendar.ts'

type Instant = string | number

const cache = new Map<string, Intl.DateTimeFormat>()

/** Making one is slow; a list of 5,000 rows asks for the same few. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let format = cache.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, options)
    cache.set(key, format)
  }
  return format
}

/** A date of the calendar has no zone; noon of UTC is on it everywhere that it is shown. */
const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`)
const calendar = { timeZone: 'UTC' } as const

const dateStyles = {
  short: { day: 'numeric', month: 'numeric', year: 'numeric' },
  medium: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  day: { day: 'numeric' },
  weekday: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

export type DateStyle = keyof typeof dateStyles

export interface Formats {
  /** 7:30, or 7.50 where the person chose it. */
  hours(seconds: number): string
  /** 7:30, whatever was chosen. */
  clock(seconds: number): string
  /** 7:30:05, for what ticks. */
  ticking(seconds: number): string
  /** The time of the day of an instant. */
  time(at: Instant, timeZone: string): string
  /** The time of a `HH:MM:SS` of an answer. */
  localTime(text: string): string
  /** `YYYY-MM-DD` in words. */
  date(date: string, style?: DateStyle): string
  /** The name of an ISO weekday: 1 is Monday. */
  weekday(day: number): string
  /** Date and time of an instant. */
  dateTime(at: Instant, timeZone?: string): string
  /** 3 days ago. */
  ago(at: Instant, now: number): string
  number(value: number, digits?: number): string
  /** 66.7 %; a dash where there is nothing to be a share of. */
  percent(value: number | null): string
  /** ISO: 1 is Monday. */
  firstDayOfWeek: number
}

export function formatsFor(locale: string, isDecimal: boolean): Formats {
  const time = { hour: '2-digit', minute: '2-digit' } as const
  const number = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
      value,
    )
  return {
    hours: (seconds) => (isDecimal ? number(hoursOf(seconds), 2) : formatHours(seconds)),
    clock: formatHours,
    ticking: (seconds) => `${formatHours(seconds)}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`,
    time: (at, timeZone) => dateFormat(locale, { ...time, timeZone }).format(new Date(at)),
    localTime: (text) => dateFormat(locale, { ...time, ...calendar }).format(new Date(`1970-01-01T${text}Z`)),
    date: (date, style = 'medium') =>
      dateFormat(locale, { ...dateStyles[style], ...calendar }).format(noon(date)),
    // The first of that year was a Monday.
    weekday: (day) =>
      dateFormat(locale, { ...dateStyles.weekday, ...calendar }).format(noon(`2024-01-0${day}`)),
    dateTime: (at, timeZone) =>
      dateFormat(locale, { ...dateStyles.medium, ...time, ...(timeZone && { timeZone }) }).format(
        new Date(at),
      ),
    ago: (at, now) => ago(locale, (new Date(at).getTime() - now) / 1000),
    number,
    percent: (value) => (value === null ? '–' : `${number(value, 1)} %`),
    firstDayOfWeek: firstDayOfWeek(locale),
  }
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function ago(locale: string, seconds: number): string {
  const [unit, size] = units.find((one) => Math.abs(seconds) >= one[1]) ?? units[2]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

/** Regions that begin the week on Sunday or Saturday, where the browser does not say it itself. */
const sunday = /-(US|CA|MX|BR|JP|IL|IN|ZA|KR|TW|HK|PH|CO|PE|VE|GT|HN|SV|NI|PA|DO|PR)\b/
const saturday = /-(EG|AE|QA|KW|OM|BH|IQ|JO|SY|DZ|LY|SD)\b/

function firstDayOfWeek(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?(): { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  const stated = known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay
  if (stated !== undefined) return locale === 'en' ? 1 : stated
  if (sunday.test(locale)) return 7
  return saturday.test(locale) ? 6 : 1
}

/** How many days a date lies behind the first day of its week. */
export const daysIntoWeek = (date: string, firstDay: number): number => (isoWeekday(date) - firstDay + 7) % 7
