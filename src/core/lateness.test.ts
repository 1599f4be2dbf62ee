import { describe, expect, test } from 'vitest'
import { earlySeconds, lateSeconds } from './lateness.ts'
import { plannedShifts } from './schedule.ts'
import { resolveLocal } from './zone.ts'

const minute = 60_000
const start = Date.UTC(2025, 5, 2, 8)
const end = Date.UTC(2025, 5, 2, 12)

describe('a shift from 08:00 to 12:00', () => {
  test.each([
    ['on time', 0, 0, 0],
    ['TT-83 before the start', -6, 5, 0],
    ['FH-83 half an hour before it', -30, 0, 0],
    ['a minute, no grace', 1, 0, 60],
    ['GC-187 exactly at the end of the grace', 60, 60, 0],
    ['a minute after the grace, all of it counts', 61, 60, 3660],
    ['FH-63 in at 09:30, grace 60', 90, 60, 5400],
    ['FH-83 in at 08:30, no grace', 30, 0, 1800],
    ['TT-81 20 minutes, grace 15', 20, 15, 1200],
  ])('late: %s', (_name, minutes, grace, seconds) => {
    expect(lateSeconds(start + minutes * minute, { start, graceInSeconds: grace * 60 })).toBe(seconds)
  })

  test.each([
    ['on time', 0, 0, 0],
    ['after the end', -30, 0, 0],
    ['GC-187 exactly at the grace', 60, 60, 0],
    ['a minute before the grace', 61, 60, 3660],
    ['FH-63 out at 10:30, grace 60', 90, 60, 5400],
    ['FH-83 out at 11:30, no grace', 30, 0, 1800],
  ])('early: %s', (_name, minutes, grace, seconds) => {
    expect(earlySeconds(end - minutes * minute, { end, graceOutSeconds: grace * 60 })).toBe(seconds)
  })

  test('one millisecond after the grace is late', () => {
    expect(lateSeconds(start + 5 * minute + 1, { start, graceInSeconds: 300 })).toBe(300)
    expect(earlySeconds(end - 5 * minute - 1, { end, graceOutSeconds: 300 })).toBe(300)
  })
})

describe('over midnight and changes of the clock', () => {
  const planned = (zone: string, date: string, from: string, to: string, grace = 0) =>
    plannedShifts(
      (asked) =>
        asked === date
          ? {
              id: 'N',
              days: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: from, end: to })),
              graceInMinutes: grace,
              graceOutMinutes: grace,
              windowBeforeMinutes: 60,
              windowAfterMinutes: 60,
            }
          : undefined,
      zone,
      date,
      date,
    )[0]!
  const at = (zone: string, date: string, time: string) => resolveLocal(zone, date, time).instant

  test('BUG-10 a night shift of 23:55 begun at 00:02', () => {
    const zone = 'Asia/Kolkata'
    expect(
      lateSeconds(at(zone, '2025-06-03', '00:02'), planned(zone, '2025-06-02', '23:55', '08:00', 10)),
    ).toBe(0)
    expect(lateSeconds(at(zone, '2025-06-03', '00:02'), planned(zone, '2025-06-02', '23:55', '08:00'))).toBe(
      420,
    )
    expect(lateSeconds(at(zone, '2025-06-02', '23:50'), planned(zone, '2025-06-02', '23:55', '08:00'))).toBe(
      0,
    )
  })

  test('the planned end is a wall time: early by true minutes', () => {
    const zone = 'Europe/Berlin'
    const night = planned(zone, '2025-03-29', '22:00', '06:00')
    expect(earlySeconds(at(zone, '2025-03-30', '06:00'), night)).toBe(0)
    // From 01:30 to 06:00 are 3.5 hours in that night.
    expect(earlySeconds(at(zone, '2025-03-30', '01:30'), night)).toBe(12_600)
  })
})
