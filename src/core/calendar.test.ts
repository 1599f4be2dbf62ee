import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  bucketOf,
  dateOfDay,
  datesBetween,
  dayNumber,
  daysBetween,
  isoWeek,
  monthStart,
  parseDate,
  parseTime,
  periodBounds,
  secondOfDay,
  timeOfSecond,
  weekday,
  type Period,
} from './calendar.ts'

test.each(['2025-08-20', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a date', (text) => {
  expect(parseDate(text)).toBe(text)
})

test.each([
  '',
  '2025-02-29',
  '1900-02-29',
  '2025-04-31',
  '2025-13-01',
  '2025-00-10',
  '2025-01-00',
  '2025-01-32',
  '0000-01-01',
  '2025-8-20',
  '20250820',
  '2025-08-20T00:00',
  ' 2025-08-20',
  '2025-08-20\n',
  '25-08-20',
  '12025-08-20',
  '-2025-08-20',
  '२०२५-०८-२०',
  '2025-99-99',
])('%j is no date', (text) => expect(parseDate(text)).toBeUndefined())

test.each([
  ['00:00', '00:00:00'],
  ['08:45', '08:45:00'],
  ['08:45:30', '08:45:30'],
  ['23:59:59', '23:59:59'],
])('%s is the time %s', (text, time) => expect(parseTime(text)).toBe(time))

test.each([
  '',
  '8:45',
  '24:00',
  '24:00:00',
  '12:60',
  '12:00:60',
  '12:00:',
  '12:00:00.5',
  '12',
  '1200',
  ' 12:00',
  '12:00\n',
  '-1:00',
])('%j is no time', (text) => expect(parseTime(text)).toBeUndefined())

test.each([
  ['GC-178', '2026-12-31', 2026, 53, 4],
  ['GC-180', '2021-01-03', 2020, 53, 7],
  ['ZE-41', '2023-01-01', 2022, 52, 7],
  ['ZE-41', '2024-12-30', 2025, 1, 1],
  ['ZE-41', '2025-12-29', 2026, 1, 1],
  ['ZE-41', '2026-12-28', 2026, 53, 1],
  ['ZE-41', '2027-01-04', 2027, 1, 1],
  ['ZE-41', '2028-01-03', 2028, 1, 1],
  ['the first of January in the year before', '2027-01-01', 2026, 53, 5],
  ['a leap year', '2020-12-31', 2020, 53, 4],
  ['mid-year', '2025-08-20', 2025, 34, 3],
])('%s ISO week of %s', (_name, date, year, week, day) => {
  expect(isoWeek(date)).toEqual({ year, week })
  expect(weekday(date)).toBe(day)
})

test.each([
  ['day', '2025-08-20', '2025-08-20', '2025-08-20', '2025-08-20'],
  ['week', '2025-08-20', '2025-W34', '2025-08-18', '2025-08-24'],
  ['week', '2027-01-01', '2026-W53', '2026-12-28', '2027-01-03'],
  ['week', '2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
  ['month', '2025-08-20', '2025-08', '2025-08-01', '2025-08-31'],
  ['month', '2024-02-29', '2024-02', '2024-02-01', '2024-02-29'],
  ['month', '2025-02-01', '2025-02', '2025-02-01', '2025-02-28'],
  ['month', '2025-12-31', '2025-12', '2025-12-01', '2025-12-31'],
  ['year', '2025-08-20', '2025', '2025-01-01', '2025-12-31'],
] as const)('the %s of %s is %s', (period, date, key, from, to) => {
  expect(bucketOf(period, date)).toEqual({ key, from, to })
  expect(periodBounds(period, date)).toEqual({ from, to })
})

test('days over the ends of months and years', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
  expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
  expect(daysBetween('2025-01-01', '2026-01-01')).toBe(365)
  expect(daysBetween('2025-01-02', '2025-01-01')).toBe(-1)
  expect(datesBetween('2025-02-27', '2025-03-02')).toEqual([
    '2025-02-27',
    '2025-02-28',
    '2025-03-01',
    '2025-03-02',
  ])
  expect(datesBetween('2025-03-02', '2025-03-01')).toEqual([])
  expect(monthStart('2025-03-31')).toBe('2025-03-01')
})

describe('what always holds', () => {
  const day = fc.integer({ min: dayNumber('0001-01-08'), max: dayNumber('9998-12-31') })

  test('day numbers agree with Temporal', () => {
    fc.assert(
      fc.property(day, (number) => {
        const date = Temporal.PlainDate.from('1970-01-01').add({ days: number })
        expect(dateOfDay(number)).toBe(date.toString())
        expect(dayNumber(date.toString())).toBe(number)
        expect(parseDate(date.toString())).toBe(date.toString())
        expect(weekday(date.toString())).toBe(date.dayOfWeek)
        expect(isoWeek(date.toString())).toEqual({ year: date.yearOfWeek, week: date.weekOfYear })
      }),
      { numRuns: 500 },
    )
  })

  test('each day lies in exactly one week, month and year, and periods follow each other', () => {
    const periods = fc.constantFrom<Period>('day', 'week', 'month', 'year')
    fc.assert(
      fc.property(periods, day, (period, number) => {
        const { key, from, to } = bucketOf(period, dateOfDay(number))
        expect(from <= dateOfDay(number) && dateOfDay(number) <= to).toBe(true)
        expect(bucketOf(period, from)).toEqual({ key, from, to })
        expect(bucketOf(period, to)).toEqual({ key, from, to })
        expect(bucketOf(period, addDays(to, 1)).from).toBe(addDays(to, 1))
        expect(bucketOf(period, addDays(to, 1)).key).not.toBe(key)
      }),
    )
  })

  test('the days of a year add up to its months and weeks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2200 }), (year) => {
        const dates = datesBetween(`${year}-01-01`, `${year}-12-31`)
        for (const period of ['day', 'week', 'month', 'year'] as const) {
          const counts = new Map<string, number>()
          for (const date of dates) {
            const { key } = bucketOf(period, date)
            counts.set(key, (counts.get(key) ?? 0) + 1)
          }
          expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(dates.length)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('seconds of a day and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_399 }), (second) => {
        const time = timeOfSecond(second)
        expect(parseTime(time)).toBe(time)
        expect(secondOfDay(time)).toBe(second)
      }),
    )
  })
})
