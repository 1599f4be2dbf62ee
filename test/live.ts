/** A client of live messages over a real socket, and the server's address for it. */
import type { FastifyInstance } from 'fastify'
import { WebSocket, type ClientOptions } from 'ws'

/** Listens on a free port of this machine; answers `127.0.0.1:port`. */
export async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return `127.0.0.1:${address.port}`
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests read what they expect
export type LiveMessage = any

export interface LiveClient {
  socket: WebSocket
  /** All that came. */
  messages: LiveMessage[]
  /** The next message of this type that was not asked for before. Fails when the socket closes first. */
  next(type: string): Promise<LiveMessage>
  send(message: unknown): void
  /** How it ended. */
  closed: Promise<{ code: number; reason: string }>
}

export interface LiveClientOptions extends ClientOptions {
  token?: string
  path?: string
}

export function connect(host: string, options: LiveClientOptions = {}): LiveClient {
  const { token, path = '/api/live/', ...rest } = options
  const socket = new WebSocket(`ws://${host}${path}`, token === undefined ? [] : ['bearer', token], rest)
  const messages: LiveMessage[] = []
  const unread: LiveMessage[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of [...waiting]) look()
  }
  let isClosed = false
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      isClosed = true
      resolve({ code, reason: String(reason) })
      wake()
    })
  })
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as LiveMessage
    messages.push(message)
    unread.push(message)
    wake()
  })
  return {
    socket,
    messages,
    closed,
    next: (type) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const index = unread.findIndex((message) => message.type === type)
          if (index < 0 && !isClosed) return
          waiting.delete(look)
          if (index < 0) reject(new Error(`closed before a message "${type}" came`))
          else resolve(unread.splice(index, 1)[0])
        }
        waiting.add(look)
        look()
      }),
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
  }
}

/** The status that an upgrade is refused with. */
export function refusedStatus(host: string, options: LiveClientOptions = {}): Promise<number | undefined> {
  const { token, path = '/api/live/', ...rest } = options
  const socket = new WebSocket(`ws://${host}${path}`, token === undefined ? [] : ['bearer', token], rest)
  return new Promise((resolve) => {
    socket.on('error', () => undefined)
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode)
      response.destroy()
    })
  })
}
