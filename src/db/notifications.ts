/**
 * What other processes tell through the database (LISTEN). One connection of its own a process; a
 * message is a hint, and while the connection is lost none arrives: whoever relies on them asks
 * `connected`, and starts afresh when told of an interruption.
 */
import pg from 'pg'

export interface Notifications {
  /** Whether every message since now will arrive. */
  readonly connected: boolean
  /** `onInterrupted` is called when messages may have been missed. Answers the way to stop. */
  listen(channel: string, onMessage: (payload: string) => void, onInterrupted?: () => void): () => void
  close(): Promise<void>
}

interface Listener {
  channel: string
  onMessage: (payload: string) => void
  onInterrupted: () => void
}

const firstPauseMs = 100
const longestPauseMs = 5_000
/** A connection that died without a word is found by asking it something. */
const heartbeatMs = 15_000

/** Begins to connect; never throws, and tries again for as long as it is open. */
export function openNotifications(connectionString: string): Notifications {
  const listeners = new Set<Listener>()
  let client: pg.Client | undefined
  let connected = false
  let closed = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined

  const interrupted = () => {
    if (connected) for (const listener of listeners) listener.onInterrupted()
    connected = false
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString, application_name: 'timeclock listener', keepAlive: true })
    client = fresh
    fresh.on('error', () => lose(fresh))
    fresh.on('end', () => lose(fresh))
    fresh.on('notification', ({ channel, payload = '' }) => {
      for (const listener of listeners) if (listener.channel === channel) listener.onMessage(payload)
    })
    try {
      await fresh.connect()
      for (const channel of new Set([...listeners].map((listener) => listener.channel))) {
        await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
      if (closed || client !== fresh) return
      connected = true
      pauseMs = firstPauseMs
      beat(fresh)
    } catch {
      lose(fresh)
    }
  }

  function beat(fresh: pg.Client): void {
    timer = setTimeout(() => {
      const late = setTimeout(() => lose(fresh), heartbeatMs).unref()
      fresh
        .query('select 1')
        .then(() => client === fresh && beat(fresh))
        .catch(() => lose(fresh))
        .finally(() => clearTimeout(late))
    }, heartbeatMs).unref()
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return
    client = undefined
    clearTimeout(timer)
    interrupted()
    void lost.end().catch(() => undefined)
    if (closed) return
    timer = setTimeout(() => void connect(), pauseMs).unref()
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  void connect()
  return {
    get connected() {
      return connected
    },
    listen(channel, onMessage, onInterrupted = () => {}) {
      const listener: Listener = { channel, onMessage, onInterrupted }
      listeners.add(listener)
      if (connected) {
        const current = client!
        // Until the database has answered, messages of this channel may pass unheard.
        connected = false
        current
          .query(`listen ${pg.escapeIdentifier(channel)}`)
          .then(() => (connected = client === current))
          .catch(() => lose(current))
      }
      return () => void listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      connected = false
      await last?.end().catch(() => undefined)
    },
  }
}
