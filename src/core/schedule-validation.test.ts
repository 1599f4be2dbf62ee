import { describe, expect, test } from 'vitest'
import type { PlannedBreak, ScheduleDay } from './schedule-pattern.ts'
import { shiftProblems, validateDays, validatePattern, validateShifts } from './schedule-validation.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('validateDays', () => {
  const day = (on: number, start: string, end: string): ScheduleDay => ({ weekday: on, start, end })

  test.each([
    ['FH-33 touching', [day(1, '08:00', '12:00'), day(1, '12:00', '16:00')]],
    [
      'FH-39 touching a night shift',
      [day(1, '20:00', '01:00'), day(1, '15:00', '20:00'), day(2, '01:00', '05:00')],
    ],
    ['Sunday night until Monday', [day(7, '22:00', '06:00'), day(1, '06:00', '14:00')]],
    ['every night', everyDay.map((on) => day(on, '22:00', '06:00'))],
    ['16 hours', [day(1, '06:00', '22:00')]],
    ['until midnight', [day(1, '16:00', '00:00'), day(2, '00:00', '08:00')]],
    ['none', []],
  ])('takes %s', (_name, days) => expect(validateDays(days)).toEqual([]))

  test.each([
    ['weekday 0', [day(0, '08:00', '12:00')], ['days.0.weekday']],
    ['weekday 8', [day(8, '08:00', '12:00')], ['days.0.weekday']],
    ['weekday 1.5', [day(1.5, '08:00', '12:00')], ['days.0.weekday']],
    ['24:00', [day(1, '16:00', '24:00')], ['days.0.end']],
    ['8:00', [day(1, '8:00', '12:00')], ['days.0.start']],
    ['seconds', [day(1, '08:00:00', '12:00')], ['days.0.start']],
    ['two wrong fields', [day(1, '25:00', '')], ['days.0.start', 'days.0.end']],
    ['no length', [day(1, '08:00', '08:00')], ['days.0.end']],
    ['over 16 hours', [day(1, '06:00', '22:01')], ['days.0.end']],
    ['over 16 hours by night', [day(1, '08:00', '07:00')], ['days.0.end']],
    ['the same twice', [day(1, '08:00', '12:00'), day(1, '08:00', '12:00')], ['days.1.start']],
    [
      'an overlap',
      [day(1, '08:00', '12:00'), day(2, '08:00', '12:00'), day(1, '11:59', '16:00')],
      ['days.2.start'],
    ],
    ['FH-35 before midnight', [day(1, '22:00', '02:00'), day(1, '21:00', '23:00')], ['days.1.start']],
    ['after midnight', [day(1, '22:00', '02:00'), day(2, '01:00', '03:00')], ['days.1.start']],
    ['FH-37', [day(1, '01:00', '02:00'), day(1, '01:30', '03:00')], ['days.1.start']],
    ['within another', [day(1, '08:00', '16:00'), day(1, '10:00', '12:00')], ['days.1.start']],
    ['Sunday into Monday', [day(7, '22:00', '06:00'), day(1, '05:00', '13:00')], ['days.1.start']],
    ['Monday, then Sunday into it', [day(1, '05:00', '13:00'), day(7, '22:00', '06:00')], ['days.1.start']],
  ])('refuses %s', (_name, days, fields) => {
    expect(validateDays(days).map((problem) => problem.field)).toEqual(fields)
  })
})

describe('a pattern', () => {
  const on = (day: number, start = '06:00', end = '14:00'): ScheduleDay => ({ day, start, end })
  const monday: ScheduleDay = { weekday: 1, start: '06:00', end: '14:00' }

  test.each([
    ['never works', { days: [] }, ['days']],
    ['is no week and has no anchor', { days: [on(1)], cycleDays: 6 }, ['anchor']],
    ['is a week with an anchor', { days: [monday], anchor: '2026-03-02' }, ['anchor']],
    ['is a week with days of a cycle', { days: [on(1)] }, ['days.0.weekday']],
    ['is no week and names weekdays', { days: [monday], cycleDays: 6, anchor: '2026-03-02' }, ['days.0.day']],
    ['names a day after its end', { days: [on(7)], cycleDays: 6, anchor: '2026-03-02' }, ['days.0.day']],
    ['names day 0', { days: [on(0)], cycleDays: 6, anchor: '2026-03-02' }, ['days.0.day']],
    [
      'overlaps from its last day into its first',
      { days: [on(1, '05:00', '13:00'), on(3, '22:00', '06:00')], cycleDays: 3, anchor: '2026-03-02' },
      ['days.1.start'],
    ],
  ])('is refused that %s', (_name, pattern, fields) => {
    expect(validatePattern(pattern).map(({ field }) => field)).toEqual(fields)
  })

  test.each([
    ['a week', { days: [monday] }],
    ['four on, two off', { days: [1, 2, 3, 4].map((day) => on(day)), cycleDays: 6, anchor: '2026-03-02' }],
    ['every day the same', { days: [on(1, '20:00', '08:00')], cycleDays: 1, anchor: '2026-03-02' }],
    ['two weeks', { days: [on(1), on(14)], cycleDays: 14, anchor: '2026-03-02' }],
  ])('of %s is taken', (_name, pattern) => expect(validatePattern(pattern)).toEqual([]))
})

describe('planned breaks', () => {
  const at = (start: string, end: string): PlannedBreak => ({ start, end, paid: false })
  const problems = (breaks: PlannedBreak[], start = '22:00', end = '06:00') =>
    shiftProblems({ start, end, breaks }, 'x').map(({ field }) => field)

  test.each([
    ['inside', [at('01:00', '01:30')], []],
    ['over midnight', [at('23:45', '00:15')], []],
    ['touching', [at('23:00', '23:30'), at('23:30', '00:00')], []],
    ['up to the end', [at('05:30', '06:00')], []],
    ['of a length', [{ minutes: 30, paid: true }], []],
    ['before the shift', [at('21:00', '21:30')], ['x.breaks.0.end']],
    ['beyond the end', [at('05:30', '06:30')], ['x.breaks.0.end']],
    ['backwards', [at('01:30', '01:00')], ['x.breaks.0.end']],
    ['overlapping', [at('23:00', '23:30'), at('23:29', '00:00')], ['x.breaks.1.start']],
    ['with no such time', [at('24:00', '1:00')], ['x.breaks.0.start', 'x.breaks.0.end']],
    ['as long as the shift', [{ minutes: 480, paid: false }], ['x.breaks']],
  ] as [string, PlannedBreak[], string[]][])('%s', (_name, breaks, fields) =>
    expect(problems(breaks)).toEqual(fields),
  )

  test('at the top of a request the path has no prefix', () => {
    expect(shiftProblems({ start: '08:00', end: '08:00' }, '')[0]!.field).toBe('end')
  })
})

test.each([
  [
    'apart',
    [
      ['06:00', '10:00'],
      ['12:00', '16:00'],
    ],
    [],
  ],
  [
    'touching',
    [
      ['06:00', '10:00'],
      ['10:00', '16:00'],
    ],
    [],
  ],
  [
    'overlapping',
    [
      ['06:00', '10:00'],
      ['09:59', '16:00'],
    ],
    ['shifts.1.start'],
  ],
  ['of no length', [['06:00', '06:00']], ['shifts.0.end']],
])('the shifts of one date: %s', (_name, spans, fields) => {
  const shifts = spans.map(([start = '', end = '']) => ({ start, end }))
  expect(validateShifts(shifts).map(({ field }) => field)).toEqual(fields)
})
