/** Server-sent events: the same messages for who speaks plain HTTP. Nothing is read from the other side. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { encode, type Connection, type Hub } from './hub.ts'
import type { ServerMessage } from './live.contract.ts'
import { createOutlet } from './outlet.ts'
import { snapshotPath, type LiveSession } from './socket.ts'

export interface EventStreamOptions {
  hub: Hub
  now(): number
  session: LiveSession
  headers: OutgoingHttpHeaders
  interest: Connection['interest']
  /** The client says that it was connected before: what came meanwhile is not told again. */
  isReturning: boolean
}

/** Streams to `response`. Answers false where the account has too many connections; nothing is written then. */
export function streamEvents(
  response: ServerResponse,
  { hub, now, session, headers, interest, isReturning }: EventStreamOptions,
): boolean {
  let id = now()
  const write = (bytes: Buffer) => {
    // Ids grow over a reconnection too: they are the server's milliseconds, or one more than the last.
    id = Math.max(id + 1, now())
    response.write(`id: ${id}\ndata: ${bytes.toString()}\n\n`)
  }
  const outlet = createOutlet(
    { unsentBytes: () => response.writableLength, write, cut: () => response.destroy() },
    hub.limits,
    now,
  )
  const say = (message: ServerMessage) => outlet.send(encode(message))
  const remove = hub.add({
    ...session,
    interest,
    send: outlet.send,
    close: (reason) => {
      remove?.()
      if (reason !== 'shutting_down') say({ type: 'error', code: reason, message: 'The stream ends.' })
      response.end()
    },
    beat: outlet.send,
  })
  if (!remove) return false
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    // The connection ends with the stream: kept alive, it would hold up a server that stops.
    connection: 'close',
    // Some proxies keep an answer until it is complete, unless they are told.
    'x-accel-buffering': 'no',
  })
  response.on('close', remove)
  response.on('error', remove)
  const { userId, role } = session.viewer
  const heartbeatSeconds = Math.ceil(hub.limits.heartbeatMs / 1000)
  const instant = new Date(now()).toISOString()
  say({ type: 'ready', userId, role, heartbeatSeconds, snapshot: snapshotPath, now: instant })
  if (isReturning) say({ type: 'resync', reason: 'interrupted' })
  return true
}
