import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from './calendar.ts'
import { attributeDays, groupSpans, type DayRule } from './work-date.ts'
import { resolveLocal } from './zone.ts'

const zone = 'America/Vancouver'
const D = '2025-06-02'

/** '23:00' on D; times of 24 hours and more are on the days after. */
function at(time: string): number {
  const hours = Number(time.slice(0, 2))
  const wall = `${String(hours % 24).padStart(2, '0')}${time.slice(2)}`
  return resolveLocal(zone, addDays(D, Math.floor(hours / 24)), wall).instant
}

const spansOf = (...pairs: [start: string, end: string][]) =>
  pairs.map(([start, end]) => ({ start: at(start), end: at(end) }))

/** Hours by day after D: `{ 0: 6, 1: 2 }`. */
function hours(rule: DayRule, spans: { start: number; end: number }[]): Record<number, number> {
  const rows = attributeDays(rule, zone, spans)
  return Object.fromEntries(
    rows.map((row) => [Number(row.date.slice(8)) - Number(D.slice(8)), row.seconds / 3600]),
  )
}

test.each<[string, DayRule, [string, string][], Record<number, number>]>([
  ['TT-20', 'start', [['23:00', '30:00']], { 0: 7 }],
  ['TT-20 by day', 'start', [['08:00', '15:00']], { 0: 7 }],
  [
    'start, resumed after midnight',
    'start',
    [
      ['20:00', '23:30'],
      ['24:30', '28:00'],
    ],
    { 0: 7 },
  ],
  [
    'TT-24',
    'end',
    [
      ['20:00', '23:30'],
      ['24:30', '28:00'],
    ],
    { 1: 7 },
  ],
  ['end, one span', 'end', [['23:00', '30:00']], { 1: 7 }],
  ['TT-26', 'most', [['23:00', '30:00']], { 1: 7 }],
  ['GC-197', 'most', [['18:00', '25:00']], { 0: 7 }],
  ['most, a tie stays on the first day', 'most', [['20:00', '28:00']], { 0: 8 }],
  [
    'most, by all spans together',
    'most',
    [
      ['20:00', '23:30'],
      ['24:30', '28:30'],
    ],
    { 1: 7.5 },
  ],
  ['TT-28', 'split', [['08:00', '15:00']], { 0: 7 }],
  ['GC-199', 'split', [['18:00', '26:00']], { 0: 6, 1: 2 }],
  [
    'TT-30',
    'split',
    [
      ['17:00', '22:30'],
      ['23:30', '26:00'],
    ],
    { 0: 6, 1: 2 },
  ],
  ['TT-32', 'split', [['16:00', '24:00']], { 0: 8 }],
  ['split, from midnight', 'split', [['24:00', '32:00']], { 1: 8 }],
  ['split over three days', 'split', [['16:00', '56:00']], { 0: 8, 1: 24, 2: 8 }],
  ['TT-34 before', 'start', [['23:00', '37:00']], { 0: 14 }],
  ['TT-34 after', 'start', [['25:00', '37:00']], { 1: 12 }],
  [
    'TT-36',
    'start',
    [
      ['13:30', '23:30'],
      ['24:30', '26:30'],
    ],
    { 0: 12 },
  ],
  [
    'TT-36 by most',
    'most',
    [
      ['13:30', '23:30'],
      ['24:30', '26:30'],
    ],
    { 0: 12 },
  ],
  ['TT-32 under end', 'end', [['16:00', '24:00']], { 0: 8 }],
  ['BUG-02 ten minutes over midnight', 'start', [['23:55', '24:05']], { 0: 10 / 60 }],
])('%s by %s', (_name, rule, pairs, expected) => expect(hours(rule, spansOf(...pairs))).toEqual(expected))

test('OD-21 OD-23 the day is the local one', () => {
  const honolulu = (start: string, end: string) =>
    attributeDays('start', 'Pacific/Honolulu', [{ start: Date.parse(start), end: Date.parse(end) }])
  expect(honolulu('2024-05-27T17:00Z', '2024-05-28T04:00Z')).toEqual([
    { date: '2024-05-27', seconds: 39_600 },
  ])
})

