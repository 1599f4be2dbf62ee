/**
 * `npm run bench:live`: what live messages cost. 1,000 sockets on TimeClock and 1,000 on the bare ws library
 * get the same messages; the processor time of the two server processes is compared. TimeClock also hears
 * each change through PostgreSQL, reads how the people are now, and checks the scope of every socket.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { WebSocket } from 'ws'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { packMessages } from '../src/live/changes.ts'
import { fill, signTokens, userId, zone } from './fill.ts'
import { connect as connectHttp, median } from './load.ts'

const { values: options } = parseArgs({
  options: {
    sockets: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    ticks: { type: 'string', default: '5' },
    changes: { type: 'string', default: '50' },
  },
})
const sockets = Number(options.sockets)
const rounds = Number(options.rounds)
const ticks = Number(options.ticks)
const changes = Number(options.changes)
const root = process.cwd()
const ids = Array.from({ length: changes }, (_, i) => userId(i))

const folder = mkdtempSync(path.join(os.tmpdir(), 'timeclock-bench-live-'))
const embedded = await startEmbedded(folder)
const secretKey = randomBytes(32).toString('hex')
const pool = openPool(embedded.url)
const children: ChildProcess[] = []
try {
  await migrate(pool, path.join(root, 'migrations'), zone)
  console.log(`Filling ${sockets} people…`)
  await fill(pool, sockets, 62, () => undefined)
  // Everybody manages every department: each socket gets each message, and the scope is looked up for it.
  await pool.query(`update users set role = 'manager' where role = 'employee'`)
  await pool.query(
    'insert into department_managers (department_id, user_id) select d.id, u.id from departments d, users u where u.role = $1',
    ['manager'],
  )
  const table = await measure()
  console.log(`\n${table}`)
  writeFileSync(path.join(root, 'bench/results-live.md'), table)
} finally {
  for (const child of children) child.kill()
  await pool.end()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
  if (!embedded.folder.startsWith(folder)) rmSync(embedded.folder, { recursive: true, force: true })
}

interface Side {
  child: ChildProcess
  port: number
  /** Presence messages that all sockets got so far. */
  received: number
  open: WebSocket[]
}

async function startSide(args: string[], tokens: readonly string[] | undefined): Promise<Side> {
  const child = spawn(process.execPath, ['scripts/run.js', 'bench/live-server.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.push(child)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const side: Side = { child, port, received: 0, open: [] }
  for (let i = 0; i < sockets; i++) {
    const protocols = tokens ? ['bearer', tokens[i]!] : []
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live/`, protocols, { perMessageDeflate: false })
    // The first byte that differs tells the type without reading the rest: the load shares the machine.
    socket.on('message', (data: Buffer) => {
      if (data.subarray(9, 17).toString() === 'presence') side.received += 1
    })
    await once(socket, tokens ? 'message' : 'open')
    side.open.push(socket)
  }
  return side
}

async function cpuOf({ child }: Side): Promise<number> {
  child.send({ cpu: true })
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }]
  return cpu
}

/** Sends `ticks` times `changes` messages to every socket; answers the milliseconds of processor a million took. */
async function run(side: Side, send: () => Promise<unknown>): Promise<number> {
  const before = await cpuOf(side)
  for (let i = 0; i < ticks; i++) {
    const wanted = side.received + changes * sockets
    await send()
    while (side.received < wanted) await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const used = (await cpuOf(side)) - before
  return (used / (ticks * changes * sockets)) * 1_000_000
}

async function measure(): Promise<string> {
  const signed = await signTokens(pool, secretKey)
  const tokens = Array.from({ length: sockets }, (_, i) => signed.get(userId(i))!)
  const ours = await startSide(['ours', embedded.url, secretKey], tokens)
  const floor = await startSide(['floor'], undefined)
  const messages = await sampleMessages(ours)
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    const mine = await run(ours, () => notify(pool))
    const least = await run(floor, async () => floor.child.send({ broadcast: messages }))
    if (round === 0) continue
    times.ours.push(mine)
    times.floor.push(least)
  }
  const board = await boardTimes(ours.port, tokens[0]!)
  return present(median(times.ours), median(times.floor), messages[0]!.length, board)
}

/** As another process would tell it. */
async function notify(db: pg.Pool): Promise<void> {
  await db.query(`select pg_notify('timeclock_changes', m) from unnest($1::text[]) m`, [
    packMessages('bench', ids),
  ])
}

/** The very bytes that TimeClock sends, for the floor to send too. */
async function sampleMessages(side: Side): Promise<string[]> {
  const seen: string[] = []
  const [socket] = side.open
  const collect = (data: Buffer) => seen.push(data.toString())
  socket!.on('message', collect)
  await notify(pool)
  while (seen.filter((text) => text.includes('"presence"')).length < changes) await once(socket!, 'message')
  socket!.off('message', collect)
  return seen.filter((text) => text.includes('"presence"'))
}

async function boardTimes(port: number, token: string): Promise<number> {
  const connection = await connectHttp(port)
  const times: number[] = []
  for (let i = 0; i < 30; i++) {
    const began = performance.now()
    const { status } = await connection.request(
      `GET /api/live/board/?limit=1000 HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    )
    if (status !== 200) throw new Error(`the board answered ${status}`)
    if (i > 0) times.push(performance.now() - began)
  }
  connection.close()
  return median(times)
}

function present(mine: number, least: number, bytes: number, board: number): string {
  const processors = os.cpus()
  return [
    '# Results of the last `npm run bench:live`',
    '',
    `${sockets} sockets on each server, ${ticks} times ${changes} changes a round, messages of ${bytes} bytes. ${rounds} rounds`,
    'each, alternating; medians. Processor time of the server process alone, for a million messages sent.',
    `${processors.length} × ${processors[0]?.model ?? 'processor'}, Node ${process.versions.node}; servers, database and clients share the machine.`,
    '',
    '| What | Unit | TimeClock | Floor | Ratio |',
    '|---|---|--:|--:|--:|',
    `| a million live messages / ws broadcasting the same bytes | ms of processor | ${mine.toFixed(0)} | ${least.toFixed(0)} | ${(mine / least).toFixed(2)} |`,
    `| the board of ${Math.min(sockets, 1000)} people | ms | ${board.toFixed(1)} | | |`,
    '',
  ].join('\n')
}
