/** Sums over people and dates: whole months from their totals, the ragged edges from days. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'
import { splitRange, sums, type Sums } from './totals.ts'

export type Bucket = 'day' | 'week' | 'month' | 'year'
export type Dimension = 'user' | 'department' | 'branch'

export interface SumsAsked {
  /** Dates, both within. */
  from: string
  to: string
  /** Who may be counted: a condition over `users`. */
  people: RawBuilder<SqlBool>
  by: readonly Dimension[]
  bucket: Bucket | undefined
}

export interface SumRow extends Sums {
  user_id: string | null
  department_id: string | null
  branch_id: string | null
  /** The first date of the bucket. */
  bucket: string | null
}

const dimensionColumns = {
  user: 'users.id',
  department: 'users.department_id',
  branch: 'users.branch_id',
} as const

/** One row for each group that has any day, ordered by bucket and group. */
export function orderedDays(asked: SumsAsked): RawBuilder<SumRow> {
  return sql<SumRow>`${groupedDays(asked)} order by bucket, department_id, branch_id, user_id`
}

export interface PageAsked {
  /** By a sum, or by bucket and group; what is equal follows by bucket and group. */
  sort: { by: keyof Sums; descending: boolean } | undefined
  /** The key of the last row of the page before. */
  after: RowKey | undefined
  limit: number
}

/** Where a row stands: its rank by the sum, then bucket, department, branch and user; '' for none. */
export type RowKey = [rank: number, bucket: string, department: string, branch: string, user: string]

export interface SumPage {
  rows: (SumRow & { rank: number })[]
  totals: Sums
  rowCount: number
}

/**
 * One page of the groups, and the totals of all of them. One statement, so that the totals are those
 * of the rows even while punches come in, and so that no more than a page leaves the database.
 */
export async function readSumPage(db: Database, asked: SumsAsked, page: PageAsked): Promise<SumPage> {
  const { sort, after, limit } = page
  const rank = sort ? sql`${sort.descending ? sql`-` : sql``}grouped.${sql.ref(sort.by)}` : sql`0::bigint`
  const key = sql`rank, coalesce(bucket::text, ''), coalesce(department_id, '') collate "C",
    coalesce(branch_id, '') collate "C", coalesce(user_id, '') collate "C"`
  const following = after
    ? sql`(${key}) > (${after[0]}::numeric, ${after[1]}, ${after[2]}, ${after[3]}, ${after[4]})`
    : sql`true`
  const total = (name: keyof Sums) => sql`coalesce(sum(${sql.ref(name)}), 0)::bigint as ${sql.ref(name)}`
  const { rows } = await sql<{ rows: SumPage['rows']; totals: Sums; row_count: number }>`
    with grouped as materialized (${groupedDays(asked)}),
         page as (select * from (select grouped.*, ${rank} as rank from grouped) ranked
                   where ${following} order by ${key} limit ${limit})
    select (select coalesce(json_agg(page order by ${key}), '[]') from page) as rows,
           (select row_to_json(total) from (select ${sql.join(sums.map(total))} from grouped) total) as totals,
           (select count(*) from grouped) as row_count`.execute(db)
  const { rows: found, totals, row_count } = rows[0]!
  return { rows: found, totals, rowCount: row_count }
}

export function keyOf(row: SumPage['rows'][number]): RowKey {
  return [row.rank, row.bucket ?? '', row.department_id ?? '', row.branch_id ?? '', row.user_id ?? '']
}

/** The groups, in no order. */
export function groupedDays(asked: SumsAsked): RawBuilder<SumRow> {
  const byDays = asked.bucket === 'day' || asked.bucket === 'week'
  const parts = byDays
    ? { months: null, days: [{ from: asked.from, to: asked.to }] }
    : splitRange(asked.from, asked.to)
  // Truncated without a zone, so that the session's zone cannot move a date.
  const bucket = asked.bucket
    ? sql`date_trunc(${sql.lit(asked.bucket)}, part.date::timestamp)::date`
    : sql`null::date`
  const column = (name: Dimension) =>
    asked.by.includes(name) ? sql.ref(dimensionColumns[name]) : sql`null::text`
  const all = [...(parts.months ? [monthPart(parts.months)] : []), ...parts.days.map(dayPart)]
  return sql<SumRow>`
    select ${column('user')} as user_id, ${column('department')} as department_id,
           ${column('branch')} as branch_id, ${bucket} as bucket,
           ${sql.join(sums.map((name) => sql`sum(part.${sql.ref(name)})::bigint as ${sql.ref(name)}`))}
      from (${sql.join(all, sql` union all `)}) part join users on users.id = part.user_id
     where ${asked.people} and (part.days_present > 0 or part.worked_seconds > 0)
     group by 1, 2, 3, 4`
}

function monthPart(months: { from: string; to: string }): RawBuilder<unknown> {
  return sql`select user_id, month as date, ${sql.join(sums.map((name) => sql.ref(name)))} from month_totals
    where month between ${months.from}::date and ${months.to}::date`
}

/** The days with the columns of `sums`, in its order. */
function dayPart(days: { from: string; to: string }): RawBuilder<unknown> {
  return sql`select user_id, work_date as date, (shifts > 0)::int as days_present,
      (shifts > 0 and planned_seconds > 0)::int as planned_present, worked_seconds, break_seconds, payable_seconds,
      regular_seconds, overtime_seconds, double_seconds, night_seconds, holiday_seconds, rest_day_seconds,
      deducted_seconds, (late_minutes > 0)::int as late_count, late_minutes, (early_minutes > 0)::int as early_count, early_minutes, missing_out
    from days where work_date between ${days.from}::date and ${days.to}::date`
}

type NameColumn = 'user_id' | 'department_id' | 'branch_id'

/** Names for the ids of a report. */
export async function readNames(db: Database, rows: readonly Partial<Pick<SumRow, NameColumn>>[]) {
  const ids = (name: NameColumn) => [...new Set(rows.flatMap((row) => row[name] ?? []))]
  const [users, departments, branches] = await Promise.all([
    db
      .selectFrom('users')
      .select(['id', 'first_name', 'last_name', 'employee_number'])
      .where(sql<SqlBool>`id = any(${ids('user_id')})`)
      .execute(),
    db
      .selectFrom('departments')
      .select(['id', 'name'])
      .where(sql<SqlBool>`id = any(${ids('department_id')})`)
      .execute(),
    db
      .selectFrom('branches')
      .select(['id', 'name'])
      .where(sql<SqlBool>`id = any(${ids('branch_id')})`)
      .execute(),
  ])
  return {
    users: new Map(
      users.map((row) => [
        row.id,
        { id: row.id, name: `${row.first_name} ${row.last_name}`, employeeNumber: row.employee_number },
      ]),
    ),
    departments: new Map(departments.map((row) => [row.id, row])),
    branches: new Map(branches.map((row) => [row.id, row])),
  }
}