test('a shift without length stays on its day, no shift has none', () => {
  const moment = at('23:00')
  for (const rule of ['start', 'end', 'most', 'split'] as const) {
    expect(attributeDays(rule, zone, [{ start: moment, end: moment }])).toEqual([{ date: D, seconds: 0 }])
    expect(attributeDays(rule, zone, [])).toEqual([])
  }
})

test('spans in any order: the dates come in order, the first span gives the date of what has no length', () => {
  const evening = spansOf(['24:30', '26:00'], ['18:00', '24:00'])
  expect(attributeDays('split', zone, evening).map((row) => row.date)).toEqual([D, addDays(D, 1)])
  expect(attributeDays('start', zone, evening)).toEqual([{ date: D, seconds: 27_000 }])
  expect(attributeDays('end', zone, evening)).toEqual([{ date: addDays(D, 1), seconds: 27_000 }])
  const moments = spansOf(['30:00', '30:00'], ['23:00', '23:00'], ['54:00', '54:00'])
  expect(attributeDays('split', zone, moments)).toEqual([{ date: D, seconds: 0 }])
})

describe('groupSpans', () => {
  const gap = 4 * 3600
  const sizes = (gapSeconds: number, ...pairs: [string, string][]) =>
    groupSpans(spansOf(...pairs), gapSeconds).map((group) => group.length)

  test('TT-40 a pause of the gap begins another shift', () => {
    expect(sizes(gap, ['01:00', '14:30'], ['18:30', '30:30'])).toEqual([1, 1])
    expect(sizes(gap, ['01:00', '14:30'], ['18:29', '30:30'])).toEqual([2])
  })

  test('TT-22 gap 0: back to back are shifts of their own', () => {
    const groups = groupSpans(spansOf(['15:00', '39:00'], ['39:00', '63:00'], ['63:00', '87:00']), 0)
    expect(groups.map((group) => hours('start', group))).toEqual([{ 0: 24 }, { 1: 24 }, { 2: 24 }])
  })

  test('TT-11 TT-13 pauses within a shift', () => {
    expect(sizes(gap, ['07:00', '11:00'], ['14:00', '18:00'])).toEqual([2])
    expect(sizes(gap, ['10:00', '14:00'], ['16:00', '20:00'], ['20:00', '21:00'])).toEqual([3])
  })

  test('TT-36 undone: with the earlier clock-out it is two shifts again', () => {
    const groups = groupSpans(spansOf(['13:30', '20:30'], ['24:30', '26:30']), gap)
    expect(groups.map((group) => hours('start', group))).toEqual([{ 0: 7 }, { 1: 2 }])
  })

  test('the order of arrival does not matter, the input stays as it was', () => {
    const spans = spansOf(['18:30', '20:00'], ['01:00', '02:00'], ['03:00', '04:00'])
    const copy = structuredClone(spans)
    expect(groupSpans(spans, gap).map((group) => group.length)).toEqual([2, 1])
    expect(spans).toEqual(copy)
  })
})

test('every rule keeps every second, in every zone', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 10 * 86_400 }), fc.integer({ min: 1, max: 30 * 3600 }))
  fc.assert(
    fc.property(
      fc.constantFrom(zone, 'Europe/Berlin', 'Africa/Cairo', 'Pacific/Apia', 'Australia/Lord_Howe'),
      fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 }),
      fc.array(span, { minLength: 1, maxLength: 5 }),
      fc.constantFrom<DayRule>('start', 'end', 'most', 'split'),
      (where, base, pairs, rule) => {
        const spans = pairs.map(([start, length]) => ({
          start: (base + start) * 1000,
          end: (base + start + length) * 1000,
        }))
        const total = attributeDays(rule, where, spans).reduce((sum, row) => sum + row.seconds, 0)
        expect(total).toBe(pairs.reduce((sum, [, length]) => sum + length, 0))
      },
    ),
  )
})
