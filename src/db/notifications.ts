/**
 * LISTEN: one connection of its own per process, opened by the first subscription. PostgreSQL keeps no
 * message for who is away, so an interruption is told to every subscriber, who must read again what
 * they know. Needs a direct connection: a pooler in transaction mode passes no notifications on.
 */
import pg from 'pg'

export interface Notifications {
  /** Whether messages arrive at this moment. What is kept while it is false may be out of date. */
  readonly connected: boolean
  /**
   * Calls `onMessage` with each payload of `channel` (an identifier of ours, never text from a request).
   * `onInterrupted` is called whenever messages may have been missed: when the connection is lost, and
   * each time that it listens, also the first. Answers how to end the subscription.
   */
  listen(channel: string, onMessage: (payload: string) => void, onInterrupted: () => void): () => void
  /** Answers once it listens, for who must not miss what comes next. */
  ready(): Promise<void>
  close(): Promise<void>
}

export interface NotificationOptions {
  /** Gets what went wrong with the connection; it is opened again by itself. */
  onError?: (error: unknown) => void
  /** Wait before the first and before later attempts to connect again; doubles up to the last. */
  backOffMs?: readonly [first: number, last: number]
  /** How often the connection is asked whether it lives; a firewall may have dropped it silently. */
  probeMs?: number
}

interface Subscription {
  channel: string
  onMessage: (payload: string) => void
  onInterrupted: () => void
}

export function openNotifications(
  connectionString: string,
  options: NotificationOptions = {},
): Notifications {
  const [firstWait, longestWait] = options.backOffMs ?? [100, 10_000]
  const probeMs = options.probeMs ?? 15_000
  const subscriptions = new Set<Subscription>()
  const waiting = new Set<() => void>()
  let client: pg.Client | undefined
  let state: 'idle' | 'connecting' | 'connected' | 'closed' = 'idle'
  let wait = firstWait
  let timer: NodeJS.Timeout | undefined

  const tellInterrupted = () => {
    for (const { onInterrupted } of [...subscriptions]) onInterrupted()
  }

  async function connect(): Promise<void> {
    if (state === 'closed') return
    state = 'connecting'
    const own = new pg.Client({
      connectionString,
      application_name: 'timeclock listener',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: 10_000,
    })
    client = own
    own.on('error', (error) => lose(own, error))
    own.on('end', () => lose(own, undefined))
    own.on('notification', ({ channel, payload = '' }) => {
      for (const one of [...subscriptions]) if (one.channel === channel) one.onMessage(payload)
    })
    try {
      await own.connect()
      // Also the channels of those who subscribe while this waits.
      const listening = new Set<string>()
      for (const { channel } of subscriptions) {
        if (listening.has(channel)) continue
        listening.add(channel)
        await own.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
    } catch (error) {
      lose(own, error)
      return
    }
    // It may have been closed, or lost, meanwhile.
    if (client !== own) return
    state = 'connected'
    wait = firstWait
    timer = setInterval(() => void own.query('select 1').catch((error: unknown) => lose(own, error)), probeMs)
    timer.unref()
    tellInterrupted()
    for (const resolve of waiting) resolve()
    waiting.clear()
  }

  function lose(own: pg.Client, error: unknown): void {
    if (client !== own) return
    client = undefined
    clearInterval(timer)
    own.end().catch(() => undefined)
    if (state === 'closed') return
    const wasConnected = state === 'connected'
    state = 'connecting'
    options.onError?.(error ?? new Error('the connection that listens was closed'))
    timer = setTimeout(() => void connect(), wait)
    timer.unref()
    wait = Math.min(wait * 2, longestWait)
    if (wasConnected) tellInterrupted()
  }

  return {
    get connected() {
      return state === 'connected'
    },
    listen(channel, onMessage, onInterrupted) {
      const subscription = { channel, onMessage, onInterrupted }
      const isNew = ![...subscriptions].some((one) => one.channel === channel)
      subscriptions.add(subscription)
      if (state === 'idle') void connect()
      else if (isNew && client && state === 'connected') {
        const own = client
        own
          .query(`listen ${pg.escapeIdentifier(channel)}`)
          .then(() => client === own && subscriptions.has(subscription) && onInterrupted())
          .catch((error: unknown) => lose(own, error))
      }
      return () => void subscriptions.delete(subscription)
    },
    ready() {
      if (state === 'connected') return Promise.resolve()
      return new Promise((resolve) => waiting.add(resolve))
    },
    async close() {
      state = 'closed'
      clearTimeout(timer)
      const own = client
      client = undefined
      for (const resolve of waiting) resolve()
      waiting.clear()
      await own?.end().catch(() => undefined)
    },
  }
}
