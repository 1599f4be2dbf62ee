import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributeDays, groupSpans, type DayRule } from './work-date.ts'
import { resolveLocal } from './zone.ts'

/** 'dd HH:MM' of March 2026, in Vancouver: away from any change of clocks. */
function at(text: string): number {
  const [day = '', time = ''] = text.split(' ')
  return resolveLocal('America/Vancouver', `2026-03-${day}`, time).instant
}

const spans = (...texts: [string, string][]) =>
  texts.map(([start, end]) => ({ start: at(start), end: at(end) }))
const hours = (rule: DayRule, work: [string, string][]) =>
  attributeDays(rule, 'America/Vancouver', spans(...work)).map(({ date, seconds }) => [
    date.slice(8),
    seconds / 3600,
  ])

const cases: { id: string; rule: DayRule; work: [string, string][]; expected: [string, number][] }[] = [
  { id: 'TT-20', rule: 'start', work: [['16 23:00', '17 06:00']], expected: [['16', 7]] },
  {
    id: 'TT-24',
    rule: 'end',
    work: [
      ['16 20:00', '16 23:30'],
      ['17 00:30', '17 04:00'],
    ],
    expected: [['17', 7]],
  },
  { id: 'TT-26', rule: 'most', work: [['16 23:00', '17 06:00']], expected: [['17', 7]] },
  { id: 'TT-28', rule: 'split', work: [['16 08:00', '16 15:00']], expected: [['16', 7]] },
  {
    id: 'TT-30',
    rule: 'split',
    work: [
      ['16 17:00', '16 22:30'],
      ['16 23:30', '17 02:00'],
    ],
    expected: [
      ['16', 6],
      ['17', 2],
    ],
  },
  { id: 'TT-32', rule: 'split', work: [['16 16:00', '17 00:00']], expected: [['16', 8]] },
  { id: 'TT-32 under end', rule: 'end', work: [['16 16:00', '17 00:00']], expected: [['16', 8]] },
  { id: 'TT-34', rule: 'start', work: [['17 01:00', '17 13:00']], expected: [['17', 12]] },
  {
    id: 'TT-36',
    rule: 'most',
    work: [
      ['16 13:30', '16 23:30'],
      ['17 00:30', '17 02:30'],
    ],
    expected: [['16', 12]],
  },
  { id: 'GC-197', rule: 'most', work: [['02 18:00', '03 01:00']], expected: [['02', 7]] },
  {
    id: 'GC-199',
    rule: 'split',
    work: [['02 18:00', '03 02:00']],
    expected: [
      ['02', 6],
      ['03', 2],
    ],
  },
  {
    id: 'a tie goes to the first day',
    rule: 'most',
    work: [['16 20:00', '17 04:00']],
    expected: [['16', 8]],
  },
  { id: 'GC-207 without length', rule: 'split', work: [['16 09:00', '16 09:00']], expected: [['16', 0]] },
  { id: 'no work', rule: 'split', work: [], expected: [] },
]

test.each(cases)('$id: by $rule', ({ rule, work, expected }) => {
  expect(hours(rule, work)).toEqual(expected)
})

test.each([
  {
    id: 'TT-40 a gap of 4 h makes two shifts',
    work: [
      ['16 01:00', '16 14:30'],
      ['16 18:30', '17 06:30'],
    ],
    shifts: 2,
  },
  {
    id: 'a gap one minute shorter does not',
    work: [
      ['16 01:00', '16 14:30'],
      ['16 18:29', '17 06:30'],
    ],
    shifts: 1,
  },
  {
    id: 'TT-11',
    work: [
      ['16 07:00', '16 11:00'],
      ['16 14:00', '16 18:00'],
    ],
    shifts: 1,
  },
  {
    id: 'TT-13',
    work: [
      ['16 10:00', '16 14:00'],
      ['16 16:00', '16 20:00'],
      ['16 20:00', '16 21:00'],
    ],
    shifts: 1,
  },
] as { id: string; work: [string, string][]; shifts: number }[])('$id', ({ work, shifts }) => {
  expect(groupSpans(spans(...work), 4 * 3600)).toHaveLength(shifts)
})

test('TT-22: with no gap, back-to-back shifts stay apart, each on its start day', () => {
  const shifts = groupSpans(
    spans(['16 15:00', '17 15:00'], ['17 15:00', '18 15:00'], ['18 15:00', '19 15:00']),
    0,
  )
  expect(shifts.map((shift) => attributeDays('start', 'America/Vancouver', shift))).toEqual([
    [{ date: '2026-03-16', seconds: 86_400 }],
    [{ date: '2026-03-17', seconds: 86_400 }],
    [{ date: '2026-03-18', seconds: 86_400 }],
  ])
})

const anyShift = fc.record({
  zone: fc.constantFrom(
    'America/Vancouver',
    'Europe/Berlin',
    'Africa/Cairo',
    'Pacific/Apia',
    'Australia/Lord_Howe',
  ),
  start: fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 }),
  seconds: fc.integer({ min: 0, max: 4 * 86_400 }),
})

test('no rule changes the total', () => {
  fc.assert(
    fc.property(anyShift, fc.constantFrom<DayRule>('start', 'end', 'most', 'split'), (shift, rule) => {
      const work = [{ start: shift.start * 1000, end: (shift.start + shift.seconds) * 1000 }]
      const days = attributeDays(rule, shift.zone, work)
      expect(days.reduce((sum, day) => sum + day.seconds, 0)).toBe(shift.seconds)
    }),
    { numRuns: 200 },
  )
})
