import { expect, test } from 'vitest'
import { toExceptions } from './policy-findings.ts'

test.each([
  ['break_too_short', { requiredSeconds: 1800, breakSeconds: 600, shortSeconds: 1200 }, 'break_short', 20],
  ['rest_too_short', { restSeconds: 36_000, shortSeconds: 3601 }, 'rest_short', 61],
  ['over_daily_maximum', { seconds: 37_800, limitSeconds: 36_000 }, 'over_daily_maximum', 30],
  ['stretch_too_long', { longestStretchSeconds: 23_400, limitSeconds: 21_600 }, 'break_late', 30],
  ['meal_late', { meal: 1, seconds: 900 }, 'break_late', 15],
  ['meal_short', { meal: 1, seconds: 30 }, 'break_short', 1],
  ['meal_missing', { meal: 2, seconds: 0 }, 'break_missing', 0],
])('%s', (code, values, as, minutes) => {
  expect(toExceptions([{ code, values }])).toEqual([{ code: as, minutes }])
})

test.each([
  ['what lacks its figures has no minutes', 'over_daily_maximum', {}, 0],
  [
    'nor has what is below its limit',
    'stretch_too_long',
    { longestStretchSeconds: 60, limitSeconds: 600 },
    0,
  ],
  ['without a limit all of it counts', 'over_daily_maximum', { seconds: 600 }, 10],
  ['a meal without a length', 'meal_late', { meal: 1 }, 0],
  ['a rest without a shortness', 'rest_too_short', { restSeconds: 600 }, 0],
])('%s', (_, code, values, minutes) => {
  expect(toExceptions([{ code, values: values as Record<string, number> }])).toMatchObject([{ minutes }])
})

test('what is no exception is left out', () => {
  const findings = ['night_work', 'constructor'].map((code) => ({ code, values: { nightSeconds: 7200 } }))
  expect(toExceptions(findings)).toEqual([])
})
