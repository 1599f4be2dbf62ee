/** Gives something to a company, branch, department or person from a date on, and ends that again. */
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import { changing } from '../people/change-configuration.ts'
import type { NewAssignment } from './assignment.contract.ts'
import {
  type AssignmentKind,
  type AssignmentRow,
  changeDates,
  insertAssignment,
  isInUse,
  lastDate,
  listAssignments,
  targetExists,
  untilOf,
} from './assignment.queries.ts'

export async function assign(
  context: Context,
  kind: AssignmentKind,
  actorId: string,
  assignment: NewAssignment,
): Promise<string> {
  const { assignedId, level, from, to } = assignment
  const targetId = level === 'company' ? 'company' : assignment.targetId
  if (targetId === undefined) throw invalidField('targetId', `Name the ${level} that gets the ${kind.noun}.`)
  if (level === 'company' && assignment.targetId !== undefined)
    throw invalidField('targetId', 'The company needs no targetId.')
  if (to !== undefined && to < from) throw invalidField('to', 'The assignment ends before it starts.')
  const { assignedId: _id, ...given } = assignment
  const detail = { [kind.field]: assignedId, ...given }
  return changing(context, actorId, `${kind.logged}.assign`, detail, async (tx) => {
    if (!(await isInUse(tx, kind, assignedId)))
      throw invalidField(kind.field, `There is no such ${kind.noun} in use.`)
    await kind.checkStart?.(tx, assignedId, from)
    if (!(await targetExists(tx, level, targetId)))
      throw invalidField('targetId', `There is no such ${level}.`)
    const touched = { level, targetId, from, until: untilOf(to) }
    refuseOverlap(await listAssignments(tx, kind, { level, targetId }), from, touched.until)
    const id = await insertAssignment(tx, kind, { ...touched, assignedId })
    await kind.markStale(tx, touched)
    return { id, result: id }
  })
}

/** Gives an assignment another last date. */
export async function endAssignment(
  context: Context,
  kind: AssignmentKind,
  actorId: string,
  id: string,
  to: string,
): Promise<string> {
  return changing(context, actorId, `${kind.logged}.unassign`, { to }, async (tx) => {
    const [found] = await listAssignments(tx, kind, { id })
    if (!found) throw new AppError('not_found', 'There is no such assignment.')
    const { level, targetId, from } = found
    if (to < from) throw invalidField('to', `The assignment starts on ${from}; it cannot end before.`)
    const until = untilOf(to)
    const others = (await listAssignments(tx, kind, { level, targetId })).filter((one) => one.id !== id)
    refuseOverlap(others, from, until)
    await changeDates(tx, kind, id, from, until)
    // Only what lies between the old end and the new one becomes otherwise.
    const [first, last] = [found.until, until].sort(byEnd)
    if (first != null && first !== last)
      await kind.markStale(tx, { level, targetId, from: first, until: last ?? null })
    return { id, result: id }
  })
}

/** No end comes last. */
export function byEnd(a: string | null, b: string | null): number {
  if (a === b) return 0
  return a === null || (b !== null && a > b) ? 1 : -1
}

/** The database refuses an overlap in any case; this says with which one. */
function refuseOverlap(others: readonly AssignmentRow[], from: string, until: string | null): void {
  const other = others.find(
    (one) => (one.until === null || from < one.until) && (until === null || one.from < until),
  )
  if (!other) return
  const end = other.until === null ? 'until further notice' : `to ${lastDate(other.until)}`
  const message = `"${other.name}" is assigned from ${other.from} ${end} already. End it first, or choose other dates.`
  throw new AppError('conflict', message, {
    errors: [{ field: 'from', message: 'The dates overlap another assignment.' }],
  })
}
