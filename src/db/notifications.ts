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
  /** The connection that is open, and how many of its channels the database has not confirmed yet. */
  let client: pg.Client | undefined
  let isOpen = false
  let unconfirmed = 0
  let closed = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined

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
    } catch {
      return lose(fresh)
    }
    if (client !== fresh) return
    isOpen = true
    pauseMs = firstPauseMs
    for (const channel of new Set([...listeners].map((listener) => listener.channel))) confirm(fresh, channel)
    beat(fresh)
  }

  function confirm(current: pg.Client, channel: string): void {
    unconfirmed += 1
    current
      .query(`listen ${pg.escapeIdentifier(channel)}`)
      .then(() => client === current && (unconfirmed -= 1))
      .catch(() => lose(current))
  }

  function beat(current: pg.Client): void {
    timer = setTimeout(() => {
      const late = setTimeout(() => lose(current), heartbeatMs).unref()
      current
        .query('select 1')
        .then(() => client === current && beat(current))
        .catch(() => lose(current))
        .finally(() => clearTimeout(late))
    }, heartbeatMs).unref()
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return
    const wasOpen = isOpen
    client = undefined
    isOpen = false
    unconfirmed = 0
    clearTimeout(timer)
    void lost.end().catch(() => undefined)
    if (wasOpen) for (const listener of listeners) listener.onInterrupted()
    if (closed) return
    timer = setTimeout(() => void connect(), pauseMs).unref()
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  void connect()
  return {
    get connected() {
      return isOpen && unconfirmed === 0
    },
    listen(channel, onMessage, onInterrupted = () => {}) {
      const listener: Listener = { channel, onMessage, onInterrupted }
      listeners.add(listener)
      if (isOpen) confirm(client!, channel)
      return () => void listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      isOpen = false
      await last?.end().catch(() => undefined)
    },
  }
}
