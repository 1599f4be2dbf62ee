/** Makes, changes and ends shift definitions. A change counts wherever the definition is used. */
import { sql, type SqlBool } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import type { ScheduleDay, ShiftTimes } from '../../core/schedule-pattern.ts'
import { shiftProblems, validatePattern } from '../../core/schedule-validation.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { minutesRow } from './change-schedules.ts'
import { changing } from '../people/change-configuration.ts'
import { refuseProblems } from './changing-plan.ts'
import { resolveShifts } from './book.queries.ts'
import { parseBreaks } from './parse-shifts.ts'
import type { DefinitionChange, NewDefinition } from './schedule.contract.ts'
import {
  findDefinition,
  listSchedulesWith,
  markAssignedStale,
  markPersonStale,
  readDefinitionTimes,
} from './schedule.queries.ts'

export async function createDefinition(
  context: Context,
  actorId: string,
  definition: NewDefinition,
): Promise<string> {
  return changing(context, actorId, 'shift-definition.create', definition, async (tx) => {
    const id = uuidv7()
    const { start, end, breaks } = checkTimes(definition)
    await tx
      .insertInto('shift_definitions')
      .values({
        id,
        name: definition.name,
        starts: start,
        ends: end,
        breaks: JSON.stringify(breaks),
        ...minutesRow(definition),
      })
      .execute()
    return { id, result: id }
  })
}

export async function changeDefinition(
  context: Context,
  actorId: string,
  id: string,
  change: DefinitionChange,
): Promise<void> {
  await changing(context, actorId, 'shift-definition.change', change, async (tx) => {
    const before = await requireDefinition(tx, id)
    const { start, end, breaks } = checkTimes({
      start: change.start ?? before.starts,
      end: change.end ?? before.ends,
      breaks: change.breaks ?? (before.breaks as NonNullable<NewDefinition['breaks']>),
    })
    await tx
      .updateTable('shift_definitions')
      .set({
        name: change.name ?? before.name,
        starts: start,
        ends: end,
        breaks: JSON.stringify(breaks),
        ...minutesRow(change),
      })
      .where('id', '=', id)
      .execute()
    const { name: _name, ...ofPlan } = change
    if (Object.keys(ofPlan).length > 0) await touchUsers(tx, id)
    return { id, result: undefined }
  })
}

/** An ended definition is taken into no more schedules; those that have it keep it. */
export async function endDefinition(
  context: Context,
  actorId: string,
  id: string,
  on: string,
): Promise<void> {
  await changing(context, actorId, 'shift-definition.end', { on }, async (tx) => {
    await requireDefinition(tx, id)
    await tx.updateTable('shift_definitions').set({ ended_on: on }).where('id', '=', id).execute()
    return { id, result: undefined }
  })
}

function checkTimes(given: Pick<NewDefinition, 'start' | 'end' | 'breaks'>) {
  const { breaks, problem } = parseBreaks(given.breaks ?? [], 'breaks')
  if (problem) refuseProblems([problem])
  const times = { start: given.start, end: given.end, breaks }
  refuseProblems(shiftProblems(times, ''))
  return times
}

/** Everyone whose plan names the definition is derived again; a pattern that it would break refuses it. */
async function touchUsers(tx: Database, id: string): Promise<void> {
  const definitions = await readDefinitionTimes(tx)
  for (const schedule of await listSchedulesWith(tx, id)) {
    const days = resolveShifts(schedule.days as ScheduleDay[], definitions)
    const [problem] = validatePattern({ days, cycleDays: schedule.cycle_days, anchor: schedule.anchor })
    if (problem) {
      const message = `In the schedule "${schedule.name}" shifts would overlap: ${problem.message}`
      throw new AppError('conflict', message, { errors: [{ field: 'start', message }] })
    }
    await markAssignedStale(tx, schedule.id)
  }
  const overrides = await tx
    .selectFrom('schedule_overrides')
    .select(['user_id', 'date'])
    .where(
      sql<SqlBool>`shifts @> ${JSON.stringify([{ definitionId: id } satisfies Partial<ShiftTimes>])}::jsonb`,
    )
    .execute()
  for (const { user_id, date } of overrides) await markPersonStale(tx, user_id, date)
}

async function requireDefinition(tx: Database, id: string) {
  const definition = await findDefinition(tx, id)
  if (!definition) throw new AppError('not_found', 'There is no such shift definition.')
  return definition
}
