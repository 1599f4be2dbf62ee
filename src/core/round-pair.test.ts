import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roundPair, type PairMode } from './round-pair.ts'
import { localTime, resolveLocal } from './zone.ts'

const zone = 'Europe/Vienna'
const at = (time: string) => resolveLocal(zone, '2025-06-02', time).instant

const cases: [string, PairMode, [number, number, number], string, string, string, number][] = [
  ['KI-20', 'default', [15, 15, 0], '12:17:35 13:32:52', '12:15:00', '13:45:00', 5400],
  ['KI-22', 'default', [0, 0, 0], '12:17:35 13:32:52', '12:17:35', '13:32:52', 4517],
  ['KI-24', 'default', [0, 1, 30], '12:27:35 14:32:52', '12:27:35', '14:33:00', 9000],
  ['KI-26 GC-013', 'up', [15, 15, 0], '12:17:35 13:32:52', '12:30:00', '13:45:00', 4500],
  ['KI-28', 'up', [0, 0, 30], '12:10:51 14:40:52', '12:10:51', '14:40:52', 10_800],
  ['KI-30', 'nearest', [15, 15, 0], '12:17:35 13:32:52', '12:15:00', '13:30:00', 4500],
  ['KI-32 GC-015', 'nearest', [0, 0, 30], '12:10:51 14:40:52', '12:10:51', '14:40:52', 9000],
  ['KI-34', 'down', [15, 15, 0], '12:17:35 13:32:52', '12:15:00', '13:30:00', 4500],
  ['KI-36 GC-017', 'down', [0, 0, 30], '12:10:51 14:40:52', '12:10:51', '14:40:52', 9000],
  ['KI-38 no rounding', 'up', [0, 0, 0], '12:00:00 12:30:37', '12:00:00', '12:30:37', 1837],
  ['KI-38 no length', 'up', [0, 0, 30], '12:00:00 12:00:00', '12:00:00', '12:00:00', 0],
  [
    'KI-39 an exact half goes down',
    'nearest',
    [15, 15, 0],
    '12:07:30 13:37:30',
    '12:00:00',
    '13:30:00',
    5400,
  ],
  ['up past the end', 'up', [60, 0, 0], '12:10:00 12:20:00', '13:00:00', '13:00:00', 0],
]

test.each(cases)('%s %s', (_id, mode, [begin, end, duration], entry, start, finish, seconds) => {
  const [from = '', to = ''] = entry.split(' ')
  const rule = { mode, beginMinutes: begin, endMinutes: end, durationMinutes: duration }
  const rounded = roundPair(zone, at(from), at(to), rule)
  expect([localTime(zone, rounded.start), localTime(zone, rounded.end), rounded.seconds]).toEqual([
    start,
    finish,
    seconds,
  ])
})

test('the default never takes time away', () => {
  const steps = fc.constantFrom(0, 1, 5, 15, 30)
  fc.assert(
    fc.property(
      fc.nat(86_400),
      fc.nat(50_000),
      steps,
      steps,
      steps,
      (start, length, begin, end, duration) => {
        const from = at('00:00') + start * 1000
        const rule = {
          mode: 'default',
          beginMinutes: begin,
          endMinutes: end,
          durationMinutes: duration,
        } as const
        expect(roundPair(zone, from, from + length * 1000, rule).seconds).toBeGreaterThanOrEqual(length)
      },
    ),
  )
})
