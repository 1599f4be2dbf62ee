/** What exceptions are derived from, for some people and dates, and what was said about them. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { ExceptionState, PolicyFinding } from '../../core/exceptions.ts'
import { toExceptions, type StatedFinding } from '../../core/policy-findings.ts'
import type { Database } from '../../db/database.ts'

export interface Asked {
  /** Dates, both within. */
  from: string
  to: string
  /** A condition over `users`. */
  people: RawBuilder<SqlBool>
}

export interface ExceptionPerson {
  id: string
  first_name: string
  last_name: string
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
  hired_on: string | null
  created_at: Date
  ended_on: string | null
  first_day: string | null
}

export async function readExceptionPeople(
  db: Database,
  people: RawBuilder<SqlBool>,
): Promise<ExceptionPerson[]> {
  const { rows } = await sql<ExceptionPerson>`
    select users.id, users.first_name, users.last_name, users.department_id, users.branch_id, users.time_zone,
           users.hired_on, users.created_at, users.ended_on,
           (select min(d.work_date) from days d where d.user_id = users.id) as first_day
      from users where ${people} and users.status <> 'pending'`.execute(db)
  return rows
}

export interface ShiftRow {
  user_id: string
  work_date: string
  id: string
  status: 'open' | 'complete' | 'missing_out'
  started_at: Date
  time_zone: string
  ended_at: Date | null
  planned_start: Date | null
  planned_end: Date | null
  late_minutes: number
  early_minutes: number
  flags: string[]
}

const shiftColumns = sql`a.user_id, a.work_date, a.id, a.status, a.started_at, a.time_zone, a.ended_at, a.planned_start,
  a.planned_end, a.late_minutes, a.early_minutes, a.flags`

/** Every shift of these dates, by person: where absence or work outside the schedule is asked for. */
export async function readShifts(db: Database, { from, to, people }: Asked): Promise<ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    select ${shiftColumns} from days d
      join attendance a on a.user_id = d.user_id and a.work_date = d.work_date
       and a.started_at >= d.work_date::timestamp at time zone 'UTC' - interval '3 days'
       and a.started_at < d.work_date::timestamp at time zone 'UTC' + interval '4 days'
      join users on users.id = d.user_id
     where d.work_date between ${from}::date and ${to}::date and ${people}
     order by a.user_id, a.started_at`.execute(db)
  return rows
}

/** The shifts that have something to look at by themselves, and those that are open. */
export async function readNotableShifts(db: Database, { from, to, people }: Asked): Promise<ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    select ${shiftColumns} from attendance a join users on users.id = a.user_id
     where (a.late_minutes > 0 or a.early_minutes > 0 or a.status = 'missing_out' or a.flags <> '{}')
       and a.work_date between ${from}::date and ${to}::date and ${people}
    union
    select ${shiftColumns} from attendance a join users on users.id = a.user_id
     where a.status = 'open' and a.work_date between ${from}::date and ${to}::date and ${people}`.execute(db)
  return rows
}

export interface StrayRow {
  user_id: string
  work_date: string
  code: 'missing_in' | 'overlap_refused' | 'offline_conflict' | 'period_locked'
  key: string
  at: Date
}

/** Punches that do not count: facts that are held and nobody decided about, and refused ones. */
export async function readStrays(db: Database, { from, to, people }: Asked): Promise<StrayRow[]> {
  const { rows } = await sql<StrayRow>`
    select p.user_id, p.local_time::date as work_date,
           case when 'period_locked' = any(p.flags) then 'period_locked' else 'offline_conflict' end as code,
           p.id::text as key, p.at
      from punches p join users on users.id = p.user_id
     where p.flags && array['period_locked', 'offline_conflict'] and p.target_seq is null
       and p.local_time::date between ${from}::date and ${to}::date and ${people}
       and not exists (select 1 from punches c where c.user_id = p.user_id and c.target_seq = p.seq)
    union all
    select r.user_id, r.work_date, r.code, r.kind, r.at
      from refused_punches r join users on users.id = r.user_id
     where r.work_date between ${from}::date and ${to}::date and ${people}`.execute(db)
  return rows
}

export interface FindingRow extends PolicyFinding {
  user_id: string
  work_date: string
}

/** What policies found on the days of these people. */
export async function readFindings(db: Database, { from, to, people }: Asked): Promise<FindingRow[]> {
  const { rows } = await sql<{ user_id: string; work_date: string; findings: StatedFinding[] }>`
    select d.user_id, d.work_date, d.findings
      from days d join users on users.id = d.user_id
     where d.work_date between ${from}::date and ${to}::date and ${people}
       and d.findings <> '[]'`.execute(db)
  return rows.flatMap(({ user_id, work_date, findings }) =>
    toExceptions(findings).map((finding) => ({ user_id, work_date, ...finding })),
  )
}

export interface SaidRow {
  user_id: string
  work_date: string
  code: string
  key: string
  state: ExceptionState
  explanation: string | null
  explained_at: Date | null
  comment: string | null
  settled_by: string | null
  settled_at: Date | null
  minutes: number
}

/** Those of the people about whom something was said in the time. */
export const withSaid = ({ from, to, people }: Asked): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${people} and exists (select from exception_states s where s.user_id = users.id
    and s.work_date between ${from}::date and ${to}::date))`

export async function readSaid(db: Database, { from, to, people }: Asked): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select s.user_id, s.work_date, s.code, s.key, s.state, s.explanation, s.explained_at, s.comment, s.settled_by,
           s.settled_at, s.minutes
      from exception_states s join users on users.id = s.user_id
     where s.work_date between ${from}::date and ${to}::date and ${people}`.execute(db)
  return rows
}
