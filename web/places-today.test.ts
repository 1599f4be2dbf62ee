import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boardStates } from '../src/core/presence.ts'
import { byPlace, statesShown } from './places-today.ts'

const person = fc.record({
  state: fc.constantFrom(...boardStates),
  departmentId: fc.constantFrom(null, 'paint', 'office'),
  branchId: fc.constantFrom(null, 'north'),
})

test('everybody is counted once, in their place and state, also who has no place', () => {
  fc.assert(
    fc.property(fc.array(person), (people) => {
      const rows = byPlace(people, 'department')
      for (const { id, counts } of rows)
        for (const state of boardStates) {
          const behind = people.filter((one) => (one.departmentId ?? 'none') === id && one.state === state)
          expect(counts[state]).toBe(behind.length)
        }
      const all = rows.flatMap(({ counts }) => statesShown(people).map((state) => counts[state]))
      expect(all.reduce((a, b) => a + b, 0)).toBe(people.length)
    }),
  )
})
