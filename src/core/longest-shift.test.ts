import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { june, marks } from '../../test/marks.ts'
import { refusePunch } from './decide.ts'
import { isForgotten, shiftSeenAt, type RecordedShift } from './longest-shift.ts'
import { defaultPairingRules, pairMarks } from './pairing.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { deriveTimesheet, type TimesheetRules } from './timesheet.ts'

const hour = 3_600_000

function rulesOf(input: PolicyInput | undefined): TimesheetRules {
  const rules = { ...defaultPairingRules, plan: () => [] }
  if (!input) return rules
  const version = { id: 'v1', name: 'v1', policy: completePolicy(input) }
  return { ...rules, policyOn: () => version }
}

const arrival = { at: june('02 09:00'), timeZone: 'UTC' }

const open = (change: Partial<RecordedShift> = {}): RecordedShift => ({
  status: 'open',
  start: arrival.at,
  end: null,
  timeZone: 'UTC',
  plannedEnd: null,
  ...change,
})

describe('the longest shift', () => {
  test.each([
    ['no policy', undefined, 16],
    ['a policy that says nothing of it', {}, 16],
    ['10 hours', { maxShiftMinutes: 600 }, 10],
    ['24 hours', { maxShiftMinutes: 1440 }, 24],
  ])('%s', (_, policy, hours) => {
    const rules = rulesOf(policy)
    const limit = arrival.at + hours * hour
    expect([isForgotten(arrival, limit, rules), isForgotten(arrival, limit + 1, rules)]).toEqual([
      false,
      true,
    ])
    expect(shiftSeenAt(open(), limit, rules).status).toBe('open')
    expect(shiftSeenAt(open(), limit + 1, rules)).toMatchObject({ status: 'missing_out', end: null })
    const shifts = pairMarks(marks(['in', '02 09:00']))
    expect(refusePunch('out', limit, shifts, rules)).toBeUndefined()
    expect(refusePunch('out', limit + 1, shifts, rules)?.code).toBe('shift_too_long')
    expect(refusePunch('in', limit, shifts, rules)?.code).toBe('already_clocked_in')
    expect(refusePunch('in', limit + 1, shifts, rules)).toBeUndefined()
    // A clock-in that comes late for the open shift after it.
    const before = arrival.at - hours * hour
    expect(refusePunch('in', before, shifts, rules)?.code).toBe('already_clocked_in')
    expect(refusePunch('in', before - 1, shifts, rules)).toBeUndefined()
  })

  test('is that of the local date of the clock-in, also where the clock-out is on another', () => {
    const versions = [600, 1440].map((maxShiftMinutes, i) => ({
      id: `v${i}`,
      name: 'v',
      policy: completePolicy({ maxShiftMinutes }),
    }))
    const policyOn = (date: string) => versions[date < '2025-06-03' ? 0 : 1]
    const rules = { ...rulesOf(undefined), policyOn }
    const night = { at: june('02 23:00'), timeZone: 'UTC' }
    const shifts = pairMarks(marks(['in', '02 23:00']))
    expect(isForgotten(night, june('03 09:01'), rules)).toBe(true)
    expect(refusePunch('out', june('03 09:00'), shifts, rules)).toBeUndefined()
    expect(refusePunch('out', june('03 09:01'), shifts, rules)?.code).toBe('shift_too_long')
    // 23:00 in UTC is the next day in Berlin.
    expect(isForgotten({ ...night, timeZone: 'Europe/Berlin' }, june('03 23:00'), rules)).toBe(false)
  })
})

describe('an open shift as it is seen', () => {
  const eight = { automaticClockOut: { after: 'start' as const, minutes: 480 }, maxShiftMinutes: 600 }
  const planned = { automaticClockOut: { after: 'planned_end' as const, minutes: 30 }, maxShiftMinutes: 600 }
  test.each([
    ['while a clock-out may come', eight, open(), '02 19:00', 'open', null],
    ['after it, with the end of the policy', eight, open(), '02 19:01', 'complete', june('02 17:00')],
    [
      'after the planned end',
      planned,
      open({ plannedEnd: june('02 15:00') }),
      '02 19:01',
      'complete',
      june('02 15:30'),
    ],
    ['without a planned end', planned, open(), '02 19:01', 'missing_out', null],
  ] as const)('%s', (_, policy, shift, now, status, end) => {
    expect(shiftSeenAt(shift, june(now), rulesOf(policy))).toEqual({ ...shift, status, end })
  })

  test('one that is over stays as it is', () => {
    const over = open({ status: 'complete', end: june('02 12:00') })
    expect(shiftSeenAt(over, june('09 09:00'), rulesOf(eight))).toBe(over)
    const forgotten = open({ status: 'missing_out' })
    expect(shiftSeenAt(forgotten, june('09 09:00'), rulesOf(eight))).toBe(forgotten)
  })

  test('the account of it is the same before and after the next clock-in', () => {
    const policy = fc.record({
      maxShiftMinutes: fc.integer({ min: 140, max: 2880 }),
      automaticClockOut: fc.option(
        fc.record({ after: fc.constant('start' as const), minutes: fc.nat(1500) }),
      ),
      breaks: fc.record({ paidUpToMinutes: fc.nat(60) }),
      dayAttribution: fc.constantFrom('start' as const, 'split' as const),
    })
    fc.assert(
      fc.property(policy, fc.nat(1000), (input, late) => {
        const rules = rulesOf(input)
        const list = marks(['in', '02 09:00'], ['break_start', '02 11:00'], ['break_end', '02 11:20'])
        const now = arrival.at + input.maxShiftMinutes * 60_000 + 1 + late * 60_000
        const before = deriveTimesheet(list, { ...rules, asOf: now })
        const next = { ...list[0]!, at: now, seq: 9, id: 'next' }
        const after = deriveTimesheet([...list, next], rules)
        expect(before.shifts).toEqual(after.shifts.slice(0, 1))
        const seconds = (days: typeof after.days) =>
          days.flatMap((day) =>
            day.workedSeconds > 0 ? [[day.workDate, day.payableSeconds, day.breakSeconds]] : [],
          )
        expect(seconds(before.days)).toEqual(seconds(after.days))
        const row = open({ start: arrival.at })
        const seen = shiftSeenAt(row, now, rules)
        expect(seen.status).toBe(after.shifts[0]!.status)
        expect(seen.end).toBe(after.shifts[0]!.automaticOutAt)
      }),
    )
  })

  test('nothing changes while it runs', () => {
    const list = marks(['in', '02 09:00'])
    const rules = rulesOf(eight)
    expect(deriveTimesheet(list, { ...rules, asOf: june('02 19:00') })).toEqual(deriveTimesheet(list, rules))
  })
})
