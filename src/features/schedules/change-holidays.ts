/** Makes holiday calendars, writes out their years, keeps the company's own days, and assigns them. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { addDays } from '../../core/calendar.ts'
import { localDate } from '../../core/zone.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { findCompany } from '../people/company.queries.ts'
import { changing } from './changing.ts'
import type { NewCalendar, NewCalendarAssignment } from './holiday.contract.ts'
import { listCalendarAssignments, listCalendars, markCalendarStale, replaceYears } from './holiday.queries.ts'
import { publicHolidays } from './public-holidays.ts'
import { markStale, targetExists, validRange } from './schedule.queries.ts'

/** The most years that are written out at once. */
const mostYears = 50

const firstOf = (year: number): string => `${year}-01-01`

export async function createCalendar(context: Context, actorId: string, given: NewCalendar): Promise<string> {
  const { name, country = null, region = null } = given
  if (region !== null && country === null) throw invalidField('region', 'A region needs its country.')
  if (country === null && (given.fromYear ?? given.toYear) !== undefined)
    throw invalidField('fromYear', 'Only the holidays of a country are written out by years.')
  const year = await presentYear(context)
  const { fromYear = year - 1, toYear = year + 2 } = given
  checkYears(fromYear, toYear)
  const holidays = country === null ? [] : await publicHolidays(country, region, fromYear, toYear)
  return changing(context, actorId, 'holiday-calendar.create', given, async (tx) => {
    const id = uuidv7()
    await tx.insertInto('holiday_calendars').values({ id, name, country, region }).execute()
    if (country !== null) await replaceYears(tx, id, fromYear, toYear, holidays)
    return { id, result: id }
  })
}

export async function renameCalendar(
  context: Context,
  actorId: string,
  id: string,
  name: string,
): Promise<void> {
  await changing(context, actorId, 'holiday-calendar.change', { name }, async (tx) => {
    await requireCalendar(tx, id)
    await tx.updateTable('holiday_calendars').set({ name }).where('id', '=', id).execute()
    return { id, result: undefined }
  })
}

/** An ended calendar takes no new assignments; those that it has go on. */
export async function endCalendar(context: Context, actorId: string, id: string, on: string): Promise<void> {
  await changing(context, actorId, 'holiday-calendar.end', { on }, async (tx) => {
    await requireCalendar(tx, id)
    await tx.updateTable('holiday_calendars').set({ ended_on: on }).where('id', '=', id).execute()
    return { id, result: undefined }
  })
}

/** Writes out the public holidays of these years, again where they are there; the company's own stay. */
export async function writeOutYears(
  context: Context,
  actorId: string | null,
  id: string,
  fromYear: number,
  toYear: number,
): Promise<void> {
  checkYears(fromYear, toYear)
  const { country, region } = await requireCalendar(context.db, id)
  if (country === null)
    throw new AppError('conflict', 'This calendar is of no country; add its holidays one by one.')
  const holidays = await publicHolidays(country, region, fromYear, toYear)
  await changing(context, actorId, 'holiday-calendar.write', { fromYear, toYear }, async (tx) => {
    await replaceYears(tx, id, fromYear, toYear, holidays)
    await markCalendarStale(tx, id, firstOf(fromYear))
    return { id, result: undefined }
  })
}

/** Sees to it that every calendar of a country has the next year. */
export async function writeOutNextYears(context: Context): Promise<void> {
  const next = (await presentYear(context)) + 1
  for (const { id, country, years } of await listCalendars(context.db)) {
    const last = years.at(-1)
    if (country !== null && last !== undefined && last < next)
      await writeOutYears(context, null, id, last + 1, next)
  }
}

export async function addHoliday(
  context: Context,
  actorId: string,
  id: string,
  holiday: { date: string; name: string },
): Promise<void> {
  await changing(context, actorId, 'holiday.add', holiday, async (tx) => {
    await requireCalendar(tx, id)
    await tx
      .insertInto('holidays')
      .values({ calendar_id: id, ...holiday, source: 'company' })
      .execute()
    await markCalendarStale(tx, id, holiday.date)
    return { id, result: undefined }
  })
}

/** Takes all holidays of a date out of a calendar. */
export async function removeHolidays(
  context: Context,
  actorId: string,
  id: string,
  date: string,
): Promise<void> {
  await changing(context, actorId, 'holiday.remove', { date }, async (tx) => {
    await requireCalendar(tx, id)
    const { numDeletedRows } = await tx
      .deleteFrom('holidays')
      .where('calendar_id', '=', id)
      .where('date', '=', date)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new AppError('not_found', 'This calendar has no holiday on that date.')
    await markCalendarStale(tx, id, date)
    return { id, result: undefined }
  })
}

export async function assignCalendar(
  context: Context,
  actorId: string,
  assignment: NewCalendarAssignment,
): Promise<string> {
  const { calendarId, level, from, to } = assignment
  const targetId = level === 'company' ? 'company' : assignment.targetId
  if (targetId === undefined) throw invalidField('targetId', 'Name the branch that gets the calendar.')
  if (level === 'company' && assignment.targetId !== undefined)
    throw invalidField('targetId', 'The company needs no targetId.')
  if (to !== undefined && to < from) throw invalidField('to', 'The assignment ends before it starts.')
  return changing(context, actorId, 'holiday-calendar.assign', assignment, async (tx) => {
    const [calendar] = await listCalendars(tx, calendarId)
    if (!calendar || calendar.endedOn !== null)
      throw invalidField('calendarId', 'There is no such holiday calendar in use.')
    if (!(await targetExists(tx, level, targetId)))
      throw invalidField('targetId', `There is no such ${level}.`)
    const id = uuidv7()
    await tx
      .insertInto('holiday_assignments')
      .values({ id, calendar_id: calendarId, level, target_id: targetId, valid: validRange(from, to) })
      .execute()
    await markStale(tx, level, targetId, from)
    return { id, result: id }
  })
}

/** Gives an assignment another last date. */
export async function endCalendarAssignment(
  context: Context,
  actorId: string,
  id: string,
  to: string,
): Promise<void> {
  await changing(context, actorId, 'holiday-calendar.unassign', { to }, async (tx) => {
    const [found] = await listCalendarAssignments(tx, { id })
    if (!found) throw new AppError('not_found', 'There is no such assignment.')
    if (to < found.from)
      throw invalidField('to', `The assignment starts on ${found.from}; it cannot end before.`)
    await tx
      .updateTable('holiday_assignments')
      .set({ valid: validRange(found.from, to) })
      .where('id', '=', id)
      .execute()
    const after = addDays(to, 1)
    const from = found.until !== null && found.until < after ? found.until : after
    await markStale(tx, found.level as 'company' | 'branch', found.target_id, from)
    return { id, result: undefined }
  })
}

async function requireCalendar(db: Database, id: string) {
  const [calendar] = await listCalendars(db, id)
  if (!calendar) throw new AppError('not_found', 'There is no such holiday calendar.')
  return calendar
}

function checkYears(fromYear: number, toYear: number): void {
  if (toYear < fromYear) throw invalidField('toYear', '"toYear" lies before "fromYear".')
  if (toYear - fromYear >= mostYears)
    throw invalidField('toYear', `At most ${mostYears} years are written out at once.`)
}

async function presentYear(context: Context): Promise<number> {
  const { time_zone } = await findCompany(context.db)
  return Number(localDate(time_zone, context.now()).slice(0, 4))
}
