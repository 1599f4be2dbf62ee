/**
 * Writes that may be sent twice: the same `Idempotency-Key` and request of the same person answers
 * what it answered first. A key is held while its request runs; who dies with it loses it after a
 * minute. The punch writer keeps its keys itself, in the transaction of the punch.
 */
import { createHmac } from 'node:crypto'
import type { FastifyRequest, onSendAsyncHookHandler, preHandlerAsyncHookHandler } from 'fastify'
import type pg from 'pg'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'

/** A key that this request holds: `since` tells it from a later holder of the same key. */
interface HeldKey {
  userId: string
  key: string
  since: Date
}

declare module 'fastify' {
  interface FastifyRequest {
    heldKey: HeldKey | undefined
  }
}

const longestRunMs = 60_000

/** The header's value; undefined without it. Throws `malformed` for what is no key. */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = 'The header Idempotency-Key must have 1 to 255 printable ASCII characters, such as a UUID.'
  throw new AppError('malformed', message, { errors: [{ field: 'Idempotency-Key', message }] })
}

/** Before the handler of a write: answers at once what is stored, or takes the key. */
export function replayOrHold(context: Context): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const key = readIdempotencyKey(request)
    if (key === undefined) return
    const held: HeldKey = { userId: request.actor.userId, key, since: new Date(context.now()) }
    const stored = await takeKey(context.pool, held, requestHash(request, context.config.secretKey))
    if (!stored) {
      request.heldKey = held
      return
    }
    reply.code(stored.status).header('idempotency-replayed', 'true')
    // Answers are objects in JSON, but for exports that were asked for as CSV.
    const type = stored.response.startsWith('{') ? 'application/json' : 'text/csv'
    if (stored.response !== '') reply.header('content-type', `${type}; charset=utf-8`)
    return reply.send(stored.response)
  }
}

/** After the handler: keeps the answer, or lets the key go when trying again may help. */
export function keepAnswer(context: Context): onSendAsyncHookHandler {
  return async (request, reply, payload) => {
    const held = request.heldKey
    if (!held) return payload
    request.heldKey = undefined
    const worthKeeping = reply.statusCode < 500 && reply.statusCode !== 429
    try {
      if (worthKeeping && (payload == null || typeof payload === 'string')) {
        await storeAnswer(context.pool, held, reply.statusCode, payload ?? '')
      } else {
        await releaseKey(context.pool, held)
      }
    } catch (error) {
      // What the caller asked for is done; they must hear so. The key is free again in a minute.
      request.log.error(
        { err: error, requestId: request.id },
        'the answer to an idempotent request was not kept',
      )
    }
    return payload
  }
}

interface StoredAnswer {
  status: number
  response: string
}

/** Takes the key and answers undefined, or answers what is stored. Throws when it is in use or was used otherwise. */
async function takeKey(pool: pg.Pool, held: HeldKey, hash: Buffer): Promise<StoredAnswer | undefined> {
  const { rowCount } = await pool.query(
    `insert into idempotency_keys as k (user_id, key, request_hash, created_at) values ($1, $2, $3, $4)
     on conflict (user_id, key) do update set created_at = excluded.created_at
       where k.status is null and k.created_at < $5 and k.request_hash = excluded.request_hash`,
    [held.userId, held.key, hash, held.since, new Date(held.since.getTime() - longestRunMs)],
  )
  if (rowCount === 1) return undefined
  const { rows } = await pool.query<{ request_hash: Buffer; status: number | null; response: string | null }>(
    `select request_hash, status, response from idempotency_keys where user_id = $1 and key = $2`,
    [held.userId, held.key],
  )
  const row = rows[0]
  if (row && !row.request_hash.equals(hash)) {
    throw new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used with another request. Make a new key for every new request.',
    )
  }
  if (row && row.status !== null) return { status: row.status, response: row.response ?? '' }
  throw new AppError(
    'idempotency_key_in_use',
    'The first request with this Idempotency-Key is still running; ask again.',
    {
      retryAfter: 1,
    },
  )
}

async function storeAnswer(pool: pg.Pool, held: HeldKey, status: number, response: string): Promise<void> {
  await pool.query(
    `update idempotency_keys set status = $4, response = $5 where user_id = $1 and key = $2 and created_at = $3`,
    [held.userId, held.key, held.since, status, response],
  )
}

async function releaseKey(pool: pg.Pool, held: HeldKey): Promise<void> {
  await pool.query(
    `delete from idempotency_keys where user_id = $1 and key = $2 and created_at = $3 and status is null`,
    [held.userId, held.key, held.since],
  )
}

/**
 * A digest of method, path and body; the order of keys and a trailing slash make no difference. It is
 * keyed, because a body may hold a password, which a plain digest in the table would let guess.
 */
function requestHash(request: FastifyRequest, secretKey: string): Buffer {
  const path = request.url.replace(/\/(?=$|\?)/, '')
  const text = `${request.method} ${path}\n${canonicalJson(request.body)}`
  return createHmac('sha256', secretKey).update(text).digest()
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join()}}`
}
