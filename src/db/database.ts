/** The pool, and transactions. One driver for the embedded server and any other. */
import { createHash } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './schema.ts'

export type Database = Kysely<DB>

/** What a query of our own runs on: the pool, or the connection of a transaction. */
export type Handle = pg.Pool | pg.ClientBase

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    // int8 and numeric as numbers (counts and sums stay far below 2^53), date as its text.
    if (oid === 20 || oid === 1700) return Number
    if (oid === 1082) return String
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** Opens a pool; no connection is made until the first query. */
export function openPool(connectionString: string, max = 10): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    application_name: 'timeclock',
    connectionTimeoutMillis: 5000,
  })
  // A lost connection fails the query that uses it, and the pool opens another. Without listeners it
  // would also end the process: on the pool for an idle one, on the client for one that is in use.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
}

/** Something to read with: the pool, a connection, or the transaction of the query builder. */
export interface Reader {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
}

export const readerOf = (tx: Database): Reader => ({
  query: <Row>(text: string, values?: unknown[]) => tx.executeQuery<Row>(CompiledQuery.raw(text, values)),
})

/** Two transactions waited for each other, or met at the same rows: PostgreSQL undid this one. */
const metOthers = new Set(['40P01', '40001', 'TC002'])
const mostAttempts = 5

/**
 * Runs a transaction again that was undone because it met another: nothing of it was done, and the
 * other one is through. `work` must do nothing besides its transaction.
 */
export async function againWhenMet<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === mostAttempts || !hasMetOthers(error)) throw error
    }
  }
}

/** Whether PostgreSQL undid a transaction because it met another one; it may be tried again. */
export function hasMetOthers(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && metOthers.has(code)) || hasMetOthers(error.cause)
}

/**
 * Runs a compiled query as a prepared statement, which each connection parses and plans once: for what is
 * asked often and has few shapes.
 */
export async function queryNamed<Row>(
  pool: pg.Pool,
  { sql: text, parameters }: CompiledQuery,
): Promise<Row[]> {
  const name = createHash('sha1').update(text).digest('hex')
  const { rows } = await pool.query({ name, text, values: [...parameters] })
  return rows as Row[]
}

/** Runs `work` on one connection, between `begin` and `commit`; rolls back when it throws. */
export async function withTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: unknown
  try {
    void client.query('begin').catch(() => undefined)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => (broken = failure))
    throw error
  } finally {
    client.release(broken instanceof Error ? broken : undefined)
  }
}
