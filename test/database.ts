/** A context on a database of its own, for a test file. */
import { tmpdir } from 'node:os'
import type { Config } from '../src/config.ts'
import { openContext, type Context, type ContextOptions } from '../src/context.ts'
import { createTestDatabase } from './clone.ts'

export interface TestContextOptions {
  /** The server's clock, epoch milliseconds. Default: a fixed Wednesday morning. */
  now?: () => number
  config?: Partial<Config>
  liveLimits?: ContextOptions['liveLimits']
}

/** 2025-08-20T09:00:00Z */
export const testNow = 1_755_680_400_000

const testConfig = {
  secretKey: 'a secret for the tests, forty letters long',
  debug: false,
  dataDir: tmpdir(),
  host: '127.0.0.1',
  port: 0,
  timeZone: 'UTC',
  trustedProxies: [],
  registration: 'open',
  registrationDomains: [],
  adminEmail: undefined,
  adminPassword: undefined,
  accessTokenMinutes: 15,
  refreshTokenDays: 30,
  corsOrigins: [],
  logLevel: 'silent',
} satisfies Omit<Config, 'databaseUrl'>

/** A context on a fresh database; closing it drops the database. Open it in `beforeAll`, close it in `afterAll`. */
export async function createTestContext(options: TestContextOptions = {}): Promise<Context> {
  const database = await createTestDatabase()
  const config: Config = { ...testConfig, ...options.config, databaseUrl: database.url }
  const context = await openContext(config, {
    now: options.now ?? (() => testNow),
    migrate: false,
    ...(options.liveLimits ? { liveLimits: options.liveLimits } : {}),
  })
  return {
    ...context,
    close: async () => {
      await context.close()
      await database.drop()
    },
  }
}
