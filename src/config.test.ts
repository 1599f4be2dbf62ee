import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isDebug, loadConfig, settings, settingsHelp, settingsTable } from './config.ts'

const secret = 'a secret for the tests, forty letters long'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'timeclock-config-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const load = (env: Record<string, string>) =>
  loadConfig({ DATA_DIR: path.join(folder, 'data'), ...env }, folder)

test('without any setting', () => {
  expect(load({ SECRET_KEY: secret })).toEqual({
    secretKey: secret,
    debug: false,
    databaseUrl: undefined,
    dataDir: path.join(folder, 'data'),
    host: '127.0.0.1',
    port: 8000,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    trustedProxies: [],
    registration: 'open',
    registrationDomains: [],
    adminEmail: undefined,
    adminPassword: undefined,
    accessTokenMinutes: 15,
    refreshTokenDays: 30,
    corsOrigins: [],
    logLevel: 'warn',
  })
})

test('the environment wins over .env, and an empty value counts as none', () => {
  writeFileSync(path.join(folder, '.env'), `PORT=9000\nHOST=0.0.0.0\nSECRET_KEY="${secret}"\nDEBUG=yes\n`)
  expect(load({ PORT: '9001', HOST: '' })).toMatchObject({
    port: 9001,
    host: '127.0.0.1',
    secretKey: secret,
    debug: true,
  })
  expect(isDebug({}, folder)).toBe(true)
})

test('lists are cut at commas', () => {
  const config = load({
    CORS_ORIGINS: 'https://a.example, https://b.example,',
    REGISTRATION_DOMAINS: 'Example.COM',
  })
  expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example'])
  expect(config.registrationDomains).toEqual(['example.com'])
})

test.each([
  [{ PORT: 'eighty' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: ' ' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ DEBUG: 'maybe' }, 'DEBUG must be true or false.'],
  [{ TIME_ZONE: 'Mars/Olympus' }, 'TIME_ZONE is no IANA time zone, such as Europe/Madrid.'],
  [{ REGISTRATION: 'sometimes' }, 'REGISTRATION must be open, approval or closed.'],
  [{ SECRET_KEY: 'short' }, 'SECRET_KEY must have at least 32 characters.'],
  [{ DATABASE_URL: 'mysql://x', SECRET_KEY: secret }, 'DATABASE_URL must begin with postgres://.'],
  [{ DATABASE_URL: 'postgres://localhost/x' }, /^SECRET_KEY is required with DATABASE_URL/],
  [{ ACCESS_TOKEN_MINUTES: '0' }, 'ACCESS_TOKEN_MINUTES must be a whole number from 1 to 1440.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be silent, error, warn, info or debug.'],
  [{ ADMIN_EMAIL: 'ana@example.com' }, 'ADMIN_EMAIL and ADMIN_PASSWORD go together: set both or none.'],
])('%o is refused by name', (env, sentence) => {
  expect(() => load(env as Record<string, string>)).toThrow(sentence)
})

describe('the secret of an embedded database', () => {
  test('is made once, and nobody else may read it', () => {
    const first = load({}).secretKey
    expect(first.length).toBeGreaterThanOrEqual(32)
    expect(load({}).secretKey).toBe(first)
    const file = path.join(folder, 'data', 'secret-key')
    expect(readFileSync(file, 'utf8')).toBe(first)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('is not made while another secret is given', () => {
    load({ SECRET_KEY: secret })
    expect(() => statSync(path.join(folder, 'data'))).toThrow('ENOENT')
  })

  test('is refused when the file was emptied', () => {
    load({})
    const file = path.join(folder, 'data', 'secret-key')
    writeFileSync(file, '')
    expect(() => load({})).toThrow(/secret-key/)
  })
})

test('every setting is in the help and in the table', () => {
  for (const name of Object.keys(settings)) {
    expect(settingsHelp()).toContain(`  ${name} `)
    expect(settingsTable()).toContain(`| \`${name}\` |`)
  }
})
