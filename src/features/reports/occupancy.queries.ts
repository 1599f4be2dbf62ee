/**
 * When people are there, by weekday and hour of the clock where the shift began. Complete shifts of the
 * work dates, breaks within; what runs past midnight counts for the weekday that it runs into. The hour
 * that a clock change repeats counts twice, the one that it skips not at all, so the sum is the elapsed time.
 */
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { mostPeople, type PersonBehind, type RangeAsked } from './day-lengths.queries.ts'

/** Each shift cut at the full hours of its zone. */
const slices = ({ from, to, people }: RangeAsked) => sql`
  select attendance.user_id, attendance.work_date,
         extract(isodow from began at time zone attendance.time_zone)::int as weekday,
         extract(hour from began at time zone attendance.time_zone)::int as hour,
         extract(epoch from least(attendance.ended_at, full_hour + interval '1 hour') - began) as seconds
    from attendance join users on users.id = attendance.user_id
   cross join lateral generate_series(
           date_trunc('hour', attendance.started_at, attendance.time_zone), attendance.ended_at, interval '1 hour') full_hour
   cross join lateral (select greatest(attendance.started_at, full_hour) as began) slice
   where ${people} and attendance.status = 'complete' and began < attendance.ended_at
     and attendance.work_date between ${from}::date and ${to}::date`

/** By weekday and hour, only those in which anybody was there; whole seconds of each person, so that they add up. */
export async function readOccupancy(db: Database, asked: RangeAsked) {
  const { rows } = await sql<{ weekday: number; hour: number; seconds: number }>`
    select weekday, hour, sum(seconds)::bigint as seconds
      from (select weekday, hour, round(sum(seconds)) as seconds from (${slices(asked)}) slices
             group by user_id, weekday, hour) people
     group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Who was there then, longest first. */
export async function readPeopleAt(db: Database, asked: RangeAsked, weekday: number, hour: number) {
  const { rows } = await sql<PersonBehind>`
    select users.id, users.first_name || ' ' || users.last_name as name, users.employee_number,
           count(distinct slices.work_date) as days, round(sum(slices.seconds))::bigint as seconds
      from (${slices(asked)}) slices join users on users.id = slices.user_id
     where slices.weekday = ${weekday} and slices.hour = ${hour}
     group by users.id order by seconds desc, users.id limit ${mostPeople}`.execute(db)
  return rows
}
