import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { roundInstant, roundSeconds, roundWallTime, type RoundingRule } from './rounding.ts'
import { localTime, resolveLocal } from './zone.ts'

const nearest = (stepMinutes: number): RoundingRule => ({ stepMinutes, mode: 'nearest' })
const short = (time: string) => (time.endsWith(':00') ? time.slice(0, 5) : time)
const rounded = (times: string[], rule: RoundingRule) => times.map((time) => short(roundWallTime(time, rule)))

test.each<[string, RoundingRule, string, string]>([
  [
    'GC-001 quarter: 1 to 7 down, 8 to 14 up',
    nearest(15),
    '08:00 08:01 08:02 08:03 08:04 08:05 08:06 08:07 08:08 08:09 08:10 08:11 08:12 08:13 08:14',
    '08:00 08:00 08:00 08:00 08:00 08:00 08:00 08:00 08:15 08:15 08:15 08:15 08:15 08:15 08:15',
  ],
  [
    'GC-003 docked when more than 7 minutes late',
    nearest(15),
    '07:07 07:08 06:53 06:52 15:37 15:38',
    '07:00 07:15 07:00 06:45 15:30 15:45',
  ],
  ['GC-007 tenth of an hour', nearest(6), '08:02 08:04 08:08 17:21 17:29', '08:00 08:06 08:06 17:24 17:30'],
  ['a tenth has a tie, which goes up', nearest(6), '08:03', '08:06'],
  ['or down, where the rule says so', { ...nearest(6), tie: 'down' }, '08:03 08:04', '08:00 08:06'],
  [
    'GC-009 7 of 15',
    { stepMinutes: 15, mode: 'nearest', upAfterMinutes: 7 },
    '08:08 17:21 08:07',
    '08:15 17:15 08:00',
  ],
  ['GC-011 10 of 15', { stepMinutes: 15, mode: 'nearest', upAfterMinutes: 10 }, '08:08 17:21', '08:00 17:15'],
  [
    '10 of 15, the edge',
    { stepMinutes: 15, mode: 'nearest', upAfterMinutes: 10 },
    '08:10 08:11',
    '08:00 08:15',
  ],
  ['GC-019 TT', nearest(15), '08:03 16:46', '08:00 16:45'],
  ['seconds are cut off first', nearest(15), '08:07:59 08:08:00', '08:00 08:15'],
  ['TT-161 down 5', { stepMinutes: 5, mode: 'down' }, '08:06 08:05', '08:05 08:05'],
  ['TT-163 down 5, grace 2', { stepMinutes: 5, mode: 'down', graceMinutes: 2 }, '17:11 17:07', '17:10 17:05'],
  ['down 5, grace 2, the edge', { stepMinutes: 5, mode: 'down', graceMinutes: 2 }, '17:08', '17:10'],
  [
    'TT-165 average 5',
    { ...nearest(5), seconds: 'keep' },
    '08:06 08:07:29 08:07:30 08:08',
    '08:05 08:05 08:10 08:10',
  ],
  [
    'average 5, tie down',
    { ...nearest(5), seconds: 'keep', tie: 'down' },
    '08:07:29 08:07:30 08:07:31',
    '08:05 08:05 08:10',
  ],
  ['TT-167 up 15', { stepMinutes: 15, mode: 'up' }, '08:06', '08:15'],
  ['TT-167 up 5', { stepMinutes: 5, mode: 'up' }, '08:06 08:05', '08:10 08:05'],
  ['up 5, seconds cut off first', { stepMinutes: 5, mode: 'up' }, '08:05:59', '08:05'],
  ['up 5, seconds kept', { stepMinutes: 5, mode: 'up', seconds: 'keep' }, '08:05:01', '08:10'],
  [
    'TT-169 up 5, grace 2',
    { stepMinutes: 5, mode: 'up', graceMinutes: 2 },
    '08:03 08:02 08:01',
    '08:05 08:00 08:00',
  ],
  [
    'TT-171 the mirrored 15',
    { stepMinutes: 15, mode: 'nearest', upAfterMinutes: 6 },
    '08:06:59 08:07:00',
    '08:00 08:15',
  ],
  ['TT-189 no rule but the minute', { stepMinutes: 1, mode: 'down' }, '08:03:59', '08:03'],
  ['to the end of the day', nearest(15), '23:52 23:53', '23:45 24:00'],
  ['no step', { stepMinutes: 0, mode: 'nearest' }, '08:07:31', '08:07:31'],
])('%s', (_id, rule, times, expected) => {
  expect(rounded(times.split(' '), rule)).toEqual(expected.split(' '))
})

