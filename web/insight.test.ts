import { expect, test } from 'vitest'
import type { Filters } from './filters.ts'
import { deeper } from './insight.ts'

const filters: Filters = { period: 'month', date: '2026-03-10' }
const march = { period: 'custom', from: '2026-03-01', to: '2026-03-31' }
const user = { id: 'eva', name: 'Eva', employeeNumber: null }
const week = { key: '2026-W11', from: '2026-03-09', to: '2026-03-15' }

test.each([
  ['a person', { user }, undefined, { ...march, who: 'user', when: 'day', user: 'eva' }],
  [
    'a week of one person',
    { period: week },
    'eva',
    { ...march, ...{ from: week.from, to: week.to }, who: 'user', when: 'day', user: 'eva' },
  ],
  [
    'a department',
    { department: { id: 'paint', name: 'Paint' } },
    undefined,
    { ...march, who: 'user', department: 'paint' },
  ],
  [
    'those without a department',
    { department: null },
    undefined,
    { ...march, who: 'user', department: 'none' },
  ],
  ['those without a branch', { branch: null }, undefined, { ...march, who: 'user', branch: 'none' }],
  [
    'a week of everybody',
    { period: week },
    undefined,
    { ...march, from: week.from, to: week.to, who: 'user' },
  ],
])('a row of %s opens what it is the sum of', (_, row, of, expected) => {
  expect(deeper(row, filters, of)).toEqual(expected)
})

test('a row of those without a department keeps the branch that is filtered for', () => {
  expect(deeper({ department: null }, { ...filters, branch: 'north' }, undefined)).toMatchObject({
    branch: 'north',
    department: 'none',
  })
})
