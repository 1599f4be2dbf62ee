import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkBreaks, germanBreakRules, requiredBreakMinutes, statutoryBreaks } from './required-breaks.ts'
import { workedPieces } from './worked-time.ts'
import { resolveLocal } from './zone.ts'

test.each([
  ['GC-074 Germany', 'DE', [0, 360, 361, 540, 541, 600, 720], [0, 0, 30, 30, 45, 45, 45]],
  ['GC-080 Japan', 'JP', [0, 360, 361, 480, 481, 900], [0, 0, 45, 45, 60, 60]],
  ['GC-082 United Kingdom', 'UK', [0, 360, 361, 900], [0, 0, 20, 20]],
  ['Brazil', 'BR', [0, 240, 241, 360, 361, 600], [0, 0, 15, 15, 60, 60]],
  ['a second more than six hours', 'DE', [360 + 1 / 60], [30]],
] as const)('required: %s', (_name, law, worked, due) => {
  expect(worked.map((minutes) => requiredBreakMinutes(statutoryBreaks[law], minutes))).toEqual(due)
})

test('no steps, no break', () => {
  expect(requiredBreakMinutes([], 900)).toBe(0)
})

const at = (time: string) => Date.parse('2025-06-02T00:00:00Z') + minutesOf(time) * 60_000
const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const spans = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([start, end]) => ({ start: at(start), end: at(end) }))

interface Case {
  id: string
  work: [string, string][]
  breaks: [string, string][]
  /** Minutes: worked, break that counts, required, short, longest stretch. */
  minutes: [number, number, number, number, number]
  overStretch?: boolean
  overDay?: boolean
}

const cases: Case[] = [
  {
    id: 'GC-076 9 h net with 30 minutes',
    work: [['09:00', '18:30']],
    breaks: [['13:00', '13:30']],
    minutes: [540, 30, 30, 0, 300],
  },
  {
    id: 'GC-078 6 h 30 before the break',
    work: [['07:00', '16:00']],
    breaks: [['13:30', '14:00']],
    minutes: [510, 30, 30, 0, 390],
    overStretch: true,
  },
  {
    id: 'exactly 6 h in a row, before and after',
    work: [['07:00', '19:30']],
    breaks: [['13:00', '13:30']],
    minutes: [720, 30, 45, 15, 360],
    overDay: true,
  },
  { id: '6 h without a break', work: [['08:00', '14:00']], breaks: [], minutes: [360, 0, 0, 0, 360] },
  {
    id: '6 h and a minute without a break',
    work: [['08:00', '14:01']],
    breaks: [],
    minutes: [361, 0, 30, 30, 361],
    overStretch: true,
  },
  {
    id: 'more than 9 h net needs 45',
    work: [['08:00', '17:31']],
    breaks: [['12:00', '12:30']],
    minutes: [541, 30, 45, 15, 301],
  },
  {
    id: '30 and 15 make 45',
    work: [['08:00', '18:00']],
    breaks: [
      ['12:00', '12:30'],
      ['15:00', '15:15'],
    ],
    minutes: [555, 45, 45, 0, 240],
  },
  {
    id: 'two blocks of 15',
    work: [['08:00', '17:00']],
    breaks: [
      ['10:00', '10:15'],
      ['14:00', '14:15'],
    ],
    minutes: [510, 30, 30, 0, 225],
  },
  {
    id: 'blocks of 10 and 14 count nothing and end no stretch',
    work: [['08:00', '16:00']],
    breaks: [
      ['10:00', '10:10'],
      ['13:00', '13:14'],
    ],
    minutes: [456, 0, 30, 30, 480],
    overStretch: true,
  },
  {
    id: 'a short block beside a long one',
    work: [['08:00', '17:00']],
    breaks: [
      ['10:00', '10:14'],
      ['12:00', '12:30'],
    ],
    minutes: [496, 30, 30, 0, 270],
  },
  {
    id: 'two short breaks that overlap are one block',
    work: [['08:00', '16:00']],
    breaks: [
      ['12:00', '12:20'],
      ['12:10', '12:30'],
    ],
    minutes: [450, 30, 30, 0, 240],
  },
  {
    id: 'clocked out over noon',
    work: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ],
    breaks: [],
    minutes: [480, 60, 30, 0, 240],
  },
  {
    id: 'two entries that touch are one stretch',
    work: [
      ['08:00', '12:00'],
      ['12:00', '15:00'],
    ],
    breaks: [],
    minutes: [420, 0, 30, 30, 420],
    overStretch: true,
  },
  {
    id: 'a break at the end interrupts nothing',
    work: [['08:00', '15:00']],
    breaks: [['14:30', '15:00']],
    minutes: [390, 0, 30, 30, 390],
    overStretch: true,
  },
  {
    id: 'a break at the start interrupts nothing',
    work: [['08:00', '15:00']],
    breaks: [['08:00', '08:30']],
    minutes: [390, 0, 30, 30, 390],
    overStretch: true,
  },
  {
    id: 'exactly 10 h',
    work: [['08:00', '18:45']],
    breaks: [['12:00', '12:45']],
    minutes: [600, 45, 45, 0, 360],
  },
  {
    id: '10 h and a minute',
    work: [['08:00', '18:46']],
    breaks: [['13:00', '13:45']],
    minutes: [601, 45, 45, 0, 301],
    overDay: true,
  },
  { id: 'nothing worked', work: [], breaks: [['12:00', '12:30']], minutes: [0, 0, 0, 0, 0] },
  {
    id: 'over midnight',
    work: [['22:00', '31:00']],
    breaks: [['26:00', '26:30']],
    minutes: [510, 30, 30, 0, 270],
  },
]

