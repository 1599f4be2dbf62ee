import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, datesBetween, weekday } from './calendar.ts'
import { endsNextDay, numberOf, patternShifts, type Schedule, type ScheduleDay } from './schedule-pattern.ts'

const minutes = { graceInMinutes: 5, graceOutMinutes: 6, windowBeforeMinutes: 60, windowAfterMinutes: 90 }

const rotating = (cycleDays: number, anchor: string, days: ScheduleDay[]): Schedule => ({
  id: 'R',
  cycleDays,
  anchor,
  days,
  ...minutes,
})
const starts = (schedule: Schedule, from: string, to: string) =>
  datesBetween(from, to).map(
    (date) =>
      patternShifts(schedule, date)
        .map(({ start }) => start.slice(0, 2))
        .join('+') || '-',
  )

describe('which shifts a pattern has on a date', () => {
  const fourOnTwoOff = rotating(
    6,
    '2026-03-02',
    [1, 2, 3, 4].map((day) => ({ day, start: '06:00', end: '14:00' })),
  )
  const threeShifts = rotating(3, '2026-03-02', [
    { day: 1, start: '06:00', end: '14:00' },
    { day: 2, start: '14:00', end: '22:00' },
    { day: 3, start: '22:00', end: '06:00' },
  ])

  test.each([
    ['four on, two off', fourOnTwoOff, '2026-03-02', '2026-03-09', '06 06 06 06 - - 06 06'],
    ['before its anchor', fourOnTwoOff, '2026-02-24', '2026-03-02', '06 06 06 06 - - 06'],
    ['early, late, night', threeShifts, '2026-02-28', '2026-03-04', '14 22 06 14 22'],
    [
      'every day',
      rotating(1, '2026-03-02', [{ day: 1, start: '20:00', end: '04:00' }]),
      '2026-03-01',
      '2026-03-03',
      '20 20 20',
    ],
    [
      'every other week, twice on a day',
      rotating(14, '2026-03-02', [
        { day: 1, start: '06:00', end: '10:00' },
        { day: 1, start: '16:00', end: '20:00' },
      ]),
      '2026-03-09',
      '2026-03-16',
      '- - - - - - - 06+16',
    ],
  ])('%s', (_name, schedule, from, to, expected) => {
    expect(starts(schedule, from, to).join(' ')).toBe(expected)
  })

  test('a week is a pattern of seven days from a Monday on', () => {
    const times = { start: '09:00', end: '17:00' }
    const week: Schedule = { id: 'W', days: [1, 3, 7].map((on) => ({ weekday: on, ...times })), ...minutes }
    const cycle = rotating(
      7,
      '2020-01-06',
      [1, 3, 7].map((day) => ({ day, ...times })),
    )
    const date = fc.integer({ min: -20_000, max: 60_000 }).map((days) => addDays('1970-01-01', days))
    fc.assert(
      fc.property(date, (on) => {
        expect(patternShifts(week, on).length).toBe(patternShifts(cycle, on).length)
        expect(patternShifts(week, on).length > 0).toBe([1, 3, 7].includes(weekday(on)))
      }),
    )
  })

  test('it repeats after its length, forwards and backwards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 366 }), fc.integer({ min: -5000, max: 5000 }), (length, days) => {
        const schedule = rotating(length, '2026-03-02', [{ day: 1, start: '06:00', end: '14:00' }])
        const date = addDays('2026-03-02', days)
        expect(patternShifts(schedule, date)).toEqual(patternShifts(schedule, addDays(date, length)))
        expect(patternShifts(schedule, date).length).toBe(days % length === 0 ? 1 : 0)
      }),
    )
  })
})

test('grace and window are those of the shift, else of the schedule', () => {
  const schedule = rotating(1, '2026-03-02', [{ day: 1, start: '06:00', end: '14:00', graceInMinutes: 1 }])
  expect(patternShifts(schedule, '2026-03-02')).toEqual([
    { day: 1, start: '06:00', end: '14:00', ...minutes, graceInMinutes: 1 },
  ])
})

test.each([
  ['22:00', '06:00', true],
  ['16:00', '00:00', true],
  ['08:00', '08:00', true],
  ['08:00', '16:00', false],
])('%s to %s ends on the next day: %s', (start, end, expected) => {
  expect(endsNextDay({ start, end })).toBe(expected)
})

test('the number of a day', () => {
  const times = { start: '06:00', end: '14:00' }
  expect([numberOf({ weekday: 3, ...times }), numberOf({ day: 9, ...times })]).toEqual([3, 9])
})
