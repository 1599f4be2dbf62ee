import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changePlace, placeOn, type Membership } from './membership.ts'

const always = (departmentId: string | null, branchId: string | null = null): Membership[] => [
  { from: null, until: null, departmentId, branchId, timeZone: null },
]
const short = (all: readonly Membership[]) =>
  all.map(({ from, until, departmentId, branchId }) => `${from}..${until} ${departmentId} ${branchId}`)

describe('a change of department or branch', () => {
  const moved = changePlace(always('a'), { departmentId: 'b' }, '2026-03-10')

  test.each([
    ['from its date on', moved, ['null..2026-03-10 a null', '2026-03-10..null b null']],
    [
      'that changes nothing',
      changePlace(always('a'), { departmentId: 'a' }, '2026-03-10'),
      ['null..null a null'],
    ],
    [
      'taken back from the same date',
      changePlace(moved, { departmentId: 'a' }, '2026-03-10'),
      ['null..null a null'],
    ],
    [
      'of another thing between',
      changePlace(moved, { branchId: 'x' }, '2026-03-01'),
      ['null..2026-03-01 a null', '2026-03-01..2026-03-10 a x', '2026-03-10..null b x'],
    ],
    [
      'over one that was planned for later',
      changePlace(moved, { departmentId: 'c' }, '2026-03-01'),
      ['null..2026-03-01 a null', '2026-03-01..null c null'],
    ],
    [
      'after another',
      changePlace(moved, { departmentId: 'c' }, '2026-03-20'),
      ['null..2026-03-10 a null', '2026-03-10..2026-03-20 b null', '2026-03-20..null c null'],
    ],
  ])('%s', (_name, memberships, expected) => expect(short(memberships)).toEqual(expected))

  test('whatever changes come, each date has one place, and dates before a change keep theirs', () => {
    const date = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`)
    const step = fc.record({ from: date, departmentId: fc.constantFrom('a', 'b', null) })
    fc.assert(
      fc.property(fc.array(step), step, date, (steps, last, asked) => {
        const before = steps.reduce((all, { from, ...change }) => changePlace(all, change, from), always('a'))
        const after = changePlace(before, { departmentId: last.departmentId }, last.from)
        const expected = asked < last.from ? placeOn(before, asked)!.departmentId : last.departmentId
        expect(placeOn(after, asked)!.departmentId).toBe(expected)
        after.forEach((one, i) => expect(one.from).toBe(i === 0 ? null : after[i - 1]!.until))
        expect(after.at(-1)!.until).toBeNull()
      }),
    )
  })
})
