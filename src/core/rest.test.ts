import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestRestSeconds, restFindings, restRules, restSeconds, type DatedSpan } from './rest.ts'
import { resolveLocal } from './zone.ts'

const at = (zone: string, local: string) => resolveLocal(zone, local.slice(0, 10), local.slice(11)).instant

test.each([
  ['GC-092 exactly 11 h', 'Europe/Madrid', '2025-06-02T22:00', '2025-06-03T09:00', 660],
  ['a minute less', 'Europe/Madrid', '2025-06-02T22:01', '2025-06-03T09:00', 659],
  ['GC-094 10 h on the clock in autumn', 'Europe/Berlin', '2025-10-25T22:00', '2025-10-26T08:00', 660],
  ['11 h on the clock in spring', 'Europe/Berlin', '2025-03-29T22:00', '2025-03-30T09:00', 600],
  ['none', 'UTC', '2025-06-02T22:00', '2025-06-02T22:00', 0],
  ['the next began before', 'UTC', '2025-06-02T22:00', '2025-06-02T21:00', 0],
])('rest: %s', (_name, zone, out, nextIn, minutes) => {
  expect(restSeconds(at(zone, out), at(zone, nextIn)) / 60).toBe(minutes)
})

const eleven = restRules.EU.dailyMinutes * 60
const pause = 4 * 3600

/** Shifts as 'DD HH:MM', 'DD HH:MM', with their work dates as DD. */
const shifts = (...rows: [string, string, string][]): DatedSpan[] =>
  rows.map(([start, end, date]) => ({
    start: at('UTC', `2025-06-${start.replace(' ', 'T')}`),
    end: at('UTC', `2025-06-${end.replace(' ', 'T')}`),
    workDate: `2025-06-${date}`,
  }))

describe('rest findings', () => {
  test.each<[string, DatedSpan[], [string, number, number][]]>([
    ['no shifts', [], []],
    ['one shift', shifts(['02 08:00', '02 17:00', '02']), []],
    ['exactly enough', shifts(['02 14:00', '02 22:00', '02'], ['03 09:00', '03 17:00', '03']), []],
    [
      'a minute short',
      shifts(['02 14:00', '02 22:01', '02'], ['03 09:00', '03 17:00', '03']),
      [['2025-06-03', 659, 1]],
    ],
    ['lunch is a pause', shifts(['02 08:00', '02 12:00', '02'], ['02 13:00', '02 17:00', '02']), []],
    [
      'a long pause on one work date is a rest, and too short',
      shifts(['02 06:00', '02 10:00', '02'], ['02 14:00', '02 18:00', '02']),
      [['2025-06-02', 240, 420]],
    ],
    ['a minute less is a pause', shifts(['02 06:00', '02 10:00', '02'], ['02 13:59', '02 18:00', '02']), []],
    [
      'a short gap between two work dates is a rest',
      shifts(['02 20:00', '03 04:00', '02'], ['03 06:00', '03 12:00', '03']),
      [['2025-06-03', 120, 540]],
    ],
    [
      'called in during the rest: it begins again',
      shifts(['02 14:00', '02 20:00', '02'], ['02 23:00', '02 23:30', '02'], ['03 09:00', '03 17:00', '03']),
      [['2025-06-03', 570, 90]],
    ],
    [
      'two short ones',
      shifts(['02 08:00', '02 22:00', '02'], ['03 08:00', '03 22:00', '03'], ['04 08:00', '04 12:00', '04']),
      [
        ['2025-06-03', 600, 60],
        ['2025-06-04', 600, 60],
      ],
    ],
    [
      'another employment inside the first: the later end counts',
      shifts(['02 08:00', '02 23:00', '02'], ['02 10:00', '02 12:00', '02'], ['03 08:00', '03 09:00', '03']),
      [['2025-06-03', 540, 120]],
    ],
    [
      'overlapping into the next date: no rest at all',
      shifts(['02 08:00', '03 09:00', '02'], ['03 08:00', '03 12:00', '03']),
      [['2025-06-03', 0, 660]],
    ],
  ])('%s', (_name, given, expected) => {
    const found = restFindings(given, eleven, pause)
    expect(found.map((one) => [one.workDate, one.seconds / 60, one.shortSeconds / 60])).toEqual(expected)
  })

  test('a finding names its bounds; where there was no rest both are the clock-in', () => {
    const [short] = restFindings(
      shifts(['02 14:00', '02 23:00', '02'], ['03 09:00', '03 17:00', '03']),
      eleven,
      pause,
    )
    expect(short).toMatchObject({ start: at('UTC', '2025-06-02T23:00'), end: at('UTC', '2025-06-03T09:00') })
    const [none] = restFindings(
      shifts(['02 08:00', '03 09:00', '02'], ['03 08:00', '03 12:00', '03']),
      eleven,
      pause,
    )
    expect(none).toMatchObject({ start: at('UTC', '2025-06-03T08:00'), end: at('UTC', '2025-06-03T08:00') })
  })
})

