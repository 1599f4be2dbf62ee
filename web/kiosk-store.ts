/**
 * What a kiosk keeps on its device: that it is paired, and the punches that wait, sealed. No names, no numbers, no
 * PINs. It outlives the browser, and is the same for all its tabs.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Static } from 'typebox'
import type { PairView } from '../src/features/kiosks/kiosk.contract.ts'
import { createSignal } from './signal.ts'

export type Paired = Omit<Static<typeof PairView>, 'now'>

export interface SealedPunch {
  key: string
  sealed: string
}

interface Standing {
  paired?: Paired
  /** The name that this device had until it was revoked. */
  revokedName?: string
  /** Punches that waited and were refused, since somebody here said that they had read it. */
  refused: number
}

export interface KioskState extends Standing {
  isLoaded: boolean
  waiting: number
}

interface Schema extends DBSchema {
  standing: { key: 'now'; value: Standing }
  /** By number, so that they go out in the order in which they were made. */
  punches: { key: number; value: SealedPunch }
}

let opened: Promise<IDBPDatabase<Schema>> | undefined

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('timeclock-kiosk', 1, {
    upgrade(db) {
      db.createObjectStore('standing')
      db.createObjectStore('punches', { autoIncrement: true })
    },
  })
  return opened
}

export const kioskState = createSignal<KioskState>({ isLoaded: false, refused: 0, waiting: 0 })

const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('timeclock-kiosk')
channel?.addEventListener('message', () => void loadKiosk())

/** Reads what is kept. */
export async function loadKiosk(): Promise<void> {
  const db = await database()
  const [standing, waiting] = await Promise.all([db.get('standing', 'now'), db.count('punches')])
  kioskState.set({ isLoaded: true, refused: 0, ...standing, waiting })
}

async function changed(): Promise<void> {
  await loadKiosk()
  channel?.postMessage('changed')
}

async function change(next: (before: Standing) => Standing): Promise<void> {
  const tx = (await database()).transaction('standing', 'readwrite')
  const before = (await tx.store.get('now')) ?? { refused: 0 }
  await Promise.all([tx.store.put(next(before), 'now'), tx.done])
  await changed()
}

export const keepPaired = (paired: Paired): Promise<void> => change(({ refused }) => ({ refused, paired }))

/** The kiosk was revoked: its token goes. What waits stays, so that it can be told and counted. */
export const forgetPaired = (token: string): Promise<void> =>
  change((before) =>
    before.paired?.token === token
      ? { refused: before.refused, revokedName: before.paired.name }
      : // Another tab has paired it anew meanwhile.
        before,
  )

export const clearRefused = (): Promise<void> => change((before) => ({ ...before, refused: 0 }))

export async function addSealed(punch: SealedPunch): Promise<void> {
  await (await database()).add('punches', punch)
  await changed()
}

/** The earliest of what waits. */
export async function earliest(most: number): Promise<SealedPunch[]> {
  return (await database()).getAll('punches', null, most)
}

/** Takes out what the server has decided, and counts what it refused. */
export async function settle(decided: ReadonlySet<string>, refused: number): Promise<void> {
  const tx = (await database()).transaction('punches', 'readwrite')
  for (let cursor = await tx.store.openCursor(); cursor; cursor = await cursor.continue())
    if (decided.has(cursor.value.key)) await cursor.delete()
  await tx.done
  await change((before) => ({ ...before, refused: before.refused + refused }))
}