test.each<[string, RoundingRule, number, number]>([
  ['SO-01 up', { stepMinutes: 15, mode: 'up', seconds: 'keep' }, 449, 900],
  ['SO-03 up', { stepMinutes: 15, mode: 'up', seconds: 'keep' }, 2880, 3600],
  ['SO-05 nearest below the half', { ...nearest(15), seconds: 'keep' }, 449, 0],
  ['SO-05 nearest, tie up', { ...nearest(15), seconds: 'keep' }, 450, 900],
  ['TT-173 fractions of a second', { stepMinutes: 1, mode: 'down' }, 90.99999, 60],
  ['KR-02 lunch by its length, 37 minutes', nearest(15), 37 * 60, 30 * 60],
  ['KR-02 lunch by its length, 38 minutes', nearest(15), 38 * 60, 45 * 60],
  [
    'TT-181 a day of 9:09, down 15, grace 3',
    { stepMinutes: 15, mode: 'down', graceMinutes: 3 },
    32_940,
    32_400,
  ],
  ['a debt', { stepMinutes: 15, mode: 'down' }, -60, -900],
  ['nothing', { stepMinutes: 15, mode: 'up' }, 0, 0],
])('durations: %s', (_id, rule, seconds, expected) => {
  expect(roundSeconds(seconds, rule)).toBe(expected)
})

describe('instants', () => {
  test.each([
    ['GC-021', 'Asia/Kolkata', '2025-06-02', '09:20', 60, '2025-06-02T03:30:00.000Z'],
    ['GC-023', 'America/New_York', '2025-03-09', '01:53', 15, '2025-03-09T07:00:00.000Z'],
    ['NEW-07', 'Asia/Kathmandu', '2025-06-02', '10:20', 30, '2025-06-02T04:45:00.000Z'],
    ['an hour at +05:45, down', 'Asia/Kathmandu', '2025-06-02', '10:29', 60, '2025-06-02T04:15:00.000Z'],
    ['into the next day', 'Europe/Madrid', '2025-06-02', '23:53', 15, '2025-06-02T22:00:00.000Z'],
    [
      'the second 02:07 of the autumn night',
      'Europe/Berlin',
      '2025-10-26',
      '03:07',
      15,
      '2025-10-26T02:00:00.000Z',
    ],
  ])('%s', (_id, zone, date, time, step, expected) => {
    const at = roundInstant(zone, resolveLocal(zone, date, time).instant, nearest(step))
    expect(new Date(at).toISOString()).toBe(expected)
  })

  const zones = ['Asia/Kathmandu', 'Asia/Kolkata', 'Europe/Berlin', 'America/St_Johns', 'UTC']
  const steps = [5, 6, 10, 15, 30, 60]
  const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) })
  const rules = fc.record<RoundingRule>({
    stepMinutes: fc.constantFrom(...steps),
    mode: fc.constantFrom('nearest', 'up', 'down'),
    seconds: fc.constantFrom('keep', 'truncate'),
  })

  test('lie on the grid of the wall clock, less than a step and a minute away', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, rules, (zone, at, rule) => {
        const moved = roundInstant(zone, at, rule)
        expect(Math.abs(moved - at)).toBeLessThan((rule.stepMinutes + 1) * 60_000)
        const [, minute = '', second = ''] = localTime(zone, moved).split(':')
        expect(second).toBe('00')
        expect(Number(minute) % rule.stepMinutes).toBe(0)
      }),
    )
  })

  test('rounded once are rounded for good, and keep their order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, fc.nat(7_200_000), rules, (zone, at, later, rule) => {
        const once = roundInstant(zone, at, rule)
        expect(roundInstant(zone, once, rule)).toBe(once)
      }),
    )
    fc.assert(
      fc.property(fc.nat(90_000), fc.nat(7200), rules, (seconds, more, rule) => {
        expect(roundSeconds(seconds + more, rule)).toBeGreaterThanOrEqual(roundSeconds(seconds, rule))
      }),
    )
  })
})
