/**
 * The session of a browser: the refresh token lies in a cookie that no script can read, and the page keeps
 * the access token in memory alone. The cookie goes to /api/auth/ and nowhere else, never from another
 * site; whoever uses it must also come from our own origin, since a neighbour under the same domain counts as
 * the same site. The rest of the API knows no cookie: it wants the access token in a header.
 */
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'

const cookieName = 'timeclock-refresh'
const cookiePath = '/api/auth/'

/** Over TLS the browser shall never send it in the clear. Without TLS, on this machine or a test network, it must. */
const optionsFor = (request: FastifyRequest): CookieSerializeOptions => ({
  path: cookiePath,
  httpOnly: true,
  sameSite: 'strict',
  secure: request.protocol === 'https',
})

/** Puts the refresh token into the browser for as long as a login lives. */
export function keepRefreshToken(
  request: FastifyRequest,
  reply: FastifyReply,
  refresh: string,
  days: number,
): void {
  reply.setCookie(cookieName, refresh, { ...optionsFor(request), maxAge: days * 86_400 })
}

export function forgetRefreshToken(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName, optionsFor(request))
}

/** The refresh token of the browser. Throws `invalid_refresh_token` without one. */
export function readRefreshToken(request: FastifyRequest): string {
  const token = request.cookies[cookieName]
  if (token) return token
  throw new AppError('invalid_refresh_token', 'This browser is not logged in.')
}

/** Refuses what a page of another origin sends: the cookie would come along from a neighbour's. */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined && site !== 'same-origin') throw foreign()
  if (origin !== undefined && hostOf(origin) !== request.host) throw foreign()
}

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined

function foreign(): AppError {
  return new AppError('forbidden', 'Browsers log in here from the web app of this TimeClock alone.')
}
