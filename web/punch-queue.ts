/**
 * The punches of this device. Each is stored with its own time and key before anything is sent, and leaves the
 * store only when the server has taken it or the person has dealt with its refusal. Whatever is sent twice counts
 * once, by its key.
 *
 * The first try of a fresh punch lets the server's clock say the time. If its answer is lost, the same punch goes
 * out with the others by the bulk route, with its own time; where the server then says that the key is used, the
 * first try had arrived, and asking the same again tells what became of it.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { MarkKind } from '../src/core/punch.ts'
import type { BulkAnswer } from '../src/features/timeclock/timeclock.contract.ts'
import { post } from './api.ts'
import { ApiError, isTemporary, serverNow } from './network.ts'
import { apiPaths } from './paths.ts'
import type { Position } from './position.ts'
import { createSignal } from './signal.ts'

export interface QueuedPunch {
  key: string
  userId: string
  kind: MarkKind
  /** RFC 3339 with offset: the device's clock, corrected by what is known of the server's. */
  at: string
  description: string
  location: string
  /** Where it was made, if the branch asks and the device says so. */
  position?: Position
  state: 'waiting' | 'refused'
  /** The first try was sent, and may have arrived. */
  wasTried: boolean
  problem?: { code: string; message: string }
}

interface Schema extends DBSchema {
  punches: { key: string; value: QueuedPunch; indexes: { user: string } }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('timeclock', 1, {
    upgrade(db) {
      db.createObjectStore('punches', { keyPath: 'key' }).createIndex('user', 'userId')
    },
  })
  return opened
}

/** All punches of this person that the server has not taken, the earliest first. */
export const queue = createSignal<readonly QueuedPunch[]>([])

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('timeclock-queue')
let owner: string | undefined
channel?.addEventListener('message', () => void (owner && load(owner)))

