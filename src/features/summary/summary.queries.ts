/** What a summary reads: one statement, and so one moment. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Context } from '../../context.ts'
import { type Database, queryNamed } from '../../db/database.ts'
import { groupedDays, orderedDays, type SumRow } from '../reports/report.queries.ts'
import type { SummaryAsked } from './summarise.ts'

export interface OpenShift {
  user_id: string
  work_date: string
  /** Epoch milliseconds. */
  started_at: number
  time_zone: string
  planned_end: number | null
  breaks: { start: number; end: number | null }[]
}

/** Who is expected to come, with the first day that they worked. */
export interface SummaryPerson {
  id: string
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
  hired_on: string | null
  /** Epoch milliseconds. */
  created_at: number
  ended_on: string | null
  first_day: string | null
}

export interface SummaryRows {
  sums: SumRow[]
  open: OpenShift[]
  persons: SummaryPerson[]
  /** The days on which people came by plan and yet may not have been expected. */
  doubtful: { user_id: string; work_date: string }[]
}

/**
 * Sums, open shifts and people of one moment: a shift that ends meanwhile is counted as open or as ended,
 * not twice and not left out. The statement for one person is always the same, and is planned once.
 */
export async function readSummary(context: Context, asked: SummaryAsked, now: number): Promise<SummaryRows> {
  const { userId } = asked
  const people =
    userId === undefined ? asked.people : sql<SqlBool>`(${asked.people} and users.id = ${userId})`
  const query = sql<SummaryRows>`select ${list(orderedDays({ ...asked, people, by: [] }))} as sums,
    ${list(openShifts(people, asked))} as open, ${list(summaryPeople(people))} as persons,
    ${list(doubtfulPresence(people, asked, new Date(now)))} as doubtful`
  if (userId === undefined) return (await query.execute(context.db)).rows[0]!
  return (await queryNamed<SummaryRows>(context.pool, query.compile(context.db)))[0]!
}

/** Of one moment: who is expected, and on how many planned days each came. */
export async function readAttendance(db: Database, asked: AbsencesAsked, now: number) {
  const { people } = asked
  const { rows } = await sql<Omit<SummaryRows, 'open'>>`
    select ${list(groupedDays({ ...asked, by: ['user'], bucket: undefined }))} as sums,
           ${list(summaryPeople(people))} as persons,
           ${list(doubtfulPresence(people, asked, new Date(now)))} as doubtful`.execute(db)
  return rows[0]!
}

const list = (rows: RawBuilder<unknown>) =>
  sql`(select coalesce(json_agg(listed), '[]') from (${rows}) listed)`

interface Range {
  from: string
  to: string
}

export interface AbsencesAsked extends Range {
  people: RawBuilder<SqlBool>
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`)

/** The shifts that are open, by work date. */
function openShifts(people: RawBuilder<SqlBool>, { from, to }: Range): RawBuilder<unknown> {
  return sql`select attendance.user_id, attendance.work_date, ${ms('attendance.started_at')} as started_at,
           attendance.time_zone, ${ms('attendance.planned_end')} as planned_end, attendance.breaks
      from attendance join users on users.id = attendance.user_id
     where attendance.status = 'open' and ${people}
       and attendance.work_date between ${from}::date and ${to}::date`
}

function summaryPeople(people: RawBuilder<SqlBool>): RawBuilder<unknown> {
  return sql`select users.id, users.department_id, users.branch_id, users.time_zone, users.hired_on,
           ${ms('users.created_at')} as created_at, users.ended_on,
           (select min(days.work_date) from days where days.user_id = users.id) as first_day
      from users where ${people} and users.status <> 'pending'`
}

/** Those about now, whose plan may not be over, and those after the end of an employment. */
function doubtfulPresence(people: RawBuilder<SqlBool>, { from, to }: Range, now: Date): RawBuilder<unknown> {
  return sql`
    select days.user_id, days.work_date from days join users on users.id = days.user_id
     where ${people} and days.planned_seconds > 0 and days.work_date <= ${to}::date
       and days.work_date >= greatest(${from}::date, (${now}::timestamptz at time zone 'UTC')::date - 3)
    union
    select days.user_id, days.work_date from users join days on days.user_id = users.id
       and days.work_date > users.ended_on and days.work_date between ${from}::date and ${to}::date
     where ${people} and users.ended_on is not null and days.planned_seconds > 0`
}
