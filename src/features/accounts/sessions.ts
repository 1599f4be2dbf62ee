/** Sessions: one a login. Read on every request, so that an ended one or a changed role acts at once. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import type { Role } from '../../core/permission.ts'
import { createBatcher } from '../../db/batcher.ts'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { sha256Bytes } from '../../sha256.ts'
import { type Tokens, tokensOf, unauthenticated } from './tokens.ts'

/** How long the last refresh token but one may come back once: the answer to its use may have been lost. */
const graceMilliseconds = 30_000

const beforeNow = "(users.status = 'active' and (users.ended_on is null or users.ended_on >= ("
const afterNow = `::timestamptz at time zone coalesce(users.time_zone,
    (select time_zone from branches where branches.id = users.branch_id),
    (select time_zone from company), 'UTC'))::date))`

/**
 * True while a person may use the product: let in, and employed on this day of their own zone. The end
 * of an employment is its last day: on it they still come to work.
 */
export const mayLogIn = (now: Date) => sql<boolean>`${sql.raw(beforeNow)}${now}${sql.raw(afterNow)}`

interface SessionRow {
  id: string
  user_id: string
  role: string
  expires_at: Date
}

const findSessionsText = `select sessions.id, sessions.user_id, users.role, sessions.expires_at
  from sessions join users on users.id = sessions.user_id
 where sessions.id = any($1::uuid[]) and sessions.revoked_at is null and sessions.expires_at > $2
   and ${beforeNow}$2${afterNow}`

/** Answers who holds an access token: by the state of the session and the person now. Throws `unauthenticated`. */
export function createAuthenticator(context: Context): (token: string) => Promise<Actor> {
  const tokens = tokensOf(context)
  const { access } = context
  // All that wait are looked up in one query.
  const lookUp = createBatcher(async (sessionIds: string[]) => {
    const { rows } = await context.pool.query<SessionRow>({
      name: 'find_sessions',
      text: findSessionsText,
      values: [sessionIds, new Date(context.now())],
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return sessionIds.map((id) => byId.get(id))
  })
  return async (token) => {
    const claims = tokens.verifyAccess(token)
    const known = access.find(claims, context.now())
    if (known) return known
    const ticket = access.begin()
    const row = await lookUp(claims.sessionId)
    if (!row || row.user_id !== claims.userId) throw unauthenticated()
    const actor = { userId: row.user_id, role: row.role as Role, sessionId: row.id }
    access.keep(ticket, actor, context.now(), row.expires_at.getTime())
    return actor
  }
}

export interface Device {
  address: string
  userAgent: string | undefined
}

export interface TokenPair {
  access: string
  refresh: string
}

/** A refresh token is `<session>.<secret>.<seal>`: the seal tells a used token of ours from an invented one. */
function formRefresh(tokens: Tokens, sessionId: string, secret: string): string {
  return `${sessionId}.${secret}.${tokens.seal(`token ${sessionId} ${secret}`)}`
}

function readRefresh(tokens: Tokens, token: string): { sessionId: string; secret: string } | undefined {
  const [sessionId = '', secret = '', seal = ''] = token.split('.')
  const expected = Buffer.from(tokens.seal(`token ${sessionId} ${secret}`))
  const given = Buffer.from(seal)
  const good = given.length === expected.length && timingSafeEqual(given, expected)
  return good ? { sessionId, secret } : undefined
}

/** Begins a session for this person, on the handle of a transaction that has checked that they may log in. */
export async function beginSession(
  tx: Database,
  context: Context,
  userId: string,
  device: Device,
): Promise<TokenPair> {
  const tokens = tokensOf(context)
  const id = uuidv7()
  const secret = randomBytes(32).toString('base64url')
  const now = context.now()
  await tx
    .insertInto('sessions')
    .values({
      id,
      user_id: userId,
      token_hash: sha256Bytes(secret),
      created_at: new Date(now),
      last_used_at: new Date(now),
      expires_at: new Date(now + context.config.refreshTokenDays * 86_400_000),
      address: device.address,
      user_agent: device.userAgent?.slice(0, 300) ?? null,
    })
    .execute()
  return { access: tokens.signAccess({ userId, sessionId: id }), refresh: formRefresh(tokens, id, secret) }
}

/**
 * A new pair for a refresh token. The successor of a token is always the same, so the one grace gives a
 * caller whose answer was lost the token that was lost; any other use of a used token ends the session.
 * Throws `invalid_refresh_token`.
 */
export async function refreshSession(context: Context, token: string): Promise<TokenPair> {
  const tokens = tokensOf(context)
  const read = readRefresh(tokens, token)
  if (!read) throw invalidRefresh()
  const { sessionId, secret } = read
  const now = new Date(context.now())
  // The next secret cannot be known without the server's key.
  const next = tokens.seal(`next ${sessionId} ${secret}`)
  const userId = await context.db.transaction().execute(async (tx) => {
    const session = await tx
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['sessions.user_id', 'sessions.token_hash', 'sessions.previous_hash', 'sessions.rotated_at'])
      .where('sessions.id', '=', sessionId)
      .where('sessions.revoked_at', 'is', null)
      .where('sessions.expires_at', '>', now)
      .where(mayLogIn(now))
      .forUpdate('sessions')
      .executeTakeFirst()
    if (!session) return undefined
    const change = rotation(session, sha256Bytes(secret), sha256Bytes(next), now)
    await tx.updateTable('sessions').set(change).where('id', '=', sessionId).execute()
    return 'revoked_at' in change ? undefined : session.user_id
  })
  if (userId === undefined) {
    context.access.forgetAll()
    throw invalidRefresh()
  }
  return { access: tokens.signAccess({ userId, sessionId }), refresh: formRefresh(tokens, sessionId, next) }
}

interface Rotating {
  token_hash: Buffer
  previous_hash: Buffer | null
  rotated_at: Date | null
}

function rotation(session: Rotating, used: Buffer, next: Buffer, now: Date) {
  if (session.token_hash.equals(used)) {
    return { token_hash: next, previous_hash: used, rotated_at: now, last_used_at: now }
  }
  const sinceRotation = session.rotated_at ? now.getTime() - session.rotated_at.getTime() : Infinity
  if (session.previous_hash?.equals(used) && sinceRotation <= graceMilliseconds) {
    return { rotated_at: null, last_used_at: now }
  }
  return { revoked_at: now, revoked_reason: 'refresh_token_reused' }
}

const invalidRefresh = (): AppError =>
  new AppError('invalid_refresh_token', 'This login has ended. Log in again.')

export interface Ending {
  userId: string
  reason: 'logout' | 'password_changed' | 'password_reset' | 'disabled' | 'ended' | 'removed'
  /** Only this session. */
  only?: string
  /** Every session but this. */
  except?: string
  now: Date
}

/** Ends live sessions of a person. Answers how many. */
export async function endSessions(db: Database, ending: Ending): Promise<number> {
  let query = db
    .updateTable('sessions')
    .set({ revoked_at: ending.now, revoked_reason: ending.reason })
    .where('user_id', '=', ending.userId)
    .where('revoked_at', 'is', null)
  if (ending.only !== undefined) query = query.where('id', '=', ending.only)
  if (ending.except !== undefined) query = query.where('id', '!=', ending.except)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The live sessions of a person, the newest use first. */
export async function listSessions(db: Database, userId: string, now: Date) {
  return db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_used_at', 'expires_at', 'address', 'user_agent'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .limit(500)
    .execute()
}
