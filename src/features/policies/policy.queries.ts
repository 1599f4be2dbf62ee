/** Policies, versions, assignments, and whose days their change makes stale. */
import { sql } from 'kysely'
import { addDays } from '../../core/calendar.ts'
import type { Database } from '../../db/database.ts'

export type Level = 'company' | 'branch' | 'department' | 'user'

export async function listPolicies(db: Database) {
  return db
    .selectFrom('policies')
    .select(['id', 'name', 'ended_on'])
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
}

export async function findPolicy(db: Database, id: string) {
  return db.selectFrom('policies').select(['id', 'name', 'ended_on']).where('id', '=', id).executeTakeFirst()
}

export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number]

/** By policy and start; `until` is the first date after a version, null while it has no end. */
export async function listVersions(db: Database, policyId?: string) {
  return db
    .selectFrom('policy_versions')
    .select(['id', 'policy_id', 'rules'])
    .select([sql<string>`lower(valid)`.as('from'), sql<string | null>`upper(valid)`.as('until')])
    .$if(policyId !== undefined, (query) => query.where('policy_id', '=', policyId!))
    .orderBy('policy_id')
    .orderBy(sql`lower(valid)`)
    .execute()
}

export interface AssignmentFilter {
  id?: string | undefined
  policyId?: string | undefined
  level?: Level | undefined
  targetId?: string | undefined
}

export type AssignmentRow = Awaited<ReturnType<typeof listAssignments>>[number]

/** By level, target and start; `until` as above. */
export async function listAssignments(db: Database, { id, policyId, level, targetId }: AssignmentFilter) {
  return db
    .selectFrom('policy_assignments as a')
    .innerJoin('policies as p', 'p.id', 'a.policy_id')
    .select(['a.id', 'a.policy_id', 'p.name as policy_name', 'a.level', 'a.target_id'])
    .select([sql<string>`lower(a.valid)`.as('from'), sql<string | null>`upper(a.valid)`.as('until')])
    .$if(id !== undefined, (query) => query.where('a.id', '=', id!))
    .$if(policyId !== undefined, (query) => query.where('a.policy_id', '=', policyId!))
    .$if(level !== undefined, (query) => query.where('a.level', '=', level!))
    .$if(targetId !== undefined, (query) => query.where('a.target_id', '=', targetId!))
    .orderBy('a.level')
    .orderBy('a.target_id')
    .orderBy(sql`lower(a.valid)`)
    .execute()
}

/** `until` is the first date after; null: no end. */
export const dates = (from: string, until: string | null) =>
  sql<string>`daterange(${from}::date, ${until}::date)`

/** The first date after the last one; the last of all dates is no end. */
export const untilOf = (to: string | undefined): string | null =>
  to === undefined || to === '9999-12-31' ? null : addDays(to, 1)

/** Whether the branch, department or person of an assignment exists. */
export async function targetExists(db: Database, level: Level, id: string): Promise<boolean> {
  if (level === 'company') return true
  const table = ({ branch: 'branches', department: 'departments', user: 'users' } as const)[level]
  return (await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export interface Touched {
  level: Level
  targetId: string
  from: string
  until: string | null
}

/** Rules of a week look at its other days, so the days before a change may come out otherwise. */
const daysOfWeek = 7

/**
 * Marks those to be derived again whose policy changes on a date of the range: people of the level
 * who have days then, and no narrower assignment over the whole range.
 */
export async function markStale(db: Database, { level, targetId, from, until }: Touched): Promise<void> {
  const start = addDays(from, -daysOfWeek)
  const whose = {
    company: sql`true`,
    branch: sql`u.branch_id = ${targetId}`,
    department: sql`u.department_id = ${targetId}`,
    user: sql`u.id = ${targetId}`,
  }[level]
  const narrower = levelsByWidth.slice(0, levelsByWidth.indexOf(level))
  await sql`insert into stale_days (user_id, from_date)
    select u.id, ${start}::date from users u
     where ${whose}
       and exists (select 1 from days d where d.user_id = u.id and d.work_date >= ${start}::date
                     and (${until}::date is null or d.work_date < ${until}::date + ${daysOfWeek}::int))
       and coalesce((select range_agg(a.valid) from policy_assignments a
                      where a.level = any(${narrower}::text[])
                        and a.target_id = case a.level when 'user' then u.id when 'department' then u.department_id
                                            else u.branch_id end),
                    '{}') @> ${dates(from, until)} is not true
    on conflict do nothing`.execute(db)
}

/** The narrowest first. */
const levelsByWidth: Level[] = ['user', 'department', 'branch', 'company']
