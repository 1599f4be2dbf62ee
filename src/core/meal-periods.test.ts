import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  californiaMeals,
  californiaRests,
  mealFindings,
  mealPremiumHours,
  mealsDue,
  mealWaivable,
  restBreaksDue,
  type MealFinding,
} from './meal-periods.ts'
import { workedPieces } from './worked-time.ts'

test.each([
  ['GC-064', 5, 0, false, false],
  ['a minute over 5 h', 5 + 1 / 60, 1, true, false],
  ['GC-066', 6, 1, true, false],
  ['a minute over 6 h', 6 + 1 / 60, 1, false, false],
  ['8 h', 8, 1, false, false],
  ['GC-068', 10, 1, false, false],
  ['a minute over 10 h', 10 + 1 / 60, 2, false, true],
  ['GC-070', 12, 2, false, true],
  ['a minute over 12 h', 12 + 1 / 60, 2, false, false],
  ['16 h, no third', 16, 2, false, false],
  ['nothing', 0, 0, false, false],
])('meals due: %s', (_name, hours, due, first, second) => {
  expect(mealsDue(hours * 60, californiaMeals)).toBe(due)
  expect(mealWaivable(hours * 60, 1, californiaMeals)).toBe(first)
  expect(mealWaivable(hours * 60, 2, californiaMeals)).toBe(second)
  expect(mealWaivable(hours * 60, 3, californiaMeals)).toBe(false)
})

test.each([
  ['GC-072', [3.4, 3.5, 6.0, 6.1, 10.0, 10.1, 14.0, 14.1], [0, 1, 1, 2, 2, 3, 3, 4]],
  ['nothing, little, and long', [0, 2, 3.49, 3.51, 18, 18.1], [0, 0, 0, 1, 4, 5]],
])('rest breaks: %s', (_name, hours, due) => {
  expect(hours.map((worked) => restBreaksDue(worked * 60, californiaRests))).toEqual(due)
})

test('who works from zero minutes on has one at least', () => {
  expect(restBreaksDue(0, { fromMinutes: 0, perMinutes: 240 })).toBe(1)
})

const midnight = Date.UTC(2025, 5, 2)
const at = (time: string) => midnight + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000
const spans = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([start, end]) => ({ start: at(start), end: at(end) }))

interface Case {
  id: string
  work: [string, string]
  meals: [string, string][]
  waived?: number[]
  expected: [number, MealFinding['kind'], minutes: number][]
}

const cases: Case[] = [
  { id: '5 h, nothing due', work: ['08:00', '13:00'], meals: [], expected: [] },
  { id: 'over 5 h, none', work: ['08:00', '13:01'], meals: [], expected: [[1, 'missing', 30]] },
  { id: '6 h, waived', work: ['08:00', '14:00'], meals: [], waived: [1], expected: [] },
  {
    id: 'over 6 h, the waiver is void',
    work: ['08:00', '14:01'],
    meals: [],
    waived: [1],
    expected: [[1, 'missing', 30]],
  },
  {
    id: 'begins at the end of the fifth hour',
    work: ['08:00', '16:30'],
    meals: [['13:00', '13:30']],
    expected: [],
  },
  {
    id: 'begins a minute later',
    work: ['08:00', '16:30'],
    meals: [['13:01', '13:31']],
    expected: [[1, 'late', 1]],
  },
  {
    id: '29 minutes',
    work: ['08:00', '16:30'],
    meals: [['12:00', '12:29']],
    expected: [[1, 'short', 1]],
  },
  {
    id: 'short in time, full too late',
    work: ['08:00', '17:00'],
    meals: [
      ['12:00', '12:20'],
      ['14:00', '14:30'],
    ],
    expected: [[1, 'late', 40]],
  },
  {
    id: 'two short ones do not make a full one',
    work: ['08:00', '17:00'],
    meals: [
      ['11:00', '11:15'],
      ['12:00', '12:15'],
    ],
    expected: [[1, 'short', 15]],
  },
  { id: '10 h, one is enough', work: ['08:00', '18:30'], meals: [['12:00', '12:30']], expected: [] },
  {
    id: 'over 10 h, the second missing',
    work: ['08:00', '18:31'],
    meals: [['12:00', '12:30']],
    expected: [[2, 'missing', 30]],
  },
  {
    id: '12 h, the second waived, the first taken',
    work: ['08:00', '20:30'],
    meals: [['12:00', '12:30']],
    waived: [2],
    expected: [],
  },
  {
    id: 'over 12 h, the waiver is void',
    work: ['08:00', '20:31'],
    meals: [['12:00', '12:30']],
    waived: [2],
    expected: [[2, 'missing', 30]],
  },
  {
    id: 'the second waived, the first not taken',
    work: ['08:00', '19:00'],
    meals: [],
    waived: [1, 2],
    expected: [
      [1, 'missing', 30],
      [2, 'missing', 30],
    ],
  },
  {
    id: 'two, both in time: the second at the end of the tenth hour',
    work: ['08:00', '20:30'],
    meals: [
      ['13:00', '13:30'],
      ['18:30', '19:00'],
    ],
    expected: [],
  },
  {
    id: 'the second a minute late',
    work: ['08:00', '20:30'],
    meals: [
      ['13:00', '13:30'],
      ['18:31', '19:01'],
    ],
    expected: [[2, 'late', 1]],
  },
  {
    id: 'only the second, and too late for the first',
    work: ['08:00', '19:30'],
    meals: [['16:00', '16:30']],
    expected: [
      [1, 'late', 180],
      [2, 'missing', 30],
    ],
  },
  {
    id: 'the first short, the second missing',
    work: ['08:00', '19:00'],
    meals: [['12:00', '12:10']],
    expected: [
      [1, 'short', 20],
      [2, 'missing', 30],
    ],
  },
  { id: 'over midnight', work: ['20:00', '28:30'], meals: [['24:30', '25:00']], expected: [] },
]

