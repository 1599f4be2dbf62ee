import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, dateOfDay, daysBetween } from './calendar.ts'
import { oldestOpenDate } from './closing.ts'
import {
  nextPeriodState,
  payPeriodOf,
  payPeriodsBetween,
  periodActions,
  periodLengths,
  periodRuleProblem,
  periodStates,
  type PeriodRule,
} from './period.ts'

const rule = (change: Partial<PeriodRule> = {}): PeriodRule => ({
  from: '2000-01-01',
  length: 'monthly',
  anchor: '2000-01-01',
  ...change,
})

describe('a pay period', () => {
  test.each([
    [
      'weekly from Monday',
      rule({ length: 'weekly', anchor: '2026-03-02' }),
      '2026-03-08',
      '2026-03-02',
      '2026-03-08',
    ],
    [
      'weekly from Sunday',
      rule({ length: 'weekly', anchor: '2026-03-01' }),
      '2026-03-08',
      '2026-03-08',
      '2026-03-14',
    ],
    [
      'weekly before its anchor',
      rule({ length: 'weekly', anchor: '2026-03-02' }),
      '2025-12-31',
      '2025-12-29',
      '2026-01-04',
    ],
    [
      'two-weekly, first week',
      rule({ length: 'two_weekly', anchor: '2026-03-02' }),
      '2026-03-05',
      '2026-03-02',
      '2026-03-15',
    ],
    [
      'two-weekly, second week',
      rule({ length: 'two_weekly', anchor: '2026-03-02' }),
      '2026-03-15',
      '2026-03-02',
      '2026-03-15',
    ],
    [
      'two-weekly, the next',
      rule({ length: 'two_weekly', anchor: '2026-03-02' }),
      '2026-03-16',
      '2026-03-16',
      '2026-03-29',
    ],
    [
      'two-weekly before its anchor',
      rule({ length: 'two_weekly', anchor: '2026-03-02' }),
      '2026-03-01',
      '2026-02-16',
      '2026-03-01',
    ],
    ['half-monthly, the 15th', rule({ length: 'half_monthly' }), '2024-02-15', '2024-02-01', '2024-02-15'],
    [
      'half-monthly, the 16th of a leap year',
      rule({ length: 'half_monthly' }),
      '2024-02-16',
      '2024-02-16',
      '2024-02-29',
    ],
    ['half-monthly, December', rule({ length: 'half_monthly' }), '2026-12-31', '2026-12-16', '2026-12-31'],
    ['monthly', rule(), '2026-02-28', '2026-02-01', '2026-02-28'],
    [
      'monthly from the 26th, before it',
      rule({ anchor: '2020-01-26' }),
      '2026-03-25',
      '2026-02-26',
      '2026-03-25',
    ],
    [
      'monthly from the 26th, on it',
      rule({ anchor: '2020-01-26' }),
      '2026-03-26',
      '2026-03-26',
      '2026-04-25',
    ],
    ['monthly over the year', rule({ anchor: '2020-01-26' }), '2026-01-03', '2025-12-26', '2026-01-25'],
  ])('%s', (_, one, date, from, to) => {
    expect(payPeriodOf([one], date)).toEqual({ from, to })
  })

  it('is a calendar month where nothing is said', () => {
    expect(payPeriodOf([], '2026-03-29')).toEqual({ from: '2026-03-01', to: '2026-03-31' })
  })

  it('is cut where the company changes its periods', () => {
    const rules = [rule({ from: '2026-03-10', length: 'weekly', anchor: '2026-03-02' })]
    expect(payPeriodsBetween(rules, '2026-03-01', '2026-03-20')).toEqual([
      { from: '2026-03-01', to: '2026-03-09' },
      { from: '2026-03-10', to: '2026-03-15' },
      { from: '2026-03-16', to: '2026-03-22' },
    ])
  })

  it('covers every date once, whatever the rules', () => {
    const dates = fc.integer({ min: 15_000, max: 30_000 }).map(dateOfDay)
    const rules = fc
      .array(fc.record({ from: dates, length: fc.constantFrom(...periodLengths), anchor: dates }), {
        maxLength: 4,
      })
      .map((list) => {
        const unique = new Map(list.map((one) => [one.from, one]))
        return [...unique.values()]
          .filter((one) => !periodRuleProblem(one))
          .sort((a, b) => (a.from < b.from ? -1 : 1))
      })
    fc.assert(
      fc.property(rules, dates, fc.integer({ min: 0, max: 200 }), (given, from, days) => {
        const to = addDays(from, days)
        const periods = payPeriodsBetween(given, from, to)
        expect(periods[0]!.from <= from && periods.at(-1)!.to >= to).toBe(true)
        periods.forEach((period, i) => {
          expect(period.from <= period.to).toBe(true)
          expect(daysBetween(period.from, period.to)).toBeLessThan(31)
          if (i > 0) expect(period.from).toBe(addDays(periods[i - 1]!.to, 1))
          expect(payPeriodOf(given, period.from)).toEqual(period)
          expect(payPeriodOf(given, period.to)).toEqual(period)
        })
      }),
    )
  })

  it('may not begin on a day that not every month has', () => {
    expect(periodRuleProblem(rule({ anchor: '2026-01-29' }))).toEqual({
      field: 'anchor',
      message: 'A month may begin on day 1 to 28: not every month has the days after.',
    })
    expect(periodRuleProblem(rule({ anchor: '2026-01-28' }))).toBeUndefined()
    expect(periodRuleProblem(rule({ length: 'weekly', anchor: '2026-01-31' }))).toBeUndefined()
  })
})

