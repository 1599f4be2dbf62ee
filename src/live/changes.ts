/**
 * What changed, from process to process: collected for some milliseconds, told at once here and by one
 * NOTIFY to the others. Never inside the transaction of a punch: a NOTIFY takes a lock of the whole
 * database at commit, and punches would wait for each other.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Notifications } from '../db/notifications.ts'
import type { ResyncReason } from './live.contract.ts'

/** Rows that decide who sees whom, or who is expected: told by triggers (migration 0005). */
export const configurationChannel = 'timeclock_configuration'
const channel = 'timeclock_changes'

export interface Changes {
  /** These people's punches, shifts or days changed, and it is committed. */
  changed(userIds: Iterable<string>): void
  /** Begins to hear other processes. */
  start(): void
  close(): Promise<void>
}

export interface ChangesOptions {
  pool: pg.Pool
  notifications: Notifications
  onChanged(userIds: readonly string[]): void
  onResync(reason: ResyncReason): void
  /** Who may see whom, or what is planned, changed. */
  onConfiguration(): void
  onError(error: unknown): void
  collectMs?: number
}

/** PostgreSQL takes less than 8,000 bytes a message. */
const mostBytes = 7_900
/** Beyond these, who hears it reads everything again. */
const mostMessages = 16
const everything = '*'

export function createChanges(options: ChangesOptions): Changes {
  const { pool, notifications, collectMs = 50 } = options
  const processId = randomUUID()
  const collected = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> = Promise.resolve()
  let stops: (() => void)[] = []

  function flush(): void {
    timer = undefined
    const userIds = [...collected]
    collected.clear()
    if (userIds.length === 0) return
    options.onChanged(userIds)
    // The others learn in order, and a slow database makes larger messages, not more of them.
    sending = sending.then(() => send(packMessages(processId, userIds))).catch(options.onError)
  }

  async function send(messages: string[]): Promise<void> {
    await pool.query({
      name: 'notify_changes',
      // A hint need not survive a crash, so its commit waits for no disk.
      text: `select set_config('synchronous_commit', 'off', true), pg_notify('${channel}', message)
               from unnest($1::text[]) as message`,
      values: [messages],
    })
  }

  function receive(payload: string): void {
    const [sender, list] = split(payload)
    if (sender === processId) return
    if (list === everything) options.onResync('many')
    else options.onChanged(JSON.parse(list) as string[])
  }

  return {
    changed(userIds) {
      for (const id of userIds) collected.add(id)
      if (collected.size > 0) timer ??= setTimeout(flush, collectMs)
    },
    start() {
      if (stops.length > 0) return
      const interrupted = () => {
        if (notifications.connected) options.onResync('interrupted')
      }
      stops = [
        notifications.listen(channel, receive, interrupted),
        notifications.listen(configurationChannel, options.onConfiguration, () => options.onConfiguration()),
      ]
    },
    async close() {
      for (const stop of stops) stop()
      clearTimeout(timer)
      flush()
      await sending
    },
  }
}

const split = (payload: string): [string, string] => {
  const space = payload.indexOf(' ')
  return [payload.slice(0, space), payload.slice(space + 1)]
}

/** `<process> ["id",…]` in as many messages as they need, or one `<process> *` when they are too many. */
export function packMessages(processId: string, userIds: readonly string[]): string[] {
  const messages: string[] = []
  const room = mostBytes - Buffer.byteLength(processId) - 3
  let part: string[] = []
  let used = 0
  const end = () => {
    if (part.length > 0) messages.push(`${processId} [${part.join()}]`)
    part = []
    used = 0
  }
  for (const id of userIds) {
    const text = JSON.stringify(id)
    const bytes = Buffer.byteLength(text) + 1
    if (used + bytes > room) end()
    part.push(text)
    used += bytes
  }
  end()
  return messages.length > mostMessages ? [`${processId} ${everything}`] : messages
}