describe('weekly rest', () => {
  const from = at('UTC', '2025-06-02T00:00')
  const to = at('UTC', '2025-06-09T00:00')
  const day = (date: string, start = '08:00', end = '16:00'): [string, string, string] => [
    `${date} ${start}`,
    `${date} ${end}`,
    date,
  ]
  const sixDays = ['02', '03', '04', '05', '06', '07'].map((date) => day(date))

  test.each<[string, DatedSpan[], number]>([
    ['nothing worked', [], 168],
    ['the Sunday off, after Saturday 16:00', shifts(...sixDays), 32],
    ['Saturday until 13:00 is enough', shifts(...sixDays.slice(0, 5), day('07', '08:00', '13:00')), 35],
    ['seven days', shifts(...sixDays, day('08')), 16],
    ['in the middle', shifts(day('02'), day('03'), day('05'), day('06'), day('07'), day('08')), 40],
    ['at the start', shifts(...sixDays.slice(2), day('08')), 56],
    [
      'a shift from before reaches in',
      shifts(['01 22:00', '02 06:00', '01'], ['08 23:00', '09 07:00', '08']),
      161,
    ],
    [
      'a shift within a longer one',
      shifts(['02 00:00', '06 00:00', '02'], ['03 08:00', '03 16:00', '03']),
      72,
    ],
    [
      'shifts of other weeks take no part',
      shifts(['01 08:00', '01 16:00', '01'], ['09 00:00', '09 08:00', '09']),
      168,
    ],
    ['worked through', shifts(['01 00:00', '10 00:00', '01']), 0],
  ])('%s', (_name, given, hours) => {
    expect(longestRestSeconds(given, from, to) / 3600).toBe(hours)
  })

  test('is elapsed in the week of the change of clocks', () => {
    const monday = at('Europe/Berlin', '2025-10-20T00:00')
    expect(longestRestSeconds([], monday, at('Europe/Berlin', '2025-10-27T00:00')) / 3600).toBe(169)
  })

  test('more work never gives more rest, and no rest is longer than what was not worked', () => {
    const span = fc
      .tuple(fc.integer({ min: -20, max: 190 }), fc.integer({ min: 0, max: 20 }))
      .map(([start, length]) => ({
        start: from + start * 3_600_000,
        end: from + (start + length) * 3_600_000,
      }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 10 }), span, (list, extra) => {
        const sorted = list.toSorted((a, b) => a.start - b.start)
        const more = [...list, extra].toSorted((a, b) => a.start - b.start)
        const rest = longestRestSeconds(sorted, from, to)
        expect(longestRestSeconds(more, from, to)).toBeLessThanOrEqual(rest)
        expect(rest).toBeLessThanOrEqual((to - from) / 1000)
      }),
    )
  })
})
