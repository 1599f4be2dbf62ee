import { expect, test } from 'vitest'
import { matchPlanned, plannedDates, plannedShifts, type PlannedShift } from './schedule.ts'
import type { Schedule, ScheduleDay } from './schedule-pattern.ts'
import { validateDays } from './schedule-validation.ts'
import { localDateTime, resolveLocal } from './zone.ts'

const utc = (text: string) => Date.parse(`2025-06-${text}:00Z`)
const everyDay = (start: string, end: string): ScheduleDay[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start, end }))

function schedule(days: ScheduleDay[], windowMinutes = 60, id = 'S'): Schedule {
  return {
    id,
    days,
    graceInMinutes: 10,
    graceOutMinutes: 5,
    windowBeforeMinutes: windowMinutes,
    windowAfterMinutes: windowMinutes,
  }
}

/** The schedule on the dates from..to alone; D is 2025-06-02, a Monday. */
const assigned =
  (it: Schedule, from = '2025-06-02', to = from) =>
  (date: string) =>
    date >= from && date <= to ? it : undefined

const around = (it: Schedule, from?: string, to?: string) =>
  plannedShifts(assigned(it, from, to), 'UTC', '2025-05-31', '2025-06-30')

const starts = (shift: PlannedShift | undefined) =>
  shift ? localDateTime('UTC', shift.start).slice(8, 16) : 'none'

test('FH-01: a planned shift with its window and graces', () => {
  expect(around(schedule(everyDay('08:00', '12:00')))).toEqual([
    {
      scheduleId: 'S',
      date: '2025-06-02',
      start: utc('02T08:00'),
      end: utc('02T12:00'),
      windowStart: utc('02T07:00'),
      windowEnd: utc('02T13:00'),
      graceInSeconds: 600,
      graceOutSeconds: 300,
    },
  ])
})

const night = everyDay('23:00', '07:00')
const two = [...everyDay('08:00', '12:00'), ...everyDay('12:30', '16:30')]

test.each([
  { id: 'FH-01', days: everyDay('08:00', '12:00'), at: '02T08:45', shift: '02T08:00' },
  { id: 'GC-193 first edge', days: everyDay('08:00', '12:00'), at: '02T07:00', shift: '02T08:00' },
  { id: 'GC-193, FH-03 last edge', days: everyDay('08:00', '12:00'), at: '02T13:00', shift: '02T08:00' },
  { id: 'GC-193 outside', days: everyDay('08:00', '12:00'), at: '02T13:01', shift: 'none' },
  { id: 'GC-195 night, its end', days: night, at: '03T07:00', shift: '02T23:00' },
  { id: 'GC-195, FH-09 the next night', days: night, at: '03T23:00', shift: 'none' },
  { id: 'GC-195, FH-09 the morning before', days: night, at: '02T07:00', shift: 'none' },
  { id: 'GC-195, FH-09 the night before', days: night, at: '01T23:00', shift: 'none' },
  { id: 'FH-11 the evening of the day', days: everyDay('00:30', '10:00'), at: '02T23:30', shift: 'none' },
  { id: 'FH-11 the next day', days: everyDay('00:30', '10:00'), at: '03T00:30', shift: 'none' },
  { id: 'FH-11 the day before', days: everyDay('00:30', '10:00'), at: '01T00:30', shift: 'none' },
  { id: 'FH-13 before the day', days: everyDay('15:00', '23:30'), at: '02T00:30', shift: 'none' },
  { id: 'FH-13 the next day', days: everyDay('15:00', '23:30'), at: '03T15:00', shift: 'none' },
  { id: 'FH-13 the day before', days: everyDay('15:00', '23:30'), at: '01T15:00', shift: 'none' },
  { id: 'FH-15', days: two, at: '02T12:30', shift: '02T12:30' },
  { id: 'FH-17', days: two, at: '02T12:01', shift: '02T12:30' },
])('$id: $at', ({ days, at, shift }) => {
  expect(starts(matchPlanned(around(schedule(days)), utc(at), 'in'))).toBe(shift)
})

test.each([
  { at: '02T08:45', shift: '02T08:00' },
  { at: '02T12:45', shift: '02T12:30' },
  { at: '18T12:45', shift: 'none' },
])('FH-05: $at', ({ at, shift }) => {
  const planned = around(schedule(two), '2025-06-02', '2025-06-17')
  expect(starts(matchPlanned(planned, utc(at), 'in'))).toBe(shift)
})

test('FH-07: both punches of a night are of one shift, dated by its start', () => {
  const planned = around(schedule(everyDay('23:00', '01:00')), '2025-06-02', '2025-06-30')
  const arrival = matchPlanned(planned, utc('02T23:00'), 'in')
  expect(arrival).toMatchObject({
    date: '2025-06-02',
    windowStart: utc('02T22:00'),
    windowEnd: utc('03T02:00'),
  })
  expect(matchPlanned(planned, utc('03T01:30'), 'out')).toEqual(arrival)
})

test('FH-15: the later window begins at the end of the earlier shift, and the earlier window ends there', () => {
  const [first, second] = around(schedule(two))
  expect(first).toMatchObject({ windowStart: utc('02T07:00'), windowEnd: utc('02T12:00') })
  expect(second).toMatchObject({ windowStart: utc('02T12:00'), windowEnd: utc('02T17:30') })
})

