/** Makes, changes and ends schedules, and assigns them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { addDays } from '../../core/calendar.ts'
import { validatePattern } from '../../core/schedule-validation.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { changing, refuseProblems } from './changing.ts'
import { parseDays, type DayInput } from './parse-shifts.ts'
import type { NewAssignment, NewSchedule, ScheduleChange } from './schedule.contract.ts'
import {
  findSchedule,
  listAssignments,
  markStale,
  readDefinitionTimes,
  targetExists,
  validRange,
  type AssignmentRow,
  type Level,
} from './schedule.queries.ts'

export async function createSchedule(
  context: Context,
  actorId: string,
  schedule: NewSchedule,
): Promise<string> {
  return changing(context, actorId, 'schedule.create', schedule, async (tx) => {
    const id = uuidv7()
    const days = await checkPattern(tx, schedule, true)
    await requireCalendar(tx, schedule.holidayCalendarId)
    await tx
      .insertInto('schedules')
      .values({ id, ...toRow(schedule), name: schedule.name, days: JSON.stringify(days) })
      .execute()
    return { id, result: id }
  })
}

/** The change counts for everyone who has the schedule, from the start of their assignments. */
export async function changeSchedule(
  context: Context,
  actorId: string,
  id: string,
  change: ScheduleChange,
): Promise<void> {
  await changing(context, actorId, 'schedule.change', change, async (tx) => {
    const before = await requireSchedule(tx, id)
    const { days = before.days as DayInput[], cycleDays = before.cycle_days } = change
    // Back to the week, the anchor goes by itself.
    const anchor = change.anchor === undefined ? (cycleDays === 7 ? null : before.anchor) : change.anchor
    const stored =
      change.days || change.cycleDays !== undefined || change.anchor !== undefined
        ? await checkPattern(tx, { days, cycleDays, anchor }, change.days !== undefined)
        : undefined
    await requireCalendar(tx, change.holidayCalendarId)
    const row = {
      ...toRow(change),
      ...(change.name ? { name: change.name } : {}),
      ...(stored ? { days: JSON.stringify(stored), cycle_days: cycleDays, anchor } : {}),
    }
    if (Object.keys(row).length > 0) await tx.updateTable('schedules').set(row).where('id', '=', id).execute()
    const { name: _name, ...ofPlan } = change
    if (Object.keys(ofPlan).length > 0) await markAssignedStale(tx, id)
    return { id, result: undefined }
  })
}

/** An ended schedule takes no new assignments; those that it has go on. */
export async function endSchedule(context: Context, actorId: string, id: string, on: string): Promise<void> {
  await changing(context, actorId, 'schedule.end', { on }, async (tx) => {
    await requireSchedule(tx, id)
    await tx.updateTable('schedules').set({ ended_on: on }).where('id', '=', id).execute()
    return { id, result: undefined }
  })
}

export async function assignSchedule(
  context: Context,
  actorId: string,
  assignment: NewAssignment,
): Promise<string> {
  const { scheduleId, level, from, to } = assignment
  const targetId = level === 'company' ? 'company' : assignment.targetId
  if (targetId === undefined) throw invalidField('targetId', `Name the ${level} that gets the schedule.`)
  if (level === 'company' && assignment.targetId !== undefined)
    throw invalidField('targetId', 'The company needs no targetId.')
  if (to !== undefined && to < from) throw invalidField('to', 'The assignment ends before it starts.')
  return changing(context, actorId, 'schedule.assign', assignment, async (tx) => {
    const schedule = await tx
      .selectFrom('schedules')
      .select('ended_on')
      .where('id', '=', scheduleId)
      .executeTakeFirst()
    if (!schedule || schedule.ended_on !== null)
      throw invalidField('scheduleId', 'There is no such schedule in use.')
    if (!(await targetExists(tx, level, targetId)))
      throw invalidField('targetId', `There is no such ${level}.`)
    refuseOverlap(await listAssignments(tx, { level, targetId }), from, to)
    const id = uuidv7()
    await tx
      .insertInto('schedule_assignments')
      .values({ id, schedule_id: scheduleId, level, target_id: targetId, valid: validRange(from, to) })
      .execute()
    await markStale(tx, level, targetId, from)
    return { id, result: id }
  })
}

