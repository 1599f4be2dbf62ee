import { describe, expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { accountBoundary, contextMs, type BoundaryShift } from './account-boundary.ts'
import { completePolicy, type PolicyInput } from './policy.ts'

const weekly = { overtime: { weekly: [{ afterMinutes: 2400, class: 'overtime' as const }] } }
const rested = { rest: { dailyMinutes: 660, weeklyMinutes: null } }

/**
 * '02 08:00-16:00'; '02 08:00' was never ended; '02>03 22:00-30:00' is accounted to the 3rd. UTC; hours above 24
 * are on the next day.
 */
function shift(text: string): BoundaryShift {
  const [days = '', times = ''] = text.split(' ')
  const [day = '', workDay = day] = days.split('>')
  const at = (time: string) => june(`${day} 00:00`) + Number(time.slice(0, 2)) * 3_600_000
  const [start = '', end = start] = times.split('-')
  return { workDate: `2025-06-${workDay}`, timeZone: 'UTC', start: at(start), end: at(end) }
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
  ['also where it is accounted to the date before', weekly, ['09>08 00:00', '09 08:00-16:00'], 0, '09 00:00'],
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
  expect(boundary(texts, () => policy)).toEqual([first, iso(june(from))])
})

const iso = (instant: number) => new Date(instant).toISOString()

/** Where nothing more is needed, the last date is enough. */
function boundary(texts: readonly string[], policyOn: (day: string) => PolicyInput | undefined) {
  const shifts = texts.map(shift)
  const lastDate = shifts.findIndex((one) => one.workDate === shifts.at(-1)!.workDate)
  const enough = { first: lastDate, from: shifts[lastDate]!.start }
  const found = accountBoundary(shifts, (date) => {
    const policy = policyOn(date.slice(8))
    return policy && { id: 'v', name: 'v', policy: completePolicy(policy) }
  })
  return [(found ?? enough).first, iso((found ?? enough).from)]
}

const daily = (workday: PolicyInput['workday']): PolicyInput => ({
  workday: workday!,
  overtime: { daily: [{ afterMinutes: 480, class: 'overtime' }] },
})
const clock = (startsAt: string) => daily({ kind: 'clock', startsAt })
const fromStart = daily({ kind: 'from_first_start' })
const consecutive: PolicyInput = { overtime: { consecutive: [{ afterMinutes: 480, class: 'overtime' }] } }

test.each<[string, PolicyInput, string[], first: number]>([
  ['a night reaches into the workday', clock('00:00'), ['02 22:00-30:00', '03 14:00-22:00'], 0],
  ['it ends where the workday begins', clock('00:00'), ['02 16:00-24:00', '03 14:00-22:00'], 1],
  ['before a workday that begins later', clock('07:00'), ['02 22:00-30:00', '03 14:00-22:00'], 1],
  ['the workday began on the day before', clock('15:00'), ['02 16:00-24:00', '03 08:00-12:00'], 0],
  [
    'with the whole date of what reaches into it',
    clock('00:00'),
    ['02 08:00-10:00', '02 22:00-30:00', '03 14:00-22:00'],
    0,
  ],
  [
    'a work date looks at nothing before',
    daily({ kind: 'work_date' }),
    ['02 22:00-30:00', '03 14:00-22:00'],
    1,
  ],
  [
    'nor a workday without daily rules',
    { workday: { kind: 'clock', startsAt: '00:00' } },
    ['02 22:00-30:00', '03 14:00-22:00'],
    1,
  ],
  ['24 hours from the first start', fromStart, ['02 08:00-16:00', '03 07:00-15:00'], 0],
  ['an hour short of a day without work', fromStart, ['02 08:00-16:00', '03 15:00-18:00'], 0],
  ['a day without work ends them', fromStart, ['02 08:00-16:00', '03 16:00-18:00'], 1],
  [
    'back to the last day without work',
    fromStart,
    ['01 08:00-16:00', '03 08:00-16:00', '04 08:00-16:00', '05 08:00-16:00'],
    1,
  ],
  ['consecutive hours over a short pause', consecutive, ['02 16:00-24:00', '03 03:00-10:00'], 0],
  ['not over that of a new shift', consecutive, ['02 16:00-24:00', '03 04:00-10:00'], 1],
  [
    'the pause of the policy',
    { ...consecutive, newShiftGapMinutes: 180 },
    ['02 16:00-24:00', '03 03:00-10:00'],
    1,
  ],
  ['a short pause without such a rule', {}, ['02 16:00-24:00', '03 03:00-10:00'], 1],
])('rules of a day: %s', (_, policy, texts, first) => {
  const from = texts.at(-1)!.split('-')[0]!
  expect(boundary(texts, () => policy)).toEqual([first, iso(june(from))])
})

