/** What the peers' suites expect of punches and plans together: matched, dated, late, early, absent. */
import { describe, expect, test } from 'vitest'
import { plannedDatesOver } from './absence.ts'
import { dayStatus } from './attendance-status.ts'
import { addDays } from './calendar.ts'
import { defaultPairingRules } from './pairing.ts'
import type { Mark, MarkKind } from './punch.ts'
import { plannedShifts, type ScheduleOn } from './schedule.ts'
import type { Schedule } from './schedule-pattern.ts'
import { deriveTimesheet } from './timesheet.ts'

const D = '2025-06-02'

function shifts(times: [start: string, end: string][], more: Partial<Schedule> = {}): Schedule {
  return {
    id: 'S',
    days: times.map(([start, end]) => ({ day: 1, start, end })),
    cycleDays: 1,
    anchor: D,
    graceInMinutes: 0,
    graceOutMinutes: 0,
    windowBeforeMinutes: 60,
    windowAfterMinutes: 60,
    ...more,
  }
}
const on =
  (schedule: Schedule, ...days: number[]): ScheduleOn =>
  (date) =>
    days.some((day) => addDays(D, day) === date) ? schedule : undefined

/** `in D 08:00`, `out D+1 02:00`. */
function mark(text: string, seq: number): Mark {
  const [kind, day, time] = text.split(' ')
  return {
    seq,
    id: String(seq),
    kind: kind as MarkKind,
    at: Date.parse(`${addDays(D, Number(day!.slice(1) || 0))}T${time}:00Z`),
    timeZone: 'UTC',
    branchId: null,
    flags: [],
    description: null,
    location: null,
    latitude: null,
    longitude: null,
    accuracy: null,
  }
}

const derive = (scheduleOn: ScheduleOn, ...punches: string[]) =>
  deriveTimesheet(punches.map(mark), {
    ...defaultPairingRules,
    plan: (zone, from, to) => plannedShifts(scheduleOn, zone, from, to),
  })

const summary = (scheduleOn: ScheduleOn, ...punches: string[]) =>
  derive(scheduleOn, ...punches).days.map((day) => [
    day.workDate,
    day.workedSeconds / 3600,
    day.lateMinutes,
    day.earlyMinutes,
    day.shifts,
  ])

