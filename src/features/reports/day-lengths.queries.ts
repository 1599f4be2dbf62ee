/** How long the days of people are: counted by whole hours worked. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'

export interface RangeAsked {
  from: string
  to: string
  /** A condition over `users`. */
  people: RawBuilder<SqlBool>
}

export interface PersonBehind {
  id: string
  name: string
  employee_number: string | null
  days: number
  seconds: number
}

/** The most people that one answer names. */
export const mostPeople = 20_000

const hoursOfDay = sql<number>`least(days.worked_seconds / 3600, 23)`

const daysAsked = ({ from, to, people }: RangeAsked) => sql`
  from days join users on users.id = days.user_id
 where ${people} and days.shifts > 0 and days.work_date between ${from}::date and ${to}::date`

/** By hours, only those that there are. */
export async function readDayLengths(db: Database, asked: RangeAsked) {
  const { rows } = await sql<{ hours: number; days: number; people: number; worked: number }>`
    select ${hoursOfDay} as hours, count(*) as days, count(distinct days.user_id) as people,
           sum(days.worked_seconds)::bigint as worked
    ${daysAsked(asked)} group by 1 order by 1`.execute(db)
  return rows
}

/** Whose days were this long, most often first. */
export async function readPeopleOfLength(db: Database, asked: RangeAsked, hours: number) {
  const { rows } = await sql<PersonBehind>`
    select users.id, users.first_name || ' ' || users.last_name as name, users.employee_number,
           count(*) as days, sum(days.worked_seconds)::bigint as seconds
    ${daysAsked(asked)} and ${hoursOfDay} = ${hours}
     group by users.id order by days desc, users.id limit ${mostPeople}`.execute(db)
  return rows
}
