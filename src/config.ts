/** Configuration: read once, from the environment and a `.env` file, checked, typed. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { isTimeZone } from './core/zone.ts'
import { keptSecret } from './secret-file.ts'

export interface Config {
  secretKey: string
  debug: boolean
  databaseUrl: string | undefined
  dataDir: string
  host: string
  port: number
  timeZone: string
  trustedProxies: string[]
  registration: 'open' | 'approval' | 'closed'
  registrationDomains: string[]
  adminEmail: string | undefined
  adminPassword: string | undefined
  accessTokenMinutes: number
  refreshTokenDays: number
  corsOrigins: string[]
  logLevel: string
}

/** A wrong or missing setting: the start ends with this sentence. */
export class ConfigError extends Error {}

interface Setting<T> {
  key: keyof Config
  meaning: string
  fallback: string
  parse: (text: string | undefined) => T
}

const machineZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Every setting: its name, meaning and default, for the start, the help and the README. */
export const settings: Record<string, Setting<unknown>> = {
  SECRET_KEY: {
    key: 'secretKey',
    meaning: 'signs the tokens; at least 32 characters; required with DATABASE_URL',
    fallback: 'generated once into DATA_DIR',
    parse: (text) =>
      check(text === undefined || text.length >= 32, 'must have at least 32 characters', text ?? ''),
  },
  DEBUG: {
    key: 'debug',
    meaning: 'shows stacks of faults in the terminal',
    fallback: 'false',
    parse: parseBoolean,
  },
  DATABASE_URL: {
    key: 'databaseUrl',
    meaning: 'a PostgreSQL server, 15 or newer: postgres://user:password@host:5432/name',
    fallback: 'an embedded PostgreSQL in DATA_DIR',
    parse: (text) =>
      check(text === undefined || /^postgres(ql)?:\/\//.test(text), 'must begin with postgres://', text),
  },
  DATA_DIR: {
    key: 'dataDir',
    meaning: 'folder of the embedded database',
    fallback: './data',
    parse: (text) => path.resolve(text ?? 'data'),
  },
  HOST: {
    key: 'host',
    meaning: 'address to listen on; 0.0.0.0 for all',
    fallback: '127.0.0.1',
    parse: (text) => text ?? '127.0.0.1',
  },
  PORT: {
    key: 'port',
    meaning: 'port to listen on',
    fallback: '8000',
    parse: (text) => parseNumber(text, 8000, 0, 65535),
  },
  TIME_ZONE: {
    key: 'timeZone',
    meaning: "the company's time zone when the database is made, such as Europe/Madrid",
    fallback: "the machine's",
    parse: (text) =>
      check(
        isTimeZone(text ?? machineZone()),
        'is no IANA time zone, such as Europe/Madrid',
        text ?? machineZone(),
      ),
  },
  TRUSTED_PROXIES: {
    key: 'trustedProxies',
    meaning: 'addresses of proxies whose X-Forwarded-For counts, with commas',
    fallback: 'none',
    parse: parseList,
  },
  REGISTRATION: {
    key: 'registration',
    meaning:
      'who may register, until the company chooses it in its settings: open, approval (somebody lets them in) or closed',
    fallback: 'open',
    parse: (text) =>
      check(
        ['open', 'approval', 'closed'].includes(text ?? 'open'),
        'must be open, approval or closed',
        text ?? 'open',
      ),
  },
  REGISTRATION_DOMAINS: {
    key: 'registrationDomains',
    meaning: 'mail domains that may register, with commas',
    fallback: 'all',
    parse: (text) => parseList(text).map((domain) => domain.toLowerCase()),
  },
  ADMIN_EMAIL: {
    key: 'adminEmail',
    meaning: 'with ADMIN_PASSWORD: makes the first administrator at the start',
    fallback: 'none',
    parse: (text) => text,
  },
  ADMIN_PASSWORD: {
    key: 'adminPassword',
    meaning: 'see ADMIN_EMAIL',
    fallback: 'none',
    parse: (text) => text,
  },
  ACCESS_TOKEN_MINUTES: {
    key: 'accessTokenMinutes',
    meaning: 'life of an access token',
    fallback: '15',
    parse: (text) => parseNumber(text, 15, 1, 1440),
  },
  REFRESH_TOKEN_DAYS: {
    key: 'refreshTokenDays',
    meaning: 'life of a login',
    fallback: '30',
    parse: (text) => parseNumber(text, 30, 1, 365),
  },
  CORS_ORIGINS: {
    key: 'corsOrigins',
    meaning: 'origins of other web sites that may call the API, with commas',
    fallback: 'none',
    parse: parseList,
  },
  LOG_LEVEL: {
    key: 'logLevel',
    meaning: 'silent, error, warn, info or debug',
    fallback: 'warn',
    parse: (text) =>
      check(
        ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'].includes(text ?? 'warn'),
        'must be silent, error, warn, info or debug',
        text ?? 'warn',
      ),
  },
}

/** Reads the environment and, where it exists, `.env` in `folder`; the environment wins. Throws ConfigError. */
export function loadConfig(
  env: Record<string, string | undefined> = process.env,
  folder = process.cwd(),
): Config {
  const values = readValues(env, folder)
  const config: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    try {
      config[setting.key] = setting.parse(values[name] === '' ? undefined : values[name])
    } catch (error) {
      throw error instanceof ConfigError ? new ConfigError(`${name} ${error.message}.`) : error
    }
  }
  if (Boolean(config['adminEmail']) !== Boolean(config['adminPassword'])) {
    throw new ConfigError('ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or none.')
  }
  if (!config['secretKey']) {
    if (config['databaseUrl']) {
      throw new ConfigError(
        'SECRET_KEY is required with DATABASE_URL, so that every process signs alike. Make one with: openssl rand -hex 32',
      )
    }
    config['secretKey'] = ownSecret(config['dataDir'] as string)
  }
  return config as unknown as Config
}

