/** Whom a step or an export is about. */
import type { Permission } from '../../core/permission.ts'
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { peopleCondition } from '../reports/people-filter.ts'
import { requirePeriod } from './change-periods.ts'
import type { Whose } from './period.contract.ts'
import { listPeriodUserIds, readPeriodRules } from './period.queries.ts'

/** The people that a body names, of those that the actor may decide about and that belong into the period. */
export async function whoseIds(
  context: Context,
  actor: Actor,
  permission: Permission,
  periodId: string,
  { userIds, department, branch, all }: Whose,
): Promise<string[]> {
  const named = [userIds, department, branch, all].filter((one) => one !== undefined)
  if (named.length !== 1) {
    throw invalidField('userIds', 'Name people, a department, a branch or all: one of them.')
  }
  const period = requirePeriod(await readPeriodRules(context.pool), periodId)
  const people = peopleCondition(actor, permission, {
    ...(department !== undefined && { department }),
    ...(branch !== undefined && { branch }),
  })
  const found = await listPeriodUserIds(context.db, people, period.from, period.to)
  if (!userIds) return found
  const known = new Set(found)
  const missing = userIds.findIndex((id) => !known.has(id))
  if (missing >= 0) {
    const message = `There is no such person in this period, or you may not see them: ${userIds[missing]}.`
    throw new AppError('not_found', message, { errors: [{ field: `userIds.${missing}`, message }] })
  }
  return userIds
}
