/** What the request that becomes a WebSocket must say: where it comes from, and perhaps who it is. */
import type { FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { readBearerToken } from '../../http/auth.ts'

/**
 * Browsers send the origin of the page with every WebSocket, and no other rule of theirs keeps a foreign
 * page from opening one. Programs send none. Throws `forbidden`.
 */
export function requireOwnOrigin(request: FastifyRequest, corsOrigins: readonly string[]): void {
  const { origin } = request.headers
  if (origin === undefined || corsOrigins.includes(origin)) return
  // Behind a proxy that ends TLS the scheme is not ours to know, so host and port decide.
  if (URL.canParse(origin) && new URL(origin).host === new URL(`http://${request.host}`).host) return
  throw new AppError('forbidden', 'This web site may not open live connections. Ask for it in CORS_ORIGINS.')
}

/**
 * The token of the upgrade: `Authorization: Bearer …` of a program, or the second subprotocol of
 * `Sec-WebSocket-Protocol: bearer, <token>`, because a browser can set no header. Undefined without any.
 */
export function tokenOfUpgrade(request: FastifyRequest): string | undefined {
  const token = readBearerToken(request)
  if (token !== undefined) return token
  const [scheme, offered] = (request.headers['sec-websocket-protocol'] ?? '').split(/ *, */)
  return scheme === 'bearer' ? offered : undefined
}
