/** Makes, renames and ends policies, and gives them other rules from a date on. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { type AssignmentRow, dates, listAssignments } from '../assignments/assignment.queries.ts'
import { byEnd } from '../assignments/change-assignments.ts'
import { changing } from '../people/change-configuration.ts'
import { requirePolicy } from './check-rules.ts'
import type { NewPolicy, NewVersion } from './policy.contract.ts'
import { findPolicy, listVersions, markStale, policyAssignments } from './policy.queries.ts'

export async function createPolicy(context: Context, actorId: string, policy: NewPolicy): Promise<string> {
  const rules = requirePolicy(policy.rules)
  return changing(context, actorId, 'policy.create', policy, async (tx) => {
    const id = uuidv7()
    await tx.insertInto('policies').values({ id, name: policy.name.trim() }).execute()
    await insertVersion(tx, id, policy.from, null, rules)
    return { id, result: id }
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
    return { id, result: id }
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
    for (const one of await listAssignments(tx, policyAssignments, { assignedId: policyId }))
      await markTouched(tx, one, from, until)
    return { id: policyId, result: policyId }
  })
}

/** An ended policy takes no new assignments; those that it has go on. */
export async function endPolicy(context: Context, actorId: string, id: string, on: string): Promise<string> {
  return changing(context, actorId, 'policy.end', { on }, async (tx) => {
    await requireFound(tx, id)
    await tx.updateTable('policies').set({ ended_on: on }).where('id', '=', id).execute()
    return { id, result: id }
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
  await markStale(tx, { ...one, from: start, until: end })
}

async function requireFound(tx: Database, id: string): Promise<void> {
  if (!(await findPolicy(tx, id))) throw new AppError('not_found', 'There is no such policy.')
}
