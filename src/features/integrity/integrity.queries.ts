/** The SQL of checks. That one runs, and is alive, stands in the database: any process may ask. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Finding, Verdict } from '../timeclock/verify.ts'

export type CheckState = 'running' | 'done' | 'failed' | 'interrupted'

export interface CheckRow {
  id: string
  state: CheckState
  started_by: string
  starter: string
  started_at: Date
  finished_at: Date | null
  people_done: number
  people: number | null
  facts: number | null
  seals: number | null
  findings: Finding[]
}

/** Whoever runs a check says so every few seconds; after so long without a word it is over. */
const silentSeconds = 60

/** Ends the checks whose process is gone. */
export async function endSilentChecks(db: Database, now: Date): Promise<void> {
  await sql`update integrity_checks set state = 'interrupted', finished_at = ${now}
    where state = 'running' and seen_at < now() - make_interval(secs => ${silentSeconds})`.execute(db)
}

/** Answers whether it runs now; false where another one does. */
export async function insertCheck(db: Database, id: string, userId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into integrity_checks (id, state, started_by, started_at) values (${id}, 'running', ${userId}, ${now})
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}

/** Says that the check goes on, and how far it is. Answers false where somebody ended it meanwhile. */
export async function noteProgress(
  db: Database,
  id: string,
  progress?: { done: number; all: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update integrity_checks
       set seen_at = now(), people_done = coalesce(${progress?.done ?? null}::integer, people_done),
           people = coalesce(${progress?.all ?? null}::integer, people)
     where id = ${id} and state = 'running'`.execute(db)
  return numAffectedRows === 1n
}

export async function finishCheck(
  db: Database,
  id: string,
  end: { state: Exclude<CheckState, 'running'>; verdict?: Verdict; now: Date },
): Promise<void> {
  const { people = null, facts = null, findings = [] } = end.verdict ?? {}
  await sql`
    update integrity_checks
       set state = ${end.state}, finished_at = ${end.now}, facts = ${facts}, findings = ${JSON.stringify(findings)}::jsonb,
           people = coalesce(${people}::integer, people), people_done = coalesce(${people}::integer, people_done),
           seals = ${end.verdict ? sql`(select count(*) from seals)` : null}
     where id = ${id} and state = 'running'`.execute(db)
}

interface CheckFilter {
  id?: string
  state?: CheckState
  /** `[epoch milliseconds of the start, id]` of the last one of the page before. */
  before?: readonly unknown[] | undefined
  limit?: number
}

/** The newest first. */
export async function listChecks(db: Database, filter: CheckFilter): Promise<CheckRow[]> {
  const { id, state, before, limit = 1 } = filter
  const conditions: RawBuilder<SqlBool>[] = [sql`true`]
  if (id !== undefined) conditions.push(sql`c.id = ${id}`)
  if (state !== undefined) conditions.push(sql`c.state = ${state}`)
  if (before)
    conditions.push(sql`(c.started_at < ${new Date(before[0] as number)}
      or (c.started_at = ${new Date(before[0] as number)} and c.id > ${before[1]}))`)
  const { rows } = await sql<CheckRow>`
    select c.id, c.state, c.started_by, u.first_name || ' ' || u.last_name as starter, c.started_at, c.finished_at,
           c.people_done, c.people, c.facts, c.seals, c.findings
      from integrity_checks c join users u on u.id = c.started_by
     where ${sql.join(conditions, sql` and `)} order by c.started_at desc, c.id limit ${limit}`.execute(db)
  return rows
}
