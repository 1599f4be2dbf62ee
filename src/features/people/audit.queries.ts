/** The SQL of the log. Every way to narrow it has an index; what is left is walked back from the newest. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Subject } from './audit-subject.ts'

export interface AuditFilter {
  /** Entries before this number. */
  before: number | undefined
  actor?: string | undefined
  action?: string | undefined
  target?: string | undefined
  /** An id that is the target or stands in the detail. */
  about?: string | undefined
  /** First and last date, in the company's zone. */
  from?: string | undefined
  to?: string | undefined
  search?: string | undefined
  limit: number
}

/** As the index `audit_log_text` has it. */
const text = sql`lower(action || ' ' || coalesce(target, '') || ' ' || detail::text)`

/** Of the people whose name holds what is searched for, so many at most are looked up in the log. */
const mostNamed = 200

/** Entries, the newest first. */
export async function listAudit(db: Database, filter: AuditFilter) {
  const { before, actor, action, target, about, from, to, search } = filter
  const conditions: RawBuilder<SqlBool>[] = [sql`true`]
  if (before !== undefined) conditions.push(sql`id < ${before}`)
  if (actor !== undefined) conditions.push(sql`actor_id = ${actor}`)
  if (action !== undefined) conditions.push(sql`action = ${action}`)
  if (target !== undefined) conditions.push(sql`target = ${target}`)
  if (about !== undefined)
    conditions.push(sql`(target = ${about} or ${text} like ${like(JSON.stringify(about))})`)
  if (from !== undefined) conditions.push(sql`at >= ${startOf(from)}`)
  if (to !== undefined) conditions.push(sql`at < ${startOf(to, 1)}`)
  if (search !== undefined) {
    const ids = await idsNamed(db, search)
    conditions.push(sql`(${text} like ${like(search)} or actor_id = any(${ids}) or target = any(${ids}))`)
  }
  const { rows } = await sql<AuditRow>`
    select id, at, actor_id, action, target, detail from audit_log
     where ${sql.join(conditions, sql` and `)} order by id desc limit ${filter.limit}`.execute(db)
  return rows
}

export interface AuditRow {
  id: number
  at: Date
  actor_id: string | null
  action: string
  target: string | null
  detail: Record<string, unknown>
}

/** Which actions stand in the log: one step of the index for each. */
export async function listActions(db: Database): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive found as (
      (select action from audit_log order by action limit 1)
      union all
      select (select a.action from audit_log a where a.action > found.action order by a.action limit 1)
        from found where found.action is not null)
    select action from found where action is not null`.execute(db)
  return rows.map((row) => row.action)
}

const like = (part: string): string => `%${part.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** The instant at which a date, or the one so many days later, begins where the company is. */
const startOf = (date: string, days = 0) =>
  sql`((${date}::date + ${days}::integer)::timestamp at time zone (select time_zone from company))`

/** People, departments and branches by part of their name. */
async function idsNamed(db: Database, search: string): Promise<string[]> {
  const part = like(search)
  const { rows } = await sql<{ id: string }>`
    (select id from users where lower(first_name || ' ' || last_name) like ${part} limit ${mostNamed})
    union all (select id from departments where lower(name) like ${part} limit ${mostNamed})
    union all (select id from branches where lower(name) like ${part} limit ${mostNamed})`.execute(db)
  return rows.map((row) => row.id)
}

const personName = sql`first_name || ' ' || last_name`
const sources = {
  person: { table: 'users', name: personName },
  department: { table: 'departments', name: sql`name` },
  branch: { table: 'branches', name: sql`name` },
  schedule: { table: 'schedules', name: sql`name` },
  shift_definition: { table: 'shift_definitions', name: sql`name` },
  policy: { table: 'policies', name: sql`name` },
  holiday_calendar: { table: 'holiday_calendars', name: sql`name` },
  kiosk: { table: 'kiosks', name: sql`name` },
} as const satisfies Record<Subject['kind'], unknown>

export const nameKey = ({ kind, id }: Subject): string => `${kind} ${id}`

/** What these are called now, by `nameKey`: one question for each kind. */
export async function readNames(db: Database, subjects: readonly Subject[]): Promise<Map<string, string>> {
  const kinds = [...new Set(subjects.map((one) => one.kind))]
  const parts = kinds.map((kind) => {
    const ids = [...new Set(subjects.filter((one) => one.kind === kind).map((one) => one.id))]
    const { table, name } = sources[kind]
    return sql`select ${kind}::text as kind, id::text as id, ${name} as name from ${sql.table(table)}
                where id::text = any(${ids})`
  })
  if (parts.length === 0) return new Map()
  const { rows } = await sql<Subject & { name: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
  return new Map(rows.map((row) => [nameKey(row), row.name]))
}
