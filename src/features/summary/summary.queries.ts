/** What a summary reads besides the sums of days. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'

interface Range {
  from: string
  to: string
}

/** The shifts that are open, by work date. */
export async function readOpenShifts(db: Database, people: RawBuilder<SqlBool>, { from, to }: Range) {
  return db
    .selectFrom('attendance')
    .innerJoin('users', 'users.id', 'attendance.user_id')
    .select(['attendance.user_id', 'attendance.work_date', 'attendance.started_at', 'attendance.breaks'])
    .where('attendance.status', '=', 'open')
    .where(people)
    .where(sql<SqlBool>`attendance.work_date between ${from}::date and ${to}::date`)
    .execute()
}

export type SummaryPerson = Awaited<ReturnType<typeof readPeople>>[number]

/** Who is expected to come, with the first day that they worked. */
export async function readPeople(db: Database, people: RawBuilder<SqlBool>) {
  return db
    .selectFrom('users')
    .select([
      'users.id',
      'users.department_id',
      'users.branch_id',
      'users.time_zone',
      'users.hired_on',
      'users.created_at',
      'users.ended_on',
    ])
    .select(
      sql<string | null>`(select min(days.work_date) from days where days.user_id = users.id)`.as(
        'first_day',
      ),
    )
    .where(people)
    .where('users.status', '!=', 'pending')
    .execute()
}

/**
 * The days, by person, on which people came by plan and yet may not have been expected: those about
 * now, whose plan may not be over, and those after the end of an employment.
 */
export async function readDoubtfulPresence(
  db: Database,
  people: RawBuilder<SqlBool>,
  { from, to }: Range,
  now: Date,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ user_id: string; work_date: string }>`
    select days.user_id, days.work_date from days join users on users.id = days.user_id
     where ${people} and days.planned_seconds > 0 and days.work_date <= ${to}::date
       and days.work_date >= greatest(${from}::date, (${now}::timestamptz at time zone 'UTC')::date - 3)
    union
    select days.user_id, days.work_date from users join days on days.user_id = users.id
       and days.work_date > users.ended_on and days.work_date between ${from}::date and ${to}::date
     where ${people} and users.ended_on is not null and days.planned_seconds > 0`.execute(db)
  const byPerson = new Map<string, string[]>()
  for (const row of rows) {
    const dates = byPerson.get(row.user_id)
    if (dates) dates.push(row.work_date)
    else byPerson.set(row.user_id, [row.work_date])
  }
  return byPerson
}
