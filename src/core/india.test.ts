import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doubleTimeSeconds, factoriesAct } from './india.ts'

test.each([
  ['GC-112 four days of 12 h: 3 a day', [12, 12, 12, 12], 12],
  ['six days of 9 h: 54 in the week', [9, 9, 9, 9, 9, 9], 6],
  ['six days of 8 h', [8, 8, 8, 8, 8, 8], 0],
  ['five days of 10 h: the days give more than the week', [10, 10, 10, 10, 10], 5],
  ['six days of 10 h: the week gives more, they are not added up', [10, 10, 10, 10, 10, 10], 12],
  ['exactly at both limits', [9, 9, 9, 9, 9, 3], 0],
  ['a minute over a day', [9 + 1 / 60], 1 / 60],
  ['a short day does not make up for a long one', [12, 3], 3],
  ['nothing', [], 0],
])('%s', (_name, hours, expected) => {
  expect(
    doubleTimeSeconds(
      hours.map((worked) => worked * 3600),
      factoriesAct,
    ) / 3600,
  ).toBeCloseTo(expected, 9)
})

test('the greater of the two, whatever the order of the days', () => {
  const days = fc.array(fc.integer({ min: 0, max: 16 * 3600 }), { maxLength: 7 })
  fc.assert(
    fc.property(days, (worked) => {
      const total = worked.reduce((sum, one) => sum + one, 0)
      const due = doubleTimeSeconds(worked, factoriesAct)
      expect(doubleTimeSeconds(worked.toReversed(), factoriesAct)).toBe(due)
      expect(due).toBeGreaterThanOrEqual(Math.max(0, total - factoriesAct.weekSeconds))
      expect(due).toBeLessThanOrEqual(total)
    }),
  )
})
