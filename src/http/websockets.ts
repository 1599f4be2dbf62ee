/** WebSockets on the server that everything else runs on. Before the routes: it looks at each of them. */
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'

/** How long a client may take to answer the close. */
const goodbyeMs = 2_000

export async function addWebSockets(app: FastifyInstance, { live }: Context): Promise<void> {
  await app.register(websocket, {
    options: {
      maxPayload: live.limits.messageBytes,
      // Compression would cost memory for every connection; the messages are small.
      perMessageDeflate: false,
      // The second one is a token: it is never sent back.
      handleProtocols: (protocols) => (protocols.has('bearer') ? 'bearer' : false),
    },
    errorHandler: (_error, socket) => socket.terminate(),
    preClose(done) {
      live.closeConnections()
      const { clients } = app.websocketServer
      for (const client of clients) client.close(1001)
      setTimeout(() => clients.forEach((client) => client.terminate()), goodbyeMs).unref()
      app.websocketServer.close()
      done()
    },
  })
}
