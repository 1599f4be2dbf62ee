import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/clone.ts'
import { mapDatabaseError, refusals } from './constraints.ts'
import { openPool } from './database.ts'

let pool: ReturnType<typeof openPool>
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.url, 1)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

/** No request can hit these: one row by construction, or keys that the program numbers itself. */
const unreachable = `company_pkey schema_migrations_pkey heads_pkey heads_user_id_fkey days_pkey
  month_totals_pkey stale_days_pkey stale_days_user_id_fkey audit_log_pkey login_attempts_pkey seals_pkey
  seal_leaves_pkey seal_leaves_number_fkey step_heads_pkey step_heads_user_id_fkey sessions_pkey holiday_years_pkey
  steps_user_id_fkey steps_actor_id_fkey corrections_pkey corrections_asked_by_fkey corrections_decided_by_fkey
  exception_states_pkey exception_states_settled_by_fkey refused_punches_pkey refused_punches_user_id_fkey
  refused_punches_actor_id_fkey person_periods_pkey person_periods_changed_by_fkey period_exports_pkey
  period_exports_actor_id_fkey period_export_days_pkey period_export_days_export_id_fkey
  period_export_days_user_id_fkey period_export_people_pkey period_export_people_export_id_fkey
  period_export_people_user_id_fkey
  kiosks_pkey kiosks_branch_id_fkey kiosks_paired_by_fkey kiosks_revoked_by_fkey kiosks_token_hash_key
  kiosk_pairings_pkey kiosk_pairings_branch_id_fkey kiosk_pairings_created_by_fkey
  kiosk_credentials_pkey kiosk_credentials_user_id_fkey kiosk_credentials_qr_id_key kiosk_arrivals_pkey
  kiosk_arrivals_kiosk_id_fkey kiosk_arrivals_user_id_fkey kiosk_arrivals_handled_by_fkey
  integrity_checks_pkey integrity_checks_started_by_fkey integrity_checks_one_running`.split(/\s+/)

test('every constraint of the schema has its answer, and every answer its constraint', async () => {
  const { rows } = await pool.query<{ name: string }>(
    `select conname as name from pg_constraint
      where connamespace = current_schema()::regnamespace and contype in ('u', 'x', 'f', 'p')
     union
     select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indisunique and c.relnamespace = current_schema()::regnamespace`,
  )
  // Raised by triggers, under a name of their own.
  const raised = ['attendance_no_overlap']
  const expected = [...raised, ...rows.map((row) => row.name).filter((name) => !unreachable.includes(name))]
  expect(Object.keys(refusals).sort()).toEqual(expected.sort())
})

const user = (id: string, email: string) =>
  `insert into users (id, email, first_name, last_name, password_hash) values ('${id}', '${email}', 'A', 'B', '')`

test('a duplicate names the field and keeps its cause', async () => {
  await pool.query(user('one', 'ana@example.com'))
  const error = await pool.query(user('two', 'ANA@example.com')).catch((e: unknown) => e)
  expect(mapDatabaseError(error)).toMatchObject({
    code: 'conflict',
    errors: [{ field: 'email', message: 'A user with this e-mail address exists already.' }],
    cause: error,
  })
})

test('a fault of ours is not explained away', async () => {
  expect(mapDatabaseError(await pool.query('select nothing').catch((e: unknown) => e))).toBeUndefined()
  expect(
    mapDatabaseError(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' })),
  ).toBeUndefined()
  expect(mapDatabaseError(new Error('boom'))).toBeUndefined()
})

describe('what passes by itself answers unavailable', () => {
  test('no server', async () => {
    const nowhere = openPool('postgres://nobody@127.0.0.1:1/none', 1)
    expect(mapDatabaseError(await nowhere.query('select 1').catch((e: unknown) => e))).toMatchObject({
      code: 'unavailable',
      retryAfter: 5,
    })
    await nowhere.end()
  })

  test('a connection that the administrator ends', async () => {
    const other = openPool(database.url, 1)
    const client = await other.connect()
    client.on('error', () => undefined)
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const waiting = client.query('select pg_sleep(60)').catch((e: unknown) => e)
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid])
    expect(mapDatabaseError(await waiting)).toMatchObject({ code: 'unavailable' })
    client.release(true)
    await other.end()
  })

  test.each([
    ['53100', "The database's disk is full. Nothing was recorded; try again."],
    ['57P03', 'The database is starting or stopping. Nothing was recorded; try again.'],
    ['53300', 'The database has too many connections. Nothing was recorded; try again.'],
  ])('%s', (code, message) => {
    const error = Object.assign(new Error('from the server'), { code, severity: 'FATAL' })
    expect(mapDatabaseError(error)).toMatchObject({ code: 'unavailable', message })
  })
})
