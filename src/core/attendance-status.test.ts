import { expect, test } from 'vitest'
import { dayStatus } from './attendance-status.ts'

const hour = 3600

test.each([
  ['GC-189 1.5 h, half day below 2 h', 1.5, { halfDaySeconds: 2 * hour }, 'half_day'],
  [
    'GC-191 1.5 h, half day 2 h, absent 1 h',
    1.5,
    { halfDaySeconds: 2 * hour, absentSeconds: hour },
    'half_day',
  ],
  ['FH-65 1.5 h, absent 2 h', 1.5, { absentSeconds: 2 * hour }, 'absent'],
  [
    'FH-67 0.75 h, half day 2 h, absent 1 h',
    0.75,
    { halfDaySeconds: 2 * hour, absentSeconds: hour },
    'absent',
  ],
  ['exactly the half-day threshold', 2, { halfDaySeconds: 2 * hour, absentSeconds: hour }, 'present'],
  ['exactly the absent threshold', 1, { halfDaySeconds: 2 * hour, absentSeconds: hour }, 'half_day'],
  [
    'absent is asked first, also where it is the higher',
    1.5,
    { halfDaySeconds: hour, absentSeconds: 2 * hour },
    'absent',
  ],
  ['FH-61 a whole shift', 4, { halfDaySeconds: 2 * hour, absentSeconds: hour }, 'present'],
  ['FH-63 an hour without thresholds', 1, {}, 'present'],
  ['thresholds that are not set', 1, { halfDaySeconds: undefined, absentSeconds: undefined }, 'present'],
  ['in and out at once, without thresholds', 0, {}, 'present'],
  ['in and out at once', 0, { absentSeconds: 1 }, 'absent'],
] as const)('%s', (_name, worked, thresholds, status) => {
  expect(dayStatus(worked * hour, thresholds)).toBe(status)
})

test('a day without any punch is absent, whatever the thresholds', () => {
  expect(dayStatus(undefined, {})).toBe('absent')
  expect(dayStatus(undefined, { halfDaySeconds: 0, absentSeconds: 0 })).toBe('absent')
})
