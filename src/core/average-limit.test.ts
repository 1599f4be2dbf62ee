import { describe, expect, test } from 'vitest'
import { averageLimit, type AverageDays } from './average-limit.ts'
import { addDays, daysBetween, weekday } from './calendar.ts'
import type { AverageRule } from './policy.ts'

const hour = 3600
/** A Sunday. */
const to = '2025-06-29'

function days(some: Partial<AverageDays> & { hours?: (date: string) => number }): AverageDays {
  return {
    workedOn: (date) => (some.hours?.(date) ?? 0) * hour,
    isExcluded: () => false,
    isHoliday: () => false,
    knownTo: to,
    ...some,
  }
}

const week = (excludedDays: AverageRule['excludedDays']): AverageRule => ({
  of: 'week',
  limitMinutes: 2880,
  reference: { weeks: 17 },
  excludedDays,
})
const isWorkday = (date: string) => weekday(date) <= 5

test('GC-088 seventeen weeks of 40 hours, with 12 hours more in the first ten', () => {
  const start = addDays(to, 1 - 17 * 7)
  const hours = (date: string) =>
    isWorkday(date) ? 8 + (daysBetween(start, date) < 70 && weekday(date) <= 4 ? 3 : 0) : 0
  expect(averageLimit(week('made_up'), to, days({ hours }))).toEqual({
    of: 'week',
    from: start,
    to,
    limitSeconds: 48 * hour,
    averageSeconds: Math.round((800 / 17) * hour),
    isWithin: true,
    daysToCome: 0,
  })
})

describe('days of leave', () => {
  const hours = (date: string) => (isWorkday(date) && !isLeave(date) ? 10 : 0)
  /** The last week of the period. */
  const isLeave = (date: string) => date > addDays(to, -7) && date <= to

  test('are taken out', () => {
    const found = averageLimit(week('taken_out'), to, days({ hours, isExcluded: isLeave }))
    expect(found.averageSeconds).toBe(50 * hour)
    expect(found.isWithin).toBe(false)
  })

  test('or made up for by days after the period', () => {
    const known = { hours, isExcluded: isLeave }
    const early = averageLimit(week('made_up'), to, days(known))
    expect(early).toMatchObject({
      averageSeconds: Math.round((800 / 17) * hour),
      daysToCome: 7,
      isWithin: true,
    })
    const later = averageLimit(week('made_up'), to, days({ ...known, knownTo: addDays(to, 9) }))
    expect(later).toMatchObject({
      averageSeconds: Math.round((870 / 17) * hour),
      daysToCome: 0,
      isWithin: false,
    })
  })
})

test('the working day of Germany counts Saturdays, and no holidays', () => {
  const rule: AverageRule = {
    of: 'working_day',
    limitMinutes: 480,
    reference: { weeks: 4 },
    excludedDays: 'taken_out',
  }
  const hours = (date: string) => (isWorkday(date) ? 9.6 : 0)
  expect(averageLimit(rule, to, days({ hours }))).toMatchObject({ averageSeconds: 8 * hour, isWithin: true })
  const isHoliday = (date: string) => date === '2025-06-28'
  expect(averageLimit(rule, to, days({ hours, isHoliday }))).toMatchObject({ isWithin: false })
})

test('what is worked on a public holiday counts in Germany, as on a Sunday; on a day of leave it does not', () => {
  const rule: AverageRule = {
    of: 'working_day',
    limitMinutes: 480,
    reference: { weeks: 4 },
    excludedDays: 'taken_out',
  }
  // 24 days from Monday to Saturday; one of 10 hours is a holiday: 23 days of 8 hours and those 10.
  const isHoliday = (date: string) => date === '2025-06-19'
  const hours = (date: string) => (isHoliday(date) ? 10 : weekday(date) === 7 ? 0 : 8)
  expect(averageLimit(rule, to, days({ hours, isHoliday })).averageSeconds).toBe(
    Math.round(((23 * 8 + 10) / 23) * hour),
  )
  expect(averageLimit(rule, to, days({ hours, isExcluded: isHoliday })).averageSeconds).toBe(8 * hour)
})

test('GC-090 night work: 48 hours a week over 17 weeks are 8 hours a day', () => {
  const rule: AverageRule = {
    of: 'night_day',
    limitMinutes: 480,
    reference: { weeks: 17 },
    excludedDays: 'made_up',
  }
  const hours = (date: string) => (weekday(date) <= 4 ? 12 : 0)
  expect(averageLimit(rule, to, days({ hours }))).toMatchObject({ averageSeconds: 8 * hour, isWithin: true })
})

test('of days that are all excluded there is no average', () => {
  const found = averageLimit(week('taken_out'), to, days({ isExcluded: () => true }))
  expect(found).toMatchObject({ averageSeconds: null, isWithin: true })
})
