/** Policies, their versions, who has them, and whose days their change makes stale. */
import { sql } from 'kysely'
import { addDays } from '../../core/calendar.ts'
import type { Database } from '../../db/database.ts'
import { invalidField } from '../../errors.ts'
import { levels } from '../assignments/assignment.contract.ts'
import { type AssignmentKind, dates, type Touched } from '../assignments/assignment.queries.ts'

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
  const narrower = levels.slice(levels.indexOf(level) + 1)
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

export const policyAssignments: AssignmentKind = {
  table: 'policy_assignments',
  column: 'policy_id',
  assigned: 'policies',
  field: 'policyId',
  noun: 'policy',
  logged: 'policy',
  levels,
  async checkStart(tx, policyId, from) {
    const [first] = await listVersions(tx, policyId)
    if (!first || from < first.from)
      throw invalidField('from', `The policy has no version before ${first?.from}; choose a later date.`)
  },
  markStale,
}
