/** Vacation, sickness and other days off. The database refuses two entries for one half of a day. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { daysBetween } from '../../core/calendar.ts'
import { AppError, invalidField } from '../../errors.ts'
import { dates, untilOf } from '../assignments/assignment.queries.ts'
import { changing } from '../people/change-configuration.ts'
import type { NewDayOff } from './own-day.contract.ts'
import { findDayOff } from './own-day.queries.ts'
import { markPersonStale } from './schedule.queries.ts'

/** The longest that is entered at once: three years. */
const mostDays = 1096

export async function createDayOff(context: Context, actorId: string, given: NewDayOff): Promise<string> {
  const { userId, kind, from, to = from, portion = 'whole', note = null } = given
  if (to < from) throw invalidField('to', 'The days off end before they start.')
  if (daysBetween(from, to) >= mostDays)
    throw invalidField('to', `At most ${mostDays} days are entered at once.`)
  if (portion !== 'whole' && to !== from)
    throw invalidField('portion', 'Half a day off is of one date; enter each date.')
  return changing(context, actorId, 'day-off.create', given, async (tx) => {
    const id = uuidv7()
    await tx
      .insertInto('days_off')
      .values({
        id,
        user_id: userId,
        kind,
        valid: dates(from, untilOf(to)),
        portion,
        note,
        actor_id: actorId,
      })
      .execute()
    await markPersonStale(tx, userId, from)
    return { id, result: id }
  })
}

export async function removeDayOff(context: Context, actorId: string, id: string): Promise<void> {
  await changing(context, actorId, 'day-off.remove', {}, async (tx) => {
    const found = await findDayOff(tx, id)
    if (!found) throw new AppError('not_found', 'There is no such day off.')
    await tx.deleteFrom('days_off').where('id', '=', id).execute()
    await markPersonStale(tx, found.user_id, found.from)
    return { id, result: undefined }
  })
}
