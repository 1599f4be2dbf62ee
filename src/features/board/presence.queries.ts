/** The SQL of who is where. Every function takes the handle first. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type pg from 'pg'
import type { PresentShift } from '../../core/presence.ts'
import type { Database } from '../../db/database.ts'
import { mayLogIn } from '../accounts/sessions.ts'
import { inPlaces } from '../reports/people-filter.ts'

/** The latest shift of a person, as far as a message needs it; nulls where there is none. Instants in ms. */
export interface LatestRow {
  user_id: string
  department_id: string | null
  branch_id: string | null
  seq: number
  status: PresentShift['status'] | null
  started: number | null
  ended: number | null
  breaks: PresentShift['breaks'] | null
  work_date: string | null
  time_zone: string | null
  planned_start: number | null
  planned_end: number | null
}

/** With the version of the configuration at that moment, so that no message asks for it apart. */
export interface LatestOfPerson extends LatestRow {
  config_version: number
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint`

/** One row for each of these people who exists. */
export async function readLatest(pool: pg.Pool, userIds: readonly string[]): Promise<LatestOfPerson[]> {
  const { rows } = await pool.query<LatestOfPerson>({
    name: 'read_latest_shifts',
    text: `select u.id as user_id, u.department_id, u.branch_id, h.seq, c.config_version, a.*
             from users u join heads h on h.user_id = u.id cross join company c
             left join lateral (
               select status, ${ms('started_at')} as started, ${ms('ended_at')} as ended, breaks, work_date, time_zone,
                      ${ms('planned_start')} as planned_start, ${ms('planned_end')} as planned_end
                 from attendance where user_id = u.id order by started_at desc, in_seq desc limit 1) a on true
            where u.id = any($1)`,
    values: [userIds],
  })
  return rows
}

/** A person on the board, with one of their recent shifts; people without any have one row of nulls. */
export interface BoardRow extends LatestRow {
  first_name: string
  last_name: string
  own_time_zone: string | null
  hired_on: string | null
  ended_on: string | null
}

export interface BoardFilter {
  visible: RawBuilder<SqlBool>
  /** `[last name, first name, id]` of the last person of the page before. */
  after: readonly unknown[] | undefined
  /** Ids. */
  department: string | undefined
  branch: string | undefined
  /** Shifts that ended since, that were never ended and began not long before, and the latest whenever it was. */
  since: Date
  /** Whose last day is over, in their zone, is left out. */
  now: Date
  limit: number
}

const epoch = (column: string) => sql.raw(ms(column))

/** By last name, first name and id; the shifts of a person the latest first. */
export async function readBoard(db: Database, filter: BoardFilter): Promise<BoardRow[]> {
  const conditions = [filter.visible, mayLogIn(filter.now)]
  if (filter.after) {
    const [last, first, id] = filter.after
    conditions.push(sql<SqlBool>`(users.last_name, users.first_name, users.id) > (${last}, ${first}, ${id})`)
  }
  if (filter.department !== undefined) conditions.push(inPlaces('users.department_id', [filter.department]))
  if (filter.branch !== undefined) conditions.push(inPlaces('users.branch_id', [filter.branch]))
  const { rows } = await sql<BoardRow>`
    select u.id as user_id, u.first_name, u.last_name, u.department_id, u.branch_id, u.time_zone as own_time_zone,
           u.hired_on, u.ended_on, h.seq, a.status, ${epoch('a.started_at')} as started, ${epoch('a.ended_at')} as ended, a.breaks,
           a.work_date, a.time_zone, ${epoch('a.planned_start')} as planned_start,
           ${epoch('a.planned_end')} as planned_end
      from (select * from users where ${sql.join(conditions, sql` and `)}
             order by users.last_name, users.first_name, users.id limit ${filter.limit}) u
      join heads h on h.user_id = u.id
      left join lateral (
        select * from attendance s
         where s.user_id = u.id and (s.ended_at is null or s.ended_at > ${filter.since}
             or s.started_at = (select max(t.started_at) from attendance t where t.user_id = u.id))
           and s.started_at >= least(${filter.since}::timestamptz - interval '17 hours',
             (select max(t.started_at) from attendance t where t.user_id = u.id))) a on true
     order by u.last_name, u.first_name, u.id, a.started_at desc, a.in_seq desc`.execute(db)
  return rows
}
