/**
 * One of the two servers of bench/live.ts, started by it with `ours <database> <secret>` or `floor`. The floor
 * is the ws library that broadcasts bytes it is given: no sessions, no scope, no database.
 */
import { WebSocketServer, type WebSocket } from 'ws'
import { loadConfig } from '../src/config.ts'
import { openContext } from '../src/context.ts'
import { buildApp } from '../src/http/app.ts'

const [kind, databaseUrl, secretKey] = process.argv.slice(2)

interface Request {
  /** Sent to everybody by the floor. */
  broadcast?: string[]
  /** Answers the processor time used so far, in milliseconds. */
  cpu?: true
}

let broadcast: ((text: string) => void) | undefined

if (kind === 'ours') {
  const config = loadConfig({ DATABASE_URL: databaseUrl, SECRET_KEY: secretKey, PORT: '0' }, '/')
  const context = await openContext(config, { migrate: false })
  const app = await buildApp(context)
  await app.listen({ host: '127.0.0.1', port: 0 })
  await context.notifications.ready()
  const [address] = app.addresses()
  process.send!({ port: typeof address === 'object' ? address.port : 0 })
} else {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
  server.on('listening', () => process.send!({ port: (server.address() as { port: number }).port }))
  broadcast = (text: string) => {
    const bytes = Buffer.from(text)
    for (const client of server.clients as Set<WebSocket>) client.send(bytes, { binary: false })
  }
}

process.on('message', (request: Request) => {
  for (const text of request.broadcast ?? []) broadcast?.(text)
  const { user, system } = process.cpuUsage()
  if (request.cpu) process.send!({ cpu: (user + system) / 1000 })
})
process.on('disconnect', () => process.exit())
