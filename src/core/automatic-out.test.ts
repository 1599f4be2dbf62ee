import { expect, test } from 'vitest'
import { automaticOut } from './automatic-out.ts'
import { completePolicy, type AutomaticClockOut } from './policy.ts'

const at = (time: string) =>
  Date.parse(`2026-03-02T00:00:00Z`) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
const after = (from: AutomaticClockOut['after'], minutes: number) => ({ after: from, minutes })

test.each<[string, AutomaticClockOut | null, string | undefined, string, string | undefined]>([
  ['OC-10 eleven hours after the start', after('start', 660), undefined, '33:00', '20:00'],
  ['OD-83 an hour after the plan', after('planned_end', 60), '17:00', '33:00', '18:00'],
  ['at the planned end', after('planned_end', 0), '17:00', '33:00', '17:00'],
  ['not planned', after('planned_end', 60), undefined, '33:00', undefined],
  ['the next clock-in comes before', after('start', 660), undefined, '15:00', '15:00'],
  ['the longest shift', after('planned_end', 600), '17:00', '48:00', '25:00'],
  ['a plan that was over before the clock-in', after('planned_end', 0), '08:00', '33:00', undefined],
  ['no such rule', null, '17:00', '33:00', undefined],
])('%s', (_id, automaticClockOut, plannedEnd, next, expected) => {
  const shift = {
    start: at('09:00'),
    plannedEnd: plannedEnd === undefined ? undefined : at(plannedEnd),
    nextStart: at(next),
  }
  expect(automaticOut(shift, completePolicy({ automaticClockOut }))).toBe(expected && at(expected))
})