describe('the life of a period', () => {
  /** Everything that is not named is refused. */
  const allowed: Record<string, string> = {
    'confirm open': 'confirmed',
    'confirm reopened': 'confirmed',
    'return confirmed': 'open',
    'return approved': 'open',
    'approve confirmed': 'approved',
    'lock approved': 'locked',
    'reopen locked': 'reopened',
  }
  const skipped: Record<string, string> = {
    ...allowed,
    'approve open': 'approved',
    'approve reopened': 'approved',
    'lock open': 'locked',
    'lock reopened': 'locked',
    'lock confirmed': 'locked',
  }
  it.each([
    [false, allowed],
    [true, skipped],
  ])('goes step by step; skipping: %s', (skip, expected) => {
    const found: Record<string, string> = {}
    for (const action of periodActions) {
      for (const state of periodStates) {
        const next = nextPeriodState(action, state, skip)
        if (next) found[`${action} ${state}`] = next
      }
    }
    expect(found).toEqual(expected)
  })
})

describe('days that close by themselves', () => {
  // ZE-31: 2025-05-29T23:30Z is the 30th in Berlin; ZE-33: it is still the 29th in Los Angeles.
  test.each([
    ['ZE-31', '2025-05-30', 0, '2025-05-30'],
    ['ZE-31', '2025-05-30', 1, '2025-05-29'],
    ['ZE-33', '2025-05-29', 0, '2025-05-29'],
    ['ZE-33', '2025-05-29', 1, '2025-05-28'],
  ])('%s by age, today %s, %i days', (_, today, days, oldest) => {
    expect(oldestOpenDate({ by: 'age', days }, today, [])).toBe(oldest)
  })

  // Kimai: the period is the last month, with 10 days of grace.
  test.each([
    ['KI-51', '2026-04-06', '2026-03-01'],
    ['KI-51, the last day of grace', '2026-04-10', '2026-03-01'],
    ['KI-52', '2026-04-11', '2026-04-01'],
    ['KI-52', '2026-04-30', '2026-04-01'],
  ])('%s by grace, today %s', (_, today, oldest) => {
    expect(oldestOpenDate({ by: 'grace', days: 10 }, today, [])).toBe(oldest)
  })

  it('with a grace that is longer than a period, more than one is open', () => {
    const weekly = [rule({ length: 'weekly', anchor: '2026-03-02' })]
    expect(oldestOpenDate({ by: 'grace', days: 10 }, '2026-03-18', weekly)).toBe('2026-03-02')
    expect(oldestOpenDate({ by: 'grace', days: 0 }, '2026-03-18', weekly)).toBe('2026-03-16')
  })

  it('not at all without a rule (KI-55)', () => {
    expect(oldestOpenDate(undefined, '2026-03-18', [])).toBeUndefined()
  })
})
