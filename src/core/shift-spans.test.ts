import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deductAt, deductionSeconds } from './deduct-break.ts'
import { paidBreakSeconds, secondsOf, shiftSpans } from './shift-spans.ts'

const at = (time: string) => Date.parse(`2025-06-02T${time}:00Z`)
const spans = (text: string) =>
  text
    .split(', ')
    .filter((one) => one !== '')
    .map((one) => ({ start: at(one.slice(0, 5)), end: at(one.slice(6)) }))
const show = (list: readonly { start: number; end: number }[]) =>
  list
    .map(({ start, end }) => [start, end].map((one) => new Date(one).toISOString().slice(11, 16)).join('-'))
    .join(', ')

test.each<[string, string, number, number, number[]]>([
  ['20 minutes are paid', '10:00-10:20', 20, 0, [1200]],
  ['21 are not', '10:00-10:21', 20, 0, [0]],
  ['of the others an hour is', '12:00-13:30', 20, 3600, [3600]],
  ['once in all', '10:00-10:40, 12:00-13:00', 20, 3600, [2400, 1200]],
  ['a short one leaves the allowance', '10:00-10:10, 12:00-13:00', 20, 3600, [600, 3600]],
])('paid breaks: %s', (_id, breaks, paidUpToMinutes, allowance, expected) => {
  expect(paidBreakSeconds(spans(breaks), { paidUpToMinutes }, allowance)).toEqual(expected)
})

test('TT-132 up to an hour of what was really punched is added', () => {
  const worked = (shift: string, breaks: string) => {
    const paid = paidBreakSeconds(spans(breaks), { paidUpToMinutes: 0 }, 3600)
    return secondsOf(shiftSpans(spans(shift)[0]!, spans(breaks), paid).worked) / 3600
  }
  expect([worked('08:00-17:00', '12:00-12:30'), worked('08:00-17:00', '12:00-13:30')]).toEqual([9, 8.5])
})

test('a paid break does not interrupt the work, an unpaid one does', () => {
  const { worked, breaks, paid } = shiftSpans(
    spans('08:00-17:00')[0]!,
    spans('10:00-10:15, 12:00-12:30'),
    [900, 0],
  )
  expect([show(worked), show(breaks), show(paid)]).toEqual([
    '08:00-12:00, 12:30-17:00',
    '10:00-10:15, 12:00-12:30',
    '10:00-10:15',
  ])
})

describe('the break that is deducted', () => {
  test.each<[string, number, number, number, 'cancel' | 'difference' | 'deduct', number]>([
    ['at the trigger', 360, 6 * 3600, 0, 'difference', 0],
    ['beyond it', 360, 6 * 3600 + 1, 0, 'difference', 3600],
    ['lowered by what was taken', 360, 8 * 3600, 1800, 'difference', 1800],
    ['nothing left', 360, 8 * 3600, 4000, 'difference', 0],
    ['cancelled', 360, 8 * 3600, 60, 'cancel', 0],
    ['not cancelled', 360, 8 * 3600, 0, 'cancel', 3600],
    ['TT-185 in any case', 360, 8 * 3600, 58 * 60, 'deduct', 3600],
  ])('%s', (_id, afterMinutes, worked, taken, whenTaken, expected) => {
    expect(deductionSeconds({ afterMinutes, minutes: 60, whenTaken }, worked, taken)).toBe(expected)
  })

  test.each([
    ['TT-136 where the trigger is reached', '08:00-17:00', 6, 60, '08:00-14:00, 15:00-17:00', '14:00-15:00'],
    ['at the end where little is left', '08:00-14:10', 6, 30, '08:00-13:40', '13:40-14:10'],
    [
      'over a break',
      '08:00-12:00, 13:00-18:00',
      3.5,
      60,
      '08:00-11:30, 13:30-18:00',
      '11:30-12:00, 13:00-13:30',
    ],
    ['at the start', '08:00-12:00', 0, 60, '09:00-12:00', '08:00-09:00'],
    ['never more than there is', '08:00-08:30', 0, 60, '', '08:00-08:30'],
    ['nothing', '08:00-12:00', 2, 0, '08:00-10:00, 10:00-12:00', ''],
  ])('%s', (_id, work, after, minutes, kept, removed) => {
    const result = deductAt(spans(work), after * 3600, minutes * 60)
    expect([show(result.kept), show(result.removed)]).toEqual([kept, removed])
  })
})

test('worked and unpaid are the whole seconds of the shift, whatever the fractions', () => {
  const ms = fc.nat(40_000_000)
  fc.assert(
    fc.property(
      fc.array(ms, { minLength: 2, maxLength: 8 }),
      fc.nat(30),
      fc.nat(5000),
      (marks, upTo, allowance) => {
        const sorted = marks.toSorted((a, b) => a - b)
        const shift = { start: sorted[0]!, end: sorted.at(-1)! }
        const breaks = []
        for (let i = 1; i + 2 < sorted.length; i += 2) breaks.push({ start: sorted[i]!, end: sorted[i + 1]! })
        const paid = paidBreakSeconds(breaks, { paidUpToMinutes: upTo }, allowance)
        const parts = shiftSpans(shift, breaks, paid)
        const elapsed = Math.floor((shift.end - shift.start) / 1000)
        const lengths = breaks.reduce((sum, pause) => sum + Math.floor((pause.end - pause.start) / 1000), 0)
        expect(secondsOf(parts.breaks)).toBe(lengths)
        expect(secondsOf(parts.worked)).toBe(elapsed - lengths + secondsOf(parts.paid))
      },
    ),
  )
})
