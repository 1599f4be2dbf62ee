/**
 * Every change of a policy or of who has it: the change, the new version of the configuration, the
 * list of people whose days it touches, and its entry in the log, in one transaction.
 */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { addDays } from '../../core/calendar.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { audit } from '../people/audit.ts'
import { bumpConfigVersion } from '../people/company.queries.ts'
import { requirePolicy } from './check-rules.ts'
import type { NewAssignment, NewPolicy, NewVersion } from './policy.contract.ts'
import {
  dates,
  findPolicy,
  listAssignments,
  listVersions,
  markStale,
  targetExists,
  untilOf,
  type AssignmentRow,
  type Level,
} from './policy.queries.ts'

async function changing(
  context: Context,
  actorId: string,
  action: string,
  detail: object,
  work: (tx: Database) => Promise<string>,
): Promise<string> {
  const id = await context.db.transaction().execute(async (tx) => {
    // First, so that changes come one by one and each marks the days that are there when it is its turn.
    await bumpConfigVersion(tx)
    const target = await work(tx)
    await audit(tx, actorId, action, target, { ...detail })
    return target
  })
  await context.rederive()
  return id
}

export async function createPolicy(context: Context, actorId: string, policy: NewPolicy): Promise<string> {
  const rules = requirePolicy(policy.rules)
  return changing(context, actorId, 'policy.create', policy, async (tx) => {
    const id = uuidv7()
    await tx.insertInto('policies').values({ id, name: policy.name.trim() }).execute()
    await insertVersion(tx, id, policy.from, null, rules)
    return id
  })
}

export async function renamePolicy(
  context: Context,
  actorId: string,
  id: string,
  name: string,
): Promise<string> {
  return changing(context, actorId, 'policy.change', { name }, async (tx) => {
    await requireFound(tx, id)
    await tx.updateTable('policies').set({ name: name.trim() }).where('id', '=', id).execute()
    return id
  })
}

/** Other rules from a date on, until the next version that there is; the version before ends there. */
export async function addVersion(
  context: Context,
  actorId: string,
  policyId: string,
  { from, rules: written }: NewVersion,
): Promise<string> {
  const rules = requirePolicy(written)
  return changing(context, actorId, 'policy.version', { from, rules: written }, async (tx) => {
    await requireFound(tx, policyId)
    const versions = await listVersions(tx, policyId)
    const same = versions.find((version) => version.from === from)
    if (same) {
      const message = `A version starts on ${from} already. A version never changes; choose another date.`
      throw new AppError('conflict', message, { errors: [{ field: 'from', message }] })
    }
    const before = versions.findLast((version) => version.from < from)
    const after = versions.find((version) => version.from > from)
    if (before) {
      await tx
        .updateTable('policy_versions')
        .set({ valid: dates(before.from, from) })
        .where('id', '=', before.id)
        .execute()
    }
    const until = after?.from ?? null
    await insertVersion(tx, policyId, from, until, rules)
    for (const one of await listAssignments(tx, { policyId })) await markTouched(tx, one, from, until)
    return policyId
  })
}

/** An ended policy takes no new assignments; those that it has go on. */
export async function endPolicy(context: Context, actorId: string, id: string, on: string): Promise<string> {
  return changing(context, actorId, 'policy.end', { on }, async (tx) => {
    await requireFound(tx, id)
    await tx.updateTable('policies').set({ ended_on: on }).where('id', '=', id).execute()
    return id
  })
}

export async function assignPolicy(
  context: Context,
  actorId: string,
  assignment: NewAssignment,
): Promise<string> {
  const { policyId, level, from, to } = assignment
  const targetId = level === 'company' ? 'company' : assignment.targetId
  if (targetId === undefined) throw invalidField('targetId', `Name the ${level} that gets the policy.`)
  if (level === 'company' && assignment.targetId !== undefined)
    throw invalidField('targetId', 'The company needs no targetId.')
  if (to !== undefined && to < from) throw invalidField('to', 'The assignment ends before it starts.')
  return changing(context, actorId, 'policy.assign', assignment, async (tx) => {
    const policy = await findPolicy(tx, policyId)
    if (!policy || policy.ended_on !== null) throw invalidField('policyId', 'There is no such policy in use.')
    const [first] = await listVersions(tx, policyId)
    if (!first || from < first.from)
      throw invalidField('from', `The policy has no version before ${first?.from}; choose a later date.`)
    if (!(await targetExists(tx, level, targetId)))
      throw invalidField('targetId', `There is no such ${level}.`)
    const until = untilOf(to)
    refuseOverlap(await listAssignments(tx, { level, targetId }), from, until)
    const id = uuidv7()
    await tx
      .insertInto('policy_assignments')
      .values({ id, policy_id: policyId, level, target_id: targetId, valid: dates(from, until) })
      .execute()
    await markStale(tx, { level, targetId, from, until })
    return id
  })
}

/** Gives an assignment another last date. */
export async function endAssignment(
  context: Context,
  actorId: string,
  id: string,
  to: string,
): Promise<string> {
  return changing(context, actorId, 'policy.unassign', { to }, async (tx) => {
    const [found] = await listAssignments(tx, { id })
    if (!found) throw new AppError('not_found', 'There is no such assignment.')
    if (to < found.from)
      throw invalidField('to', `The assignment starts on ${found.from}; it cannot end before.`)
    const until = untilOf(to)
    const level = found.level as Level
    const others = await listAssignments(tx, { level, targetId: found.target_id })
    refuseOverlap(
      others.filter((one) => one.id !== id),
      found.from,
      until,
    )
    await tx
      .updateTable('policy_assignments')
      .set({ valid: dates(found.from, until) })
      .where('id', '=', id)
      .execute()
    const [first, last] = [found.until, until].sort(byEnd)
    // Only what lies between the old end and the new one has another policy.
    if (first != null && first !== last)
      await markStale(tx, { level, targetId: found.target_id, from: first, until: last ?? null })
    return id
  })
}

async function insertVersion(
  tx: Database,
  policyId: string,
  from: string,
  until: string | null,
  rules: object,
) {
  await tx
    .insertInto('policy_versions')
    .values({ id: uuidv7(), policy_id: policyId, valid: dates(from, until), rules: JSON.stringify(rules) })
    .execute()
}

/** Marks those whom an assignment gives the policy to on dates of the range. */
async function markTouched(tx: Database, one: AssignmentRow, from: string, until: string | null) {
  const start = one.from > from ? one.from : from
  const end = [one.until, until].sort(byEnd)[0] ?? null
  if (end !== null && end <= start) return
  await markStale(tx, { level: one.level as Level, targetId: one.target_id, from: start, until: end })
}

/** No end comes last. */
function byEnd(a: string | null, b: string | null): number {
  if (a === b) return 0
  return a === null || (b !== null && a > b) ? 1 : -1
}

/** The database refuses an overlap in any case; this says with which one. */
function refuseOverlap(others: readonly AssignmentRow[], from: string, until: string | null): void {
  const other = others.find(
    (one) => (one.until === null || from < one.until) && (until === null || one.from < until),
  )
  if (!other) return
  const end = other.until === null ? 'until further notice' : `to ${addDays(other.until, -1)}`
  const message = `"${other.policy_name}" is assigned from ${other.from} ${end} already. End it first, or choose other dates.`
  throw new AppError('conflict', message, {
    errors: [{ field: 'from', message: 'The dates overlap another assignment.' }],
  })
}

async function requireFound(tx: Database, id: string): Promise<void> {
  if (!(await findPolicy(tx, id))) throw new AppError('not_found', 'There is no such policy.')
}
