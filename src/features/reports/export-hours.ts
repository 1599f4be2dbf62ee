/**
 * A report as CSV (RFC 4180), read by a cursor and handed on as fast as it is taken: any number of rows
 * costs the memory of a few hundred. All of one snapshot.
 */
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type pg from 'pg'
import { hoursOf } from '../../core/duration.ts'
import { type Cell, csvOf } from '../../csv.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Groups } from './read-groups.ts'
import { groupedDays, type SumRow, type SumsAsked } from './report.queries.ts'
import { sums } from './totals.ts'

interface ExportRow extends SumRow {
  name: string
  employee_number: string | null
  department: string | null
  branch: string | null
}

const rowsAtOnce = 500
/** Each holds a connection while it lasts; the others wait for none of them. */
const mostAtOnce = 2
const patience = 300_000
let running = 0

const dimensionColumns: Record<'user' | 'department' | 'branch', [string, (row: ExportRow) => Cell][]> = {
  user: [
    ['user_id', (row) => row.user_id],
    ['name', (row) => row.name],
    ['employee_number', (row) => row.employee_number],
  ],
  department: [['department', (row) => row.department]],
  branch: [['branch', (row) => row.branch]],
}

function columnsOf({ by, bucket }: Groups, from: string): [string, (row: ExportRow) => Cell][] {
  return [
    // The first period may be cut by the range.
    ...(bucket
      ? [[`${bucket}_from`, (row: ExportRow) => (row.bucket! < from ? from : row.bucket)] as const]
      : []),
    ...by.flatMap((name) => dimensionColumns[name]),
    ['worked_hours', (row) => hoursOf(row.worked_seconds)],
    ['payable_hours', (row) => hoursOf(row.payable_seconds)],
    ...sums.map((name): [string, (row: ExportRow) => Cell] => [name, (row) => row[name]]),
  ] as [string, (row: ExportRow) => Cell][]
}

/** Throws `unavailable` while as many as allowed are under way. */
export async function exportHours(
  pool: pg.Pool,
  db: Database,
  asked: SumsAsked,
  groups: Groups,
): Promise<Readable> {
  if (running >= mostAtOnce) {
    const message = 'Other reports are being downloaded at this moment. Try again in a minute.'
    throw new AppError('unavailable', message, { retryAfter: 30 })
  }
  running += 1
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    running -= 1
    throw error
  }
  const stream = Readable.from(csvLines(client, db, asked, groups), {
    objectMode: false,
    highWaterMark: 65_536,
  })
  const timer = setTimeout(() => stream.destroy(new Error('The download took too long.')), patience)
  stream.once('close', () => {
    clearTimeout(timer)
    running -= 1
    // Ends the transaction and the cursor too, whatever they were at.
    client.query('rollback').then(
      () => client.release(),
      (error: unknown) => client.release(error as Error),
    )
  })
  return stream
}

async function* csvLines(client: pg.PoolClient, db: Database, asked: SumsAsked, groups: Groups) {
  const columns = columnsOf(groups, asked.from)
  const { sql: text, parameters } = sql<ExportRow>`
    declare report no scroll cursor for
    select grouped.*, users.first_name || ' ' || users.last_name as name, users.employee_number,
           departments.name as department, branches.name as branch
      from (${groupedDays(asked)}) grouped
      left join users on users.id = grouped.user_id
      left join departments on departments.id = grouped.department_id
      left join branches on branches.id = grouped.branch_id
     order by grouped.bucket, grouped.department_id, grouped.branch_id, grouped.user_id`.compile(db)
  await client.query('begin isolation level repeatable read read only')
  await client.query(text, [...parameters])
  yield csvOf([columns.map(([name]) => name)])
  for (;;) {
    const { rows } = await client.query<ExportRow>(`fetch ${rowsAtOnce} from report`)
    if (rows.length === 0) return
    yield csvOf(rows.map((row) => columns.map(([, cell]) => cell(row))))
  }
}
