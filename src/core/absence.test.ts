import { describe, expect, it, test } from 'vitest'
import { countBetween, plannedAmong, plannedDatesOver } from './absence.ts'
import type { Schedule } from './schedule-pattern.ts'

const office: Schedule = {
  id: 'office',
  days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' })),
  graceInMinutes: 0,
  graceOutMinutes: 0,
  windowBeforeMinutes: 240,
  windowAfterMinutes: 240,
}

// 2025-08-20 was a Wednesday.
const overAt = (now: string, from = '2025-08-18', to = '2025-08-24'): string[] =>
  plannedDatesOver(() => office, 'UTC', from, to, Date.parse(now))

test('of single dates, long past or just over, those that were planned', () => {
  const dates = ['2025-08-08', '2025-08-09', '2025-08-18', '2025-08-19', '2025-08-20', '2025-08-21']
  const among = (now: string) => plannedAmong(() => office, 'UTC', dates, Date.parse(now))
  expect(among('2025-08-20T21:00:00Z')).toEqual(['2025-08-08', '2025-08-18', '2025-08-19'])
  expect(among('2025-08-20T21:00:01Z')).toEqual(['2025-08-08', '2025-08-18', '2025-08-19', '2025-08-20'])
})

describe('plannedDatesOver', () => {
  it.each([
    ['before the window ends', '2025-08-20T20:59:59Z', ['2025-08-18', '2025-08-19']],
    ['at its last instant', '2025-08-20T21:00:00Z', ['2025-08-18', '2025-08-19']],
    ['after it', '2025-08-20T21:00:01Z', ['2025-08-18', '2025-08-19', '2025-08-20']],
    ['before everything', '2025-08-17T12:00:00Z', []],
    [
      'long after',
      '2026-01-01T00:00:00Z',
      ['2025-08-18', '2025-08-19', '2025-08-20', '2025-08-21', '2025-08-22'],
    ],
  ])('%s', (_name, now, expected) => {
    expect(overAt(now)).toEqual(expected)
  })

  it('has nothing where nothing is planned', () => {
    expect(overAt('2026-01-01T00:00:00Z', '2025-08-23', '2025-08-24')).toEqual([])
    expect(
      plannedDatesOver(() => undefined, 'UTC', '2025-08-18', '2025-08-24', Date.parse('2026-01-01')),
    ).toEqual([])
  })
})

describe('countBetween', () => {
  const dates = ['2025-08-18', '2025-08-19', '2025-08-21']

  it.each([
    ['2025-08-01', '2025-08-31', 3],
    ['2025-08-19', '2025-08-21', 2],
    ['2025-08-20', '2025-08-20', 0],
    ['2025-08-22', '2025-08-01', 0],
  ])('counts from %s to %s: %i', (from, to, expected) => {
    expect(countBetween(dates, from, to)).toBe(expected)
  })
})
