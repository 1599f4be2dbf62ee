import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/clone.ts'
import { mapDatabaseError } from './constraints.ts'
import { openDatabase, openPool, withTransaction } from './database.ts'

let pool: ReturnType<typeof openPool>
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url, 2)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('counts and sums are numbers, dates are their text, instants are Dates', async () => {
  const { rows } = await pool.query(
    `select count(*) as count, 1.5::numeric as sum, '2025-08-20'::date as date, '2025-08-20T09:00:00Z'::timestamptz as at`,
  )
  expect(rows).toEqual([{ count: 1, sum: 1.5, date: '2025-08-20', at: new Date('2025-08-20T09:00:00Z') }])
})

test('the template has the company', async () => {
  expect(await openDatabase(pool).selectFrom('company').select(['name', 'time_zone']).execute()).toEqual([
    { name: 'My company', time_zone: 'UTC' },
  ])
})

test('a transaction that throws leaves nothing, and the connection is good for the next', async () => {
  const attempt = withTransaction(pool, async (client) => {
    await client.query(`update company set name = 'Other'`)
    throw new Error('changed my mind')
  })
  await expect(attempt).rejects.toThrow('changed my mind')
  expect((await pool.query('select name from company')).rows).toEqual([{ name: 'My company' }])
})

test('a connection lost inside a transaction fails that transaction alone', async () => {
  const attempt = withTransaction(pool, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    await client.query('select 1')
  })
  expect(mapDatabaseError(await attempt.catch((error: unknown) => error))).toMatchObject({
    code: 'unavailable',
  })
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('so does one inside a transaction of Kysely', async () => {
  const attempt = openDatabase(pool)
    .transaction()
    .execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
      await sql`select 1`.execute(trx)
    })
  expect(mapDatabaseError(await attempt.catch((error: unknown) => error))).toMatchObject({
    code: 'unavailable',
  })
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