describe('work date, late and early by the planned shift', () => {
  test.each([
    [
      'TT-03 before midnight, planned after it: the date of the shift',
      on(shifts([['00:30', '08:00']]), 1),
      ['in D 23:30', 'out D+1 08:00'],
      ['2025-06-03', 8.5, 0, 0, 1],
    ],
    [
      'TT-05 a night, another schedule on the next day',
      ((date) => (date === D ? shifts([['22:00', '07:00']]) : shifts([['09:00', '17:00']]))) as ScheduleOn,
      ['in D 22:00', 'out D+1 07:00'],
      [D, 9, 0, 0, 1],
    ],
    [
      'TT-07 a transfer within the shift is neither late nor early',
      on(shifts([['08:00', '17:00']]), 0),
      ['in D 08:00', 'out D 14:00', 'in D 14:00', 'out D 17:00'],
      [D, 9, 0, 0, 2],
    ],
    [
      'FH-63 late and early beyond a grace of an hour',
      on(shifts([['08:00', '12:00']], { graceInMinutes: 60, graceOutMinutes: 60 }), 0),
      ['in D 09:30', 'out D 10:30'],
      [D, 1, 90, 90, 1],
    ],
    [
      'FH-83 early in, late out',
      on(shifts([['08:00', '12:00']]), 0),
      ['in D 07:30', 'out D 12:30'],
      [D, 5, 0, 0, 1],
    ],
    ['FH-83 late', on(shifts([['08:00', '12:00']]), 0), ['in D 08:30', 'out D 12:30'], [D, 4, 30, 0, 1]],
    ['FH-83 early', on(shifts([['08:00', '12:00']]), 0), ['in D 07:30', 'out D 11:30'], [D, 4, 0, 30, 1]],
    [
      'FH-61 a wider window keeps one day',
      on(shifts([['08:00', '12:00']], { windowBeforeMinutes: 120 }), 0),
      ['in D 08:00', 'out D 12:00'],
      [D, 4, 0, 0, 1],
    ],
    [
      'BUG-10 a night that is begun after midnight, within the grace',
      on(shifts([['23:55', '08:00']], { graceInMinutes: 10 }), 0),
      ['in D+1 00:02', 'out D+1 08:00'],
      [D, 478 / 60, 0, 0, 1],
    ],
    [
      'TT-81 20 minutes late',
      on(shifts([['08:00', '16:00']], { graceInMinutes: 15 }), 0),
      ['in D 08:20', 'out D 16:00'],
      [D, 460 / 60, 20, 0, 1],
    ],
    [
      'TT-83 six minutes before the start',
      on(shifts([['08:00', '16:00']]), 0),
      ['in D 07:54', 'out D 16:00'],
      [D, 486 / 60, 0, 0, 1],
    ],
  ] as [string, ScheduleOn, string[], unknown[]][])('%s', (_name, scheduleOn, punches, expected) => {
    expect(summary(scheduleOn, ...punches)).toEqual([expected])
  })

  test('FH-25 a punch that is moved by a day belongs to the shift one day later', () => {
    const scheduleOn = on(shifts([['08:00', '12:00']]), 0, 1)
    const start = (text: string) => derive(scheduleOn, text).shifts[0]!.planned!.start
    expect(start('in D+1 08:45') - start('in D 08:45')).toBe(86_400_000)
  })

  test('TT-89 undertime is what is planned less what is worked', () => {
    const [day] = derive(on(shifts([['08:00', '16:00']]), 0), 'in D 08:00', 'out D 15:00').days
    expect((day!.plannedSeconds - day!.workedSeconds) / 3600).toBe(1)
    expect(day!.earlyMinutes).toBe(60)
  })

  test('a change of assignment in the night: each shift by the schedule of its date', () => {
    const night = shifts([['22:00', '06:00']], { id: 'N', windowAfterMinutes: 240, windowBeforeMinutes: 240 })
    const day = shifts([['08:00', '16:00']], { id: 'E', windowAfterMinutes: 240, windowBeforeMinutes: 240 })
    const scheduleOn: ScheduleOn = (date) => (date <= D ? night : day)
    const sheet = derive(scheduleOn, 'in D 22:05', 'out D+1 06:00', 'in D+1 08:10', 'out D+1 16:00')
    expect(sheet.shifts.map((shift) => [shift.workDate, shift.lateMinutes, shift.earlyMinutes])).toEqual([
      [D, 5, 0],
      ['2025-06-03', 10, 0],
    ])
  })
})

describe('absent', () => {
  const over = (scheduleOn: ScheduleOn, now: string, from = addDays(D, -30), to = addDays(D, 1)) =>
    plannedDatesOver(scheduleOn, 'UTC', from, to, Date.parse(now))
  const late = shifts([['15:00', '23:30']])

  test('FH-71 exactly the two dates that are assigned', () => {
    expect(over(on(late, -5, -4), '2025-06-02T12:00Z')).toEqual(['2025-05-28', '2025-05-29'])
  })

  test('FH-73 not before the window is over, half an hour after midnight', () => {
    expect(over(on(late, -1), '2025-06-02T00:30:00Z')).toEqual([])
    expect(over(on(late, -1), '2025-06-02T00:30:01Z')).toEqual(['2025-06-01'])
  })

  test('FH-77 nothing before the assignment; the last date of an employment still counts', () => {
    const assigned: ScheduleOn = (date) => (date >= addDays(D, -10) ? late : undefined)
    const dates = over(assigned, '2025-06-20T00:00Z', addDays(D, -30), addDays(D, -5))
    expect([dates[0], dates.at(-1), dates.length]).toEqual(['2025-05-23', '2025-05-28', 6])
  })
})

test.each([
  ['FH-65', 1.5, undefined, 2, 'absent'],
  ['FH-67', 0.75, 2, 1, 'absent'],
  ['FH-85 a day of half the hours', 1.5, 2, 1, 'half_day'],
  ['FH-85 a day of less', 0.5, 2, 1, 'absent'],
  ['FH-85 a whole day', 4, 2, 1, 'present'],
] as const)('%s: %s h', (_name, hours, halfDay, absent, status) => {
  const thresholds = { halfDaySeconds: halfDay && halfDay * 3600, absentSeconds: absent * 3600 }
  expect(dayStatus(hours * 3600, thresholds)).toBe(status)
})
