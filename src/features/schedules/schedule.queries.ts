/** Schedules, who has them, and what their change makes stale. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'
import { levels, type Level } from '../assignments/assignment.contract.ts'
import { type AssignmentKind, listAssignments, type Touched } from '../assignments/assignment.queries.ts'
import { definitionTimes, type Definitions } from './book.queries.ts'

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

/** Marks the people who belong to a level on or after `from`, and have days since then, to be derived again. */
export async function markStale(
  db: Database,
  { level, targetId, from }: Omit<Touched, 'until'>,
): Promise<void> {
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

export const markPersonStale = (db: Database, userId: string, from: string): Promise<void> =>
  markStale(db, { level: 'user', targetId: userId, from })

export const scheduleAssignments: AssignmentKind = {
  table: 'schedule_assignments',
  column: 'schedule_id',
  assigned: 'schedules',
  field: 'scheduleId',
  noun: 'schedule',
  logged: 'schedule',
  levels,
  markStale,
}

/** Marks everyone who has the schedule, each from the start of the assignment. */
export async function markAssignedStale(tx: Database, scheduleId: string, from = ''): Promise<void> {
  for (const one of await listAssignments(tx, scheduleAssignments, { assignedId: scheduleId })) {
    await markStale(tx, { ...one, from: one.from > from ? one.from : from })
  }
}
