/** The board in the browser: the picture that was read, kept up to date by live messages. */
import type { BoardPerson } from '../src/features/board/board.contract.ts'
import type { PresenceMessage } from '../src/live/live.contract.ts'

/** A person of the board, with the time (epoch ms) at which `todaySeconds` was so. */
export interface Present extends BoardPerson {
  countedAt: number
}

export type BoardState = BoardPerson['state']

/** In the order in which a manager wants to know. */
export const boardOrder = [
  'late',
  'absent',
  'missing_out',
  'in',
  'break',
  'expected',
  'out',
] as const satisfies BoardState[]

/** Worked today up to `now`, in seconds. */
export function secondsToday({ state, todaySeconds, countedAt }: Present, now: number): number {
  return state === 'in' ? todaySeconds + Math.max(0, Math.floor((now - countedAt) / 1000)) : todaySeconds
}

/** The person after a message, or the same where it is older than what is known. */
export function withPresence(person: Present, message: PresenceMessage, now: number): Present {
  if (message.seq < person.seq) return person
  return {
    ...person,
    state: message.state === 'out' ? stateWhenOut(person, now) : message.state,
    since: message.since,
    workDate: message.workDate,
    seq: message.seq,
    todaySeconds: secondsToday(person, now),
    countedAt: now,
  }
}

/** Messages know nothing of plans: the plan of the picture says whether somebody who is out is still to come. */
function stateWhenOut({ plannedStart }: Present, now: number): BoardState {
  return plannedStart !== null && Date.parse(plannedStart) > now ? 'expected' : 'out'
}

/** How many are in each state. */
export function countStates(people: Iterable<Present>): Record<BoardState, number> {
  const counts = { in: 0, break: 0, late: 0, absent: 0, expected: 0, missing_out: 0, out: 0 }
  for (const { state } of people) counts[state] += 1
  return counts
}
