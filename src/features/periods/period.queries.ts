/** The SQL of pay periods: how they are cut, where each person's stands, what they come to. */
import { sha256 } from '../../sha256.ts'
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type pg from 'pg'
import type { ClosingRule } from '../../core/closing.ts'
import type { PeriodLength, PeriodRule, PeriodState } from '../../core/period.ts'
import { sortedKeys } from '../../core/step-chain.ts'
import type { Database, Handle, Reader } from '../../db/database.ts'

export async function readPeriodRules(db: Reader): Promise<PeriodRule[]> {
  const { rows } = await db.query<{ from: string; length: PeriodLength; anchor: string }>(
    'select from_date as from, length, anchor from period_rules order by from_date',
  )
  return rows
}

/** The option that days close by themselves. */
export async function readClosingRule(db: Reader): Promise<ClosingRule | undefined> {
  const { rows } = await db.query<{ editable_days: number | null; grace_days: number | null }>(
    'select editable_days, grace_days from company',
  )
  const { editable_days: age, grace_days: grace } = rows[0]!
  if (age !== null) return { by: 'age', days: age }
  return grace === null ? undefined : { by: 'grace', days: grace }
}

export interface PersonPeriod {
  user_id: string
  from_date: string
  to_date: string
  state: PeriodState
  /** Hex. */
  totals_hash: string | null
}

/** Where these people's period stands that begins on `from`; nobody did anything yet for those without a row. */
export async function readPersonPeriods(
  db: Reader,
  userIds: readonly string[],
  from: string,
): Promise<Map<string, PersonPeriod>> {
  const { rows } = await db.query<PersonPeriod>(
    `select user_id, from_date, to_date, state, encode(totals_hash, 'hex') as totals_hash
       from person_periods where user_id = any($1) and from_date = $2`,
    [userIds, from],
  )
  return new Map(rows.map((row) => [row.user_id, row]))
}

export interface NewPersonPeriod {
  userId: string
  from: string
  to: string
  state: PeriodState
  totalsHash: string | null
  rowsHash: string | null
  comment: string | null
}

export async function writePersonPeriods(
  client: pg.ClientBase,
  rows: readonly NewPersonPeriod[],
  actorId: string,
  now: number,
): Promise<void> {
  await client.query(
    `insert into person_periods (user_id, from_date, to_date, state, totals_hash, rows_hash, changed_by, changed_at, comment)
     select "userId", "from", "to", state, decode("totalsHash", 'hex'), decode("rowsHash", 'hex'), $2, $3, comment
       from json_to_recordset($1) as p ("userId" text, "from" date, "to" date, state text, "totalsHash" text,
            "rowsHash" text, comment text)
     on conflict (user_id, from_date) do update set state = excluded.state, totals_hash = excluded.totals_hash,
       rows_hash = excluded.rows_hash, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
       comment = excluded.comment`,
    [JSON.stringify(rows), actorId, new Date(now)],
  )
}

export type DayTotals = Record<string, number>

/** A person's days, by date: every figure of the account that is not 0. */
export type PersonDays = { workDate: string; totals: DayTotals }[]

/** The days of these people in `from`..`to`, both within. */
export async function readDayTotals(
  client: Handle,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, PersonDays>> {
  const { rows } = await client.query<{ user_id: string; work_date: string; totals: object }>(
    `select user_id, work_date, to_jsonb(d) - 'user_id' - 'work_date' as totals from days d
      where user_id = any($1) and work_date between $2 and $3 order by user_id, work_date`,
    [userIds, from, to],
  )
  const people = new Map<string, PersonDays>()
  for (const row of rows) {
    const days = people.get(row.user_id) ?? []
    days.push({ workDate: row.work_date, totals: figuresOf(row.totals) })
    people.set(row.user_id, days)
  }
  return people
}

/** The numbers of a day; which version of a policy gave them, and what it found, is not confirmed or exported. */
function figuresOf(row: object): DayTotals {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => typeof value === 'number' && value !== 0),
  ) as DayTotals
}

/** What a person confirms, approves and locks: their day totals as one hash. */
export const hashOf = (value: unknown): string => sha256(JSON.stringify(value, sortedKeys))

/**
 * A hash, by person, of all their shifts and days of `from`..`to`, as they are stored. A column that
 * is added later and is empty in them changes nothing.
 */
export async function hashRows(
  client: Handle,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, string>> {
  const { rows } = await client.query<{ user_id: string; rows: object[] }>(
    `select user_id, json_agg(stored order by kind, key) as rows from (
       select user_id, 'shift' as kind, in_seq as key, to_jsonb(a) || jsonb_build_object(${msColumns}) as stored
         from attendance a where user_id = any($1) and work_date between $2 and $3
       union all
       select user_id, 'day', work_date - date '2000-01-01', to_jsonb(d)
         from days d where user_id = any($1) and work_date between $2 and $3) r
      group by user_id`,
    [userIds, from, to],
  )
  const found = new Map(rows.map((row) => [row.user_id, hashOf(row.rows.map(withoutEmpty))]))
  return new Map(userIds.map((id) => [id, found.get(id) ?? hashOf([])]))
}

/** Instants as numbers, so that the session's zone does not show. */
const msColumns = ['started_at', 'ended_at', 'planned_start', 'planned_end']
  .map((column) => `'${column}', (extract(epoch from ${column}) * 1000)::bigint`)
  .join(', ')

function withoutEmpty(row: object): object {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === 0 ||
    value === '' ||
    JSON.stringify(value) === '[]' ||
    JSON.stringify(value) === '{}'
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !isEmpty(value)))
}

