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
export async function sumDays(db: Database, asked: SumsAsked): Promise<SumRow[]> {
  const byDays = asked.bucket === 'day' || asked.bucket === 'week'
  const parts = byDays
    ? { months: null, days: [{ from: asked.from, to: asked.to }] }
    : splitRange(asked.from, asked.to)
  const bucket = asked.bucket ? sql`date_trunc(${sql.lit(asked.bucket)}, part.date)::date` : sql`null::date`
  const column = (name: Dimension) =>
    asked.by.includes(name) ? sql.ref(dimensionColumns[name]) : sql`null::text`
  const { rows } = await sql<SumRow>`
    with part as (${sql.join([monthPart(parts.months), ...parts.days.map(dayPart)], sql` union all `)})
    select ${column('user')} as user_id, ${column('department')} as department_id, ${column('branch')} as branch_id,
           ${bucket} as bucket, ${sql.join(sums.map((name) => sql`sum(part.${sql.ref(name)})::bigint as ${sql.ref(name)}`))}
      from part join users on users.id = part.user_id
     where ${asked.people} and part.days_present > 0
     group by 1, 2, 3, 4 order by 4, 2, 3, 1`.execute(db)
  return rows
}

function monthPart(months: { from: string; to: string } | null): RawBuilder<unknown> {
  const columns = sql.join(sums.map((name) => sql.ref(name)))
  const condition = months ? sql`month between ${months.from}::date and ${months.to}::date` : sql`false`
  return sql`select user_id, month as date, ${columns} from month_totals where ${condition}`
}

function dayPart(days: { from: string; to: string }): RawBuilder<unknown> {
  return sql`select user_id, work_date, 1, (planned_seconds > 0)::int, worked_seconds, break_seconds, regular_seconds,
    overtime_seconds, (late_minutes > 0)::int, late_minutes, (early_minutes > 0)::int, early_minutes, missing_out
    from days where work_date between ${days.from}::date and ${days.to}::date`
}

/** Names for the ids of a report. */
export async function readNames(db: Database, rows: readonly SumRow[]) {
  const ids = (name: 'user_id' | 'department_id' | 'branch_id') => [
    ...new Set(rows.flatMap((row) => row[name] ?? [])),
  ]
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
