/** The first administrator: by the one-time link that a start prints, or from the settings. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { ConfigError } from '../../config.ts'
import type { Context } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { formats } from '../../http/formats.ts'
import { sha256Bytes } from '../../sha256.ts'
import { audit } from '../people/audit.ts'
import { lockCompany } from '../people/company.queries.ts'
import { createUser } from '../people/create-user.ts'
import { presentUser, type UserView } from '../people/user.contract.ts'
import type { SetUp } from './account.contract.ts'
import { hasAdministrator } from './account.queries.ts'
import { checkPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'

/**
 * The link under `origin` (default: the configured host and port) with which somebody becomes the first
 * administrator, once. Undefined when there is one. Each call makes a new link and ends the one before.
 */
export async function setupLink(
  context: Context,
  origin = configuredOrigin(context),
): Promise<string | undefined> {
  const token = (await hasAdministrator(context.db)) ? undefined : randomBytes(32).toString('base64url')
  await context.db
    .updateTable('company')
    .set({ setup_token_hash: token === undefined ? null : sha256Bytes(token) })
    .execute()
  return token === undefined ? undefined : `${origin}/setup?token=${token}`
}

function configuredOrigin({ config: { host, port } }: Context): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** Whether this token would still make an administrator. */
export async function isSetupOpen(db: Database, token: string): Promise<boolean> {
  const row = await db
    .selectFrom('company')
    .select('one')
    .where('setup_token_hash', '=', sha256Bytes(token))
    .executeTakeFirst()
  return row !== undefined && !(await hasAdministrator(db))
}

/**
 * Makes the first administrator, and names the company. The token is used up in the same transaction:
 * of two who come at once, one is refused. Throws `forbidden` for a token that is not, or no longer, good.
 */
export async function setUp(context: Context, input: SetUp): Promise<UserView> {
  const { token, password, companyName, timeZone, ...person } = input
  if (!(await isSetupOpen(context.db, token))) throw setupClosed()
  checkPassword(password, person)
  const passwordHash = await hashPassword(password)
  return context.db.transaction().execute(async (tx) => {
    const used = await useToken(tx, token, { companyName, timeZone })
    if (!used || (await hasAdministrator(tx))) throw setupClosed()
    const user = await createUser(tx, { ...person, passwordHash, role: 'admin', status: 'active' })
    await audit(tx, user.id, 'user.create', user.id, { role: 'admin', from: 'set-up link' })
    return presentUser(user)
  })
}

async function useToken(
  tx: Database,
  token: string,
  { companyName, timeZone }: { companyName: string | undefined; timeZone: string | undefined },
): Promise<boolean> {
  const result = await tx
    .updateTable('company')
    .set({
      setup_token_hash: null,
      ...(companyName !== undefined && { name: companyName.trim() }),
      ...(timeZone !== undefined && { time_zone: timeZone, config_version: sql<number>`config_version + 1` }),
    })
    .where('setup_token_hash', '=', sha256Bytes(token))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export function setupClosed(): AppError {
  return new AppError(
    'forbidden',
    'This set-up link was used or replaced. The start of TimeClock prints a new one while there is no administrator.',
  )
}

/**
 * Makes the first administrator from ADMIN_EMAIL and ADMIN_PASSWORD. Does nothing without them, or when
 * there is an administrator: nobody is overwritten or promoted. Throws ConfigError.
 */
export async function ensureAdmin(context: Context): Promise<void> {
  const { adminEmail: email, adminPassword: password } = context.config
  if (!email || !password || (await hasAdministrator(context.db))) return
  const person = { email, firstName: 'TimeClock', lastName: 'Administrator' }
  checkSettings(person, password)
  const passwordHash = await hashPassword(password)
  await context.db.transaction().execute(async (tx) => {
    // Several processes may start at once on one database.
    await lockCompany(tx)
    if (await hasAdministrator(tx)) return
    if (await isKnown(tx, email)) {
      throw new ConfigError(
        `ADMIN_EMAIL ${email} belongs to somebody who is no administrator. Use another address, or: timeclock admin create`,
      )
    }
    const user = await createUser(tx, { ...person, passwordHash, role: 'admin', status: 'active' })
    await audit(tx, null, 'user.create', user.id, { role: 'admin', from: 'ADMIN_EMAIL' })
  })
}

function checkSettings(
  person: { email: string; firstName: string; lastName: string },
  password: string,
): void {
  if (!formats.email.accepts(person.email)) throw new ConfigError('ADMIN_EMAIL is no e-mail address.')
  try {
    checkPassword(password, person)
  } catch (error) {
    if (error instanceof AppError) throw new ConfigError(`ADMIN_PASSWORD: ${error.message}`, { cause: error })
    throw error
  }
}

async function isKnown(tx: Database, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .executeTakeFirst()
  return row !== undefined
}
