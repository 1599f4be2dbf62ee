import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/clone.ts'
import { openDatabase, openPool } from './database.ts'

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
