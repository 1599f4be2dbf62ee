/**
 * The live connection: what changes, as it changes (docs/live.md). Its messages are hints; after every
 * interruption the picture is read again, so nothing is lost by one that never arrived.
 */
import type { ServerMessage, PresenceMessage } from '../src/live/live.contract.ts'
import { freshToken } from './session.ts'

/** `stale`: the connection is gone, what is shown may be out of date. */
export type LiveState = 'connecting' | 'live' | 'stale'

interface Listener {
  /** The picture must be read: at the beginning, and when messages may be missing. */
  onGap: () => void
  onPresence: (message: PresenceMessage) => void
  onState: (state: LiveState) => void
}

const firstWait = 500
const longestWait = 30_000
/** Two heartbeats that stay away. */
const patience = 2.5
/** The server ended the session, or it changed what this person may see: the token is asked for again. */
const denied = new Set([4401, 4403])

/** Connects, and again whenever the connection is lost. Answers how to end it. */
export function openLive({ onGap, onPresence, onState }: Listener): () => void {
  let socket: WebSocket | undefined
  let wait = firstWait
  let isClosed = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let watch: ReturnType<typeof setTimeout> | undefined
  let heartbeatMs = 30_000

  async function connect(): Promise<void> {
    let token: string
    try {
      token = await freshToken()
    } catch {
      return again()
    }
    if (isClosed) return
    const address = new URL('/api/live/', location.href)
    address.protocol = address.protocol.replace('http', 'ws')
    const opened = new WebSocket(address, ['bearer', token])
    socket = opened
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (socket === opened) take(JSON.parse(data) as ServerMessage)
    })
    opened.addEventListener('close', ({ code }) => {
      if (socket !== opened) return
      if (denied.has(code)) wait = firstWait
      again()
    })
  }

  function take(message: ServerMessage): void {
    expectMore()
    if (message.type === 'ready') {
      heartbeatMs = message.heartbeatSeconds * 1000
      wait = firstWait
      onState('live')
      onGap()
    } else if (message.type === 'presence') onPresence(message)
    // Everybody is told at once: not everybody shall ask at once.
    else if (message.type === 'resync') setTimeout(() => isClosed || onGap(), Math.random() * 2000)
  }

  function expectMore(): void {
    clearTimeout(watch)
    watch = setTimeout(again, heartbeatMs * patience)
  }

  function again(): void {
    clearTimeout(watch)
    clearTimeout(retry)
    const lost = socket
    socket = undefined
    lost?.close()
    if (isClosed) return
    onState('stale')
    retry = setTimeout(() => void connect(), wait * (0.5 + Math.random()))
    wait = Math.min(wait * 2, longestWait)
  }

  /** The network is back, or the page is looked at again: no reason to wait. */
  function hurry(): void {
    if (socket || isClosed || document.visibilityState === 'hidden') return
    clearTimeout(retry)
    wait = firstWait
    void connect()
  }

  addEventListener('online', hurry)
  document.addEventListener('visibilitychange', hurry)
  onState('connecting')
  void connect()
  return () => {
    isClosed = true
    removeEventListener('online', hurry)
    document.removeEventListener('visibilitychange', hurry)
    again()
  }
}
