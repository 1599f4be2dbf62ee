/** The live board: a snapshot, a WebSocket and server-sent events, all with the scope of `presence:read`. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { streamEvents } from '../../live/event-stream.ts'
import { ClientMessage, ServerMessage } from '../../live/live.contract.ts'
import { createSocketServer, type LiveSession, type SocketServer } from '../../live/socket.ts'
import { createAuthenticator } from '../accounts/sessions.ts'
import { unauthenticated } from '../accounts/tokens.ts'
import { findViewers } from '../accounts/viewers.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { visibleUsers } from '../people/scope.ts'
import { BoardMeta, BoardPerson, BoardQuery, EventsQuery } from './board.contract.ts'
import { presentBoard } from './present-board.ts'
import { readBoard } from './presence.queries.ts'
import { requireOwnOrigin, tokenOfUpgrade } from './upgrade.ts'

const tags = ['Live']
const config = { permission: 'presence:read' } as const

export const boardRoutes: Routes = async (app, { context }) => {
  const { db, live } = context
  const sessionOf = createSessionReader(context)
  const sockets = createSocketServer({ hub: live, now: context.now, authenticate: sessionOf })
  live.start()

  app.get(
    '/api/live/board/',
    {
      config,
      schema: {
        summary: 'Who is in, on a break, late, absent, expected, out',
        description:
          'Everybody in scope by name, as they are now. Live messages say when to look again; ask anew after `resync`.',
        operationId: 'getBoard',
        tags,
        querystring: BoardQuery,
        response: { 200: success(Type.Array(BoardPerson), BoardMeta) },
      },
    },
    async (request) => {
      const { department, branch, cursor, limit = 1000 } = request.query
      const now = context.now()
      const [book, rows] = await Promise.all([
        context.readBook(),
        readBoard(db, {
          visible: visibleUsers(request.actor, 'presence:read'),
          after: decodeCursor(cursor, ['string', 'string', 'string']),
          department,
          branch,
          // The day of any zone, and the longest planned shift with its window.
          since: new Date(now - 30 * 3_600_000),
          now: new Date(now),
          limit: limit + 1,
        }),
      ])
      const page = cutPage(presentBoard(rows, book, now), limit, (one) => [
        one.lastName,
        one.firstName,
        one.userId,
      ])
      const meta = { nextCursor: page.nextCursor, now: new Date(now).toISOString() }
      return { status: 'success' as const, data: page.rows, meta }
    },
  )

  addSocketRoute(app, context, sockets)
  addEventsRoute(app, context)
}

/** Finds who holds a token, and whom they may see. Throws `unauthenticated`. */
function createSessionReader(context: Context): (token: string) => Promise<LiveSession> {
  const authenticate = createAuthenticator(context)
  return async (token) => sessionOfActor(context, (await authenticate(token)).sessionId)
}

async function sessionOfActor(context: Context, sessionId: string): Promise<LiveSession> {
  const viewer = (await findViewers(context.db, [sessionId], new Date(context.now()))).get(sessionId)
  if (!viewer) throw unauthenticated()
  return { sessionId, viewer }
}

function addSocketRoute(app: FastifyInstance, context: Context, sockets: SocketServer): void {
  const { corsOrigins } = context.config
  app.route({
    method: 'GET',
    url: '/api/live/',
    config: { ...config, session: 'socket' },
    schema: {
      summary: 'Live messages over a WebSocket',
      description:
        'Open a WebSocket with the subprotocols `bearer` and your access token, or send `{"type":"auth","token":"…"}` within five seconds. ' +
        'Never put the token into the address. Each message is one JSON object: the first schema is what the server sends, the second what it takes. ' +
        'A message is a hint: read `/api/live/board/` after `ready` and after every `resync`.',
      operationId: 'openLiveSocket',
      tags,
      response: {
        101: {
          description: 'What the server sends.',
          content: { 'application/json': { schema: ServerMessage } },
        },
        200: {
          description: 'Never sent by HTTP; what the server takes.',
          content: { 'application/json': { schema: ClientMessage } },
        },
        ...errorResponses('upgrade_required'),
      },
    },
    onRequest: async (request) => {
      if (!request.ws) return
      requireOwnOrigin(request, corsOrigins)
      if (sockets.refusal()) {
        throw new AppError('unavailable', 'Too many live connections at this moment; try again.', {
          retryAfter: 30,
        })
      }
    },
    handler: async () => {
      throw new AppError('upgrade_required', 'Open this address as a WebSocket; see the documentation.')
    },
    wsHandler: (socket, request: FastifyRequest) => sockets.accept(socket, tokenOfUpgrade(request)),
  })
}

function addEventsRoute(app: FastifyInstance, context: Context): void {
  const { live, now } = context
  app.get(
    '/api/live/events/',
    {
      config,
      schema: {
        summary: 'Live messages as server-sent events',
        description:
          'The same messages as over the WebSocket, for programs that speak plain HTTP. With `Last-Event-ID` the first message after `ready` is a `resync`.',
        operationId: 'streamLiveEvents',
        tags,
        querystring: EventsQuery,
        response: {
          200: {
            description: 'One message an event.',
            content: { 'text/event-stream': { schema: ServerMessage } },
          },
        },
      },
    },
    async (request, reply) => {
      const { departments, branches, users } = request.query as Record<string, string | undefined>
      const setOf = (ids: string | undefined) => (ids === undefined ? undefined : new Set(ids.split(',')))
      const session = await sessionOfActor(context, request.actor.sessionId)
      const streams = streamEvents(reply.raw, {
        hub: live,
        now,
        session,
        headers: reply.getHeaders() as Record<string, string>,
        interest: { departments: setOf(departments), branches: setOf(branches), users: setOf(users) },
        isReturning: request.headers['last-event-id'] !== undefined,
      })
      if (!streams) {
        throw new AppError('too_many_requests', 'This account has too many live connections.', {
          retryAfter: 30,
        })
      }
      return reply.hijack()
    },
  )
}
