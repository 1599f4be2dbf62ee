import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  averageLimits,
  dayAverage,
  germanDayAverage,
  referenceStart,
  ukAverage,
  ukNightAverage,
  weekAverage,
  workingDays,
} from './averages.ts'
import { addDays, datesBetween, weekday } from './calendar.ts'

const hour = 3600

describe('European Union', () => {
  test.each([
    ['17 weeks of 48 h', 17 * 48, 119, 0, 48],
    ['17 weeks of 48 h but for one of leave', 16 * 48, 119, 7, 48],
    ['17 weeks of 40 h, three days of sickness', 40 * 17 - 24, 119, 3, (656 * 7) / 116],
    ['one day', 8, 1, 0, 56],
  ])('%s', (_name, hours, days, excluded, average) => {
    expect(weekAverage(hours * hour, days, excluded)! / hour).toBeCloseTo(average, 9)
  })

  test('no day is left', () => {
    expect(weekAverage(0, 119, 119)).toBeUndefined()
    expect(weekAverage(0, 7, 8)).toBeUndefined()
  })

  test('exactly the limit is not over it', () => {
    expect(weekAverage(17 * 48 * hour, 119, 0)).toBe(averageLimits.EU.weekSeconds)
    expect(weekAverage(17 * 48 * hour + 1, 119, 0)).toBeGreaterThan(averageLimits.EU.weekSeconds)
  })
})

describe('United Kingdom', () => {
  /** Weeks of five days, Monday to Friday; `perDay(week)` hours a day. */
  const weeks = (count: number, perDay: (week: number) => number) =>
    Array.from({ length: count * 7 }, (_, day) => (day % 7 < 5 ? perDay(Math.floor(day / 7)) * hour : 0))
  const none: boolean[] = []
  const inHours = (days: number[], excluded: boolean[], period = 17) => {
    const { aSeconds, bSeconds, averageSeconds, daysToCome } = ukAverage(days, excluded, period)
    const average = Math.round((averageSeconds / hour) * 10) / 10
    return [
      aSeconds / hour,
      bSeconds / hour,
      average,
      averageSeconds <= averageLimits.UK.weekSeconds,
      daysToCome,
    ]
  }

  test('GC-088 40 h a week and 12 h overtime in the first ten: 47.1', () => {
    expect(
      inHours(
        weeks(17, (week) => 8 + (week < 10 ? 12 / 5 : 0)),
        none,
      ),
    ).toEqual([800, 0, 47.1, true, 0])
  })

  test('four days of leave are made up for by the four days after the period', () => {
    // 16 weeks and a day of 8 h, 8 h overtime in the first twelve weeks, then four days of leave.
    const days = weeks(18, (week) => 8 + (week < 12 ? 8 / 5 : 0))
    const excluded = days.map((_, day) => day >= 16 * 7 + 1 && day <= 16 * 7 + 4)
    for (const [day, out] of excluded.entries()) if (out) days[day] = 0
    expect(inHours(days, excluded)).toEqual([744, 32, 45.6, true, 0])
  })

  test('what was worked on an excluded day is not counted', () => {
    const days = weeks(17, () => 8)
    const excluded = days.map((_, day) => day === 0)
    expect(inHours(days, excluded)).toEqual([672, 0, 39.5, true, 1])
  })

  test('days after the period without work, and excluded ones, are passed over', () => {
    const days = [...weeks(17, () => 8), 0, 9 * hour, 10 * hour, 11 * hour]
    const excluded = days.map((_, day) => day === 0 || day === 17 * 7 + 1)
    expect(inHours(days, excluded)).toEqual([672, 10, 40.1, true, 0])
  })

  test('until enough days have come, it says how many are missing', () => {
    const days = [...weeks(17, () => 8), 8 * hour]
    const excluded = days.map((_, day) => day < 3)
    expect(inHours(days, excluded)).toEqual([656, 8, 39.1, true, 2])
  })

  test('days that are not known yet count nothing', () => {
    expect(
      inHours(
        weeks(16, () => 8),
        none,
      ),
    ).toEqual([640, 0, 37.6, true, 0])
  })

  test('48 h on average are within, a second more is not', () => {
    const days = weeks(17, () => 48 / 5)
    expect(inHours(days, none)[3]).toBe(true)
    days[0] = days[0]! + 17
    expect(inHours(days, none)[3]).toBe(false)
  })

  test('GC-090 night worker, 48 h a week: 816 h over 102 days are 8', () => {
    expect(ukNightAverage(17 * 48 * hour, 17 * 7)).toBe(8 * hour)
    expect(ukNightAverage(17 * 48 * hour, 17 * 7)).toBe(averageLimits.UK.nightDaySeconds)
    expect(ukNightAverage(17 * 50 * hour, 17 * 7)).toBeGreaterThan(averageLimits.UK.nightDaySeconds)
  })

  test('a day of rest is taken off for each full week', () => {
    expect(ukNightAverage(6 * hour, 6)).toBe(hour)
    expect(ukNightAverage(6 * hour, 7)).toBe(hour)
    expect(ukNightAverage(0, 0)).toBeUndefined()
  })
})

