import { createHmac, hkdfSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import { createTokens } from './tokens.ts'

const config = { secretKey: 'a secret for the tests, forty letters long', accessTokenMinutes: 15 }
const start = 1_755_680_400_000
const claims = { userId: 'eva', sessionId: '01990000-0000-7000-8000-000000000000' }

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token signed with the true key, with a header and claims of choice. */
function forge(header: Record<string, unknown>, changes: Record<string, unknown> = {}, key?: string): string {
  const payload = {
    ...{ iss: 'timeclock', aud: 'timeclock-api', kind: 'access', sub: 'eva', sid: claims.sessionId },
    ...{ iat: start / 1000, exp: start / 1000 + 60 },
    ...changes,
  }
  const input = `${base64url(header)}.${base64url(payload)}`
  const secret = key ?? Buffer.from(hkdfSync('sha256', config.secretKey, 'timeclock', 'access-token', 32))
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

function refused(token: string, now = start): boolean {
  try {
    createTokens(config, () => now).verifyAccess(token)
    return false
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).code).toBe('unauthenticated')
    return true
  }
}

describe('access tokens', () => {
  test('name the person and the session until they expire, also from the cache', () => {
    let now = start
    const tokens = createTokens(config, () => now)
    const token = tokens.signAccess(claims)
    expect(tokens.verifyAccess(token)).toEqual(claims)
    now = start + 15 * 60_000 - 1
    expect(tokens.verifyAccess(token)).toEqual(claims)
    now = start + 15 * 60_000
    expect(() => tokens.verifyAccess(token)).toThrow('expired')
  })

  test('the forged one of these tests is good until something is wrong with it', () => {
    expect(refused(forge({ alg: 'HS256', typ: 'JWT' }))).toBe(false)
  })

  const hmac = { alg: 'HS256', typ: 'JWT' }
  test.each([
    ['no signature', `${forge({ alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['alg none with a signature', forge({ alg: 'none' })],
    ['alg None', forge({ alg: 'None' })],
    ['HS384 in the header', forge({ alg: 'HS384' })],
    ['RS256 in the header', forge({ alg: 'RS256' })],
    ['the empty key', forge(hmac, {}, '\0')],
    ['the secret itself as the key', forge(hmac, {}, config.secretKey)],
    ['a key of its own in the header', forge({ ...hmac, jwk: { kty: 'oct', k: 'AA' } }, {}, '\0')],
    ['a critical extension', forge({ ...hmac, crit: ['b64'], b64: true })],
    ['another kind', forge(hmac, { kind: 'refresh' })],
    ['no kind', forge(hmac, { kind: undefined })],
    ['another issuer', forge(hmac, { iss: 'other' })],
    ['no issuer', forge(hmac, { iss: undefined })],
    ['another audience', forge(hmac, { aud: 'other' })],
    ['no audience', forge(hmac, { aud: undefined })],
    ['no expiry', forge(hmac, { exp: undefined })],
    ['an expiry that is text', forge(hmac, { exp: '9999999999' })],
    ['an old expiry', forge(hmac, { exp: start / 1000 - 1 })],
    ['no person', forge(hmac, { sub: undefined })],
    ['no session', forge(hmac, { sid: undefined })],
    ['a changed signature', `${forge(hmac).slice(0, -2)}AA`],
    ['nonsense', 'a.b.c'],
    ['nothing', ''],
  ])('with %s are refused', (_, token) => {
    expect(refused(token)).toBe(true)
  })

  test('kid and jku choose nothing: the key stays ours', () => {
    expect(refused(forge({ ...hmac, kid: '../../dev/null', jku: 'https://evil.example/keys' }))).toBe(false)
    expect(refused(forge({ ...hmac, kid: '/dev/null' }, {}, '\0'))).toBe(true)
  })
})
