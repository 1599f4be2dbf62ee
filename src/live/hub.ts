/**
 * The hub: hears what changed, reads how it is now, and tells every connection that may see it. A
 * message is a hint. Where one may be missing the connection is told to read the board again, so
 * nothing is lost if it never arrives.
 */
import type pg from 'pg'
import { isVisible, type Viewer } from '../core/permission.ts'
import type { Notifications } from '../db/notifications.ts'
import { createChanges } from './changes.ts'
import type { CloseReason, PresenceMessage, ResyncReason, ServerMessage } from './live.contract.ts'

/** Whom a connection wants to hear about, of those that it may: each list that is there must hold the person. */
export interface Interest {
  departments: ReadonlySet<string> | undefined
  branches: ReadonlySet<string> | undefined
  users: ReadonlySet<string> | undefined
}

/** One connection, whatever it is made of. */
export interface Connection {
  sessionId: string
  viewer: Viewer
  /** Undefined: everybody in scope. */
  interest: Interest | undefined
  /** Sends bytes that are shared with other connections, or leaves them out where it is too slow. */
  send(bytes: Buffer): void
  close(reason: CloseReason): void
  /** Called with each heartbeat: the moment to find out whether anybody is still there. */
  beat(bytes: Buffer): void
}

export interface LiveLimits {
  /** Connections of one account, and of this process. */
  perAccount: number
  total: number
  /** Of these, those that have not said yet who they are. */
  unauthenticated: number
  authMs: number
  heartbeatMs: number
  /** How often sessions, roles and scopes are read again. */
  checkMs: number
  messageBytes: number
  /** Messages of a client in ten seconds. */
  messages: number
  /** Unsent bytes from which on a connection is too slow, and for how long it may be. */
  bufferedBytes: number
  slowMs: number
}

export const defaultLiveLimits: LiveLimits = {
  perAccount: 20,
  total: 10_000,
  unauthenticated: 200,
  authMs: 5_000,
  heartbeatMs: 20_000,
  checkMs: 20_000,
  messageBytes: 64 * 1024,
  messages: 50,
  bufferedBytes: 256 * 1024,
  slowMs: 10_000,
}

export interface Hub {
  limits: LiveLimits
  /** These people's punches, shifts or days changed, and it is committed. Returns at once. */
  changed(userIds: Iterable<string>): void
  /** Tells it to every connection here that may see the person. */
  broadcast(message: PresenceMessage): void
  /** Begins to hear other processes, and to look after connections. */
  start(): void
  /** Adds a connection; answers how to remove it, or undefined where this account has too many. */
  add(connection: Connection): (() => void) | undefined
  readonly size: number
  /** Closes every connection: the server stops taking requests. */
  closeConnections(): void
  close(): Promise<void>
}

export interface HubOptions {
  pool: pg.Pool
  notifications: Notifications
  now(): number
  /** How these people are now. Who does not exist is left out. */
  readPresence(userIds: readonly string[]): Promise<PresenceMessage[]>
  /** Who holds these sessions now, by session; an ended one is left out. */
  findViewers(sessionIds: readonly string[]): Promise<Map<string, Viewer>>
  onError(error: unknown): void
  limits?: Partial<LiveLimits> | undefined
  collectMs?: number
}

/** More people than these at once: reading the board again is cheaper than so many messages. */
const mostMessages = 1000

export const encode = (message: ServerMessage): Buffer => Buffer.from(JSON.stringify(message))

export function createHub(options: HubOptions): Hub {
  const limits = { ...defaultLiveLimits, ...options.limits }
  const connections = new Set<Connection>()
  const perAccount = new Map<string, number>()
  const waiting = new Set<string>()
  let reading = false
  let timers: NodeJS.Timeout[] = []

  const changes = createChanges({
    pool: options.pool,
    notifications: options.notifications,
    onChanged: (userIds) => {
      if (connections.size === 0) return
      for (const id of userIds) waiting.add(id)
      void tellWaiting()
    },
    onResync: resync,
    onConfiguration: () => {
      resync('changed')
      void checkSessions()
    },
    onError: options.onError,
    ...(options.collectMs === undefined ? {} : { collectMs: options.collectMs }),
  })

  /** One read at a time: what changes meanwhile goes with the next, so no older state overtakes a newer. */
  async function tellWaiting(): Promise<void> {
    if (reading) return
    reading = true
    try {
      while (waiting.size > 0) {
        const userIds = [...waiting]
        waiting.clear()
        if (userIds.length > mostMessages) resync('many')
        else for (const message of await options.readPresence(userIds)) broadcast(message)
      }
    } catch (error) {
      options.onError(error)
      resync('interrupted')
    } finally {
      reading = false
    }
  }

  function broadcast(message: PresenceMessage): void {
    let bytes: Buffer | undefined
    for (const connection of connections) {
      if (!isVisible(connection.viewer, 'presence:read', message)) continue
      if (connection.interest && !isWanted(connection.interest, message)) continue
      bytes ??= encode(message)
      connection.send(bytes)
    }
  }

  function resync(reason: ResyncReason): void {
    const bytes = encode({ type: 'resync', reason })
    for (const connection of connections) connection.send(bytes)
  }

  async function checkSessions(): Promise<void> {
    const checked = [...connections]
    if (checked.length === 0) return
    try {
      const viewers = await options.findViewers([...new Set(checked.map((one) => one.sessionId))])
      for (const connection of checked) {
        const viewer = viewers.get(connection.sessionId)
        if (!viewer) connection.close('unauthenticated')
        else if (!isSameViewer(viewer, connection.viewer)) connection.close('role_changed')
      }
    } catch (error) {
      options.onError(error)
    }
  }

  function beat(): void {
    const bytes = encode({ type: 'heartbeat', now: new Date(options.now()).toISOString() })
    for (const connection of connections) connection.beat(bytes)
  }

  return {
    limits,
    changed: changes.changed,
    broadcast,
    start() {
      if (timers.length > 0) return
      changes.start()
      timers = [
        setInterval(beat, limits.heartbeatMs),
        setInterval(() => void checkSessions(), limits.checkMs),
      ]
      for (const timer of timers) timer.unref()
    },
    add(connection) {
      const { userId } = connection.viewer
      const count = perAccount.get(userId) ?? 0
      if (count >= limits.perAccount) return undefined
      perAccount.set(userId, count + 1)
      connections.add(connection)
      return () => {
        if (!connections.delete(connection)) return
        const left = perAccount.get(userId)! - 1
        if (left > 0) perAccount.set(userId, left)
        else perAccount.delete(userId)
      }
    },
    get size() {
      return connections.size
    },
    closeConnections() {
      for (const connection of connections) connection.close('shutting_down')
    },
    async close() {
      for (const timer of timers) clearInterval(timer)
      await changes.close()
    },
  }
}

function isWanted({ departments, branches, users }: Interest, message: PresenceMessage): boolean {
  const { departmentId, branchId, userId } = message
  return (
    (!departments || (departmentId !== null && departments.has(departmentId))) &&
    (!branches || (branchId !== null && branches.has(branchId))) &&
    (!users || users.has(userId))
  )
}

const isSameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id))

const isSameViewer = (a: Viewer, b: Viewer): boolean =>
  a.role === b.role && isSameSet(a.departments, b.departments) && isSameSet(a.branches, b.branches)
