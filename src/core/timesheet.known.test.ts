/** Deriving with what is known already gives what deriving afresh gives. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultPairingRules } from './pairing.ts'
import { markKinds, type Mark, type MarkKind } from './punch.ts'
import type { Schedule } from './schedule-pattern.ts'
import { plannedShifts } from './schedule.ts'
import { deriveTimesheet, type TimesheetRules } from './timesheet.ts'

const zone = 'Europe/Madrid'
const monday = Date.UTC(2026, 2, 23)
const minute = 60_000

const schedule: Schedule = {
  id: 'split',
  days: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
    { weekday, start: '08:00', end: '12:00' },
    { weekday, start: '13:00', end: '17:00' },
  ]),
  graceInMinutes: 5,
  graceOutMinutes: 5,
  windowBeforeMinutes: 120,
  windowAfterMinutes: 120,
}
const rules: TimesheetRules = {
  ...defaultPairingRules,
  plan: (at, from, to) => plannedShifts(() => schedule, at, from, to),
}

function mark(seq: number, kind: MarkKind, at: number): Mark {
  const nothing = { description: null, location: null, latitude: null, longitude: null, accuracy: null }
  return { ...nothing, seq, id: `mark-${seq}`, kind, at, timeZone: zone, branchId: null, flags: [] }
}

const step = fc.record({
  action: fc.constantFrom('add', 'add', 'add', 'move', 'remove'),
  kind: fc.constantFrom(...markKinds),
  /** Over four days, one of them the change of the clocks; in steps that often fall together. */
  quarter: fc.integer({ min: 0, max: 4 * 96 * 2 }),
  pick: fc.nat(),
})

function apply(
  marks: readonly Mark[],
  { action, kind, quarter, pick }: typeof step extends fc.Arbitrary<infer S> ? S : never,
  seq: number,
): Mark[] {
  const at = monday + quarter * 15 * minute
  if (action === 'add' || marks.length === 0) return [...marks, mark(seq, kind, at)]
  const target = pick % marks.length
  if (action === 'remove') return marks.filter((_, i) => i !== target)
  return marks.map((one, i) => (i === target ? { ...one, at } : one))
}

test('whatever is added, moved or removed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 24 }), (steps) => {
      let marks: Mark[] = []
      let known = deriveTimesheet(marks, rules)
      for (const [i, one] of steps.entries()) {
        marks = apply(marks, one, i + 1)
        const frozen = JSON.stringify(known)
        const next = deriveTimesheet(marks, rules, known)
        expect(next).toEqual(deriveTimesheet(marks, rules))
        expect(JSON.stringify(known)).toBe(frozen)
        known = next
      }
    }),
    { numRuns: 300 },
  )
})

test('what an ordinary clock-in does not touch is the same object', () => {
  const morning = [mark(1, 'in', monday + 420 * minute), mark(2, 'out', monday + 660 * minute)]
  const night = [mark(3, 'in', monday + 1140 * minute), mark(4, 'out', monday + 1200 * minute)]
  const known = deriveTimesheet([...morning, ...night], rules)
  const next = deriveTimesheet([...morning, ...night, mark(5, 'in', monday + 1860 * minute)], rules, known)
  expect(next.shifts[0]).toBe(known.shifts[0])
  expect(next.shifts).toHaveLength(3)
})
