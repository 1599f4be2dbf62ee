/** The SQL of corrections. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type pg from 'pg'
import type { CorrectionState } from '../../core/correction.ts'
import type { Database } from '../../db/database.ts'
import type { Change } from '../timeclock/correct-punches.ts'

export interface Basis {
  recordId: string
  version: string
}

export interface CorrectionRow {
  id: string
  user_id: string
  state: CorrectionState
  work_date: string
  reason: string
  changes: Change[]
  basis: Basis[]
  asked_by: string
  asked_at: Date
  decided_by: string | null
  decided_at: Date | null
  comment: string | null
  fact_seqs: number[]
}

const columns = `id, user_id, state, work_date, reason, changes, basis, asked_by, asked_at, decided_by, decided_at,
  comment, fact_seqs`

/** The correction, locked until the transaction ends: of two who decide, one waits and sees what the other did. */
export async function lockCorrection(client: pg.ClientBase, id: string): Promise<CorrectionRow> {
  const { rows } = await client.query<CorrectionRow>(
    `select ${columns} from corrections where id = $1 for update`,
    [id],
  )
  return rows[0]!
}

export async function insertCorrection(client: pg.ClientBase, row: CorrectionRow): Promise<void> {
  await client.query(
    `insert into corrections (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      row.user_id,
      row.state,
      row.work_date,
      row.reason,
      JSON.stringify(row.changes),
      JSON.stringify(row.basis),
      row.asked_by,
      row.asked_at,
      row.decided_by,
      row.decided_at,
      row.comment,
      row.fact_seqs,
    ],
  )
}

export async function updateCorrection(client: pg.ClientBase, row: CorrectionRow): Promise<void> {
  await client.query(
    `update corrections set state = $2, decided_by = $3, decided_at = $4, comment = $5, fact_seqs = $6 where id = $1`,
    [row.id, row.state, row.decided_by, row.decided_at, row.comment, row.fact_seqs],
  )
}

/** The correction, if it is about somebody of `people`, a condition over `users`. */
export async function findCorrection(
  db: Database,
  id: string,
  people: RawBuilder<SqlBool>,
): Promise<CorrectionRow | undefined> {
  const { rows } = await sql<CorrectionRow>`
    select c.* from corrections c join users on users.id = c.user_id where c.id = ${id} and ${people}`.execute(
    db,
  )
  return rows[0]
}

export interface ListedCorrection extends CorrectionRow {
  /** Of the person, and of who asked. */
  name: string
  asked_by_name: string
}

export interface CorrectionsAsked {
  people: RawBuilder<SqlBool>
  from: string | undefined
  to: string | undefined
  state: CorrectionState | undefined
  /** `[asked at, id]` of the last one of the page before. */
  after: readonly [string, string] | undefined
  limit: number
}

/** Corrections, the latest first. */
export async function listCorrections(db: Database, asked: CorrectionsAsked): Promise<ListedCorrection[]> {
  const conditions = [asked.people]
  if (asked.from) conditions.push(sql<SqlBool>`c.work_date >= ${asked.from}::date`)
  if (asked.to) conditions.push(sql<SqlBool>`c.work_date <= ${asked.to}::date`)
  if (asked.state) conditions.push(sql<SqlBool>`c.state = ${asked.state}`)
  if (asked.after)
    conditions.push(sql<SqlBool>`(c.asked_at, c.id) < (${asked.after[0]}::timestamptz, ${asked.after[1]})`)
  const { rows } = await sql<ListedCorrection>`
    select c.*, users.first_name || ' ' || users.last_name as name,
           asker.first_name || ' ' || asker.last_name as asked_by_name
      from corrections c join users on users.id = c.user_id join users asker on asker.id = c.asked_by
     where ${sql.join(conditions, sql` and `)}
     order by c.asked_at desc, c.id desc limit ${asked.limit}`.execute(db)
  return rows
}

/** The corrections of a person that became these facts, or that are about these records. */
export async function listCorrectionsOf(
  pool: pg.Pool,
  userId: string,
  factSeqs: readonly number[],
  recordId: string,
): Promise<CorrectionRow[]> {
  const { rows } = await pool.query<CorrectionRow>(
    `select ${columns} from corrections
      where user_id = $1 and (fact_seqs && $2::int[] or basis @> $3::jsonb)
      order by asked_at, id`,
    [userId, factSeqs, JSON.stringify([{ recordId }])],
  )
  return rows
}
