/** What a policy makes of shifts around a forgotten clock-out, and what is told of them. */
import { expect, test } from 'vitest'
import { june, marks } from '../../test/marks.ts'
import type { Step } from './explanation.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { defaultPairingRules } from './pairing.ts'
import type { Mark } from './punch.ts'
import type { PlannedShift } from './schedule.ts'
import { deriveByPolicy } from './timesheet-by-policy.ts'
import type { TimesheetRules } from './timesheet.ts'

const hour = 3600

const office = (day: string): PlannedShift => ({
  scheduleId: 's',
  date: `2025-06-${day}`,
  start: june(`${day} 09:00`),
  end: june(`${day} 17:00`),
  windowStart: june(`${day} 05:00`),
  windowEnd: june(`${day} 21:00`),
  graceInSeconds: 0,
  graceOutSeconds: 0,
})

function derive(
  input: PolicyInput,
  list: readonly Mark[],
  more: Omit<Partial<TimesheetRules>, 'policyOn'> = {},
) {
  const version = { id: 'v1', name: 'v1', policy: completePolicy(input) }
  const told: [string, Step][] = []
  const rules = { ...defaultPairingRules, plan: () => [], policyOn: () => version, ...more }
  const sheet = deriveByPolicy(list, rules, (date, step) => told.push([date, step]))
  return { ...sheet, told: (code: Step['code']) => told.filter(([, step]) => step.code === code) }
}

const eight: PolicyInput = { automaticClockOut: { after: 'start', minutes: 480 } }

test('the end is never after the next clock-in, whatever came before', () => {
  const { shifts } = derive(eight, marks(['in', '02 06:00'], ['in', '02 20:00'], ['in', '03 01:00']))
  expect(shifts.map((shift) => [shift.status, shift.automaticOutAt])).toEqual([
    ['complete', june('02 14:00')],
    ['complete', june('03 01:00')],
    ['open', null],
  ])
})

test('breaks count up to the end, and those after it not', () => {
  const { shifts, days } = derive(eight, [
    ...marks(
      ['in', '02 08:00'],
      ['break_start', '02 12:00'],
      ['break_end', '02 12:45'],
      ['break_start', '02 16:00'],
      ['break_end', '02 16:30'],
      ['in', '03 08:00'],
    ),
  ])
  expect(shifts[0]).toMatchObject({ breakSeconds: 2700, workedSeconds: 7.25 * hour })
  expect(days[0]).toMatchObject({ breakSeconds: 2700, workedSeconds: 7.25 * hour })
})

test('its flag stands among the others, in their order', () => {
  const [arrival, next] = marks(['in', '02 08:00'], ['in', '03 08:00'])
  const { shifts } = derive(eight, [{ ...arrival!, flags: ['unverified', 'added'] }, next!])
  expect(shifts[0]!.flags).toEqual(['added', 'automatic_out', 'unverified'])
})

test('a shift that is complete stays as it is, at any moment', () => {
  const list = marks(['in', '02 08:00'], ['out', '02 12:00'])
  expect(derive(eight, list, { asOf: june('09 08:00') }).shifts[0]).toMatchObject({
    status: 'complete',
    automaticOutAt: null,
    workedSeconds: 4 * hour,
  })
})

test('without a moment an open shift is open, however old', () => {
  const { shifts, days } = derive(eight, marks(['in', '02 08:00']))
  expect(shifts[0]!.status).toBe('open')
  expect(days).toMatchObject([{ missingOut: 0, workedSeconds: 0, shifts: 1 }])
})

test('an open or forgotten shift has nothing in the account', () => {
  const { days } = derive(
    {},
    marks(['in', '02 08:00'], ['break_start', '02 09:00'], ['break_end', '02 09:30'], ['in', '03 08:00']),
  )
  expect(days).toMatchObject([
    { workDate: '2025-06-02', missingOut: 1, payableSeconds: 0, breakSeconds: 1800 },
    { workDate: '2025-06-03', missingOut: 0, payableSeconds: 0 },
  ])
})

test('a locked date takes no shift: the next free one does', () => {
  const locked = ['2025-06-02', '2025-06-03']
  const { shifts } = derive({}, marks(['in', '02 08:00'], ['out', '02 12:00']), {
    isLocked: (date) => locked.includes(date),
  })
  expect(shifts[0]!.workDate).toBe('2025-06-04')
})

test('also where the end of the shift would bring it there', () => {
  const night = marks(['in', '02 22:00'], ['out', '03 06:00'])
  const { shifts } = derive({ dayAttribution: 'end' }, night, { isLocked: (date) => date === '2025-06-03' })
  expect(shifts[0]!.workDate).toBe('2025-06-04')
})

test('holidays come from the rules; without any there are none', () => {
  const policy: PolicyInput = { holiday: { class: 'double' } }
  const list = marks(['in', '02 08:00'], ['out', '02 12:00'])
  expect(derive(policy, list, { holidayOn: () => 'Day' }).days[0]!.doubleSeconds).toBe(4 * hour)
  expect(derive(policy, list).days[0]!.doubleSeconds).toBe(0)
})

test('late and early hold for the outermost punches of a planned shift', () => {
  const list = marks(['in', '02 09:07'], ['out', '02 12:00'], ['in', '02 13:00'], ['out', '02 16:50'])
  const { shifts } = derive({}, list, {
    plan: (_zone, from) => [office(from.slice(8)), office('02')].slice(1),
  })
  expect(shifts.map((shift) => [shift.lateMinutes, shift.earlyMinutes])).toEqual([
    [7, 0],
    [0, 10],
  ])
})

test('what is told of a shift', () => {
  const plan = () => [office('02')]
  const late = derive({}, marks(['in', '02 09:07'], ['out', '02 16:50']), { plan })
  expect(late.told('planned')).toEqual([
    [
      '2025-06-02',
      { code: 'planned', in: '09:07:00', start: '09:00:00', end: '17:00:00', late: 7, early: 10 },
    ],
  ])
  expect(late.told('incomplete')).toEqual([])
  expect(late.told('automatic_out')).toEqual([])
  const open = derive({}, marks(['in', '03 09:00']))
  expect(open.told('planned')).toEqual([])
  expect(open.told('incomplete')).toEqual([['2025-06-03', { code: 'incomplete', in: '09:00:00' }]])
  const ended = derive(
    { automaticClockOut: { after: 'planned_end', minutes: 30 } },
    marks(['in', '02 09:00'], ['in', '03 09:00']),
    { plan },
  )
  expect(ended.told('automatic_out')).toEqual([
    ['2025-06-02', { code: 'automatic_out', out: '17:30:00', after: 'planned end', minutes: 30 }],
  ])
})