/** Gives an assignment another last date. */
export async function endAssignment(
  context: Context,
  actorId: string,
  id: string,
  to: string,
): Promise<void> {
  await changing(context, actorId, 'schedule.unassign', { to }, async (tx) => {
    const [found] = await listAssignments(tx, { id })
    if (!found) throw new AppError('not_found', 'There is no such assignment.')
    if (to < found.from) {
      throw invalidField('to', `The assignment starts on ${found.from}; it cannot end before.`)
    }
    const level = found.level as Level
    const others = await listAssignments(tx, { level, targetId: found.target_id })
    refuseOverlap(
      others.filter((one) => one.id !== id),
      found.from,
      to,
    )
    await tx
      .updateTable('schedule_assignments')
      .set({ valid: validRange(found.from, to) })
      .where('id', '=', id)
      .execute()
    // Only what lies between the old end and the new one is planned otherwise.
    const after = addDays(to, 1)
    await markStale(
      tx,
      level,
      found.target_id,
      found.until !== null && found.until < after ? found.until : after,
    )
    return { id, result: undefined }
  })
}

/** The database refuses an overlap in any case; this says with which one. */
function refuseOverlap(others: readonly AssignmentRow[], from: string, to: string | undefined): void {
  const other = others.find(
    (one) => (one.until === null || from < one.until) && (to === undefined || one.from <= to),
  )
  if (!other) return
  const until = other.until === null ? 'until further notice' : `to ${addDays(other.until, -1)}`
  const message = `"${other.schedule_name}" is assigned from ${other.from} ${until} already. End it first, or choose other dates.`
  throw new AppError('conflict', message, {
    errors: [{ field: 'from', message: 'The dates overlap another assignment.' }],
  })
}

/** The days as they are stored. A definition that has ended may stay where it is, but not come new. */
async function checkPattern(
  tx: Database,
  { days, cycleDays, anchor }: { days: readonly DayInput[]; cycleDays?: number; anchor?: string | null },
  isNew: boolean,
): Promise<object[]> {
  const parsed = parseDays(days, await readDefinitionTimes(tx, isNew))
  refuseProblems(parsed.problems)
  refuseProblems(validatePattern({ days: parsed.times, cycleDays, anchor }))
  return parsed.stored
}

async function requireCalendar(tx: Database, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return
  const found = await tx.selectFrom('holiday_calendars').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw invalidField('holidayCalendarId', 'There is no such holiday calendar.')
}

/** Marks everyone who has the schedule, each from the start of the assignment. */
export async function markAssignedStale(tx: Database, scheduleId: string, from = ''): Promise<void> {
  for (const one of await listAssignments(tx, { scheduleId })) {
    await markStale(tx, one.level as Level, one.target_id, one.from > from ? one.from : from)
  }
}

async function requireSchedule(tx: Database, id: string) {
  const schedule = await findSchedule(tx, id)
  if (!schedule) throw new AppError('not_found', 'There is no such schedule.')
  return schedule
}

function toRow(change: ScheduleChange) {
  return {
    ...('cycleDays' in change || 'anchor' in change
      ? { cycle_days: change.cycleDays ?? 7, anchor: change.anchor ?? null }
      : {}),
    ...(change.worksOnHolidays === undefined ? {} : { works_on_holidays: change.worksOnHolidays }),
    ...(change.holidayCalendarId === undefined ? {} : { holiday_calendar_id: change.holidayCalendarId }),
    ...minutesRow(change),
  }
}

/** The columns of grace and windows that a request names. */
export function minutesRow(change: Pick<ScheduleChange, keyof ScheduleChange & `${string}Minutes`>) {
  return {
    ...(change.graceInMinutes === undefined ? {} : { grace_in_minutes: change.graceInMinutes }),
    ...(change.graceOutMinutes === undefined ? {} : { grace_out_minutes: change.graceOutMinutes }),
    ...(change.windowBeforeMinutes === undefined
      ? {}
      : { window_before_minutes: change.windowBeforeMinutes }),
    ...(change.windowAfterMinutes === undefined ? {} : { window_after_minutes: change.windowAfterMinutes }),
  }
}
