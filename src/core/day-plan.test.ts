import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plannedDatesOver } from './absence.ts'
import { cutHalf, isWholeDayOff, planDay, type DayFacts, type DayOff, type Override } from './day-plan.ts'
import { plannedDates, plannedShifts, plannedWorkSeconds } from './schedule.ts'
import type { Schedule, ShiftTimes } from './schedule-pattern.ts'
import { localTime } from './zone.ts'

const monday = '2026-01-05'
const office: Schedule = {
  id: 'office',
  days: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '08:00', end: '16:00' })),
  graceInMinutes: 5,
  graceOutMinutes: 5,
  windowBeforeMinutes: 60,
  windowAfterMinutes: 60,
}
const times = (start: string, end: string): ShiftTimes => ({ start, end })
const instead: Override = { kind: 'replace', shifts: [times('12:00', '20:00')] }
const extra: Override = { kind: 'extra', shifts: [times('18:00', '20:00')] }
const off: Override = { kind: 'off', shifts: [] }
const away = (portion: DayOff['portion'], kind: DayOff['kind'] = 'vacation'): DayOff => ({ kind, portion })

const short = (facts: DayFacts, date = monday) => {
  const { reason, shifts } = planDay(date, facts)
  return [reason, ...shifts.map(({ start, end }) => `${start}-${end}`)].join(' ')
}

describe('what wins on a date', () => {
  test.each<[string, DayFacts, string]>([
    ['nothing', {}, 'none'],
    ['the pattern', { schedule: office }, 'pattern 08:00-16:00'],
    ['FH-91 a holiday over the pattern', { schedule: office, holiday: 'Epiphany' }, 'holiday'],
    [
      'a holiday that is worked',
      { schedule: { ...office, worksOnHolidays: true }, holiday: 'Epiphany' },
      'pattern 08:00-16:00',
    ],
    ['a holiday without a schedule', { holiday: 'Epiphany' }, 'holiday'],
    ['another shift', { schedule: office, overrides: [instead] }, 'override 12:00-20:00'],
    [
      'another shift on a holiday',
      { schedule: office, holiday: 'Epiphany', overrides: [instead] },
      'override 12:00-20:00',
    ],
    ['no shift', { schedule: office, overrides: [off] }, 'override'],
    ['one more', { schedule: office, overrides: [extra] }, 'override 08:00-16:00 18:00-20:00'],
    [
      'one more on a holiday',
      { schedule: office, holiday: 'Epiphany', overrides: [extra] },
      'override 18:00-20:00',
    ],
    [
      'another and one more',
      { schedule: office, overrides: [extra, instead] },
      'override 12:00-20:00 18:00-20:00',
    ],
    ['a day off', { schedule: office, overrides: [instead, extra], daysOff: [away('whole')] }, 'day_off'],
    [
      'half a day off keeps the shift',
      { schedule: office, daysOff: [away('first_half')] },
      'day_off 08:00-16:00',
    ],
    ['half a day off of nothing', { daysOff: [away('first_half')] }, 'none'],
    [
      'both halves off',
      { schedule: office, daysOff: [away('first_half'), away('second_half', 'sickness')] },
      'day_off',
    ],
  ])('%s', (_name, facts, expected) => expect(short(facts)).toBe(expected))

  test('the holiday and the schedule are told, whatever wins', () => {
    const facts = { schedule: office, holiday: 'Epiphany', overrides: [instead] }
    expect(planDay(monday, facts)).toMatchObject({ scheduleId: 'office', holiday: 'Epiphany' })
  })

  test('a plan tells all that is known of its date', () => {
    const half = [away('first_half')]
    expect(planDay(monday, {})).toEqual({
      reason: 'none',
      shifts: [],
      scheduleId: null,
      holiday: null,
      daysOff: [],
    })
    expect(planDay(monday, { schedule: office, daysOff: [away('whole')] })).toEqual({
      reason: 'day_off',
      shifts: [],
      scheduleId: 'office',
      holiday: null,
      daysOff: [away('whole')],
    })
    expect(planDay(monday, { overrides: [extra], daysOff: half, holiday: 'Epiphany' })).toEqual({
      reason: 'day_off',
      shifts: [
        {
          ...times('18:00', '20:00'),
          graceInMinutes: 0,
          graceOutMinutes: 0,
          windowBeforeMinutes: 240,
          windowAfterMinutes: 240,
        },
      ],
      scheduleId: null,
      holiday: 'Epiphany',
      daysOff: half,
    })
    expect(short({ schedule: office, overrides: [off], daysOff: half })).toBe('override')
    expect(short({ schedule: office }, '2026-01-04')).toBe('none')
  })

  test('a shift of its own has the grace and window of the schedule, else the usual ones', () => {
    const { shifts } = planDay(monday, { schedule: office, overrides: [instead] })
    expect(shifts[0]).toMatchObject({ graceInMinutes: 5, windowBeforeMinutes: 60 })
    expect(planDay(monday, { overrides: [extra] }).shifts[0]).toMatchObject({
      graceInMinutes: 0,
      windowAfterMinutes: 240,
    })
    const own: Override = { kind: 'extra', shifts: [{ ...times('18:00', '20:00'), graceInMinutes: 9 }] }
    expect(planDay(monday, { schedule: office, overrides: [own] }).shifts[1]!.graceInMinutes).toBe(9)
  })
})

