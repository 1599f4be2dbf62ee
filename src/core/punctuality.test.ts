import fc from 'fast-check'
import { expect, test } from 'vitest'
import { punctualityOf } from './punctuality.ts'

test.each([
  [0, 0, null],
  [5, 0, 100],
  [5, 5, 0],
  [4, 1, 75],
  [3, 1, 66.7],
  [7, 2, 71.4],
])('of %i planned days with presence, %i late: %s', (plannedPresent, lateCount, expected) => {
  expect(punctualityOf({ plannedPresent, lateCount })).toBe(expected)
})

test('lies within 0 and 100, and falls with each day late', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (plannedPresent, some) => {
      const lateCount = some % plannedPresent
      const before = punctualityOf({ plannedPresent, lateCount })!
      const after = punctualityOf({ plannedPresent, lateCount: lateCount + 1 })!
      expect(after).toBeLessThan(before)
      expect(after).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThanOrEqual(100)
    }),
  )
})
