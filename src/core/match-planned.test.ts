import { expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { matchPlanned, type PlannedShift } from './schedule.ts'

/** A planned shift with an hour around it, given as 'HH:MM' on 2 June. */
function planned(scheduleId: string, start: string, end: string): PlannedShift {
  const from = june(`02 ${start}`)
  const to = june(`02 ${end}`)
  return {
    scheduleId,
    date: '2025-06-02',
    start: from,
    end: to,
    windowStart: from - 3_600_000,
    windowEnd: to + 3_600_000,
    graceInSeconds: 0,
    graceOutSeconds: 0,
  }
}

const day = [planned('A', '08:00', '12:00'), planned('B', '10:00', '14:00'), planned('C', '12:00', '16:00')]

test.each<[string, 'in' | 'out', string, string | undefined]>([
  ['an arrival in one window alone', 'in', '07:30', 'A'],
  ['an arrival belongs to the nearest start', 'in', '09:15', 'B'],
  ['an arrival nearer to the first', 'in', '08:45', 'A'],
  ['an arrival as far from both starts: the later shift', 'in', '11:00', 'C'],
  ['a leaving belongs to the nearest end', 'out', '12:45', 'A'],
  ['a leaving nearer to the second end', 'out', '13:15', 'B'],
  ['a leaving as far from both ends: the earlier shift', 'out', '13:00', 'A'],
  ['an arrival before every window', 'in', '06:59', undefined],
  ['a leaving after every window', 'out', '17:01', undefined],
  ['the first edge of a window', 'in', '07:00', 'A'],
  ['the last edge of a window', 'out', '17:00', 'C'],
])('%s', (_name, role, time, expected) => {
  const at = june(`02 ${time}`)
  expect(matchPlanned(day, at, role)?.scheduleId).toBe(expected)
  expect(matchPlanned(day.toReversed(), at, role)?.scheduleId).toBe(expected)
})

test('nothing planned, nothing matched', () => {
  expect(matchPlanned([], june('02 08:00'), 'in')).toBeUndefined()
})
