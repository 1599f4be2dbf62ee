/**
 * A queued punch that collides with what a manager entered meanwhile: both are kept, the manager's
 * counts, and somebody decides. An entry is what another person recorded or corrected.
 */
import { isForgotten } from '../../core/longest-shift.ts'
import { marksOf, type Shift, type Timesheet } from '../../core/timesheet.ts'
import type { PairedShift } from '../../core/pairing.ts'
import type { Handle } from '../../db/database.ts'
import type { PersonAccount } from './person-account.ts'

/** Whether the refused punch at `at` is in the way of an entry: in the shift that refuses it, or the one before. */
export async function collidesWithEntry(
  db: Handle,
  account: PersonAccount,
  at: number,
  inTheWay: PairedShift | undefined,
): Promise<boolean> {
  const before = account.after.shifts.findLast(
    (shift) => shift.in.at <= at && !isForgotten(shift.in, at, account.rules),
  )
  const shifts = [inTheWay, before].filter((shift) => shift !== undefined)
  return hasEntry(db, account, shifts)
}

/** Whether the accepted clock-in would leave a shift without an end, right before one that was entered. */
export async function leavesEntryBehind(
  db: Handle,
  account: PersonAccount,
  after: Timesheet,
  punchId: string,
): Promise<boolean> {
  const index = after.shifts.findIndex((shift) => shift.in.id === punchId)
  const next: Shift | undefined = after.shifts[index + 1]
  if (index < 0 || after.shifts[index]!.status !== 'missing_out' || !next) return false
  const isNear = !isForgotten(after.shifts[index]!.in, next.in.at, account.rules)
  return isNear && hasEntry(db, account, [next])
}

async function hasEntry(
  db: Handle,
  account: PersonAccount,
  shifts: readonly PairedShift[],
): Promise<boolean> {
  const numbers = shifts.flatMap(marksOf).map((mark) => mark.seq)
  if (numbers.length === 0) return false
  const isOthers = (fact: { actorId: string }) => fact.actorId !== account.head.user_id
  const isAbout = (fact: { seq: number; targetSeq: number | null }) =>
    numbers.includes(fact.seq) || (fact.targetSeq !== null && numbers.includes(fact.targetSeq))
  if (account.newFacts.some((fact) => isAbout(fact) && isOthers(fact))) return true
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select 1 from punches where user_id = $1 and (seq = any($2) or target_seq = any($2))
       and actor_id <> user_id) as found`,
    [account.head.user_id, numbers],
  )
  return rows[0]!.found
}