test.each(cases)('meal findings: $id', ({ work, meals, waived, expected }) => {
  const findings = mealFindings(workedPieces(spans([work]), spans(meals)), californiaMeals, waived)
  expect(findings.map(({ meal, kind, seconds }) => [meal, kind, seconds / 60])).toEqual(expected)
  expect(mealPremiumHours(findings)).toBe(expected.length > 0 ? 1 : 0)
})

describe('exact marks', () => {
  const day = (mealStart: number, mealEnd: number) =>
    mealFindings(
      [
        { start: at('08:00'), end: mealStart },
        { start: mealEnd, end: at('17:00') },
      ],
      californiaMeals,
    )

  test('a second late and a second short are findings', () => {
    expect(day(at('13:00') + 1000, at('13:31'))).toEqual([{ meal: 1, kind: 'late', seconds: 1 }])
    expect(day(at('12:00'), at('12:30') - 1000)).toEqual([{ meal: 1, kind: 'short', seconds: 1 }])
  })

  test('so is a part of a second', () => {
    expect(day(at('13:00') + 1, at('13:31'))).toEqual([{ meal: 1, kind: 'late', seconds: 1 }])
    expect(day(at('12:00'), at('12:30') - 1)).toEqual([{ meal: 1, kind: 'short', seconds: 1 }])
  })
})

test('clocked out for the meal or a break: the same', () => {
  const clockedOut = workedPieces(
    spans([
      ['08:00', '13:05'],
      ['13:35', '17:00'],
    ]),
    [],
  )
  expect(mealFindings(clockedOut, californiaMeals)).toEqual([{ meal: 1, kind: 'late', seconds: 300 }])
})

test('never more findings than meals due, one for each', () => {
  const meal = fc
    .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 60 }))
    .map(([start, length]) => ({ start: start * 60_000, end: (start + length) * 60_000 }))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.array(meal, { maxLength: 5 }), (length, meals) => {
      const pieces = workedPieces([{ start: 0, end: length * 60_000 }], meals)
      const worked = pieces.reduce((sum, { start, end }) => sum + end - start, 0) / 60_000
      const found = mealFindings(pieces, californiaMeals).map((finding) => finding.meal)
      expect(new Set(found).size).toBe(found.length)
      expect(found.length).toBeLessThanOrEqual(mealsDue(worked, californiaMeals))
      expect(mealFindings(pieces, californiaMeals, [1, 2]).length).toBeLessThanOrEqual(found.length)
    }),
  )
})
