import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { june, mark, marks } from '../../test/marks.ts'
import { refusePunch } from './decide.ts'
import { defaultPairingRules, pairMarks } from './pairing.ts'
import type { Mark, MarkKind } from './punch.ts'

const decide = (kind: MarkKind, at: string, history: readonly Mark[]) =>
  refusePunch(kind, june(at), pairMarks(history), defaultPairingRules)

const open = marks(['in', '02 08:00'])
const closed = marks(['in', '02 08:00'], ['out', '02 17:00'])
const onBreak = marks(['in', '02 08:00'], ['break_start', '02 12:00'])
const afterBreak = marks(['in', '02 08:00'], ['break_start', '02 12:00'], ['break_end', '02 12:30'])
const withBreak = marks(
  ['in', '02 08:00'],
  ['break_start', '02 12:00'],
  ['break_end', '02 12:30'],
  ['out', '02 17:00'],
)
const forgotten = marks(['in', '02 08:00'], ['in', '03 08:00'], ['out', '03 17:00'])

describe('a clock-in', () => {
  test.each<[string, Mark[], string, string | undefined]>([
    ['the first of all', [], '02 08:00', undefined],
    ['GC-203 on a free day', closed, '03 08:00', undefined],
    ['inside an open shift', open, '02 12:00', 'already_clocked_in'],
    ['a second time at the same instant', open, '02 08:00', 'already_clocked_in'],
    ['inside an open shift, 16 hours after', open, '03 00:00', 'already_clocked_in'],
    ['a second later: the open shift waits for a correction', open, '03 00:00:01', undefined],
    ['inside a complete shift', closed, '02 12:00', 'overlapping_shift'],
    ['at the start of a complete shift', closed, '02 08:00', 'overlapping_shift'],
    ['at the end of a complete shift', closed, '02 17:00', undefined],
    ['a second before the end of a complete shift', closed, '02 16:59:59', 'overlapping_shift'],
    ['before a complete shift: it waits for its clock-out', closed, '02 07:00', undefined],
    ['16 hours before an open shift', open, '01 16:00', 'already_clocked_in'],
    ['more than 16 hours before an open shift', open, '01 15:59:59', undefined],
    ['between a forgotten shift and the next, within 16 hours', forgotten, '02 20:00', 'already_clocked_in'],
    ['between a forgotten shift and the next, after 16 hours', forgotten, '03 01:00', undefined],
  ])('%s', (_name, history, at, code) => {
    expect(decide('in', at, history)?.code).toBe(code)
  })
})

describe('a clock-out', () => {
  test.each<[string, Mark[], string, string | undefined]>([
    ['of an open shift', open, '02 17:00', undefined],
    ['of an open shift at once', open, '02 08:00', undefined],
    ['of an open shift on a break', onBreak, '02 13:00', undefined],
    ['TT-38 15.5 hours after', marks(['in', '02 01:00']), '02 16:30', undefined],
    ['16 hours after', open, '03 00:00', undefined],
    ['more than 16 hours after', open, '03 00:00:01', 'shift_too_long'],
    ['without any shift', [], '02 17:00', 'not_clocked_in'],
    ['after a complete shift', closed, '02 18:00', 'not_clocked_in'],
    ['a second time at the same instant', closed, '02 17:00', 'not_clocked_in'],
    ['inside a complete shift', closed, '02 12:00', 'overlapping_shift'],
    ['at the start of a complete shift', closed, '02 08:00', 'overlapping_shift'],
    ['GC-205 before the clock-in of the open shift', open, '02 07:59:59', 'out_before_in'],
    ['before a complete shift', closed, '02 07:00', 'not_clocked_in'],
    ['of a forgotten shift, before the next began', forgotten, '02 17:00', undefined],
    ['of a forgotten shift, too late', forgotten, '03 07:00', 'shift_too_long'],
    [
      'between a complete shift and an open one: it would end before it began',
      [...closed, mark('in', june('03 08:00'), { seq: 3 })],
      '02 20:00',
      'out_before_in',
    ],
  ])('%s', (_name, history, at, code) => {
    expect(decide('out', at, history)?.code).toBe(code)
  })

  test('GC-201 a clock-out that would reach over a shift that is complete', () => {
    // The clock-out lies in the later shift: the open one before it cannot be meant.
    const history = marks(['in', '25 09:25'], ['in', '27 10:06'], ['out', '27 10:30'])
    expect(decide('out', '27 10:10', history)?.code).toBe('overlapping_shift')
  })
})