test.each(cases)('German day: $id', ({ work, breaks, minutes, overStretch = false, overDay = false }) => {
  const [worked, counted, required, short, longest] = minutes
  expect(checkBreaks(workedPieces(spans(work), spans(breaks)), germanBreakRules)).toEqual({
    workedSeconds: worked * 60,
    breakSeconds: counted * 60,
    requiredSeconds: required * 60,
    shortSeconds: short * 60,
    longestStretchSeconds: longest * 60,
    overStretch,
    overDay,
  })
})

describe('edges', () => {
  test('one second over six hours asks for a break, a part of a second does not', () => {
    const start = at('08:00')
    const day = (milliseconds: number) =>
      checkBreaks([{ start, end: start + milliseconds }], germanBreakRules)
    expect(day(6 * 3_600_000 + 999)).toMatchObject({ requiredSeconds: 0, overStretch: false })
    expect(day(6 * 3_600_000 + 1000)).toMatchObject({ requiredSeconds: 1800, overStretch: true })
  })

  test('a block a millisecond too short is none', () => {
    const pieces = (pause: number) => [
      { start: at('08:00'), end: at('12:00') },
      { start: at('12:00') + pause, end: at('16:00') },
    ]
    expect(checkBreaks(pieces(15 * 60_000), germanBreakRules).breakSeconds).toBe(900)
    expect(checkBreaks(pieces(15 * 60_000 - 1), germanBreakRules).breakSeconds).toBe(0)
  })

  test('elapsed time decides in the night of the change of clocks', () => {
    const local = (date: string, time: string) => resolveLocal('Europe/Berlin', date, time).instant
    const night = [{ start: local('2025-10-25', '23:00'), end: local('2025-10-26', '05:00') }]
    expect(checkBreaks(night, germanBreakRules)).toMatchObject({ workedSeconds: 7 * 3600, overStretch: true })
  })
})

test('what is worked and every pause make the day; no break gets shorter by asking for less', () => {
  const pause = fc
    .tuple(fc.integer({ min: 0, max: 720 }), fc.integer({ min: 0, max: 60 }))
    .map(([start, length]) => ({ start: start * 60_000, end: (start + length) * 60_000 }))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 720 }), fc.array(pause, { maxLength: 6 }), (length, breaks) => {
      const pieces = workedPieces([{ start: 0, end: length * 60_000 }], breaks)
      const day = checkBreaks(pieces, { ...germanBreakRules, blockMinutes: 0 })
      const presence = pieces.length === 0 ? 0 : (pieces.at(-1)!.end - pieces[0]!.start) / 1000
      expect(day.workedSeconds + day.breakSeconds).toBe(presence)
      const strict = checkBreaks(pieces, germanBreakRules)
      expect(strict.breakSeconds).toBeLessThanOrEqual(day.breakSeconds)
      expect(strict.longestStretchSeconds).toBeGreaterThanOrEqual(day.longestStretchSeconds)
      expect(strict.shortSeconds).toBe(Math.max(0, strict.requiredSeconds - strict.breakSeconds))
    }),
  )
})