test.each<[string, NonNullable<PolicyInput['dayAttribution']>, string[], first: number]>([
  ['may come back to the date of its start', 'end', ['02 06:00-12:00', '02>03 18:00-26:00'], 0],
  ['by most of it, too', 'most', ['02 06:00-12:00', '02>03 18:00-26:00'], 0],
  ['by its start it may not', 'start', ['02 06:00-12:00', '02>03 18:00-26:00'], 1],
  ['to no other date', 'end', ['01 06:00-12:00', '02 06:00-12:00', '02>03 18:00-26:00'], 1],
  ['which has nothing else', 'end', ['01 06:00-12:00', '02>03 18:00-26:00'], 1],
])('a shift over midnight %s', (_, dayAttribution, texts, first) => {
  expect(boundary(texts, () => ({ dayAttribution }))).toEqual([first, iso(june('02 18:00'))])
})

describe('policies that change', () => {
  test.each<[string, (day: string) => PolicyInput | undefined, string[], first: number, from: string]>([
    [
      'a shift that runs may come to the next date, which counts the rest',
      (day) => (day === '04' ? rested : undefined),
      ['02 08:00-16:00', '03 08:00'],
      0,
      '03 08:00',
    ],
    [
      'but not to the one after',
      (day) => (day === '05' ? rested : undefined),
      ['02 08:00-16:00', '03 08:00'],
      1,
      '03 08:00',
    ],
    [
      'nor is the rest of an earlier date counted',
      (day) => (day === '02' ? rested : undefined),
      ['01 08:00-16:00', '02 08:00-16:00', '03 08:00'],
      2,
      '03 08:00',
    ],
    [
      'the date before was split',
      (day) => (day === '02' ? split : undefined),
      ['02 22:00-30:00', '03 08:00-12:00'],
      0,
      '03 08:00',
    ],
    [
      'the next date is split',
      (day) => (day === '04' ? split : undefined),
      ['02 22:00-30:00', '03 08:00-12:00'],
      0,
      '03 08:00',
    ],
    [
      'the next date has rules of a week',
      (day) => (day >= '10' ? weekly : undefined),
      ['08 22:00-30:00', '09 08:00'],
      0,
      '09 00:00',
    ],
    [
      'rules of the week on an earlier date of it',
      (day) => (day === '09' ? weekly : undefined),
      ['06 08:00-16:00', '09 08:00-16:00', '12 08:00-16:00'],
      1,
      '09 08:00',
    ],
    [
      'such rules more than a week ago',
      (day) => (day === '01' ? weekly : undefined),
      ['01 08:00-16:00', '12 08:00-16:00'],
      1,
      '12 08:00',
    ],
    [
      'a workweek that was moved: the old one, which overlaps it',
      (day) => (day < '11' ? weekly : { ...weekly, workweek: { startsOn: 3, startsAt: '00:00' } }),
      ['06 08:00-16:00', '09 08:00-16:00', '12 08:00-16:00'],
      1,
      '09 08:00',
    ],
    [
      'moved to another hour: with the week that the morning lies in by the new rule',
      (day) => (day < '10' ? weekly : { ...weekly, workweek: { startsOn: 1, startsAt: '12:00' } }),
      ['06 08:00-16:00', '09 08:00-11:00', '12 08:00-16:00'],
      0,
      '09 08:00',
    ],
    [
      'an old workweek that was over before',
      (day) => (day < '09' ? weekly : { ...weekly, workweek: { startsOn: 1, startsAt: '12:00' } }),
      ['06 08:00-16:00', '09 13:00-16:00', '12 08:00-16:00'],
      1,
      '09 13:00',
    ],
    [
      'daily rules of one date look back over the one before',
      (day) => (day === '03' ? fromStart : undefined),
      ['02 08:00-16:00', '03 07:00-15:00'],
      0,
      '03 07:00',
    ],
  ])('%s', (_, policyOn, texts, first, from) => {
    expect(boundary(texts, policyOn)).toEqual([first, iso(june(from))])
  })
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
