import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekday } from './calendar.ts'
import { matchPlanned, plannedDates, plannedShifts, type PlannedShift, type ScheduleOn } from './schedule.ts'
import { numberOf, type Schedule } from './schedule-pattern.ts'
import { localDateTime, resolveLocal } from './zone.ts'

const D = '2025-06-02'
const everyDay = [1, 2, 3, 4, 5, 6, 7]

function schedule(id: string, times: [start: string, end: string][], more: Partial<Schedule> = {}): Schedule {
  return {
    id,
    days: everyDay.flatMap((on) => times.map(([start, end]) => ({ weekday: on, start, end }))),
    graceInMinutes: 0,
    graceOutMinutes: 0,
    windowBeforeMinutes: 60,
    windowAfterMinutes: 60,
    ...more,
  }
}

const always =
  (one: Schedule): ScheduleOn =>
  () =>
    one
const onlyOn =
  (date: string, one: Schedule): ScheduleOn =>
  (asked) =>
    asked === date ? one : undefined

/** 'D+1 07:00' as an instant. */
function at(text: string, zone = 'UTC'): number {
  const [, days, time] = /^D([+-]\d+)? (\d\d:\d\d)$/.exec(text)!
  return resolveLocal(zone, addDays(D, Number(days ?? 0)), time!).instant
}

const around = (on: ScheduleOn, zone = 'UTC') => plannedShifts(on, zone, addDays(D, -3), addDays(D, 3))
const wall = (instant: number) => localDateTime('UTC', instant).slice(0, 16)
const starts = (shift: PlannedShift | undefined) => shift && wall(shift.start)

const morning = schedule('S', [['08:00', '12:00']])
const consecutive = schedule('S', [
  ['08:00', '12:00'],
  ['12:30', '16:30'],
])

describe('the window of one shift, both edges within', () => {
  test.each([
    [
      'GC-193',
      '08:00',
      '12:00',
      ['D 08:45', 'D 07:00', 'D 13:00', 'D 13:01', 'D 06:59'],
      [true, true, true, false, false],
    ],
    [
      'GC-195',
      '23:00',
      '07:00',
      ['D+1 07:00', 'D+1 23:00', 'D 07:00', 'D-1 23:00'],
      [true, false, false, false],
    ],
    [
      'GC-195 edges',
      '23:00',
      '07:00',
      ['D 22:00', 'D 21:59', 'D+1 08:00', 'D+1 08:01'],
      [true, false, true, false],
    ],
    ['FH-11', '00:30', '10:00', ['D 23:30', 'D+1 00:30', 'D-1 00:30'], [false, false, false]],
    [
      'FH-11 before midnight',
      '00:30',
      '10:00',
      ['D-1 23:30', 'D-1 23:29', 'D 00:30', 'D 11:00'],
      [true, false, true, true],
    ],
    [
      'FH-13',
      '15:00',
      '23:30',
      ['D 00:30', 'D+1 15:00', 'D-1 15:00', 'D-1 00:30'],
      [false, false, false, false],
    ],
    ['FH-13 after midnight', '15:00', '23:30', ['D 14:00', 'D+1 00:30', 'D+1 00:31'], [true, true, false]],
  ])('%s %s to %s on D only', (_name, start, end, punches, inWindow) => {
    const planned = around(onlyOn(D, schedule('S', [[start, end]])))
    expect(punches.map((punch) => matchPlanned(planned, at(punch), 'in') !== undefined)).toEqual(inWindow)
    expect(punches.map((punch) => matchPlanned(planned, at(punch), 'out') !== undefined)).toEqual(inWindow)
  })

  test('FH-01 the shift and its window', () => {
    const shift = matchPlanned(around(always(morning)), at('D 08:45'), 'in')!
    expect([shift.date, ...[shift.start, shift.end, shift.windowStart, shift.windowEnd].map(wall)]).toEqual([
      D,
      '2025-06-02T08:00',
      '2025-06-02T12:00',
      '2025-06-02T07:00',
      '2025-06-02T13:00',
    ])
  })

  test('FH-23 a wider window takes earlier punches', () => {
    const wide = schedule('S', [['08:00', '12:00']], { windowBeforeMinutes: 120 })
    expect(matchPlanned(around(always(morning)), at('D 06:30'), 'in')).toBeUndefined()
    expect(starts(matchPlanned(around(always(wide)), at('D 06:30'), 'in'))).toBe('2025-06-02T08:00')
  })

  test('FH-07 a night shift takes both of its punches', () => {
    const planned = around(always(schedule('N', [['23:00', '01:00']])))
    for (const punch of ['D 23:00', 'D+1 01:30', 'D 22:00', 'D+1 02:00']) {
      expect(starts(matchPlanned(planned, at(punch), 'in'))).toBe('2025-06-02T23:00')
    }
    expect(matchPlanned(planned, at('D+1 02:01'), 'in')).toBeUndefined()
  })

  test('FH-05 until the assignment ends', () => {
    const on: ScheduleOn = (date) => (date >= D && date <= addDays(D, 15) ? consecutive : undefined)
    const planned = plannedShifts(on, 'UTC', D, addDays(D, 20))
    expect(starts(matchPlanned(planned, at('D 08:45'), 'in'))).toBe('2025-06-02T08:00')
    expect(starts(matchPlanned(planned, at('D 12:45'), 'in'))).toBe('2025-06-02T12:30')
    expect(starts(matchPlanned(planned, at('D+15 12:45'), 'in'))).toBe('2025-06-17T12:30')
    expect(matchPlanned(planned, at('D+16 12:45'), 'in')).toBeUndefined()
  })
})

