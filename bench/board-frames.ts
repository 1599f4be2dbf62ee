/**
 * `npm run bench:board`: what the live board costs a browser. 1,000 people, 50 punches a second through the real
 * server, the board open in a real Chromium for ten seconds. Frame times are those of the whole machine, which
 * server, database and load share; the main thread's own work is counted by the browser. An empty page of the same
 * browser, in turn with the board and under the same load, shows what is left without any board.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { hashPassword } from '../src/features/accounts/passwords.ts'
import { findBrowser } from '../test/e2e/browser.ts'
import { adminId, fill, signTokens, userId, zone } from './fill.ts'
import { connect, median, post } from './load.ts'
import { startTimeClock } from './servers.ts'

const { values: options } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    changes: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    /** Writes a CPU profile of a board's main thread into this file. */
    profile: { type: 'string' },
  },
})
const people = Number(options.people)
const changes = Number(options.changes)
const seconds = Number(options.seconds)
const rounds = Number(options.rounds)
const root = process.cwd()
const secret = 'three quiet green boats'

/** Of one run, in milliseconds. */
interface Run {
  frames: number
  frame: number
  frame95: number
  longest: number
  longTasks: number
  work: number
  script: number
  layout: number
  changes: number
}

const frameScript = `(async () => await new Promise((resolve) => {
  const deltas = []
  let longTasks = 0
  const observer = new PerformanceObserver((list) => { longTasks += list.getEntries().length })
  observer.observe({ type: 'longtask' })
  const began = performance.now()
  let last = began
  const next = (now) => {
    deltas.push(now - last)
    last = now
    if (now - began < ${seconds * 1000}) requestAnimationFrame(next)
    else { observer.disconnect(); resolve({ deltas: deltas.slice(1), longTasks }) }
  }
  requestAnimationFrame(next)
}))()`

const rows: [keyof Run, string, number][] = [
  ['work', 'work of the main thread a frame, average (ms)', 2],
  ['script', 'of it scripts (ms)', 2],
  ['layout', 'of it style and layout (ms)', 2],
  ['frame', 'time between frames, average (ms)', 1],
  ['frame95', 'time between frames, 95 of 100 (ms)', 1],
  ['longest', 'longest time between frames (ms)', 1],
  ['longTasks', 'tasks over 50 ms', 0],
  ['frames', 'frames', 0],
  ['changes', 'punches taken a second', 1],
]

const found = await findBrowser()
if ('reason' in found) throw new Error(found.reason)
const folder = mkdtempSync(path.join(os.tmpdir(), 'timeclock-bench-board-'))
const embedded = await startEmbedded(folder)
const secretKey = randomBytes(32).toString('hex')
const pool = openPool(embedded.url)
const server = await startServer()
try {
  const table = await measure(found.browser, server.port)
  console.log(`\n${table}`)
  writeFileSync(path.join(root, 'bench/results-board.md'), table)
} finally {
  await found.browser.close()
  await server.stop()
  await pool.end()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
  if (!embedded.folder.startsWith(folder)) rmSync(embedded.folder, { recursive: true, force: true })
}

async function startServer() {
  await migrate(pool, path.join(root, 'migrations'), zone)
  console.log(`Filling ${people} people…`)
  await fill(pool, people, 2, () => undefined)
  await pool.query('update users set password_hash = $1 where id = $2', [await hashPassword(secret), adminId])
  return startTimeClock(root, embedded.url, secretKey)
}

async function measure(browser: Browser, port: number): Promise<string> {
  const empty = await (await browser.newContext()).newPage()
  const board = await openBoard(browser, port)
  // After the board, and by turns: the server closes connections that wait.
  const load = await createLoad(port)
  const runs = { board: [] as Run[], empty: [] as Run[] }
  load.start()
  // The first second of the board is its drawing, which is no frame of a change.
  await board.waitForTimeout(3000)
  for (let round = 0; round < rounds; round++) {
    runs.empty.push(await watch(empty, load, undefined))
    runs.board.push(await watch(board, load, round === 0 ? options.profile : undefined))
  }
  await load.stop()
  return present(middle(runs.board), middle(runs.empty), load.refused())
}

