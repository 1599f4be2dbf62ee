/**
 * `npm run bench`: TimeClock against the floor (floor.ts), on one embedded PostgreSQL with its data on
 * disk. Rounds alternate between the two, so that what else the machine does meets both; medians count.
 *
 *   npm run bench -- --people 500 --days 62 --rounds 3 --seconds 3 --profile /tmp/profile
 *   npm run bench -- --people 2000 --days 20 --only punch --policy US-CA
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { addDays, monthStart } from '../src/core/calendar.ts'
import { localDate } from '../src/core/zone.ts'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { adminId, assignPreset, fill, signTokens, zone } from './fill.ts'
import { median } from './load.ts'
import { startFloor, startTimeClock } from './servers.ts'
import { lonePunch, punchRate, readTime, type Target } from './workloads.ts'

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '10000' },
    days: { type: 'string', default: '400' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    profile: { type: 'string' },
    only: { type: 'string' },
    /** The preset that everybody's hours go by; none without it. */
    policy: { type: 'string' },
  },
})
const people = Number(options.people)
const days = Number(options.days)
const rounds = Number(options.rounds)
const root = process.cwd()
const connections = 64
// The reads take whole months up to the last complete one; a shorter history would leave them empty.
if (days < 62 && options.only !== 'punch')
  throw new Error('Reads need --days 62 or more; shorter only with --only punch.')

interface Row {
  name: string
  unit: 'punches/s' | 'ms'
  ours: number[]
  floor: number[]
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'timeclock-bench-'))
const embedded = await startEmbedded(folder)
const secretKey = randomBytes(32).toString('hex')
const pool = openPool(embedded.url)
try {
  await migrate(pool, path.join(root, 'migrations'), zone)
  console.log(`Filling ${people} people, ${days} days…`)
  await fill(pool, people, days, console.log)
  if (options.policy !== undefined) await assignPreset(pool, options.policy, days)
  const table = await measure()
  console.log(`\n${table}`)
  if (options.only === undefined && options.policy === undefined)
    writeFileSync(path.join(root, 'bench/results.md'), table)
} finally {
  await pool.end()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
  if (!embedded.folder.startsWith(folder)) rmSync(embedded.folder, { recursive: true, force: true })
}

async function measure(): Promise<string> {
  const ours = await startTimeClock(root, embedded.url, secretKey, options.profile)
  const floor = await startFloor(root, embedded.url, secretKey)
  try {
    const target = (port: number, arrival: string, leaving: string): Target => ({
      port,
      in: arrival,
      out: leaving,
      isIn: new Map(),
      ins: 0,
      outs: 0,
      refused: 0,
    })
    const targets = {
      ours: target(ours.port, '/api/timeclock/clock-in/', '/api/timeclock/clock-out/'),
      floor: target(floor.port, '/in', '/out'),
    }
    const before = await countStored()
    const rows = await runAll(targets)
    const after = await countStored()
    requireStored('TimeClock', targets.ours, after.ours - before.ours)
    requireStored('the floor', targets.floor, after.floor - before.floor)
    return present(rows, after, targets)
  } finally {
    await ours.stop()
    await floor.stop()
  }
}

interface Stored {
  /** Facts of the ledger; clock-ins and clock-outs of the floor. */
  ours: number
  floor: number
  /** What the server says about its durability. */
  settings: string
}

async function countStored(): Promise<Stored> {
  const { rows } = await pool.query<Stored>(
    `select (select count(*) from punches) as ours, (select count(*) + count(time_out) from floor_punches) as floor,
            'fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')
              || ', wal_sync_method ' || current_setting('wal_sync_method') as settings`,
  )
  return rows[0]!
}

/** A rate counts only if all that was acknowledged is there. */
function requireStored(name: string, { ins, outs }: Target, stored: number): void {
  console.log(`${name}: ${ins} ins and ${outs} outs acknowledged, ${stored} stored`)
  if (ins + outs !== stored)
    throw new Error(`${name} acknowledged ${ins + outs} punches and stored ${stored}: the rates mean nothing`)
}

