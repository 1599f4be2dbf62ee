import { expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { nightsOf } from './account-night.ts'
import { unitsOf } from './account-unit.ts'
import type { Interval } from './overlap.ts'
import { completePolicy, type PolicyInput } from './policy.ts'

const hour = 3600

/** '22:00-29:00 30:00-31:00' from Monday, 2025-06-02, UTC: shifts of that date. */
const shiftsOf = (text: string): Interval[] =>
  text.split(' ').map((pair) => {
    const [start = 0, end = 0] = pair
      .split('-')
      .map(
        (time) => june('02 00:00') + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000,
      )
    return { start, end }
  })

/** [day, clock, legal, prolonged] of each night, in hours. */
function nights(input: PolicyInput, text: string, breaks: string = '') {
  const shifts = shiftsOf(text).map((span) => ({
    ...span,
    workDate: '2025-06-02',
    timeZone: 'UTC',
    breaks: breaks === '' ? [] : shiftsOf(breaks),
    planned: null,
  }))
  const version = { id: 'v', name: 'v', policy: completePolicy(input) }
  return nightsOf(unitsOf(shifts, () => version)[0]!).map(({ date, clock, legal, prolonged }) => [
    date.slice(8),
    clock / hour,
    legal / hour,
    prolonged / hour,
  ])
}

const rule = { from: '22:00', to: '05:00', hourSeconds: 3600, prorogation: false, nightWorkOverMinutes: null }
const night = { night: rule }
const goesOn = { night: { ...rule, prorogation: true } }
const split = { dayAttribution: 'split' as const }

test.each<[string, PolicyInput, string, string, number[][]]>([
  ['without a rule of the night there is none', {}, '22:00-29:00', '', []],
  ['by day there is none', night, '08:00-17:00', '', []],
  ['what lies in it, on the date of the shift', night, '20:00-26:00', '', [[2, 4, 4, 0]]],
  ['not the breaks', night, '20:00-26:00', '23:00-23:30', [[2, 3.5, 3.5, 0]]],
  ['in hours of the law', { night: { ...rule, hourSeconds: 3150 } }, '22:00-29:00', '', [[2, 7, 8, 0]]],
  ['after a whole night it does not go on by itself', night, '22:00-31:00', '', [[2, 7, 7, 0]]],
  ['but by the rule it does', goesOn, '22:00-31:00', '', [[2, 9, 9, 2]]],
  ['not where it was no whole night', goesOn, '23:00-31:00', '', [[2, 6, 6, 0]]],
  ['over a short pause it is one night', goesOn, '22:00-28:00 28:30-31:00', '', [[2, 8.5, 8.5, 2]]],
  ['each shift after a long pause has its own', goesOn, '22:00-29:00 33:00-36:00', '', [[2, 7, 7, 0]]],
  [
    'two shifts, two nights',
    { ...night, newShiftGapMinutes: 120 },
    '00:00-02:00 20:00-24:00',
    '',
    [
      [2, 2, 2, 0],
      [2, 2, 2, 0],
    ],
  ],
  [
    'split: each date has its part',
    { ...night, ...split },
    '20:00-26:00',
    '',
    [
      [2, 2, 2, 0],
      [3, 2, 2, 0],
    ],
  ],
  ['split: a date without night has no part', { ...night, ...split }, '23:00-24:00', '', [[2, 1, 1, 0]]],
  [
    'split: what goes on, goes on on its date',
    { ...goesOn, ...split },
    '22:00-31:00',
    '',
    [
      [2, 2, 2, 0],
      [3, 7, 7, 2],
    ],
  ],
  [
    'split over three dates: nothing twice',
    { ...night, ...split, maxShiftMinutes: 2880 },
    '22:00-50:00',
    '',
    [
      [2, 2, 2, 0],
      [3, 7, 7, 0],
      [4, 2, 2, 0],
    ],
  ],
])('%s', (_, policy, work, breaks, expected) => {
  expect(nights(policy, work, breaks)).toEqual(
    expected.map(([day, ...hours]) => [String(day).padStart(2, '0'), ...hours]),
  )
})
