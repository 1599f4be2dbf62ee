import { expect, test } from 'vitest'
import { bucketOf, datesBetween } from '../src/core/calendar.ts'
import { hoursByWeek, trendOf } from './insight-buckets.ts'

const days = (from: string, to: string) =>
  datesBetween(from, to).map((date, i) => ({
    key: date,
    from: date,
    to: date,
    lateCount: i % 3,
    daysAbsent: i % 2,
  })) as unknown as Parameters<typeof trendOf>[0]

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)

test('weeks are those of the range, cut at its edges, with or without hours', () => {
  const period = bucketOf('week', '2026-03-10')
  const rows = [{ period, workedSeconds: 7200, overtimeSeconds: 600 }]
  const weeks = hoursByWeek(rows, { from: '2026-03-04', to: '2026-03-17' })
  expect(weeks).toEqual([
    { key: '2026-W10', from: '2026-03-04', to: '2026-03-08', worked: 0, overtime: 0 },
    { key: '2026-W11', from: '2026-03-09', to: '2026-03-15', worked: 7200, overtime: 600 },
    { key: '2026-W12', from: '2026-03-16', to: '2026-03-17', worked: 0, overtime: 0 },
  ])
})

test('a trend goes by day for a month, and by week for a year, and holds all of the days', () => {
  expect(trendOf(days('2026-03-01', '2026-03-31'))).toHaveLength(31)
  const year = days('2026-01-01', '2026-12-31')
  const weeks = trendOf(year)
  expect(weeks).toHaveLength(53)
  expect(weeks[0]).toMatchObject({ key: '2026-W01', from: '2026-01-01', to: '2026-01-04' })
  expect(sum(weeks.map(({ late }) => late))).toBe(sum(year.map((day) => day.lateCount)))
  expect(sum(weeks.map(({ absent }) => absent))).toBe(sum(year.map((day) => day.daysAbsent)))
})
