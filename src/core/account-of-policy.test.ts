/** Each rule of a policy by itself, as it shows in the account of days. */
import { expect, test } from 'vitest'
import { workedShift } from '../../test/worked-shift.ts'
import { accountDays } from './apply-policy.ts'
import type { WorkedShift } from './payable-time.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { findPreset } from './presets.ts'

const hour = 3600

function account(input: PolicyInput, ...shifts: WorkedShift[]) {
  const version = { id: 'v', name: 'v', policy: completePolicy(input) }
  return accountDays(shifts, { policyOn: () => version, holidayOn: () => undefined })
}

const night = { from: '23:00', to: '06:00', hourSeconds: 3600, prorogation: false, nightWorkOverMinutes: 120 }

test.each<[string, PolicyInput]>([
  ['break_too_short', { breaks: { required: [[360, 30]] } }],
  ['stretch_too_long', { breaks: { longestStretchMinutes: 360 } }],
  ['over_daily_maximum', { dayLimits: { maxMinutes: 480 } }],
  ['over_spread', { dayLimits: { spreadOverMinutes: 480 } }],
  ['night_work', { night }],
  [
    'meal_missing',
    { mealPeriods: { meals: [{ afterMinutes: 300, waivableUpToMinutes: 360 }], minimumMinutes: 30 } },
  ],
])('one rule alone finds %s', (code, policy) => {
  const found = account(policy, workedShift('02 20:00-30:00'))
  expect([...found.values()].flatMap((day) => day.findings.map((finding) => finding.code))).toEqual([code])
})

test('a rest that is too short is found on the date after it, from the last shift before', () => {
  const found = account(
    { rest: { dailyMinutes: 660 } },
    workedShift('02 06:00-07:00'),
    workedShift('02 13:00-22:00'),
    workedShift('03 08:00-12:00'),
    workedShift('05 08:00-12:00'),
  )
  expect([...found].map(([date, day]) => [date.slice(8), day.findings])).toEqual([
    ['02', expect.any(Array)],
    ['03', [{ code: 'rest_too_short', values: { restSeconds: 10 * hour, shortSeconds: hour } }]],
    ['05', []],
  ])
})

test('split: each date has its part, over the breaks of it', () => {
  const found = account(
    { dayAttribution: 'split', night },
    workedShift('02 18:00-30:00', { breaks: '19:00-19:30 25:00-25:30' }),
  )
  expect(
    [...found].map(([date, day]) => [
      date.slice(8),
      day.workedSeconds / hour,
      day.breakSeconds / hour,
      day.payableSeconds / hour,
      day.nightSeconds / hour,
    ]),
  ).toEqual([
    ['02', 5.5, 0.5, 5.5, 1],
    ['03', 5.5, 0.5, 5.5, 5.5],
  ])
})

test('split: a night that goes on until the end goes on on its date', () => {
  const found = account(
    { dayAttribution: 'split', night: findPreset('BR')!.rules.night },
    workedShift('02 22:00-32:00'),
  )
  expect([...found].map(([date, day]) => [date.slice(8), day.nightSeconds])).toEqual([
    ['02', Math.round((2 * hour * 3600) / 3150)],
    ['03', Math.round((8 * hour * 3600) / 3150)],
  ])
})

test('a pause that makes a new shift ends a night that goes on', () => {
  const { night: brazil } = findPreset('BR')!.rules
  const seconds = (...shifts: WorkedShift[]) =>
    [...account({ night: brazil }, ...shifts).values()].reduce((sum, day) => sum + day.nightSeconds, 0)
  const whole = Math.round((7 * hour * 3600) / 3150)
  expect(
    seconds(workedShift('02 22:00-29:00'), { ...workedShift('03 10:00-12:00'), workDate: '2025-06-02' }),
  ).toBe(whole)
})
