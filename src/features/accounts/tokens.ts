/** Access tokens: short-lived signed proof of a session. Nothing in them is trusted but the two ids. */
import { createHmac, hkdfSync } from 'node:crypto'
import { createSigner, createVerifier } from 'fast-jwt'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'

export interface AccessClaims {
  userId: string
  sessionId: string
}

export interface Tokens {
  signAccess(claims: AccessClaims): string
  /** Throws `unauthenticated` for anything but a valid, unexpired access token of ours. */
  verifyAccess(token: string): AccessClaims
  /** Keyed hash, for refresh tokens: base64url. */
  seal(text: string): string
}

/** One purpose, one key: tokens of different kinds can never be taken for one another. */
function deriveKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'timeclock', purpose, 32))
}

const issuer = 'timeclock'
const audience = 'timeclock-api'
const mostVerified = 10_000

/** `now` in epoch milliseconds. */
export function createTokens(
  config: Pick<Config, 'secretKey' | 'accessTokenMinutes'>,
  now: () => number,
): Tokens {
  const key = deriveKey(config.secretKey, 'access-token')
  const refreshKey = deriveKey(config.secretKey, 'refresh-token')
  const sign = createSigner({ key, algorithm: 'HS256', noTimestamp: true })
  // The library fixes its clock when a verifier is made; the expiry is therefore checked below.
  const verify = createVerifier({
    key,
    algorithms: ['HS256'],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ['iss', 'aud'],
    ignoreExpiration: true,
    ignoreNotBefore: true,
  })
  /** What was verified lately: a token says the same every time, until it expires. */
  const verified = new Map<string, Record<string, unknown>>()

  function claimsOf(token: string): Record<string, unknown> {
    const known = verified.get(token)
    if (known) return known
    const claims = verify(token) as Record<string, unknown>
    verified.set(token, claims)
    if (verified.size > mostVerified) verified.delete(verified.keys().next().value!)
    return claims
  }

  return {
    signAccess({ userId, sessionId }) {
      const at = Math.floor(now() / 1000)
      const exp = at + config.accessTokenMinutes * 60
      return sign({ iss: issuer, aud: audience, kind: 'access', sub: userId, sid: sessionId, iat: at, exp })
    },
    verifyAccess(token) {
      let claims: Record<string, unknown>
      try {
        claims = claimsOf(token)
      } catch (cause) {
        throw unauthenticated(cause)
      }
      const { kind, sub, sid, exp } = claims
      const good = kind === 'access' && typeof sub === 'string' && typeof sid === 'string'
      if (!good || typeof exp !== 'number' || now() >= exp * 1000) throw unauthenticated()
      return { userId: sub, sessionId: sid }
    },
    seal: (text) => createHmac('sha256', refreshKey).update(text).digest('base64url'),
  }
}

const tokensByContext = new WeakMap<Context, Tokens>()

/** The tokens of this context, made once: the verifier keeps a cache. */
export function tokensOf(context: Context): Tokens {
  let tokens = tokensByContext.get(context)
  if (!tokens) {
    tokens = createTokens(context.config, context.now)
    tokensByContext.set(context, tokens)
  }
  return tokens
}

export function unauthenticated(cause?: unknown): AppError {
  return new AppError('unauthenticated', 'Log in first: the access token is missing, wrong or expired.', {
    cause,
  })
}
