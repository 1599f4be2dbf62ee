import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/clone.ts'
import { openPool } from './database.ts'
import { migrate, readMigrations, schemaIsCurrent } from './migrate.ts'

const own = path.resolve('migrations')
let folder: string
let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: ReturnType<typeof openPool>

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'timeclock-migrations-'))
  cpSync(own, folder, { recursive: true })
  database = await createTestDatabase('template0')
  pool = openPool(database.url)
})
afterEach(async () => {
  await pool.end()
  await database.drop()
  rmSync(folder, { recursive: true })
})

const add = (name: string, text: string) => writeFileSync(path.join(folder, name), text)
const names = () => readMigrations(own).map((one) => one.name)

test('several processes that start at once apply each file once, and make one company', async () => {
  const pools = [pool, openPool(database.url), openPool(database.url)]
  const applied = await Promise.all(pools.map((one) => migrate(one, folder, 'Europe/Madrid')))
  expect(applied.flat()).toEqual(names())
  expect((await pool.query('select name, time_zone from company')).rows).toEqual([
    { name: 'My company', time_zone: 'Europe/Madrid' },
  ])
  expect(await schemaIsCurrent(pool, folder)).toBe(true)
  await Promise.all(pools.slice(1).map((one) => one.end()))
})

test('a later start applies what is new and leaves the company alone', async () => {
  await migrate(pool, folder, 'Europe/Madrid')
  add('9001_more.sql', 'create table more (id integer); insert into more values (1);')
  expect(await schemaIsCurrent(pool, folder)).toBe(false)
  expect(await migrate(pool, folder, 'Asia/Tokyo')).toEqual(['9001_more.sql'])
  expect((await pool.query('select time_zone from company')).rows).toEqual([{ time_zone: 'Europe/Madrid' }])
})

test('a file that fails leaves nothing of itself', async () => {
  add('9001_broken.sql', 'create table half (id integer); select nonsense;')
  await expect(migrate(pool, folder, 'UTC')).rejects.toThrow(/9001_broken.sql failed: column "nonsense"/)
  expect(
    (await pool.query(`select to_regclass('half') as half, to_regclass('users')::text as users`)).rows,
  ).toEqual([{ half: null, users: 'users' }])
})

test('an older program refuses a newer schema', async () => {
  add('9001_more.sql', 'select 1')
  await migrate(pool, folder, 'UTC')
  await expect(migrate(pool, own, 'UTC')).rejects.toThrow(
    /newer TimeClock \(9001_more.sql\).*Update TimeClock/,
  )
})

test('a file that was changed after it was applied is refused', async () => {
  await migrate(pool, folder, 'UTC')
  const first = names()[0]!
  add(first, 'select 1')
  await expect(migrate(pool, folder, 'UTC')).rejects.toThrow(
    `The migration ${first} was applied with another content`,
  )
})