test.each<[string, DayOff[], boolean]>([
  ['nothing', [], false],
  ['a half', [away('second_half')], false],
  ['two halves', [away('second_half'), away('first_half')], true],
  ['all of it', [away('whole')], true],
])('whole: %s', (_name, daysOff, expected) => expect(isWholeDayOff(daysOff)).toBe(expected))

describe('half a day off', () => {
  const spans = (schedule: Schedule, portion: DayOff['portion'], zone = 'UTC', date = monday) =>
    plannedShifts(
      (on) => (on === date ? planDay(on, { schedule, daysOff: [away(portion)] }) : undefined),
      zone,
      date,
      date,
    ).map(({ start, end }) => `${localTime(zone, start).slice(0, 5)}-${localTime(zone, end).slice(0, 5)}`)
  const split: Schedule = {
    ...office,
    days: [
      { weekday: 1, start: '08:00', end: '12:00' },
      { weekday: 1, start: '13:00', end: '17:00' },
    ],
  }
  const uneven: Schedule = { ...split, days: [split.days[0]!, { weekday: 1, start: '13:00', end: '19:00' }] }

  test.each([
    ['the first of one shift', office, 'first_half', ['12:00-16:00']],
    ['the second of one shift', office, 'second_half', ['08:00-12:00']],
    ['the first of two equal shifts', split, 'first_half', ['13:00-17:00']],
    ['the second of two equal shifts', split, 'second_half', ['08:00-12:00']],
    ['the first of two unequal shifts', uneven, 'first_half', ['14:00-19:00']],
    ['the second of two unequal shifts', uneven, 'second_half', ['08:00-12:00', '13:00-14:00']],
  ] as const)('%s', (_name, schedule, portion, expected) =>
    expect(spans(schedule, portion)).toEqual(expected),
  )

  test('FH-81 the other half is absent where nobody comes', () => {
    const scheduleOn = (on: string) =>
      planDay(on, { schedule: office, daysOff: on === monday ? [away('first_half')] : [] })
    const over = (now: string) => plannedDatesOver(scheduleOn, 'UTC', monday, monday, Date.parse(now))
    expect(over('2026-01-05T17:00:00Z')).toEqual([])
    expect(over('2026-01-05T17:00:01Z')).toEqual([monday])
    expect(
      plannedDates((on) => planDay(on, { schedule: office, daysOff: [away('whole')] }), monday, monday),
    ).toEqual([])
  })

  test('the halves make the whole, and keep its time', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }))
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), (lengths) => {
        let at = 0
        const all = lengths.map(([gap, length]) => ({ start: (at += gap), end: (at += length) }))
        const length = (list: { start: number; end: number }[]) =>
          list.reduce((sum, one) => sum + one.end - one.start, 0)
        const [second, first] = [cutHalf(all, 'first_half'), cutHalf(all, 'second_half')]
        expect(length(first) + length(second)).toBe(length(all))
        expect(length(first)).toBe(Math.floor(length(all) / 2))
        expect(first.at(-1)?.end ?? 0).toBeLessThanOrEqual(second[0]!.start)
      }),
    )
  })
})

describe('planned breaks', () => {
  const withBreaks = (breaks: ShiftTimes['breaks']): Schedule => ({
    ...office,
    days: [{ weekday: 1, start: '22:00', end: '06:00', breaks: breaks! }],
  })
  const planned = (breaks: ShiftTimes['breaks'], zone = 'UTC', date = monday) =>
    plannedShifts((on) => (on === date ? withBreaks(breaks) : undefined), zone, date, date)[0]!

  test('by their times, on the date that they fall on', () => {
    const shift = planned([{ start: '01:00', end: '01:30', paid: false }])
    expect(shift.breaks).toEqual([
      {
        start: Date.parse('2026-01-06T01:00Z'),
        end: Date.parse('2026-01-06T01:30Z'),
        seconds: 1800,
        paid: false,
      },
    ])
    expect(plannedWorkSeconds(shift)).toBe(7.5 * 3600)
  })

  test('by their length, paid or not', () => {
    const shift = planned([
      { minutes: 30, paid: false },
      { minutes: 15, paid: true },
    ])
    expect(shift.breaks).toContainEqual({ start: null, end: null, seconds: 900, paid: true })
    expect(plannedWorkSeconds(shift)).toBe(7.5 * 3600)
    expect(plannedWorkSeconds({ ...shift, breaks: [] })).toBe(8 * 3600)
  })

  test('a break that half a day off leaves nothing of is none', () => {
    const schedule = withBreaks([{ start: '23:00', end: '23:30', paid: false }])
    const plan = (portion: DayOff['portion']) => (on: string) =>
      on === monday ? planDay(on, { schedule, daysOff: [away(portion)] }) : undefined
    const [late] = plannedShifts(plan('first_half'), 'UTC', monday, monday)
    const [early] = plannedShifts(plan('second_half'), 'UTC', monday, monday)
    expect([late!.breaks, early!.breaks?.length]).toEqual([[], 1])
  })
})