describe('Germany', () => {
  // 2025-01-06 was a Monday.
  const from = '2025-01-06'
  const to = addDays(from, 24 * 7 - 1)

  test.each([
    ['six days of 8 h', 24 * 48, [], 8],
    ['five days of 9.6 h are the same', 24 * 5 * 9.6, [], 8],
    ['five days of 10 h', 24 * 50, [], 1200 / 144],
    ['a week of leave is taken out', 23 * 48, datesBetween('2025-02-03', '2025-02-08'), 8],
    ['a Sunday is no working day, excluded or not', 24 * 48, ['2025-02-09'], 8],
    ['dates outside take no part', 24 * 48, ['2025-01-04', '2025-12-24'], 8],
    ['the first and the last day are within', 24 * 48 - 16, ['2025-01-06', '2025-06-21'], 8],
  ])('%s', (_name, hours, excluded, average) => {
    expect(germanDayAverage(hours * hour, from, to, excluded)! / hour).toBeCloseTo(average, 9)
  })

  test('no day is left', () => {
    expect(germanDayAverage(0, '2025-02-03', '2025-02-03', ['2025-02-03'])).toBeUndefined()
    expect(germanDayAverage(0, '2025-02-09', '2025-02-09', [])).toBeUndefined()
    expect(dayAverage(hour, 0)).toBeUndefined()
    expect(dayAverage(hour, 1)).toBe(hour)
  })

  test('working days are those that are no Sunday', () => {
    const date = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2024-01-01', days))
    fc.assert(
      fc.property(date, fc.integer({ min: -2, max: 60 }), (first, length) => {
        const last = addDays(first, length)
        const expected = datesBetween(first, last).filter((one) => weekday(one) !== 7).length
        expect(workingDays(first, last)).toBe(expected)
      }),
    )
  })
})

test.each([
  ['2025-06-22', { weeks: 24 }, '2025-01-06'],
  ['2025-04-27', { weeks: 17 }, '2024-12-30'],
  ['2025-06-30', { months: 6 }, '2025-01-01'],
  ['2025-06-15', { months: 6 }, '2024-12-16'],
  ['2025-04-30', { months: 4 }, '2025-01-01'],
  ['2025-02-28', { months: 4 }, '2024-11-01'],
  ['2025-12-31', { months: 12 }, '2025-01-01'],
  ['2025-08-30', { months: 6 }, '2025-02-28'],
  ['2024-08-30', { months: 6 }, '2024-02-29'],
  ['2025-05-29', { months: 3 }, '2025-02-28'],
  ['2025-01-31', { months: 1 }, '2025-01-01'],
  ['2025-12-30', { months: 1 }, '2025-11-30'],
  ['2025-11-29', { months: 1 }, '2025-10-30'],
])('the reference period that ends with %s, of %j, begins on %s', (last, length, first) => {
  expect(referenceStart(last, length)).toBe(first)
})
