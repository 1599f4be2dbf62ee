/**
 * Tokens. An access token is a short-lived JWT that names a person and a session; what the person may
 * do is read from the database on every request. A refresh token is opaque: the session's id and 256
 * random bits under a tag of ours, so that a token that was ever issued is known from one made up.
 */
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import { parse as parseUuid, stringify as formatUuid } from 'uuid'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'

export interface AccessClaims {
  userId: string
  sessionId: string
}

export interface Tokens {
  signAccess: (claims: AccessClaims) => string
  /** Throws `unauthenticated` for anything that is not a valid access token of this server now. */
  verifyAccess: (token: string) => AccessClaims
  /** A new refresh token of a session, and the hash to store. */
  issueRefresh: (sessionId: string) => { token: string; hash: Buffer }
  /** The session that a refresh token was issued for; undefined for a token that we never issued. */
  readRefresh: (token: string) => { sessionId: string; hash: Buffer } | undefined
}

const issuer = 'timeclock'
const audience = 'timeclock-api'
/** The media type of RFC 9068: no other kind of token that we may sign one day passes for this one. */
const accessType = 'at+jwt'

/** Signs and verifies with keys derived from SECRET_KEY, one a purpose. `now` gives epoch milliseconds. */
export function createTokens(
  config: Pick<Config, 'secretKey' | 'accessTokenMinutes'>,
  now: () => number,
): Tokens {
  const access = createAccessTokens(config, now)
  return { ...access, ...createRefreshTokens(deriveKey(config.secretKey, 'refresh-token')) }
}

const tokensByContext = new WeakMap<Context, Tokens>()

/** The tokens of this context, made once: the verifier keeps a cache. */
export function tokensOf(context: Context): Tokens {
  let tokens = tokensByContext.get(context)
  if (!tokens) {
    tokens = createTokens(context.config, () => context.now())
    tokensByContext.set(context, tokens)
  }
  return tokens
}

function createAccessTokens(
  config: Pick<Config, 'secretKey' | 'accessTokenMinutes'>,
  now: () => number,
): Pick<Tokens, 'signAccess' | 'verifyAccess'> {
  const key = deriveKey(config.secretKey, 'access-token').toString('base64')
  const sign = createSigner({
    key,
    algorithm: 'HS256',
    header: { alg: 'HS256', typ: accessType },
    iss: issuer,
    aud: audience,
    noTimestamp: true,
  })
  // The key and the algorithm are ours alone: kid, jku and jwk in a header choose nothing, and any
  // `crit` is refused. The library's cache knows only the real clock, so the life is checked here.
  const verify = createVerifier({
    key,
    algorithms: ['HS256'],
    checkTyp: accessType,
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'iat', 'exp'],
    ignoreExpiration: true,
    cache: 10_000,
  })
  return {
    signAccess({ userId, sessionId }) {
      const iat = Math.floor(now() / 1000)
      return sign({ sub: userId, sid: sessionId, iat, exp: iat + config.accessTokenMinutes * 60 })
    },
    verifyAccess(token) {
      const claims = readClaims(verify, token)
      if (!claims || claims.exp * 1000 <= now()) throw unauthenticated()
      return { userId: claims.sub, sessionId: claims.sid }
    },
  }
}

function readClaims(
  verify: (token: string) => unknown,
  token: string,
): { sub: string; sid: string; exp: number } | undefined {
  let claims: Record<string, unknown>
  try {
    claims = verify(token) as Record<string, unknown>
  } catch {
    // Whatever is wrong with a token, the answer is the same.
    return undefined
  }
  const { sub, sid, exp } = claims
  return typeof sub === 'string' && typeof sid === 'string' && typeof exp === 'number'
    ? { sub, sid, exp }
    : undefined
}

/** The one answer to every token that does not let in. */
export function unauthenticated(): AppError {
  return new AppError('unauthenticated', 'The access token is missing, wrong or expired; log in or refresh it.')
}

const idBytes = 16
const bodyBytes = idBytes + 32
const refreshLength = Math.ceil(((bodyBytes + 32) * 4) / 3)

function createRefreshTokens(key: Buffer): Pick<Tokens, 'issueRefresh' | 'readRefresh'> {
  const tag = (body: Buffer): Buffer => createHmac('sha256', key).update(body).digest()
  return {
    issueRefresh(sessionId) {
      const body = Buffer.concat([parseUuid(sessionId), randomBytes(32)])
      const token = Buffer.concat([body, tag(body)]).toString('base64url')
      return { token, hash: sha256(token) }
    },
    readRefresh(token) {
      if (token.length !== refreshLength || !/^[\w-]+$/.test(token)) return undefined
      const bytes = Buffer.from(token, 'base64url')
      const body = bytes.subarray(0, bodyBytes)
      if (!timingSafeEqual(bytes.subarray(bodyBytes), tag(body))) return undefined
      return { sessionId: formatUuid(body.subarray(0, idBytes)), hash: sha256(token) }
    },
  }
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'timeclock', purpose, 32))
}
