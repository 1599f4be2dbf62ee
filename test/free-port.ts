/** A port that a server of the tests can take, and take again after it was killed. */
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below these the system gives none to outgoing connections, which could sit on it while the server is down. */
const range = { from: 20_000, to: 32_000 }

export async function freePort(): Promise<number> {
  for (;;) {
    const port = range.from + Math.floor(Math.random() * (range.to - range.from))
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
