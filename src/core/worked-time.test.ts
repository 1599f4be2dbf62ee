import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairLogs, workedPieces, workedSeconds, type Log } from './worked-time.ts'
import { resolveLocal } from './zone.ts'

const midnight = Date.UTC(2025, 5, 2)
const at = (time: string) => midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
const spans = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([start, end]) => ({ start: at(start), end: at(end) }))

describe('workedSeconds', () => {
  test.each<[string, [string, string][], [string, string][], number]>([
    ['no break', [['08:00', '17:00']], [], 540],
    ['a break', [['08:00', '17:00']], [['12:00', '13:00']], 480],
    ['GC-084 ZE-04 a break that began before the work', [['08:00', '17:00']], [['07:00', '09:00']], 480],
    ['a break that ends after the work', [['08:00', '17:00']], [['16:00', '18:00']], 480],
    [
      'GC-086 overlapping breaks count once',
      [['08:00', '17:00']],
      [
        ['12:00', '13:00'],
        ['12:30', '13:30'],
      ],
      450,
    ],
    [
      'one break within another',
      [['08:00', '17:00']],
      [
        ['12:00', '14:00'],
        ['12:30', '13:00'],
      ],
      420,
    ],
    [
      'ZE-06 a break across a gap',
      [
        ['08:00', '12:15'],
        ['12:45', '17:00'],
      ],
      [['12:00', '13:15']],
      465,
    ],
    ['a break outside all work', [['08:00', '12:00']], [['12:00', '13:00']], 240],
    ['a break over everything', [['08:00', '12:00']], [['07:00', '13:00']], 0],
    ['TT-05 a night shift', [['22:00', '31:00']], [['26:00', '27:00']], 480],
    [
      'TT-130 two spans',
      [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
      [],
      480,
    ],
    ['OR-01 an hour', [['10:00', '11:00']], [], 60],
    ['BUG-02 ten minutes over midnight', [['23:55', '24:05']], [], 10],
    ['GC-207 no length', [['09:00', '09:00']], [], 0],
    ['ends before it starts', [['09:00', '08:00']], [], 0],
    ['nothing', [], [['09:00', '10:00']], 0],
    [
      'TT-13 three spans, two of which touch',
      [
        ['10:00', '14:00'],
        ['16:00', '20:00'],
        ['20:00', '21:00'],
      ],
      [],
      540,
    ],
  ])('%s', (_name, work, breaks, minutes) => {
    expect(workedSeconds(spans(work), spans(breaks))).toBe(minutes * 60)
  })

  test('GC-118 the spring night of the US Department of Labor', () => {
    const local = (date: string, time: string) => resolveLocal('America/New_York', date, time).instant
    const work = [{ start: local('2025-03-08', '23:00'), end: local('2025-03-09', '07:30') }]
    const lunch = [{ start: local('2025-03-09', '03:30'), end: local('2025-03-09', '04:00') }]
    expect(workedSeconds(work, lunch)).toBe(420 * 60)
  })

  test('GC-209 the order in which breaks arrive changes nothing', () => {
    const pause = fc
      .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 90 }))
      .map(([start, length]) => ({
        start: midnight + start * 60_000,
        end: midnight + (start + length) * 60_000,
      }))
    const work = spans([
      ['01:00', '04:00'],
      ['05:00', '09:00'],
    ])
    fc.assert(
      fc.property(fc.array(pause, { maxLength: 6 }), (breaks) => {
        expect(workedSeconds(work, breaks.toReversed())).toBe(workedSeconds(work, breaks))
        expect(workedSeconds(work, breaks)).toBeLessThanOrEqual(420 * 60)
      }),
    )
  })
})

test('GC-209 the order in which punches arrive changes nothing', () => {
  const typed = ['OUT', 'IN', 'OUT', 'IN', 'OUT', 'IN', 'IN', 'OUT'] as const
  const logs: Log[] = typed.map((type, i) => ({ at: midnight + i * 60_000, type }))
  fc.assert(
    fc.property(
      fc.shuffledSubarray(logs, { minLength: logs.length }),
      fc.constantFrom('alternating', 'strict'),
      fc.constantFrom('every', 'first_last'),
      (shuffled, mode, calculation) => {
        expect(pairLogs(shuffled, mode, calculation)).toEqual(pairLogs(logs, mode, calculation))
      },
    ),
  )
})

