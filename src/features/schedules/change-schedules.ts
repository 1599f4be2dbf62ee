/** Makes, changes and ends schedules. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { validatePattern } from '../../core/schedule-validation.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { changing } from '../people/change-configuration.ts'
import { refuseProblems } from './changing-plan.ts'
import { parseDays, type DayInput } from './parse-shifts.ts'
import type { NewSchedule, ScheduleChange } from './schedule.contract.ts'
import { findSchedule, markAssignedStale, readDefinitionTimes } from './schedule.queries.ts'

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