/** Reads what is waiting for this person. */
export async function load(userId: string): Promise<void> {
  owner = userId
  const found = await (await database()).getAllFromIndex('punches', 'user', userId)
  queue.set(found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
}

async function changed(userId: string): Promise<void> {
  await load(userId)
  channel?.postMessage('changed')
}

export interface PunchRemark {
  description: string
  location: string
  position?: Position | undefined
}

/** Stores a punch of now. */
export async function addPunch(
  userId: string,
  kind: MarkKind,
  { description, location, position }: PunchRemark,
): Promise<QueuedPunch> {
  const punch: QueuedPunch = {
    key: crypto.randomUUID(),
    userId,
    kind,
    at: new Date(serverNow()).toISOString(),
    description,
    location,
    ...(position && { position }),
    state: 'waiting',
    wasTried: false,
  }
  await (await database()).put('punches', punch)
  await changed(userId)
  return punch
}

/** Another time or remark for a refused punch: a new request, so a new key. */
export async function amendPunch(
  punch: QueuedPunch,
  change: Partial<Pick<QueuedPunch, 'at' | 'description'>>,
): Promise<void> {
  const { problem: _, ...rest } = punch
  const store = await database()
  const next: QueuedPunch = {
    ...rest,
    ...change,
    key: crypto.randomUUID(),
    state: 'waiting',
    wasTried: false,
  }
  const tx = store.transaction('punches', 'readwrite')
  await Promise.all([tx.store.delete(punch.key), tx.store.put(next), tx.done])
  await changed(punch.userId)
}

export async function discardPunch(punch: QueuedPunch): Promise<void> {
  await (await database()).delete('punches', punch.key)
  await changed(punch.userId)
}

const remark = ({ description, location, position }: QueuedPunch) => ({
  ...(description && { description }),
  ...(location && { location }),
  ...position,
})

/** The body of the first try; without a time, so that the server's clock counts. */
function firstTry(punch: QueuedPunch): { path: string; body: object } {
  const { kind, description, location, position } = punch
  const path = apiPaths.punch[kind]
  if (kind !== 'in' && kind !== 'out') return { path, body: { source: 'web', ...remark(punch) } }
  const side = kind === 'in' ? 'timeIn' : 'timeOut'
  return {
    path,
    body: {
      source: 'web',
      ...(description && { [`${side}Description`]: description }),
      ...(location && { [`${side}Location`]: location }),
      ...position,
    },
  }
}

/** A punch that is older than this goes out with its own time. */
const freshFor = 4000

/**
 * Sends what waits; one tab at a time. Never throws for the network: what could not be sent keeps waiting.
 * `refresh` runs before what was taken leaves the screen, so that the server's word is there in its place.
 * True when nothing waits any more.
 */
export async function sendWaiting(userId: string, refresh: () => Promise<unknown>): Promise<boolean> {
  return navigator.locks.request('timeclock-queue', async () => {
    const all = await (await database()).getAllFromIndex('punches', 'user', userId)
    const waiting = all
      .filter((punch) => punch.state === 'waiting')
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    const [only, ...others] = waiting
    if (!only) return true
    const isFresh = others.length === 0 && !only.wasTried && serverNow() - Date.parse(only.at) < freshFor
    const outcomes = isFresh ? [await sendFirst(only)] : await sendBulk(waiting.slice(0, 500))
    if (outcomes.some((outcome) => outcome !== 'waiting')) await refresh()
    await changed(userId)
    return outcomes.every((outcome) => outcome !== 'waiting') && waiting.length <= 500
  })
}

export type Outcome = 'taken' | 'refused' | 'waiting'

/** What the server has taken is not here any more. */
export const outcomeOf = async (key: string): Promise<Outcome> =>
  (await (await database()).get('punches', key))?.state ?? 'taken'

async function sendFirst(punch: QueuedPunch): Promise<Outcome> {
  await (await database()).put('punches', { ...punch, wasTried: true })
  const { path, body } = firstTry(punch)
  try {
    await post(path, { body, key: punch.key })
  } catch (error) {
    return settleError(punch, error)
  }
  return take(punch)
}

async function take(punch: QueuedPunch): Promise<Outcome> {
  await (await database()).delete('punches', punch.key)
  return 'taken'
}

async function settleError(punch: QueuedPunch, error: unknown): Promise<Outcome> {
  if (isTemporary(error)) return 'waiting'
  if (!(error instanceof ApiError)) throw error
  if (error.code === 'idempotency_key_in_use') return 'waiting'
  return refuse(punch, error)
}

async function refuse(
  punch: QueuedPunch,
  { code, message }: { code: string; message: string },
): Promise<Outcome> {
  await (
    await database()
  ).put('punches', { ...punch, wasTried: true, state: 'refused', problem: { code, message } })
  return 'refused'
}

async function sendBulk(punches: QueuedPunch[]): Promise<Outcome[]> {
  const body = {
    punches: punches.map((punch) => ({
      kind: punch.kind,
      at: punch.at,
      idempotencyKey: punch.key,
      source: 'offline' as const,
      ...remark(punch),
    })),
  }
  let answers: BulkAnswer
  try {
    answers = await post<BulkAnswer>(apiPaths.bulkPunches, { body })
  } catch (error) {
    if (isTemporary(error)) return punches.map(() => 'waiting')
    if (!(error instanceof ApiError)) throw error
    // The request as a whole was refused, so each in it was.
    return Promise.all(punches.map((punch) => refuse(punch, error)))
  }
  const outcomes: Outcome[] = []
  for (const [index, punch] of punches.entries()) outcomes.push(await settle(punch, answers[index]))
  return outcomes
}

async function settle(punch: QueuedPunch, one: BulkAnswer[number] | undefined): Promise<Outcome> {
  if (!one) return 'waiting'
  if (one.httpStatus < 300) return take(punch)
  const problem = one.answer as { code: string; message: string }
  if (problem.code === 'idempotency_key_reused' && punch.wasTried) return sendFirst(punch)
  return settleError(
    punch,
    new ApiError(one.httpStatus, problem as ConstructorParameters<typeof ApiError>[1]),
  )
}
