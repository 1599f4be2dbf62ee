import { expect, test } from 'vitest'
import { datesBetween } from '../src/core/calendar.ts'
import { trendOf, weeksOf } from './insight-buckets.ts'

const days = (from: string, to: string) =>
  datesBetween(from, to).map((date, i) => ({
    key: date,
    from: date,
    to: date,
    workedSeconds: 1000 + i,
    overtimeSeconds: i,
    lateCount: i % 3,
    daysAbsent: i % 2,
  })) as unknown as Parameters<typeof weeksOf>[0]

test('weeks hold all of the days, cut at the edges of the range', () => {
  const given = days('2026-03-04', '2026-03-17')
  const weeks = weeksOf(given)
  expect(weeks.map(({ key, from, to }) => [key, from, to])).toEqual([
    ['2026-W10', '2026-03-04', '2026-03-08'],
    ['2026-W11', '2026-03-09', '2026-03-15'],
    ['2026-W12', '2026-03-16', '2026-03-17'],
  ])
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  expect(sum(weeks.map(({ worked }) => worked))).toBe(sum(given.map((day) => day.workedSeconds)))
  expect(sum(weeks.map(({ late }) => late))).toBe(sum(given.map((day) => day.lateCount)))
  expect(sum(weeks.map(({ absent }) => absent))).toBe(sum(given.map((day) => day.daysAbsent)))
})

test('a trend goes by day for a month, and by week for a year', () => {
  expect(trendOf(days('2026-03-01', '2026-03-31'))).toHaveLength(31)
  expect(trendOf(days('2026-01-01', '2026-12-31'))).toHaveLength(53)
})
