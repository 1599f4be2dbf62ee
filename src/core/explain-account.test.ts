import { expect, test } from 'vitest'
import { workedShift } from '../../test/worked-shift.ts'
import { accountDays } from './apply-policy.ts'
import type { Step } from './explanation.ts'
import type { WorkedShift } from './payable-time.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { findPreset } from './presets.ts'

const hour = 3600

/** The steps of these codes. */
function told(policy: PolicyInput | undefined, codes: Step['code'][], ...shifts: WorkedShift[]): Step[] {
  const steps: Step[] = []
  const version = policy && { id: 'v1', name: 'Shop', policy: completePolicy(policy) }
  const holidayOn = (date: string) => (date === '2025-06-09' ? 'Whit Monday' : undefined)
  accountDays(shifts, { policyOn: () => version, holidayOn }, (_date, step) => steps.push(step))
  return steps.filter(({ code }) => codes.includes(code))
}

const day = workedShift('02 08:00-17:00')

test('the policy and its law', () => {
  expect(told({ jurisdiction: 'UK' }, ['policy'], day)).toEqual([
    { code: 'policy', name: 'Shop', version: 'v1', jurisdiction: 'UK' },
  ])
  expect(told(undefined, ['policy'], day)).toEqual([
    { code: 'policy', name: null, version: null, jurisdiction: null },
  ])
})

test('the date, where it is not that of the start', () => {
  expect(told({ dayAttribution: 'end' }, ['work_date'], day)).toEqual([
    { code: 'work_date', rule: 'end', start: '08:00:00', date: '2025-06-02' },
  ])
  expect(told({}, ['work_date'], day)).toEqual([])
})

test('each shift, and each break that is paid', () => {
  const policy = { breaks: { paidUpToMinutes: 20 } }
  const broken = workedShift('02 08:00-17:00', { breaks: '10:00-10:15 12:00-12:30' })
  expect(told(policy, ['shift', 'paid_break'], broken, workedShift('02 18:00-19:00'))).toEqual([
    { code: 'shift', in: '08:00:00', out: '17:00:00', elapsed: 9 * hour, breaks: 1800, worked: 8.5 * hour },
    { code: 'paid_break', from: '10:00:00', to: '10:15:00', seconds: 900, limitMinutes: 20 },
    { code: 'shift', in: '18:00:00', out: '19:00:00', elapsed: hour, breaks: 0, worked: hour },
  ])
})

test('a break that is deducted', () => {
  const policy: PolicyInput = {
    breaks: { autoDeduct: { afterMinutes: 360, minutes: 60, whenTaken: 'difference' } },
  }
  const broken = workedShift('02 08:00-17:00', { breaks: '12:00-12:15' })
  expect(told(policy, ['deducted'], broken)).toEqual([
    { code: 'deducted', seconds: 2700, afterMinutes: 360, worked: 8.75 * hour, taken: 900 },
  ])
  expect(told(policy, ['deducted'], workedShift('02 08:00-12:00'))).toEqual([])
})

test('the tolerance, where it was asked', () => {
  const tolerance = { perMarkMinutes: 5, perDayMinutes: 10 }
  const codes: Step['code'][] = ['tolerated', 'not_tolerated']
  const planned = { planned: '08:00-17:00' }
  expect(told({ tolerance }, codes, workedShift('02 07:56-17:05', planned))).toEqual([
    { code: 'tolerated', seconds: -540, ...tolerance },
  ])
  expect(told({ tolerance }, codes, workedShift('02 07:50-17:05', planned))).toEqual([
    { code: 'not_tolerated', ...tolerance },
  ])
  expect(told({ tolerance }, codes, day)).toEqual([])
  expect(told({}, codes, workedShift('02 07:56-17:05', planned))).toEqual([])
})

test('rounding and the payable window', () => {
  const rounding = {
    apply: 'marks' as const,
    rule: { stepMinutes: 15, mode: 'nearest' as const },
    outRule: null,
    breaks: 'exact' as const,
    snapToPlannedMinutes: null,
  }
  expect(told({ rounding }, ['rounded', 'window'], workedShift('02 08:03-16:46'))).toEqual([
    { code: 'rounded', apply: 'marks', stepMinutes: 15, mode: 'nearest', seconds: 120 },
  ])
  const payableWindow = { beforeMinutes: 0, afterMinutes: null }
  expect(
    told({ payableWindow }, ['rounded', 'window'], workedShift('02 07:40-17:00', { planned: '08:00-17:00' })),
  ).toEqual([{ code: 'window', seconds: -1200, ...payableWindow }])
  expect(
    told({ payableWindow }, ['rounded', 'window'], workedShift('02 08:00-17:00', { planned: '08:00-17:00' })),
  ).toEqual([])
})

test('the night, on the clock and by law', () => {
  const { night } = findPreset('BR')!.rules
  expect(told({ night }, ['night'], workedShift('02 22:00-29:00'))).toEqual([
    {
      code: 'night',
      from: '22:00',
      to: '05:00',
      clock: 7 * hour,
      legal: 8 * hour,
      hourSeconds: 3150,
      prolonged: 0,
    },
  ])
  expect(told({ night }, ['night'], day)).toEqual([])
})

test('the workday where there is overtime of the day, the workweek where there is of the week', () => {
  const tier = { afterMinutes: 480, class: 'overtime' as const }
  expect(told({ overtime: { daily: [tier] } }, ['workday', 'workweek', 'band'], day)).toEqual([
    { code: 'workday', date: '2025-06-02', kind: 'work_date', before: 0, seconds: 9 * hour },
    {
      code: 'band',
      reason: 'daily',
      seconds: hour,
      afterMinutes: 480,
      class: 'overtime',
      ratePercent: 150,
    },
  ])
  expect(
    told(
      { overtime: { weekly: [tier] } },
      ['workday', 'workweek', 'greater'],
      day,
      workedShift('03 08:00-09:00'),
    ),
  ).toEqual([
    { code: 'workweek', date: '2025-06-02', before: 0 },
    { code: 'workweek', date: '2025-06-02', before: 8 * hour },
  ])
  expect(told({ overtime: { daily: [tier], weekly: [tier], combine: 'greater' } }, ['greater'], day)).toEqual(
    [{ code: 'greater', test: 'daily', tests: 'daily, weekly' }],
  )
})

test('holidays and days of rest, where the policy knows them', () => {
  const monday = workedShift('09 08:00-12:00')
  const codes: Step['code'][] = ['holiday', 'rest_day']
  const restDay = { weekdays: [1], class: 'regular' as const }
  expect(told({ holiday: { class: 'regular' }, restDay }, codes, monday)).toEqual([
    { code: 'holiday', seconds: 4 * hour, name: 'Whit Monday' },
    { code: 'rest_day', seconds: 4 * hour },
  ])
  expect(told({}, codes, monday)).toEqual([])
  expect(told({ holiday: { class: 'regular' }, restDay }, codes, workedShift('10 08:00-12:00'))).toEqual([])
})

test('findings and totals', () => {
  expect(told({ dayLimits: { maxMinutes: 480 } }, ['finding', 'totals'], day)).toEqual([
    {
      code: 'finding',
      finding: 'over_daily_maximum',
      values: { seconds: 9 * hour, limitSeconds: 8 * hour },
    },
    { code: 'totals', worked: 9 * hour, payable: 9 * hour, regular: 9 * hour, overtime: 0, double: 0 },
  ])
})
