/**
 * `npm run bench:recompute`: one month of everybody derived again after a change of their schedule,
 * against the floor: the same rows read and written by set-based SQL alone.
 *
 *   npm run bench:recompute -- --people 2000 --days 62
 */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { pino } from 'pino'
import { addDays } from '../src/core/calendar.ts'
import { localDate } from '../src/core/zone.ts'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { createRecomputer } from '../src/features/timeclock/recompute.ts'
import { fill, zone } from './fill.ts'

const { values: options } = parseArgs({
  options: { people: { type: 'string', default: '10000' }, days: { type: 'string', default: '62' } },
})
const people = Number(options.people)
const days = Number(options.days)
const from = addDays(localDate(zone, Date.now()), -30)

const folder = mkdtempSync(path.join(os.tmpdir(), 'timeclock-bench-'))
const embedded = await startEmbedded(folder)
const pool = openPool(embedded.url)
try {
  await migrate(pool, path.join(process.cwd(), 'migrations'), zone)
  console.log(`Filling ${people} people, ${days} days…`)
  await fill(pool, people, days, console.log)
  const { rows } = await pool.query<{ days: number; shifts: number }>(
    `select (select count(*) from days where work_date >= $1) as days,
            (select count(*) from attendance where work_date >= $1) as shifts`,
    [from],
  )
  console.log(`A month from ${from}: ${rows[0]!.days} days, ${rows[0]!.shifts} shifts`)
  const floor = await timed(() => floorOf(pool))
  const few = await timed(() => recompute(pool, { graceInMinutes: 5 }))
  const all = await timed(() => recompute(pool, { later: true }))
  const rate = (ms: number) => `${Math.round(rows[0]!.days / (ms / 1000))} days a second`
  console.log(`floor, read and write by SQL alone   ${(floor / 1000).toFixed(1)} s  ${rate(floor)}`)
  console.log(
    `another grace, few rows change       ${(few / 1000).toFixed(1)} s  ${rate(few)}  ${(few / floor).toFixed(2)}×`,
  )
  console.log(
    `other hours, every row changes       ${(all / 1000).toFixed(1)} s  ${rate(all)}  ${(all / floor).toFixed(2)}×`,
  )
} finally {
  await pool.end()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Reads the facts, and writes every shift, day and month of the range once. */
async function floorOf(db: pg.Pool): Promise<void> {
  await db.query(`select count(*), sum(length(p::text)) from punches p where at >= $1::date - 7`, [from])
  await db.query('update attendance set late_minutes = late_minutes where work_date >= $1', [from])
  await db.query('update days set late_minutes = late_minutes where work_date >= $1', [from])
  await db.query(
    "update month_totals set late_minutes = late_minutes where month >= date_trunc('month', $1::date)",
    [from],
  )
}

async function recompute(db: pg.Pool, change: { graceInMinutes?: number; later?: boolean }): Promise<void> {
  const hours = change.later ? { start: '10:00', end: '18:30' } : { start: '09:00', end: '17:30' }
  await db.query('update schedules set grace_in_minutes = $1, days = $2', [
    change.graceInMinutes ?? 0,
    JSON.stringify([1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...hours }))),
  ])
  await db.query('update company set config_version = config_version + 1')
  await db.query('insert into stale_days (user_id, from_date) select id, $1 from users', [from])
  const recomputer = createRecomputer(db, pino({ level: 'warn' }))
  await recomputer.drain()
  await recomputer.close()
}
