import { expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { unitsOf } from './account-unit.ts'
import type { WorkedShift } from './payable-time.ts'
import { completePolicy, plainPolicy, type PolicyInput } from './policy.ts'

/** '02 08:00-12:00', with breaks '10:00-10:15 11:00-11:10'. UTC. */
function shift(text: string, breaks = ''): WorkedShift {
  const [day = '', times = ''] = text.split(' ')
  const span = (pair: string) => {
    const [start = '', end = ''] = pair.split('-')
    return { start: june(`${day} ${start}`), end: june(`${day} ${end}`) }
  }
  return {
    ...span(times),
    workDate: `2025-06-${day}`,
    timeZone: 'UTC',
    breaks: breaks === '' ? [] : breaks.split(' ').map(span),
    planned: null,
  }
}

const seconds = (spans: readonly { start: number; end: number }[]): number =>
  spans.reduce((sum, span) => sum + (span.end - span.start) / 1000, 0)

function unit(policy: PolicyInput, ...shifts: WorkedShift[]) {
  const version = { id: 'v1', name: 'Shop', policy: completePolicy(policy) }
  return unitsOf(shifts, () => version)[0]!
}

test('a work date is one unit, by the policy of its date', () => {
  const version = { id: 'v1', name: 'Shop', policy: completePolicy({ retentionYears: 3 }) }
  const units = unitsOf([shift('02 08:00-12:00'), shift('02 13:00-17:00'), shift('03 08:00-12:00')], (date) =>
    date === '2025-06-03' ? version : undefined,
  )
  expect(
    units.map((one) => [one.date, one.shifts.length, one.versionId, one.policyName, one.policy]),
  ).toEqual([
    ['2025-06-02', 2, null, null, plainPolicy],
    ['2025-06-03', 1, 'v1', 'Shop', version.policy],
  ])
})

test.each([
  ['all of the first', 10, [600, 0]],
  ['what the first leaves', 20, [900, 300]],
  ['both', 60, [900, 900]],
])('the allowance of paid breaks is one for the day: %s', (_, paidAllowanceMinutes, paid) => {
  const found = unit(
    { breaks: { paidAllowanceMinutes } },
    shift('02 08:00-12:00', '10:00-10:15'),
    shift('02 13:00-17:00', '15:00-15:15'),
  )
  expect(found.shifts.map((one) => one.paidBreakSeconds)).toEqual(paid.map((one) => [one]))
  expect(seconds(found.breaks)).toBe(1800)
  expect(seconds(found.paid)).toBe(paid[0]! + paid[1]!)
})

const deduct = (more: PolicyInput['breaks'] = {}): PolicyInput => ({
  breaks: { autoDeduct: { afterMinutes: 360, minutes: 60, whenTaken: 'difference' }, ...more },
})

test('what is deducted lies where the trigger was reached', () => {
  const found = unit(deduct(), shift('02 08:00-17:00'))
  expect(found.deducted).toEqual([{ start: june('02 14:00'), end: june('02 15:00') }])
  expect(found.worked).toHaveLength(2)
  expect(found.spans).toEqual(found.worked)
})

test('where nothing is deducted, the spans stay whole', () => {
  for (const found of [unit({}, shift('02 08:00-17:00')), unit(deduct(), shift('02 08:00-14:00'))]) {
    expect(found.worked).toHaveLength(1)
    expect(found.spans).toHaveLength(1)
    expect(found.deducted).toEqual([])
  }
})

test('a break that was taken cancels the deduction, and nothing is cut', () => {
  const policy: PolicyInput = {
    breaks: { autoDeduct: { afterMinutes: 360, minutes: 60, whenTaken: 'cancel' } },
  }
  const found = unit(policy, shift('02 08:00-17:00', '12:00-13:00'))
  const halves = [
    { start: june('02 08:00'), end: june('02 12:00') },
    { start: june('02 13:00'), end: june('02 17:00') },
  ]
  expect([found.worked, found.spans, found.deducted]).toEqual([halves, halves, []])
})

test.each([
  ['a break', [shift('02 08:00-17:00', '12:00-12:30')], {}, 1800],
  ['a pause by out and in', [shift('02 08:00-12:00'), shift('02 12:30-17:00')], {}, 1800],
  ['one as short as a block', [shift('02 08:00-17:00', '12:00-12:15')], { blockMinutes: 15 }, 900],
  ['one shorter than a block', [shift('02 08:00-17:00', '12:00-12:14')], { blockMinutes: 15 }, 0],
  ['a pause just short of a new shift', [shift('02 04:00-12:00'), shift('02 15:59-17:00')], {}, 14_340],
  ['a pause that makes a new shift', [shift('02 04:00-12:00'), shift('02 16:00-17:00')], {}, 0],
] as const)('what was taken: %s', (_, shifts, breaks, taken) => {
  expect(unit(deduct(breaks), ...shifts).takenSeconds).toBe(taken)
})
