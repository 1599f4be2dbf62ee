import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainPolicy } from '../src/core/policy.ts'
import { readRules, tierOf, withTier, writeRules } from './policy-draft.ts'

describe('the rules of a policy in a form', () => {
  test('are what was written, and nothing where that is no object', () => {
    expect(readRules(writeRules(plainPolicy))).toEqual(plainPolicy)
    for (const text of ['', '{', '[]', 'null', '7']) expect(readRules(text)).toBeUndefined()
  })

  test('a threshold that is set is read again, the others stay, and they ascend', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1440 }),
        fc.integer({ min: 0, max: 1440 }),
        (overtime, double) => {
          const tiers = withTier(withTier([], 'overtime', overtime), 'double', double)
          expect(tierOf(tiers, 'overtime')).toBe(overtime)
          expect(tierOf(tiers, 'double')).toBe(double)
          expect(tiers[0]!.afterMinutes).toBeLessThanOrEqual(tiers[1]!.afterMinutes)
          expect(withTier(tiers, 'double', undefined)).toEqual([
            { class: 'overtime', afterMinutes: overtime },
          ])
        },
      ),
    )
  })

  test('a moved threshold keeps its rate', () => {
    const tiers = [{ afterMinutes: 480, class: 'overtime', ratePercent: 125 }] as const
    expect(withTier(tiers, 'overtime', 540)).toEqual([
      { afterMinutes: 540, class: 'overtime', ratePercent: 125 },
    ])
  })
})
