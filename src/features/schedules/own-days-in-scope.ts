/** Whose own days somebody may see and change. */
import type { Static } from 'typebox'
import type { Context } from '../../context.ts'
import { addDays, daysBetween } from '../../core/calendar.ts'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { findCompany } from '../people/company.queries.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import type { OwnDayList } from './own-day.contract.ts'
import type { OwnDayFilter } from './own-day.queries.ts'

/** Whose days, and which: the scope of who asks, and the filters. */
export async function readFilter(
  context: Context,
  actor: Actor,
  query: Static<typeof OwnDayList>,
): Promise<OwnDayFilter> {
  if (query.userId !== undefined) await requireVisibleUser(context.db, actor, 'plan:read', query.userId)
  const today = localDate((await findCompany(context.db)).time_zone, context.now())
  const { from = today, to = addDays(from, 31) } = query
  checkRange(daysBetween(from, to) + 1, 400)
  const user = query.userId
  return { people: peopleCondition(actor, 'plan:read', { user }), from, to }
}

/** The person of an object: outside the scope the object is as if it were not there. */
export async function requireInScope(
  context: Context,
  actor: Actor,
  userId: string | undefined,
  what: string,
) {
  const missing = new AppError('not_found', `There is no such ${what}.`)
  if (userId === undefined) throw missing
  try {
    return await requireVisibleUser(context.db, actor, 'plan:write', userId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') throw missing
    throw error
  }
}