async function runAll(targets: Record<'ours' | 'floor', Target>): Promise<Row[]> {
  const signed = await signTokens(pool, secretKey)
  const admin: [string, string][] = [[adminId, signed.get(adminId)!]]
  const everyone = [...signed].filter(([id]) => id !== adminId)
  const ms = Number(options.seconds) * 1000
  // Whole months, the last of them complete.
  const to = addDays(monthStart(localDate(zone, Date.now())), -1)
  const month = `from=${monthStart(to)}&to=${to}`
  const year = `from=${monthStart(addDays(to, -360))}&to=${to}`
  const read = (
    side: 'ours' | 'floor',
    url: (id: string) => string,
    who: [string, string][],
    count: number,
  ) => readTime(targets[side].port, url, who, count)
  const reading = (
    name: string,
    who: [string, string][],
    count: number,
    mine: (id: string) => string,
    raw: string,
  ) => ({
    name,
    unit: 'ms' as const,
    run: (side: 'ours' | 'floor') => read(side, side === 'ours' ? mine : () => raw, who, count),
  })
  const workloads = [
    {
      name: `punches, ${connections} at a time`,
      unit: 'punches/s' as const,
      run: (side: 'ours' | 'floor') => punchRate(targets[side], everyone, connections, ms),
    },
    {
      name: 'a lone punch',
      unit: 'ms' as const,
      run: (side: 'ours' | 'floor') => lonePunch(targets[side], everyone, 300),
    },
    reading(
      "one person's month: records / rows",
      everyone,
      200,
      (id) => `/api/timeclock/${id}/?${month}`,
      `/rows?${month}`,
    ),
    reading(
      "one person's month: summary / rows",
      everyone,
      200,
      () => `/api/timeclock/summary/?${month}`,
      `/rows?${month}`,
    ),
    reading(
      "one person's year: summary / rows",
      everyone,
      200,
      () => `/api/timeclock/summary/?${year}`,
      `/rows?${year}`,
    ),
    reading(
      'company month by department / GROUP BY',
      admin,
      15,
      () => `/api/reports/hours/?groupBy=department,month&${month}`,
      `/sums?${month}`,
    ),
    reading(
      'company year by department and month / GROUP BY',
      admin,
      15,
      () => `/api/reports/hours/?groupBy=department,month&${year}`,
      `/sums?${year}`,
    ),
  ].filter(({ name }) => options.only === undefined || name.includes(options.only))
  const rows: Row[] = []
  for (const { name, unit, run } of workloads) {
    const row: Row = { name, unit, ours: [], floor: [] }
    // The first round warms both up and does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const side of round % 2 === 0 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const)) {
        const value = await run(side)
        if (round > 0) row[side].push(value)
      }
    }
    console.log(lineOf(row))
    rows.push(row)
  }
  return rows
}

function lineOf({ name, unit, ours, floor }: Row): string {
  const [mine, least] = [median(ours), median(floor)]
  const digits = unit === 'ms' ? 2 : 0
  return `| ${name} | ${unit} | ${mine.toFixed(digits)} | ${least.toFixed(digits)} | ${(mine / least).toFixed(2)} |`
}

function present(
  rows: readonly Row[],
  { ours: facts, settings }: Stored,
  targets: Record<'ours' | 'floor', Target>,
): string {
  const processors = os.cpus()
  return [
    '# Results of the last `npm run bench`',
    '',
    `${people} people, ${days} days, ${facts} facts at the end. ${rounds} rounds each, alternating; medians.`,
    ...(days < 390
      ? [
          `The history is shorter than a year: "year" means what there is of it, up to the last complete month.`,
        ]
      : []),
    `Punches of TimeClock in the run: ${((targets.ours.ins + targets.ours.outs) / people).toFixed(1)} a person, all on one work date, which each next punch reads.`,
    `${processors.length} × ${processors[0]?.model ?? 'processor'}, Node ${process.versions.node}, embedded PostgreSQL (${settings});`,
    'both servers, the database and the load share the machine.',
    '',
    'Ratio: TimeClock to the floor. More is better for punches a second, less for milliseconds.',
    '',
    '| What | Unit | TimeClock | Floor | Ratio |',
    '|---|---|--:|--:|--:|',
    ...rows.map(lineOf),
    '',
    `Refused punches: ${targets.ours.refused} of TimeClock, ${targets.floor.refused} of the floor.`,
    '',
  ].join('\n')
}