async function openBoard(browser: Browser, port: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(`http://127.0.0.1:${port}/login`)
  await page.getByLabel('E-mail address or username').fill(`${adminId}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('heading', { name: /^You are/ }).waitFor()
  await page.goto(`http://127.0.0.1:${port}/board`)
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

/** Each person in turn comes, begins a break, ends it, and so on; so many a second, whatever an answer takes. */
async function createLoad(port: number) {
  const tokens = await signTokens(pool, secretKey)
  const connections = await Promise.all(Array.from({ length: 16 }, () => connect(port)))
  const idle = [...connections]
  const acts = ['clock-in', 'break-start', 'break-end']
  let sent = 0
  let taken = 0
  let missed = 0
  let timer: ReturnType<typeof setInterval> | undefined
  async function punch(): Promise<void> {
    const connection = idle.shift()
    if (!connection) return void (missed += 1)
    const person = sent % people
    const turn = Math.floor(sent++ / people)
    const act = turn === 0 ? acts[0]! : acts[1 + ((turn - 1) % 2)]!
    const text = post(`/api/timeclock/${act}/`, tokens.get(userId(person))!)
    const status = await connection.request(text).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status >= 200 && status < 300) taken += 1
    else missed += 1
    idle.push(connection)
  }
  return {
    taken: () => taken,
    refused: () => missed,
    start() {
      const began = performance.now()
      let due = 0
      timer = setInterval(() => {
        for (; due < ((performance.now() - began) / 1000) * changes; due++) void punch()
      }, 5)
    },
    async stop() {
      clearInterval(timer)
      while (idle.length < connections.length) await new Promise((resolve) => setTimeout(resolve, 5))
      for (const connection of connections) connection.close()
    },
  }
}

async function watch(page: Page, load: { taken: () => number }, profile: string | undefined): Promise<Run> {
  await page.bringToFront()
  const browser = await page.context().newCDPSession(page)
  await browser.send('Performance.enable')
  if (profile) await startProfile(browser)
  const [before, taken] = [await metricsOf(browser), load.taken()]
  const { deltas, longTasks } = (await page.evaluate(frameScript)) as { deltas: number[]; longTasks: number }
  const after = await metricsOf(browser)
  if (profile) writeFileSync(profile, JSON.stringify((await browser.send('Profiler.stop')).profile))
  await browser.detach()
  const each = (name: string) => ((after[name]! - before[name]!) * 1000) / deltas.length
  const sorted = deltas.toSorted((a, b) => a - b)
  return {
    frames: deltas.length,
    frame: deltas.reduce((sum, one) => sum + one, 0) / deltas.length,
    frame95: sorted[Math.floor(sorted.length * 0.95)]!,
    longest: sorted.at(-1)!,
    longTasks,
    work: each('TaskDuration'),
    script: each('ScriptDuration'),
    layout: each('LayoutDuration') + each('RecalcStyleDuration'),
    changes: (load.taken() - taken) / seconds,
  }
}

async function startProfile(browser: CDPSession): Promise<void> {
  await browser.send('Profiler.enable')
  await browser.send('Profiler.start')
}

async function metricsOf(browser: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await browser.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}

function middle(runs: readonly Run[]): Run {
  return Object.fromEntries(
    Object.keys(runs[0]!).map((name) => [name, median(runs.map((run) => run[name as keyof Run]))]),
  ) as unknown as Run
}

function present(board: Run, empty: Run, missed: number): string {
  const processors = os.cpus()
  return [
    '# Results of the last `npm run bench:board`',
    '',
    `The live board of ${people} people, ${changes} punches a second through the server, ${seconds} s a run; ${rounds} runs, in turn with an`,
    'empty page of the same browser under the same load; medians. Work is what the browser counts for the main thread',
    '(`TaskDuration`, `ScriptDuration`, `LayoutDuration` and `RecalcStyleDuration` of its performance metrics); the time',
    'between frames also holds what the rest of the machine takes.',
    `${processors.length} × ${processors[0]?.model ?? 'processor'}, Node ${process.versions.node}, load ${os.loadavg()[0]!.toFixed(1)}; browser, server, database and load share the machine.`,
    `Punches that were not sent in time or were refused: ${missed}.`,
    '',
    '| What | Board | Empty page |',
    '|---|--:|--:|',
    ...rows.map(
      ([key, what, digits]) => `| ${what} | ${board[key].toFixed(digits)} | ${empty[key].toFixed(digits)} |`,
    ),
    '',
  ].join('\n')
}
