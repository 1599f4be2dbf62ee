/** Schedules, assignments, and what their change makes stale. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { addDays } from '../../core/calendar.ts'
import type { Database } from '../../db/database.ts'
import { definitionTimes, type Definitions } from './book.queries.ts'

export type Level = 'company' | 'branch' | 'department' | 'user'

const columns = [
  'id',
  'name',
  'days',
  'grace_in_minutes',
  'grace_out_minutes',
  'window_before_minutes',
  'window_after_minutes',
  'cycle_days',
  'anchor',
  'works_on_holidays',
  'holiday_calendar_id',
  'ended_on',
] as const

const definitionColumns = [
  'id',
  'name',
  'starts',
  'ends',
  'breaks',
  'grace_in_minutes',
  'grace_out_minutes',
  'window_before_minutes',
  'window_after_minutes',
  'ended_on',
] as const

export async function listDefinitions(db: Database) {
  return db.selectFrom('shift_definitions').select(definitionColumns).orderBy('name').orderBy('id').execute()
}

export async function findDefinition(db: Database, id: string) {
  return db.selectFrom('shift_definitions').select(definitionColumns).where('id', '=', id).executeTakeFirst()
}

/** The times of all definitions; with `inUse`, of those that have not ended. */
export async function readDefinitionTimes(db: Database, inUse = false): Promise<Definitions> {
  const rows = (await listDefinitions(db)).filter((row) => !inUse || row.ended_on === null)
  return new Map(rows.map((row) => [row.id, definitionTimes(row)]))
}

/** The schedules whose pattern names this definition. */
export async function listSchedulesWith(db: Database, definitionId: string) {
  return db
    .selectFrom('schedules')
    .select(columns)
    .where(sql<SqlBool>`days @> ${JSON.stringify([{ definitionId }])}::jsonb`)
    .execute()
}

export async function listSchedules(db: Database) {
  return db.selectFrom('schedules').select(columns).orderBy('name').orderBy('id').execute()
}

export async function findSchedule(db: Database, id: string) {
  return db.selectFrom('schedules').select(columns).where('id', '=', id).executeTakeFirst()
}

export interface AssignmentFilter {
  id?: string | undefined
  scheduleId?: string | undefined
  level?: Level | undefined
  targetId?: string | undefined
}

export type AssignmentRow = Awaited<ReturnType<typeof listAssignments>>[number]

/** `until` is the first date after an assignment, null while it has no end. By level, target and start. */
export async function listAssignments(db: Database, { id, scheduleId, level, targetId }: AssignmentFilter) {
  return db
    .selectFrom('schedule_assignments as a')
    .innerJoin('schedules as s', 's.id', 'a.schedule_id')
    .select(['a.id', 'a.schedule_id', 's.name as schedule_name', 'a.level', 'a.target_id'])
    .select([sql<string>`lower(a.valid)`.as('from'), sql<string | null>`upper(a.valid)`.as('until')])
    .$if(id !== undefined, (query) => query.where('a.id', '=', id!))
    .$if(scheduleId !== undefined, (query) => query.where('a.schedule_id', '=', scheduleId!))
    .$if(level !== undefined, (query) => query.where('a.level', '=', level!))
    .$if(targetId !== undefined, (query) => query.where('a.target_id', '=', targetId!))
    .orderBy('a.level')
    .orderBy('a.target_id')
    .orderBy(sql`lower(a.valid)`)
    .execute()
}

/** `to` is the last date; the database keeps half-open ranges. The last of all dates is no end. */
export const validRange = (from: string, to: string | undefined) => {
  const until = to === undefined || to === '9999-12-31' ? null : addDays(to, 1)
  return sql<string>`daterange(${from}::date, ${until}::date)`
}

/** Whether the branch, department or person of an assignment exists. */
export async function targetExists(db: Database, level: Level, id: string): Promise<boolean> {
  if (level === 'company') return true
  const table = ({ branch: 'branches', department: 'departments', user: 'users' } as const)[level]
  return (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Marks the people who belong to a level on or after `from`, and have days since then, to be derived again. */
export async function markStale(db: Database, level: Level, targetId: string, from: string): Promise<void> {
  const belonged = (column: 'branch_id' | 'department_id') => sql<SqlBool>`exists (
    select 1 from memberships m where m.user_id = u.id and m.${sql.ref(column)} = ${targetId}
       and m.valid && daterange(${from}::date, null))`
  const whose: Record<Level, () => RawBuilder<SqlBool>> = {
    company: () => sql<SqlBool>`true`,
    branch: () => belonged('branch_id'),
    department: () => belonged('department_id'),
    user: () => sql<SqlBool>`u.id = ${targetId}`,
  }
  await sql`insert into stale_days (user_id, from_date)
    select u.id, ${from}::date from users u
     where ${whose[level]()} and exists (select 1 from days d where d.user_id = u.id and d.work_date >= ${from}::date - 2)
    on conflict do nothing`.execute(db)
}
