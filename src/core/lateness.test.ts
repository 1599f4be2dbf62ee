import { expect, test } from 'vitest'
import { earlySeconds, lateSeconds } from './lateness.ts'

const at = (text: string) => Date.parse(`2025-06-02T${text}Z`)
const planned = (graceMinutes: number) => ({
  start: at('08:00:00'),
  end: at('12:00:00'),
  graceInSeconds: graceMinutes * 60,
  graceOutSeconds: graceMinutes * 60,
})

test.each([
  { id: 'GC-187 exactly at the end of the grace', graceMinutes: 60, in: '09:00:00', late: 0 },
  { id: 'one second beyond the grace counts from the plan', graceMinutes: 60, in: '09:00:01', late: 3601 },
  { id: 'FH-63', graceMinutes: 60, in: '09:30:00', late: 5400 },
  { id: 'FH-83 on time', graceMinutes: 0, in: '07:30:00', late: 0 },
  { id: 'FH-83 late', graceMinutes: 0, in: '08:30:00', late: 1800 },
  { id: 'no grace, on the second', graceMinutes: 0, in: '08:00:00', late: 0 },
  { id: 'TT-81', graceMinutes: 5, in: '08:20:00', late: 1200 },
  { id: 'TT-83', graceMinutes: 5, in: '07:54:00', late: 0 },
])('late: $id', ({ graceMinutes, in: started, late }) => {
  expect(lateSeconds(at(started), planned(graceMinutes))).toBe(late)
})

test.each([
  { id: 'GC-187 exactly at the end of the grace', graceMinutes: 60, out: '11:00:00', early: 0 },
  { id: 'one second beyond the grace counts from the plan', graceMinutes: 60, out: '10:59:59', early: 3601 },
  { id: 'FH-63', graceMinutes: 60, out: '10:30:00', early: 5400 },
  { id: 'FH-83 stayed longer', graceMinutes: 0, out: '12:30:00', early: 0 },
  { id: 'FH-83 early', graceMinutes: 0, out: '11:30:00', early: 1800 },
])('early: $id', ({ graceMinutes, out, early }) => {
  expect(earlySeconds(at(out), planned(graceMinutes))).toBe(early)
})

test('BUG-10: 00:02 is not late for a shift from 23:55 with a grace of 10 minutes', () => {
  const shift = { start: Date.parse('2025-06-02T23:55:00Z'), graceInSeconds: 600 }
  expect(lateSeconds(Date.parse('2025-06-03T00:02:00Z'), shift)).toBe(0)
  expect(lateSeconds(Date.parse('2025-06-03T00:06:00Z'), shift)).toBe(660)
})
