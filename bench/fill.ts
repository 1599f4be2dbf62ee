/** Fills a fresh database with people, their sessions and their punches. */
import type pg from 'pg'
import { pino } from 'pino'
import { addDays } from '../src/core/calendar.ts'
import { findPreset } from '../src/core/presets.ts'
import { localDate } from '../src/core/zone.ts'
import { createTokens } from '../src/features/accounts/tokens.ts'
import { createRandom } from '../src/demo/random.ts'
import { writeHistories } from '../src/demo/seed.ts'
import { createRecomputer } from '../src/features/timeclock/recompute.ts'

export const zone = 'Europe/Madrid'
export const adminId = 'admin'

/** The history ends so long ago that whoever forgot to clock out may clock in again. */
const pauseMs = 40 * 3_600_000

export const userId = (i: number): string => `p${String(i).padStart(6, '0')}`

/** `people` with `days` of punches each; one administrator; six departments; office hours. */
export async function fill(
  pool: pg.Pool,
  people: number,
  days: number,
  say: (line: string) => void,
): Promise<void> {
  const client = await pool.connect()
  try {
    const from = addDays(localDate(zone, Date.now()), -days)
    await makePeople(client, people, from)
    const lives = Array.from({ length: people }, (_, i) => ({
      userId: userId(i),
      departmentId: `d${i % 6}`,
      branchId: null,
      timeZone: zone,
      managerId: adminId,
      from,
      now: Date.now() - pauseMs,
      random: createRandom(i),
    }))
    await writeHistories(client, lives, (done) => say(`  ${done} of ${people} people`))
    await client.query(
      'create table floor_punches (id bigserial primary key, user_id text not null, time_in timestamptz not null, time_out timestamptz)',
    )
    await client.query('create index on floor_punches (user_id, time_in)')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
  } finally {
    client.release()
  }
}

async function makePeople(client: pg.ClientBase, people: number, from: string): Promise<void> {
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '09:00', end: '17:30' }))
  await client.query(
    "insert into departments (id, name) select 'd' || i, 'Department ' || i from generate_series(0, 5) i",
  )
  await client.query("insert into schedules (id, name, days) values ('office', 'Office hours', $1)", [
    JSON.stringify(days),
  ])
  await client.query(
    `insert into schedule_assignments (id, schedule_id, level, target_id, valid)
     values ('office', 'office', 'company', 'company', daterange($1::date - 31, null))`,
    [from],
  )
  const text = `insert into users (id, email, first_name, last_name, role, password_hash, department_id, hired_on)
    select id, id || '@example.com', 'Person', id, role, '-', department, $2 from unnest($1::text[], $3::text[], $4::text[]) as u (id, role, department)`
  const ids = [adminId, ...Array.from({ length: people }, (_, i) => userId(i))]
  const roles = ids.map((id) => (id === adminId ? 'admin' : 'employee'))
  const departments = ids.map((id, i) => (id === adminId ? null : `d${(i - 1) % 6}`))
  await client.query(text, [ids, from, roles, departments])
  await client.query(
    `insert into sessions (id, user_id, token_hash, expires_at)
     select gen_random_uuid(), id, convert_to(id, 'UTF8'), now() + interval '1 day' from users`,
  )
}

/** An access token of each person. */
export async function signTokens(pool: pg.Pool, secretKey: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ id: string; user_id: string }>('select id, user_id from sessions')
  const { signAccess } = createTokens({ secretKey, accessTokenMinutes: 1440 }, Date.now)
  return new Map(rows.map((row) => [row.user_id, signAccess({ userId: row.user_id, sessionId: row.id })]))
}

/** Gives everybody the preset of a jurisdiction for all of their history, and derives it by that. */
export async function assignPreset(pool: pg.Pool, code: string, days: number): Promise<void> {
  const preset = findPreset(code)
  if (!preset) throw new Error(`There is no preset "${code}".`)
  const from = addDays(localDate(zone, Date.now()), -days - 31)
  await pool.query("insert into policies (id, name) values ('bench', $1)", [code])
  await pool.query(
    "insert into policy_versions (id, policy_id, valid, rules) values ('bench', 'bench', daterange($1, null), $2)",
    [from, JSON.stringify(preset.rules)],
  )
  await pool.query(
    `insert into policy_assignments (id, policy_id, level, target_id, valid)
     values ('bench', 'bench', 'company', 'company', daterange($1, null))`,
    [from],
  )
  await pool.query('update company set config_version = config_version + 1')
  await pool.query('insert into stale_days (user_id, from_date) select id, $1 from users', [from])
  const recomputer = createRecomputer(pool, pino({ level: 'warn' }))
  await recomputer.drain()
  await recomputer.close()
  await pool.query('vacuum analyze')
}
