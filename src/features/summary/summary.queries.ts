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

/** Who can be absent in the range, with the first day that they worked. */
export async function readPeople(db: Database, people: RawBuilder<SqlBool>, { from }: Range) {
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
    .where(sql<SqlBool>`(users.ended_on is null or users.ended_on >= ${from}::date)`)
    .execute()
}

/** The planned days about now on which people came, by person: their plan may not be over yet. */
export async function readRecentPresence(
  db: Database,
  people: RawBuilder<SqlBool>,
  { from, to }: Range,
  now: Date,
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('days')
    .innerJoin('users', 'users.id', 'days.user_id')
    .select(['days.user_id', 'days.work_date'])
    .where('days.planned_seconds', '>', 0)
    .where(people)
    .where(
      sql<SqlBool>`days.work_date between greatest(${from}::date, (${now}::timestamptz at time zone 'UTC')::date - 3) and ${to}::date`,
    )
    .execute()
  const byPerson = new Map<string, string[]>()
  for (const row of rows) byPerson.set(row.user_id, [...(byPerson.get(row.user_id) ?? []), row.work_date])
  return byPerson
}
