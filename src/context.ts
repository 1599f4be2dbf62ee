/** Everything that a running TimeClock holds, opened and closed in one place. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'
import { openDatabase, openPool, type Database } from './db/database.ts'
import { startEmbedded, type EmbeddedServer } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { createPunchWriter, type PunchWriter } from './features/timeclock/punch-writer.ts'
import { rederiveStale } from './features/timeclock/rederive.ts'

export interface Context {
  config: Config
  pool: pg.Pool
  db: Database
  log: Logger
  /** The server's clock, epoch milliseconds. */
  now(): number
  writer: PunchWriter
  /** Derives again what a change of schedules made stale. */
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
}

/** `migrations` lies beside `src` and beside `dist`. */
export const migrationsFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'migrations')

/** The built web app lies in `dist`, beside the bundle. */
export const webFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'web')

export async function openContext(config: Config, options: ContextOptions = {}): Promise<Context> {
  const say = options.say ?? (() => {})
  let embedded: EmbeddedServer | undefined
  if (!config.databaseUrl) embedded = await startEmbedded(config.dataDir, say)
  const pool = openPool(embedded?.url ?? config.databaseUrl!)
  const log = pino({ level: config.logLevel, redact: ['req.headers.authorization'] })
  pool.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'))
  const closeAll = async () => {
    await pool.end()
    await embedded?.stop()
  }
  try {
    if (options.migrate !== false) await migrate(pool, migrationsFolder, config.timeZone)
  } catch (error) {
    await closeAll()
    throw error
  }
  const now = options.now ?? Date.now
  const writer = createPunchWriter(pool, now)
  return {
    config,
    pool,
    db: openDatabase(pool),
    log,
    now,
    writer,
    rederive: () => rederiveStale(pool),
    databaseName: embedded
      ? `embedded PostgreSQL in ${embedded.folder}`
      : withoutPassword(config.databaseUrl!),
    close: closeAll,
  }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  return `${parsed.protocol}//${parsed.host}${parsed.pathname}`
}
