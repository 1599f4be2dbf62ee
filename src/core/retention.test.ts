import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay, dayNumber } from './calendar.ts'
import { earliestPurge, retentionRules, sameDateAfter } from './retention.ts'

test.each([
  ['GC-114 Spain', 'ES', '2029-03-15'],
  ['GC-116 Germany', 'DE', '2027-03-15'],
  ['Portugal', 'PT', '2030-03-15'],
  ['United Kingdom', 'UK', '2027-03-15'],
  ['Japan', 'JP', '2028-03-15'],
  ['United States', 'US_FLSA', '2028-03-15'],
  ['California', 'US_CA', '2028-03-15'],
] as const)('a record of 2025-03-15: %s', (_name, law, expected) => {
  expect(earliestPurge(retentionRules[law], { recordDate: '2025-03-15' })).toBe(expected)
})

test.each([
  ['2024-02-29', 4, '2028-02-29'],
  ['2024-02-29', 2, '2026-03-01'],
  ['2024-02-29', 5, '2029-03-01'],
  ['2096-02-29', 4, '2100-03-01'],
  ['2024-02-28', 2, '2026-02-28'],
  ['2023-03-01', 1, '2024-03-01'],
  ['2025-12-31', 10, '2035-12-31'],
  ['2025-03-15', 0, '2025-03-15'],
  ['0999-06-01', 5, '1004-06-01'],
  ['0001-06-01', 5, '0006-06-01'],
])('%s and %i years: %s', (date, years, expected) => {
  expect(sameDateAfter(date, years)).toBe(expected)
})

test('counts from the last entry of a card', () => {
  const record = { recordDate: '2025-03-01', lastEntryDate: '2025-03-31' }
  expect(earliestPurge(retentionRules.US_FLSA, record)).toBe('2028-03-31')
  expect(earliestPurge(retentionRules.ES, record)).toBe('2029-03-01')
  // An entry before the record's own date does not shorten it.
  expect(earliestPurge(retentionRules.US_FLSA, { ...record, lastEntryDate: '2025-02-01' })).toBe('2028-03-01')
})

test('Poland: ten years from the end of the year in which the employment ended', () => {
  const rule = retentionRules.PL
  expect(earliestPurge(rule, { recordDate: '2025-03-15' })).toBeUndefined()
  expect(earliestPurge(rule, { recordDate: '2025-03-15', employmentEnd: '2025-06-30' })).toBe('2036-01-01')
  expect(earliestPurge(rule, { recordDate: '2025-03-15', employmentEnd: '2025-12-31' })).toBe('2036-01-01')
  expect(earliestPurge(rule, { recordDate: '2025-03-15', employmentEnd: '2026-01-01' })).toBe('2037-01-01')
  expect(earliestPurge(rule, { recordDate: '0900-03-15', employmentEnd: '0998-06-30' })).toBe('1009-01-01')
})

test('the order of records is the order of their purging, and never before the years are over', () => {
  const day = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2080-12-31') })
  fc.assert(
    fc.property(day, day, fc.integer({ min: 1, max: 12 }), (a, b, years) => {
      const purge = (record: number) => dayNumber(sameDateAfter(dateOfDay(record), years))
      if (a <= b) expect(purge(a)).toBeLessThanOrEqual(purge(b))
      expect(purge(a) - a).toBeGreaterThanOrEqual(years * 365)
      expect(purge(a) - a).toBeLessThanOrEqual(years * 366)
    }),
  )
})
