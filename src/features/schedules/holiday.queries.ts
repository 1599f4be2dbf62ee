/** Holiday calendars, and whom a change of them touches. */
import { sql, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type AssignmentKind, listAssignments } from '../assignments/assignment.queries.ts'
import type { Holiday } from './public-holidays.ts'
import { markAssignedStale, markStale } from './schedule.queries.ts'

export async function listCalendars(db: Database, id?: string) {
  return db
    .selectFrom('holiday_calendars as c')
    .select(['c.id', 'c.name', 'c.country', 'c.region', 'c.ended_on as endedOn'])
    .select(
      sql<number[]>`coalesce((select array_agg(y.year order by y.year) from holiday_years y
        where y.calendar_id = c.id), '{}')`.as('years'),
    )
    .$if(id !== undefined, (query) => query.where('c.id', '=', id!))
    .orderBy('c.name')
    .orderBy('c.id')
    .execute()
}

/** In order of their dates, both within. */
export async function listHolidays(db: Database, calendarId: string, from: string, to: string) {
  return db
    .selectFrom('holidays')
    .select(['date', 'name', 'source'])
    .where('calendar_id', '=', calendarId)
    .where(sql<SqlBool>`date between ${from}::date and ${to}::date`)
    .orderBy('date')
    .orderBy('name')
    .execute()
}

/** Puts these public holidays in the place of those of the years that were there. */
export async function replaceYears(
  tx: Database,
  calendarId: string,
  fromYear: number,
  toYear: number,
  holidays: readonly Holiday[],
): Promise<void> {
  await sql`delete from holidays where calendar_id = ${calendarId} and source = 'library'
    and date >= make_date(${fromYear}, 1, 1) and date < make_date(${toYear + 1}, 1, 1)`.execute(tx)
  await sql`insert into holidays (calendar_id, date, name, source)
    select ${calendarId}, date, name, 'library' from json_to_recordset(${JSON.stringify(holidays)}::json) as h (date date, name text)
    on conflict do nothing`.execute(tx)
  await sql`insert into holiday_years (calendar_id, year)
    select ${calendarId}, generate_series(${fromYear}::int, ${toYear}::int) on conflict do nothing`.execute(
    tx,
  )
}

export const holidayAssignments: AssignmentKind = {
  table: 'holiday_assignments',
  column: 'calendar_id',
  assigned: 'holiday_calendars',
  field: 'calendarId',
  noun: 'holiday calendar',
  logged: 'holiday-calendar',
  levels: ['company', 'branch'],
  markStale,
}

/** Marks everyone whose holidays come from this calendar, by their place or by their schedule, from a date on. */
export async function markCalendarStale(tx: Database, calendarId: string, from: string): Promise<void> {
  for (const one of await listAssignments(tx, holidayAssignments, { assignedId: calendarId })) {
    if (one.until !== null && one.until <= from) continue
    await markStale(tx, { ...one, from: one.from > from ? one.from : from })
  }
  const schedules = await tx
    .selectFrom('schedules')
    .select('id')
    .where('holiday_calendar_id', '=', calendarId)
    .execute()
  for (const { id } of schedules) await markAssignedStale(tx, id, from)
}