/** Whether DEBUG asks for stacks; for errors that come before, or instead of, a configuration. */
export function isDebug(
  env: Record<string, string | undefined> = process.env,
  folder = process.cwd(),
): boolean {
  return ['true', '1', 'yes'].includes((readValues(env, folder)['DEBUG'] ?? '').toLowerCase())
}

function readValues(
  env: Record<string, string | undefined>,
  folder: string,
): Record<string, string | undefined> {
  const file = path.join(folder, '.env')
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...env }
}

/** The settings as a table in Markdown, for the README. */
export function settingsTable(): string {
  const rows = Object.entries(settings).map(
    ([name, { meaning, fallback }]) => `| \`${name}\` | ${meaning} | ${fallback} |`,
  )
  return ['| Name | Meaning | Default |', '|---|---|---|', ...rows].join('\n')
}

/** The settings as lines of help: name, meaning, default. */
export function settingsHelp(): string {
  return Object.entries(settings)
    .map(([name, setting]) => `  ${name.padEnd(22)}${setting.meaning} (default: ${setting.fallback})`)
    .join('\n')
}

function ownSecret(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true })
    return keptSecret(path.join(dataDir, 'secret-key'))
  } catch (error) {
    const { message } = error as Error
    throw new ConfigError(
      `DATA_DIR ${dataDir} cannot keep the secret key: ${message}. Set DATA_DIR or SECRET_KEY.`,
      {
        cause: error,
      },
    )
  }
}

function check<T>(good: boolean, problem: string, value: T): T {
  if (!good) throw new ConfigError(problem)
  return value
}

function parseBoolean(text: string | undefined): boolean {
  const value = (text ?? 'false').toLowerCase()
  check(['true', 'false', '1', '0', 'yes', 'no'].includes(value), 'must be true or false', value)
  return ['true', '1', 'yes'].includes(value)
}

function parseNumber(text: string | undefined, fallback: number, least: number, most: number): number {
  const value = text === undefined ? fallback : /^\d+$/.test(text.trim()) ? Number(text) : NaN
  return check(
    Number.isInteger(value) && value >= least && value <= most,
    `must be a whole number from ${least} to ${most}`,
    value,
  )
}

function parseList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}