describe('neighbours share what lies between them', () => {
  test.each([
    ['FH-15', 'D 12:30', '2025-06-02T12:30'],
    ['FH-17', 'D 12:01', '2025-06-02T12:30'],
    ['before the end of the first', 'D 11:59', '2025-06-02T08:00'],
    ['before the window of the second', 'D 11:30', '2025-06-02T08:00'],
    ['after the window of the first', 'D 13:00', '2025-06-02T12:30'],
  ])('%s: %s belongs to the shift of %s', (_name, punch, start) => {
    for (const role of ['in', 'out'] as const) {
      expect(starts(matchPlanned(around(always(consecutive)), at(punch), role))).toBe(start)
    }
  })

  test('FH-15 windows are trimmed to the end of the earlier shift', () => {
    const [first, second] = plannedShifts(always(consecutive), 'UTC', D, D)
    expect([wall(first!.windowStart), wall(first!.windowEnd)]).toEqual([
      '2025-06-02T07:00',
      '2025-06-02T12:00',
    ])
    expect([wall(second!.windowStart), wall(second!.windowEnd)]).toEqual([
      '2025-06-02T12:00',
      '2025-06-02T17:30',
    ])
  })

  test('at the end of the first an arrival is for the second, a leaving from the first', () => {
    const planned = around(always(consecutive))
    expect(starts(matchPlanned(planned, at('D 12:00'), 'in'))).toBe('2025-06-02T12:30')
    expect(starts(matchPlanned(planned, at('D 12:00'), 'out'))).toBe('2025-06-02T08:00')
  })

  test('TT-01 shifts that touch', () => {
    const planned = around(
      always(
        schedule('S', [
          ['09:00', '13:00'],
          ['13:00', '17:00'],
        ]),
      ),
    )
    expect(starts(matchPlanned(planned, at('D 13:00'), 'in'))).toBe('2025-06-02T13:00')
    expect(starts(matchPlanned(planned, at('D 13:00'), 'out'))).toBe('2025-06-02T09:00')
  })

  test('FH-19 day and night in turn', () => {
    const planned = around(
      always(
        schedule('S', [
          ['07:00', '19:00'],
          ['19:00', '07:00'],
        ]),
      ),
    )
    expect(starts(matchPlanned(planned, at('D 07:01'), 'in'))).toBe('2025-06-02T07:00')
    expect(starts(matchPlanned(planned, at('D 19:00'), 'out'))).toBe('2025-06-02T07:00')
    expect(starts(matchPlanned(planned, at('D 19:00'), 'in'))).toBe('2025-06-02T19:00')
    expect(starts(matchPlanned(planned, at('D 07:00'), 'out'))).toBe('2025-06-01T19:00')
  })

  test('FH-21 morning, its window cut where the afternoon begins', () => {
    const planned = around(
      always(
        schedule('S', [
          ['07:00', '13:00'],
          ['13:00', '19:00'],
        ]),
      ),
    )
    const shift = matchPlanned(planned, at('D-1 07:01'), 'in')!
    expect(matchPlanned(planned, at('D-1 13:00'), 'out')).toBe(shift)
    expect([wall(shift.windowStart), wall(shift.windowEnd)]).toEqual(['2025-06-01T06:00', '2025-06-01T13:00'])
  })

  test('windows that only touch are left alone', () => {
    const planned = around(
      always(
        schedule('S', [
          ['08:00', '12:00'],
          ['14:00', '18:00'],
        ]),
      ),
    )
    expect(starts(matchPlanned(planned, at('D 12:59'), 'in'))).toBe('2025-06-02T08:00')
    expect(starts(matchPlanned(planned, at('D 13:00'), 'out'))).toBe('2025-06-02T08:00')
    expect(starts(matchPlanned(planned, at('D 13:00'), 'in'))).toBe('2025-06-02T14:00')
  })

  test('a schedule that begins inside the last night of another keeps its own shift', () => {
    const night = schedule('N', [['22:00', '06:00']])
    const early = schedule('E', [['05:00', '13:00']])
    const planned = around((date) => (date < D ? night : date === D ? early : undefined))
    expect(matchPlanned(planned, at('D 05:00'), 'in')?.scheduleId).toBe('E')
    expect(matchPlanned(planned, at('D 06:00'), 'out')?.scheduleId).toBe('N')
  })

  test('a shift is the same whatever range it is read in', () => {
    const times = fc.constantFrom<[string, string][]>(
      [
        ['08:00', '12:00'],
        ['12:30', '16:30'],
      ],
      [['22:00', '06:00']],
      [['23:30', '14:00']],
      [['00:00', '08:00']],
    )
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 0, max: 720 }),
        fc.integer({ min: 0, max: 720 }),
        (spans, before, after) => {
          const on = always(schedule('S', spans, { windowBeforeMinutes: before, windowAfterMinutes: after }))
          const wide = plannedShifts(on, 'Europe/Vienna', addDays(D, -5), addDays(D, 5))
          expect(plannedShifts(on, 'Europe/Vienna', D, D)).toEqual(wide.filter((shift) => shift.date === D))
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('planned shifts on the wall clock', () => {
  test.each([
    ['spring, Berlin', 'Europe/Berlin', '2025-03-29', '22:00', '06:00', 7],
    ['autumn, Berlin', 'Europe/Berlin', '2025-10-25', '22:00', '06:00', 9],
    ['over a left-out date', 'Pacific/Apia', '2011-12-29', '22:00', '06:00', 8],
    ['until midnight', 'Europe/Berlin', '2025-06-02', '16:00', '00:00', 8],
    ['begins in the gap', 'Europe/Berlin', '2025-03-30', '02:30', '06:30', 3],
  ])('%s', (_name, zone, date, start, end, hours) => {
    const [shift] = plannedShifts(onlyOn(date, schedule('S', [[start, end]])), zone, date, date)
    expect((shift!.end - shift!.start) / 3_600_000).toBe(hours)
    expect(shift!.date).toBe(date)
  })

  test('no shift on a date that was left out, none that the gap swallows', () => {
    const left = plannedShifts(always(morning), 'Pacific/Apia', '2011-12-29', '2011-12-31')
    expect(left.map((shift) => shift.date)).toEqual(['2011-12-29', '2011-12-31'])
    const swallowed = onlyOn('2025-03-30', schedule('S', [['02:00', '02:45']]))
    expect(
      plannedShifts(swallowed, 'Europe/Berlin', '2025-03-30', '2025-03-30').map(
        (shift) => (shift.end - shift.start) / 60_000,
      ),
    ).toEqual([45])
    const turned = onlyOn('2025-03-30', schedule('S', [['02:30', '03:15']]))
    expect(plannedShifts(turned, 'Europe/Berlin', '2025-03-30', '2025-03-30')).toEqual([])
  })

  test('graces and the schedule go along', () => {
    const [shift] = plannedShifts(always({ ...morning, graceInMinutes: 5, graceOutMinutes: 10 }), 'UTC', D, D)
    expect(shift).toMatchObject({ scheduleId: 'S', graceInSeconds: 300, graceOutSeconds: 600 })
  })

  test('FH-71 only the dates that are assigned', () => {
    const on: ScheduleOn = (date) => ([addDays(D, -5), addDays(D, -4)].includes(date) ? morning : undefined)
    expect(plannedDates(on, addDays(D, -30), D)).toEqual([addDays(D, -5), addDays(D, -4)])
  })

  test('only the weekdays of the schedule', () => {
    const on = always({ ...morning, days: morning.days.filter((day) => numberOf(day) <= 5) })
    const dates = plannedDates(on, '2025-06-01', '2025-06-30')
    expect(dates).toHaveLength(21)
    expect(dates.every((date) => weekday(date) <= 5)).toBe(true)
    expect(plannedShifts(on, 'UTC', '2025-06-01', '2025-06-30').map((shift) => shift.date)).toEqual(dates)
  })
})
