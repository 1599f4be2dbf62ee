/** The people of the board counted by place and state. */
import { withoutPlace } from '../src/core/membership.ts'
import { type BoardState, boardStates } from '../src/core/presence.ts'
import type { BoardPerson } from '../src/features/board/board.contract.ts'

type Placed = Pick<BoardPerson, 'state' | 'departmentId' | 'branchId'>

export interface PlaceCounts {
  /** Of the department or branch; `none` for those who have none. */
  id: string
  counts: Record<BoardState, number>
}

/** One row for each place that anybody belongs to; each person counts once. */
export function byPlace(people: Iterable<Placed>, by: 'department' | 'branch'): PlaceCounts[] {
  const places = new Map<string, PlaceCounts>()
  for (const person of people) {
    const id = person[`${by}Id`] ?? withoutPlace
    let place = places.get(id)
    if (!place) {
      const counts = { in: 0, break: 0, late: 0, absent: 0, expected: 0, out: 0, missing_out: 0 }
      places.set(id, (place = { id, counts }))
    }
    place.counts[person.state] += 1
  }
  return [...places.values()]
}

/** Forgotten clock-outs have a column only where there are any. */
export const statesShown = (people: readonly Placed[]): BoardState[] =>
  boardStates.filter((state) => state !== 'missing_out' || people.some((one) => one.state === state))