describe('workedPieces', () => {
  test.each<[string, [string, string][], [string, string][], [string, string][]]>([
    ['no break', [['08:00', '17:00']], [], [['08:00', '17:00']]],
    [
      'a break',
      [['08:00', '17:00']],
      [['12:00', '13:00']],
      [
        ['08:00', '12:00'],
        ['13:00', '17:00'],
      ],
    ],
    [
      'entries in any order, those that touch are one',
      [
        ['12:00', '15:00'],
        ['16:00', '17:00'],
        ['08:00', '12:00'],
      ],
      [],
      [
        ['08:00', '15:00'],
        ['16:00', '17:00'],
      ],
    ],
    ['a break over an entry', [['08:00', '09:00']], [['08:00', '09:00']], []],
    ['no length', [['09:00', '09:00']], [], []],
    ['nothing', [], [['09:00', '10:00']], []],
  ])('%s', (_name, work, breaks, expected) => {
    expect(workedPieces(spans(work), spans(breaks))).toEqual(spans(expected))
  })
})

describe('pairLogs', () => {
  const logs = (...rows: [string, Log['type']][]): Log[] =>
    rows.map(([time, type]) => ({ at: at(time), type }))
  const untyped = logs(['02:30', ''], ['04:00', ''], ['04:30', ''], ['07:30', ''], ['09:00', ''])
  const typed = logs(
    ['02:30', 'OUT'],
    ['03:00', 'IN'],
    ['04:00', 'OUT'],
    ['04:10', 'IN'],
    ['04:40', 'OUT'],
    ['05:00', 'IN'],
    ['06:30', 'IN'],
    ['08:00', 'OUT'],
  )
  const pair = logs(['03:00', 'IN'], ['08:00', 'OUT'])

  test.each([
    ['GC-181 FH-50', untyped, 'alternating', 'first_last', 6.5],
    ['the pairs of it, the last has no partner', untyped, 'alternating', 'every', 4.5],
    ['GC-183 FH-52', typed, 'strict', 'first_last', 5],
    ['the pairs of it, the second IN in a row is passed over', typed, 'strict', 'every', 4.5],
    ['GC-185 FH-54', pair, 'strict', 'every', 5],
    ['the same, first to last', pair, 'strict', 'first_last', 5],
    ['alternating does not ask for types', typed, 'alternating', 'first_last', 5.5],
    ['strict finds nothing without types', untyped, 'strict', 'every', 0],
    ['one punch', untyped.slice(0, 1), 'alternating', 'first_last', 0],
    ['OR-03 one IN', pair.slice(0, 1), 'strict', 'first_last', 0],
    ['OR-03 one IN, summed', pair.slice(0, 1), 'strict', 'every', 0],
    ['an OUT before the IN only', logs(['03:00', 'OUT'], ['08:00', 'IN']), 'strict', 'first_last', 0],
    [
      'a second OUT in a row',
      logs(['03:00', 'IN'], ['08:00', 'OUT'], ['09:00', 'OUT']),
      'strict',
      'every',
      5,
    ],
    [
      'a second OUT in a row, to the last',
      logs(['03:00', 'IN'], ['08:00', 'OUT'], ['09:00', 'OUT']),
      'strict',
      'first_last',
      6,
    ],
    ['no punches', [], 'alternating', 'every', 0],
  ] as const)('%s', (_name, given, mode, calculation, hours) => {
    expect(pairLogs(given, mode, calculation).seconds / 3600).toBe(hours)
    expect(pairLogs(given.toReversed(), mode, calculation).seconds / 3600).toBe(hours)
  })

  test('the spans are those that count', () => {
    expect(pairLogs(untyped, 'alternating', 'every').spans).toEqual(
      spans([
        ['02:30', '04:00'],
        ['04:30', '07:30'],
      ]),
    )
    expect(pairLogs(typed, 'strict', 'first_last').spans).toEqual(spans([['03:00', '08:00']]))
  })
})
