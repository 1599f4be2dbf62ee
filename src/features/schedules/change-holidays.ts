/** Makes holiday calendars, writes out their years and keeps the company's own days. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { localDate } from '../../core/zone.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import { findCompany } from '../people/company.queries.ts'
import { changing } from '../people/change-configuration.ts'
import type { NewCalendar } from './holiday.contract.ts'
import { listCalendars, markCalendarStale, replaceYears } from './holiday.queries.ts'
import { publicHolidays } from './public-holidays.ts'

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
