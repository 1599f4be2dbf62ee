/** WebSockets: who they are, what they may send, and whether anybody is still there. */
import type { WebSocket } from '@fastify/websocket'
import { Compile } from 'typebox/schema'
import type { Viewer } from '../core/permission.ts'
import { encode, type Connection, type Hub } from './hub.ts'
import { ClientMessage, closeCodes, type CloseReason, type ServerMessage } from './live.contract.ts'
import { createOutlet, type Outlet } from './outlet.ts'

export interface LiveSession {
  sessionId: string
  viewer: Viewer
}

export interface SocketServerOptions {
  hub: Hub
  now(): number
  /** Who holds the token now; throws when nobody does. */
  authenticate(token: string): Promise<LiveSession>
}

export interface SocketServer {
  /** Whether one more may come: undefined, or why not. */
  refusal(): 'total' | 'unauthenticated' | undefined
  /** Takes over an open socket. Without `token` its first message must bring one. */
  accept(socket: WebSocket, token: string | undefined): void
}

/** The path of the snapshot that belongs to the messages. */
export const snapshotPath = '/api/live/board/'

const clientMessage = Compile(ClientMessage)
const messageWindowMs = 10_000
const goodbyeMs = 2_000

export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { hub } = options
  const { limits } = hub
  const unknown = new Set<WebSocket>()

  return {
    refusal() {
      if (hub.size + unknown.size >= limits.total) return 'total'
      return unknown.size >= limits.unauthenticated ? 'unauthenticated' : undefined
    },
    accept(socket, token) {
      unknown.add(socket)
      const late = setTimeout(() => session.close('unauthenticated'), limits.authMs)
      late.unref()
      const session = createSocketSession(socket, options, () => {
        clearTimeout(late)
        unknown.delete(socket)
      })
      socket.on('close', () => {
        clearTimeout(late)
        unknown.delete(socket)
        session.ended()
      })
      socket.on('error', () => socket.terminate())
      socket.on('message', (data, isBinary) => session.receive(isBinary ? undefined : String(data)))
      if (token !== undefined) session.identify(token)
    },
  }
}

/** One socket from its opening to its end. */
function createSocketSession(socket: WebSocket, options: SocketServerOptions, onKnown: () => void) {
  const { hub, now } = options
  const { limits } = hub
  let connection: Connection | undefined
  let remove: (() => void) | undefined
  let isIdentifying = false
  let isClosing = false
  let isAlive = true
  let window = { since: now(), messages: 0 }
  socket.on('pong', () => (isAlive = true))

  const outlet: Outlet = createOutlet(
    {
      unsentBytes: () => socket.bufferedAmount,
      write: (bytes) => socket.send(bytes, { binary: false }),
      cut: () => socket.terminate(),
    },
    limits,
    now,
  )
  const say = (message: ServerMessage) => outlet.send(encode(message))
  const instant = () => new Date(now()).toISOString()

  function close(reason: CloseReason): void {
    if (isClosing) return
    isClosing = true
    remove?.()
    const [code, message] = closeCodes[reason]
    if (reason !== 'shutting_down') say({ type: 'error', code: reason, message })
    socket.close(code, message)
    setTimeout(() => socket.terminate(), goodbyeMs).unref()
  }

  function beat(bytes: Buffer): void {
    // Nothing came since the last time, not even the answer to a ping.
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
    outlet.send(bytes)
  }

  async function enter(token: string): Promise<void> {
    const { sessionId, viewer } = await options.authenticate(token)
    if (isClosing || socket.readyState !== socket.OPEN) return
    connection = { sessionId, viewer, interest: undefined, send: outlet.send, close, beat }
    remove = hub.add(connection)
    if (!remove) return close('too_many_requests')
    onKnown()
    const { userId, role } = viewer
    const heartbeatSeconds = Math.ceil(limits.heartbeatMs / 1000)
    say({ type: 'ready', userId, role, heartbeatSeconds, snapshot: snapshotPath, now: instant() })
  }

  function identify(token: string): void {
    isIdentifying = true
    enter(token).catch(() => close('unauthenticated'))
  }

  const handlers: { [T in ClientMessage['type']]: (message: Extract<ClientMessage, { type: T }>) => void } = {
    auth: ({ token }) => (isIdentifying ? close('malformed') : identify(token)),
    subscribe: ({ departments, branches, users }) => {
      if (!connection) return close('unauthenticated')
      const setOf = (ids: string[] | undefined) => ids && new Set(ids)
      connection.interest = {
        departments: setOf(departments),
        branches: setOf(branches),
        users: setOf(users),
      }
      say({ type: 'subscribed' })
    },
    ping: () => say({ type: 'pong', now: instant() }),
  }

  function receive(text: string | undefined): void {
    if (isClosing) return
    isAlive = true
    if (now() - window.since >= messageWindowMs) window = { since: now(), messages: 0 }
    window.messages += 1
    if (window.messages > limits.messages) return close('too_many_requests')
    const message = parse(text)
    if (!message) return close('malformed')
    ;(handlers[message.type] as (message: ClientMessage) => void)(message)
  }

  return { identify, receive, close, ended: () => remove?.() }
}

function parse(text: string | undefined): ClientMessage | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return clientMessage.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}
