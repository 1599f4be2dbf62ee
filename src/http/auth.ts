/** Who asks, and whether their role may: the guard of every route. */
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { type Permission, scopeOf } from '../core/permission.ts'
import { AppError } from '../errors.ts'
import type { Limiters } from './limits.ts'
import type { Actor, Device } from './route.ts'

/** Who holds an access token now. Throws `unauthenticated`. */
export type Authenticate = (token: string) => Promise<Actor>

/** Which kiosk holds a device token now. Throws `unauthenticated`. */
export type AuthenticateDevice = (token: string) => Promise<Device>

/** Who may ask: people by access tokens, kiosks by device tokens, told apart by how they begin. */
export interface Authenticators {
  person: Authenticate
  device: AuthenticateDevice
}

export const deviceTokenPrefix = 'kiosk.'

/** Ours have some 300 characters; this keeps nonsense away from the verifier. */
const longestToken = 8192

/**
 * The token of `Authorization: Bearer …`; undefined without that header. Throws `unauthenticated`
 * for another scheme, for two such headers and for what cannot be a token.
 */
export function readBearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  if (header === undefined) return undefined
  if (header.length > longestToken || isRepeated(request.raw.rawHeaders)) throw badHeader()
  const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(header)?.[1]
  if (token === undefined) throw badHeader()
  return token
}

/** Node keeps the first of two; which of them a proxy in front has checked, nobody knows. */
function isRepeated(rawHeaders: string[]): boolean {
  let found = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!
    if (name.length === 13 && name.toLowerCase() === 'authorization') found += 1
  }
  return found > 1
}

function badHeader(): AppError {
  return new AppError('unauthenticated', 'Send one header "Authorization: Bearer <access token>".')
}

/** The hook of routes with `permission`: finds the session or the kiosk, counts the request, checks the role. */
export function guard(
  authenticate: Authenticators,
  limiters: Limiters,
  permission: Permission,
): onRequestAsyncHookHandler {
  return async (request, reply) => {
    try {
      const token = readBearerToken(request)
      if (token === undefined) {
        throw new AppError(
          'unauthenticated',
          'Log in first, then send "Authorization: Bearer <access token>".',
        )
      }
      if (token.startsWith(deviceTokenPrefix)) request.device = await authenticate.device(token)
      else request.actor = await authenticate.person(token)
    } catch (error) {
      if (error instanceof AppError) await limiters.byAddress(request, reply)
      throw error
    }
    await limiters.byAccount(request, reply)
    const holder = request.device ? 'device' : request.actor.role
    if (scopeOf(holder, permission) === 'none') {
      throw new AppError('forbidden', `Your role (${holder}) does not allow this. Ask an administrator.`)
    }
  }
}
