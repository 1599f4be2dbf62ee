/** Reads and writes the assignments of any kind, each in its own table. */
import { sql, type SqlBool } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { addDays } from '../../core/calendar.ts'
import type { Database, Reader } from '../../db/database.ts'
import type { Level } from './assignment.contract.ts'
import type { Dated } from './timeline.ts'

/** Whose days a change of an assignment touches, and on which dates. */
export interface Touched {
  level: Level
  targetId: string
  from: string
  /** The first date after; null: no end. */
  until: string | null
}

/** A kind is a table of assignments, beside the table of what they assign. */
export interface AssignmentKind {
  table: 'schedule_assignments' | 'holiday_assignments' | 'policy_assignments'
  column: 'schedule_id' | 'calendar_id' | 'policy_id'
  assigned: 'schedules' | 'holiday_calendars' | 'policies'
  /** What requests and answers call the id of what is assigned. */
  field: 'scheduleId' | 'calendarId' | 'policyId'
  /** In sentences: what is assigned. */
  noun: string
  /** In the log: `schedule.assign`. */
  logged: string
  levels: readonly Level[]
  /** Refuses a first date that what is assigned cannot begin on. */
  checkStart?(tx: Database, assignedId: string, from: string): Promise<void>
  markStale(tx: Database, touched: Touched): Promise<void>
}

export interface AssignmentRow {
  id: string
  assignedId: string
  name: string
  level: Level
  targetId: string
  from: string
  /** The first date after it; null while it has no end. */
  until: string | null
}

export interface AssignmentFilter {
  id?: string | undefined
  assignedId?: string | undefined
  level?: Level | undefined
  targetId?: string | undefined
}

/** By level, target and start. */
export async function listAssignments(
  db: Database,
  { table, column, assigned }: AssignmentKind,
  filter: AssignmentFilter,
): Promise<AssignmentRow[]> {
  const columns = { id: 'a.id', assignedId: `a.${column}`, level: 'a.level', targetId: 'a.target_id' }
  const conditions = (Object.keys(columns) as (keyof AssignmentFilter)[])
    .filter((name) => filter[name] !== undefined)
    .map((name) => sql<SqlBool>`${sql.ref(columns[name])} = ${filter[name]}`)
  const { rows } = await sql<AssignmentRow>`
    select a.id, ${sql.ref(columns.assignedId)} as "assignedId", o.name, a.level, a.target_id as "targetId",
           lower(a.valid) as "from", upper(a.valid) as until
      from ${sql.table(table)} a join ${sql.table(assigned)} o on o.id = ${sql.ref(columns.assignedId)}
     where ${sql.join([sql`true`, ...conditions], sql` and `)}
     order by a.level, a.target_id, lower(a.valid)`.execute(db)
  return rows
}

export async function insertAssignment(
  tx: Database,
  { table, column }: AssignmentKind,
  { assignedId, level, targetId, from, until }: Touched & { assignedId: string },
): Promise<string> {
  const id = uuidv7()
  await sql`insert into ${sql.table(table)} (id, ${sql.ref(column)}, level, target_id, valid)
    values (${id}, ${assignedId}, ${level}, ${targetId}, ${dates(from, until)})`.execute(tx)
  return id
}

export async function changeDates(
  tx: Database,
  { table }: AssignmentKind,
  id: string,
  from: string,
  until: string | null,
): Promise<void> {
  await sql`update ${sql.table(table)} set valid = ${dates(from, until)} where id = ${id}`.execute(tx)
}

/** Whether it exists and has not ended. */
export async function isInUse(db: Database, { assigned }: AssignmentKind, id: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(assigned)}
    where id = ${id} and ended_on is null`.execute(db)
  return rows.length > 0
}

const places = { branch: 'branches', department: 'departments', user: 'users' } as const

/** Whether the branch, department or person of an assignment exists. */
export async function targetExists(db: Database, level: Level, id: string): Promise<boolean> {
  if (level === 'company') return true
  return (
    (await db.selectFrom(places[level]).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
  )
}

/** Ids by `level/target`, sorted by start: for the books. */
export async function readAssigned(
  db: Reader,
  { table, column }: Pick<AssignmentKind, 'table' | 'column'>,
): Promise<Map<string, Dated<string>[]>> {
  const { rows } = await db.query<Dated<string> & { key: string }>(
    `select level || '/' || target_id as key, ${column} as what, lower(valid) as from, upper(valid) as until
       from ${table} order by lower(valid)`,
  )
  const byTarget = new Map<string, Dated<string>[]>()
  for (const { key, ...dated } of rows) {
    const ofTarget = byTarget.get(key)
    if (ofTarget) ofTarget.push(dated)
    else byTarget.set(key, [dated])
  }
  return byTarget
}

/** Half-open, as the database keeps them; null: no end. */
export const dates = (from: string, until: string | null) =>
  sql<string>`daterange(${from}::date, ${until}::date)`

/** The first date after the last one; the last of all dates is no end. */
export const untilOf = (to: string | undefined): string | null =>
  to === undefined || to === '9999-12-31' ? null : addDays(to, 1)

/** The last date; null: no end. */
export const lastDate = (until: string | null): string | null => (until === null ? null : addDays(until, -1))
