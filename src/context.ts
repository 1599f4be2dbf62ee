/** Everything that a running TimeClock holds, opened and closed in one place. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'
import { openDatabase, openPool, type Database } from './db/database.ts'
import { startEmbedded, type EmbeddedServer } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { openNotifications, type Notifications } from './db/notifications.ts'
import { createAccessMemory, type AccessMemory } from './features/accounts/access-memory.ts'
import { findViewers } from './features/accounts/viewers.ts'
import { readPresence } from './features/board/read-presence.ts'
import { createScheduleShelf, type ScheduleShelf } from './features/schedules/schedule-book.ts'
import { createPunchWriter, type PunchWriter } from './features/timeclock/punch-writer.ts'
import { createRecomputer, type Recomputer } from './features/timeclock/recompute.ts'
import { createHub, type Hub, type LiveLimits } from './live/hub.ts'

export interface Context {
  config: Config
  pool: pg.Pool
  db: Database
  log: Logger
  /** The server's clock, epoch milliseconds. */
  now(): number
  /** What other processes tell through the database; connects when somebody listens. */
  notifications: Notifications
  /** Who was let in lately. */
  access: AccessMemory
  writer: PunchWriter
  /** Live messages: who changes what a board shows tells it here, after the commit. */
  live: Hub
  /** Everything that plans, as it is now; who read the version with something else saves asking for it. */
  readBook: ScheduleShelf
  /** Derives again what a change of the configuration made stale. */
  recompute: Recomputer
  /** After such a change: a few people before this returns, many in the background. */
  rederive(): Promise<void>
  /** For the terminal: which database this is. */
  databaseName: string
  close(): Promise<void>
}

export interface ContextOptions {
  now?: () => number
  /** Gets sentences about slow or unusual steps of the start. */
  say?: (line: string) => void
  /** Leave the schema as it is. */
  migrate?: boolean
  liveLimits?: Partial<LiveLimits>
}

/** `migrations` lies beside `src` and beside `dist`. */
export const migrationsFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'migrations')

/** The built web app lies in `dist`, beside the bundle. */
export const webFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'web')

export async function openContext(config: Config, options: ContextOptions = {}): Promise<Context> {
  const say = options.say ?? (() => {})
  let embedded: EmbeddedServer | undefined
  if (!config.databaseUrl) embedded = await startEmbedded(config.dataDir, say)
  const url = embedded?.url ?? config.databaseUrl!
  const pool = openPool(url)
  const notifications = openNotifications(url, {
    onError: (error) => log.warn({ err: error }, 'the connection that listens to the database was lost'),
  })
  const log = pino({ level: config.logLevel, redact: ['req.headers.authorization'] })
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'))
  const now = options.now ?? Date.now
  const db = openDatabase(pool)
  const readBook = createScheduleShelf(pool)
  const live = createHub({
    pool,
    notifications,
    now,
    readPresence: (userIds) => readPresence(pool, readBook, userIds, now()),
    findViewers: (sessionIds) => findViewers(db, sessionIds, new Date(now())),
    onError: (error) => log.warn({ err: error }, 'live messages were lost'),
    limits: options.liveLimits,
  })
  const closeAll = async () => {
    await live.close()
    await notifications.close()
    await pool.end()
    await embedded?.stop()
  }
  try {
    if (options.migrate !== false) await migrate(pool, migrationsFolder, config.timeZone)
  } catch (error) {
    await closeAll()
    throw error
  }
  const writer = createPunchWriter(pool, now, live.changed)
  const recompute = createRecomputer(pool, log)
  return {
    config,
    pool,
    db,
    log,
    now,
    notifications,
    access: createAccessMemory(notifications),
    writer,
    live,
    readBook,
    recompute,
    rederive: () => recompute.settle(),
    databaseName: embedded
      ? `embedded PostgreSQL in ${embedded.folder}`
      : withoutPassword(config.databaseUrl!),
    async close() {
      await recompute.close()
      await closeAll()
    },
  }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}
