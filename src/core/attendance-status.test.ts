import { expect, test } from 'vitest'
import { dayStatus } from './attendance-status.ts'

const hour = 3600

test.each([
  ['GC-189 1.5 h, half day below 2 h', 1.5, 2, undefined, 'half_day'],
  ['GC-191 1.5 h, half day 2 h, absent 1 h', 1.5, 2, 1, 'half_day'],
  ['FH-65 1.5 h, absent 2 h', 1.5, undefined, 2, 'absent'],
  ['FH-67 0.75 h, half day 2 h, absent 1 h', 0.75, 2, 1, 'absent'],
  ['exactly the half-day threshold', 2, 2, 1, 'present'],
  ['exactly the absent threshold', 1, 2, 1, 'half_day'],
  ['absent is asked first, also where it is the higher', 1.5, 1, 2, 'absent'],
  ['FH-61 a whole shift', 4, 2, 1, 'present'],
  ['FH-63 an hour without thresholds', 1, undefined, undefined, 'present'],
  ['no punch', undefined, undefined, undefined, 'absent'],
  ['in and out at once, without thresholds', 0, undefined, undefined, 'present'],
] as const)('%s', (_name, worked, halfDay, absent, status) => {
  const thresholds = {
    halfDaySeconds: halfDay === undefined ? undefined : halfDay * hour,
    absentSeconds: absent === undefined ? undefined : absent * hour,
  }
  expect(dayStatus(worked === undefined ? undefined : worked * hour, thresholds)).toBe(status)
})