describe('a break', () => {
  test.each<[string, MarkKind, Mark[], string, string | undefined]>([
    ['start within a shift', 'break_start', open, '02 12:00', undefined],
    ['start at the clock-in', 'break_start', open, '02 08:00', undefined],
    ['start without a shift', 'break_start', [], '02 12:00', 'not_clocked_in'],
    ['start before the shift', 'break_start', open, '02 07:00', 'not_clocked_in'],
    ['start after a complete shift', 'break_start', closed, '02 18:00', 'not_clocked_in'],
    ['start at its clock-out', 'break_start', closed, '02 17:00', 'not_clocked_in'],
    ['start inside a complete shift, added later', 'break_start', closed, '02 12:00', undefined],
    ['start 16 hours into an open shift', 'break_start', open, '03 00:00', undefined],
    ['start later than that', 'break_start', open, '03 00:00:01', 'not_clocked_in'],
    ['start on a break', 'break_start', onBreak, '02 12:10', 'already_on_break'],
    ['start when another starts', 'break_start', onBreak, '02 12:00', 'already_on_break'],
    ['start before one that runs', 'break_start', onBreak, '02 11:00', undefined],
    ['start inside a past break', 'break_start', withBreak, '02 12:29:59', 'already_on_break'],
    ['start at the end of a past break', 'break_start', withBreak, '02 12:30', undefined],
    ['end of one that runs', 'break_end', onBreak, '02 12:30', undefined],
    ['end of one at once', 'break_end', onBreak, '02 12:00', undefined],
    ['end of none', 'break_end', open, '02 12:30', 'not_on_break'],
    ['end before it started', 'break_end', onBreak, '02 11:59', 'not_on_break'],
    ['end a second time', 'break_end', afterBreak, '02 12:30', 'not_on_break'],
    ['end earlier than the one there is', 'break_end', afterBreak, '02 12:15', undefined],
    ['end without a shift', 'break_end', [], '02 12:30', 'not_clocked_in'],
    ['end after a complete shift', 'break_end', withBreak, '02 18:00', 'not_clocked_in'],
  ])('%s', (_name, kind, history, at, code) => {
    expect(decide(kind, at, history)?.code).toBe(code)
  })
})

describe('a refusal names the shift that stands in the way', () => {
  test.each<[string, MarkKind, Mark[], string, string | undefined]>([
    ['the open one', 'in', open, '02 12:00', '02 08:00'],
    ['the complete one', 'in', closed, '02 12:00', '02 08:00'],
    ['the open one that comes after', 'in', open, '01 20:00', '02 08:00'],
    ['the complete one', 'out', closed, '02 12:00', '02 08:00'],
    ['the open one that begins later', 'out', open, '02 07:00', '02 08:00'],
    ['the one that is too long', 'out', open, '04 08:00', '02 08:00'],
    ['the last one', 'break_start', forgotten, '04 12:00', '03 08:00'],
    ['the last one', 'break_end', forgotten, '04 12:00', '03 08:00'],
    ['the one with the break', 'break_start', onBreak, '02 12:10', '02 08:00'],
    ['the one without a break', 'break_end', open, '02 12:10', '02 08:00'],
    ['none', 'out', [], '02 12:10', undefined],
    ['none', 'out', closed, '02 18:00', undefined],
    ['none', 'break_start', [], '02 12:10', undefined],
  ])('%s', (_name, kind, history, at, start) => {
    const refusal = decide(kind, at, history)
    expect(refusal).toBeDefined()
    expect(refusal?.shift?.in.at).toBe(start === undefined ? undefined : june(start))
  })
})

test('nothing is opened before a shift without length, and none stands after an open one', () => {
  const instant = [mark('in', june('02 09:00'), { seq: 1 }), mark('out', june('02 09:00'), { seq: 2 })]
  expect(decide('in', '02 08:00', instant)).toMatchObject({ code: 'overlapping_shift' })
  expect(decide('in', '02 09:30', instant)).toBeUndefined()
  const forgotten = [mark('in', june('01 08:00'), { seq: 1 }), mark('in', june('02 09:00'), { seq: 2 })]
  expect(decide('out', '02 09:00', forgotten)).toMatchObject({ code: 'out_before_in' })
  expect(decide('out', '02 09:01', forgotten)).toBeUndefined()
})

test('the longest shift is a rule, not a number', () => {
  const rules = { ...defaultPairingRules, maxShiftSeconds: 4 * 3600 }
  const at = (text: string, kind: MarkKind) => refusePunch(kind, june(text), pairMarks(open), rules)?.code
  expect(at('02 12:00', 'out')).toBeUndefined()
  expect(at('02 12:00:01', 'out')).toBe('shift_too_long')
  expect(at('02 12:00', 'in')).toBe('already_clocked_in')
  expect(at('02 12:00:01', 'in')).toBeUndefined()
})

test('what is accepted leaves shifts apart and none too long, in whatever order it comes', () => {
  const punch = fc.tuple(
    fc.constantFrom<MarkKind>('in', 'out', 'break_start', 'break_end'),
    fc.integer({ min: 0, max: 40 }),
  )
  fc.assert(
    fc.property(fc.array(punch, { maxLength: 20 }), (punches) => {
      let history: Mark[] = []
      for (const [kind, hour] of punches) {
        const at = june('02 00:00') + hour * 3_600_000
        const refusal = refusePunch(kind, at, pairMarks(history), defaultPairingRules)
        if (!refusal) history = [...history, mark(kind, at, { seq: history.length + 1 })]
      }
      const { shifts } = pairMarks(history)
      for (const [i, shift] of shifts.entries()) {
        const next = shifts[i + 1]
        if (shift.out && next) expect(shift.out.at).toBeLessThanOrEqual(next.in.at)
        if (shift.out) expect(shift.out.at - shift.in.at).toBeLessThanOrEqual(16 * 3_600_000)
      }
      expect(shifts.filter((shift) => shift.status === 'open').length).toBeLessThanOrEqual(1)
    }),
  )
})
