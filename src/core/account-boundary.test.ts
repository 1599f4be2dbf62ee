import { expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { accountBoundary, contextMs, type BoundaryShift } from './account-boundary.ts'
import { completePolicy, type PolicyInput } from './policy.ts'

const weekly = { overtime: { weekly: [{ afterMinutes: 2400, class: 'overtime' as const }] } }
const rested = { rest: { dailyMinutes: 660, weeklyMinutes: null } }

/** '02 08:00-16:00'; '02 08:00' was never ended. UTC; hours above 24 are on the next day. */
function shift(text: string): BoundaryShift {
  const [day = '', times = ''] = text.split(' ')
  const at = (time: string) => june(`${day} 00:00`) + Number(time.slice(0, 2)) * 3_600_000
  const [start = '', end = start] = times.split('-')
  return { workDate: `2025-06-${day}`, timeZone: 'UTC', start: at(start), end: at(end) }
}

// 2025-06-02 and 2025-06-09 were Mondays.
const split = { dayAttribution: 'split' as const }
test.each<[string, PolicyInput | undefined, string[], first: number, from: string]>([
  [
    'without a policy the last date',
    undefined,
    ['02 08:00-16:00', '03 08:00-12:00', '03 13:00-17:00'],
    1,
    '03 08:00',
  ],
  [
    'without rules of a week the last date',
    {},
    ['02 08:00-16:00', '03 08:00-12:00', '03 13:00-17:00'],
    1,
    '03 08:00',
  ],
  ['the workweek', weekly, ['06 08:00-16:00', '09 08:00-16:00', '11 08:00-16:00'], 1, '09 08:00'],
  ['up to the line of the week', weekly, ['08 16:00-24:00', '09 08:00-16:00'], 1, '09 08:00'],
  ['a shift that was left open at the line', weekly, ['08 23:00', '09 08:00-16:00'], 1, '09 08:00'],
  [
    'one left open on the line itself',
    weekly,
    ['06 08:00-16:00', '09 00:00', '09 08:00-16:00'],
    1,
    '09 00:00',
  ],
  [
    'over the line, with the week before',
    weekly,
    ['01 08:00-16:00', '03 08:00-16:00', '08 22:00-30:00', '10 08:00-16:00'],
    1,
    '09 00:00',
  ],
  [
    'and with what reaches into that one',
    weekly,
    ['01 08:00-12:00', '01 22:00-30:00', '03 08:00-16:00', '08 22:00-30:00', '10 08:00-16:00'],
    0,
    '09 00:00',
  ],
  ['split: the shift before', split, ['02 08:00-16:00', '03 22:00-30:00', '04 22:00-30:00'], 1, '04 22:00'],
  [
    'split: the whole date of it',
    split,
    ['02 08:00-16:00', '03 08:00-12:00', '03 22:00-30:00', '04 22:00-30:00'],
    1,
    '04 22:00',
  ],
  [
    'rest: over one that was left open',
    rested,
    ['02 08:00-16:00', '03 08:00', '04 08:00-16:00'],
    0,
    '04 08:00',
  ],
  ['rest: the first of all', rested, ['04 08:00-16:00'], 0, '04 08:00'],
  ['rest: nothing complete before', rested, ['03 08:00', '04 08:00-16:00'], 0, '04 08:00'],
  [
    'rest in a week: the last before the week',
    { ...weekly, ...rested },
    ['01 08:00-16:00', '02 08:00-16:00', '09 08:00-16:00', '10 08:00-16:00'],
    1,
    '09 08:00',
  ],
])('%s', (_, policy, texts, first, from) => {
  const version = policy && { id: 'v', name: 'v', policy: completePolicy(policy) }
  // Where nothing more is needed, the last date is enough.
  const shifts = texts.map(shift)
  const lastDate = shifts.findIndex((one) => one.workDate === shifts.at(-1)!.workDate)
  const enough = { first: lastDate, from: shifts[lastDate]!.start }
  const found = accountBoundary(shifts, () => version) ?? enough
  expect([found.first, new Date(found.from).toISOString()]).toEqual([
    first,
    new Date(june(from)).toISOString(),
  ])
})

test('a policy that began with the last date leaves the dates before it alone', () => {
  const version = { id: 'v', name: 'v', policy: completePolicy(weekly) }
  const shifts = ['08 22:00-30:00', '10 08:00-16:00'].map(shift)
  const found = accountBoundary(shifts, (date) => (date >= '2025-06-09' ? version : undefined))
  expect(found).toEqual({ first: 0, from: june('09 00:00') })
})

test('two workweeks and a shift lie within what is read', () => {
  expect(contextMs).toBe(16 * 24 * 3_600_000)
})