test('FH-19: day and night shifts that touch: 07:01 and leaving at 19:00 are of the day shift', () => {
  const planned = around(
    schedule([...everyDay('07:00', '19:00'), ...everyDay('19:00', '07:00')]),
    '2025-06-01',
    '2025-06-03',
  )
  expect(starts(matchPlanned(planned, utc('02T07:01'), 'in'))).toBe('02T07:00')
  expect(starts(matchPlanned(planned, utc('02T19:00'), 'out'))).toBe('02T07:00')
})

test('FH-21: the morning window ends where the afternoon begins', () => {
  const planned = around(schedule([...everyDay('07:00', '13:00'), ...everyDay('13:00', '19:00')]))
  const morning = matchPlanned(planned, utc('02T13:00'), 'out')
  expect(morning).toMatchObject({ windowStart: utc('02T06:00'), windowEnd: utc('02T13:00') })
  expect(matchPlanned(planned, utc('02T07:01'), 'in')).toEqual(morning)
})

test('TT-01: where two shifts touch, arriving is the second and leaving the first', () => {
  const planned = around(schedule([...everyDay('09:00', '13:00'), ...everyDay('13:00', '17:00')]))
  expect(starts(matchPlanned(planned, utc('02T13:00'), 'in'))).toBe('02T13:00')
  expect(starts(matchPlanned(planned, utc('02T13:00'), 'out'))).toBe('02T09:00')
})

test('FH-41: an end not after the start is on the next day', () => {
  expect(around(schedule(everyDay('08:00', '02:00'), 0))[0]).toMatchObject({
    start: utc('02T08:00'),
    end: utc('03T02:00'),
  })
})

test('a shift is the same in whatever range it is read', () => {
  const scheduleOn = assigned(
    schedule([...everyDay('06:00', '18:00'), ...everyDay('18:00', '06:00')], 720),
    '2025-06-01',
    '2025-06-08',
  )
  const week = plannedShifts(scheduleOn, 'Europe/Berlin', '2025-06-01', '2025-06-08')
  const byDay = week.map(({ date }) => date).filter((date, i, all) => all.indexOf(date) === i)
  expect(byDay.flatMap((date) => plannedShifts(scheduleOn, 'Europe/Berlin', date, date))).toEqual(week)
})

test.each([
  { id: 'spring', zone: 'Europe/Berlin', date: '2026-03-28', hours: 7 },
  { id: 'autumn', zone: 'Europe/Berlin', date: '2026-10-24', hours: 9 },
  { id: 'autumn', zone: 'America/Vancouver', date: '2013-11-02', hours: 9 },
  { id: 'spring', zone: 'America/Vancouver', date: '2013-03-09', hours: 7 },
])('NEW-01, TT-60, TT-62: a night in $id, $zone, is planned with $hours h', ({ zone, date, hours }) => {
  const [shift] = plannedShifts(assigned(schedule(everyDay('22:00', '06:00')), date), zone, date, date)
  expect((shift!.end - shift!.start) / 3_600_000).toBe(hours)
  expect(shift!.start).toBe(resolveLocal(zone, date, '22:00').instant)
})

test('a date that the zone left out has no shift', () => {
  const planned = plannedShifts(
    () => schedule(everyDay('08:00', '12:00')),
    'Pacific/Apia',
    '2011-12-29',
    '2011-12-31',
  )
  expect(planned.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31'])
})

test('planned dates are those with a shift', () => {
  const weekdays = schedule([1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:00' })))
  expect(plannedDates(() => weekdays, '2025-06-06', '2025-06-10')).toEqual([
    '2025-06-06',
    '2025-06-09',
    '2025-06-10',
  ])
  expect(plannedDates(() => undefined, '2025-06-06', '2025-06-10')).toEqual([])
})

const day = (weekday: number, start: string, end: string): ScheduleDay => ({ weekday, start, end })

test.each([
  { id: 'FH-33 touching', days: [day(1, '08:00', '12:00'), day(1, '12:00', '16:00')], fields: [] },
  { id: 'FH-35', days: [day(1, '22:00', '02:00'), day(1, '21:00', '23:00')], fields: ['days.1.start'] },
  { id: 'FH-37', days: [day(1, '01:00', '02:00'), day(1, '01:30', '03:00')], fields: ['days.1.start'] },
  {
    id: 'FH-39',
    days: [day(1, '20:00', '01:00'), day(1, '15:00', '20:00'), day(2, '01:00', '05:00')],
    fields: [],
  },
  {
    id: 'Sunday into Monday',
    days: [day(7, '22:00', '06:00'), day(1, '05:00', '09:00')],
    fields: ['days.1.start'],
  },
  { id: 'no such weekday', days: [day(8, '08:00', '12:00')], fields: ['days.0.weekday'] },
  { id: 'no such time', days: [day(1, '8:00', '24:00')], fields: ['days.0.start', 'days.0.end'] },
  { id: 'no length', days: [day(1, '08:00', '08:00')], fields: ['days.0.end'] },
  { id: 'longer than 16 h', days: [day(1, '08:00', '00:01')], fields: ['days.0.end'] },
  { id: 'no days', days: [], fields: [] },
])('days of a schedule: $id', ({ days, fields }) => {
  expect(validateDays(days).map(({ field }) => field)).toEqual(fields)
})