/** What stands in the way of locking, by person: shifts that are open, corrections that wait. */
export async function readObstacles(
  client: Handle,
  userIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, { open: number; waiting: number }>> {
  const { rows } = await client.query<{ user_id: string; open: number; waiting: number }>(
    `select u.id as user_id,
            (select count(*) from attendance a where a.user_id = u.id and a.status = 'open'
               and a.work_date between $2 and $3) as open,
            (select count(*) from corrections c where c.user_id = u.id and c.state in ('requested', 'proposed')
               and c.work_date between $2 and $3) as waiting
       from users u where u.id = any($1)`,
    [userIds, from, to],
  )
  return new Map(rows.map((row) => [row.user_id, row]))
}

export interface PeriodPersonRow {
  id: string
  first_name: string
  last_name: string
  department_id: string | null
  branch_id: string | null
  state: PeriodState
  changed_by: string | null
  changed_at: Date | null
  comment: string | null
  days_present: number
  worked_seconds: number
  break_seconds: number
  payable_seconds: number
  regular_seconds: number
  overtime_seconds: number
  double_seconds: number
  late_minutes: number
  early_minutes: number
  missing_out: number
}

export interface PeriodPeopleAsked {
  from: string
  to: string
  people: RawBuilder<SqlBool>
  state: PeriodState | undefined
  /** `[last name, first name, id]` of the last person of the page before. */
  after: readonly string[] | undefined
  limit: number
}

/** People with where their period stands and what it comes to, by name. */
export async function listPeriodPeople(db: Database, asked: PeriodPeopleAsked): Promise<PeriodPersonRow[]> {
  const conditions = [asked.people, employedIn(asked.from, asked.to)]
  if (asked.state) conditions.push(sql<SqlBool>`coalesce(p.state, 'open') = ${asked.state}`)
  if (asked.after) {
    const [last, first, id] = asked.after
    conditions.push(sql<SqlBool>`(users.last_name, users.first_name, users.id) > (${last}, ${first}, ${id})`)
  }
  const { rows } = await sql<PeriodPersonRow>`
    select users.id, users.first_name, users.last_name, users.department_id, users.branch_id,
           coalesce(p.state, 'open') as state, p.changed_by, p.changed_at, p.comment, t.*
      from users
      left join person_periods p on p.user_id = users.id and p.from_date = ${asked.from}::date
      cross join lateral (
        select count(*) as days_present, coalesce(sum(worked_seconds), 0) as worked_seconds,
               coalesce(sum(break_seconds), 0) as break_seconds, coalesce(sum(regular_seconds), 0) as regular_seconds,
               coalesce(sum(overtime_seconds), 0) as overtime_seconds, coalesce(sum(payable_seconds), 0) as payable_seconds,
               coalesce(sum(double_seconds), 0) as double_seconds, coalesce(sum(late_minutes), 0) as late_minutes,
               coalesce(sum(early_minutes), 0) as early_minutes, coalesce(sum(missing_out), 0) as missing_out
          from days d where d.user_id = users.id and d.work_date between ${asked.from}::date and ${asked.to}::date) t
     where ${sql.join(conditions, sql` and `)}
     order by users.last_name, users.first_name, users.id limit ${asked.limit}`.execute(db)
  return rows
}

/** Who belongs into a period: employed in a part of it. */
export const employedIn = (from: string, to: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`(users.status <> 'pending' and (users.hired_on is null or users.hired_on <= ${to}::date)
    and (users.ended_on is null or users.ended_on >= ${from}::date))`

/** How many people's periods stand where, by the period's first date. */
export async function countStates(
  db: Database,
  people: RawBuilder<SqlBool>,
  from: string,
  to: string,
): Promise<{ from_date: string; state: PeriodState; people: number }[]> {
  const { rows } = await sql<{ from_date: string; state: PeriodState; people: number }>`
    select p.from_date, p.state, count(*) as people
      from person_periods p join users on users.id = p.user_id
     where ${people} and p.from_date between ${from}::date and ${to}::date
     group by 1, 2`.execute(db)
  return rows
}

/** The ids of the people of a condition who belong into a period, in order. */
export async function listPeriodUserIds(
  db: Database,
  people: RawBuilder<SqlBool>,
  from: string,
  to: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select users.id from users
    where ${people} and ${employedIn(from, to)} order by users.id`.execute(db)
  return rows.map((row) => row.id)
}
