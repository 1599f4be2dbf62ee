/**
 * A kiosk and its server: pairing, recognising, punching, and sending what waited. The device token is the kiosk's
 * own; nobody is logged in here. A revoked token is forgotten wherever the server says so.
 */
import type { Static } from 'typebox'
import type { MarkKind } from '../src/core/punch.ts'
import type {
  IdentifyView,
  KioskPunchView,
  KioskStatusView,
  PairView,
  QueueView,
} from '../src/features/kiosks/kiosk.contract.ts'
import type { HeldAnswer } from '../src/features/timeclock/timeclock.contract.ts'
import {
  addSealed,
  earliest,
  forgetPaired,
  keepPaired,
  kioskState,
  type Paired,
  settle,
} from './kiosk-store.ts'
import { seal, type Shown } from './kiosk-seal.ts'
import { ApiError, NetworkError, send, serverNow } from './network.ts'
import { apiPaths } from './paths.ts'

export type Recognised = Static<typeof IdentifyView>

/** Milliseconds: people stand in a queue, so the kiosk soon keeps the punch instead. */
const patience = 6000

export async function pair(code: string): Promise<void> {
  const { data } = (await send('POST', apiPaths.kiosk.pair, { body: { code } })) as {
    data: Static<typeof PairView>
  }
  const { now: _, ...paired } = data
  await keepPaired(paired)
  // The browser shall not clear away what waits here when it wants room.
  await navigator.storage?.persist?.()
}

async function ask<D>(paired: Paired, method: string, path: string, body?: object): Promise<D> {
  try {
    const headers = { authorization: `Bearer ${paired.token}` }
    const answer = await send(method, path, { headers, patience, ...(body && { body }) })
    return (answer as { data: D }).data
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) await forgetPaired(paired.token)
    throw error
  }
}

/** Nothing was decided: the punch can wait here for the server. */
export const isUnreached = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ApiError && error.status >= 500)

/** Asks whether all is as it was, and keeps what is new. */
export async function refreshKiosk(paired: Paired): Promise<void> {
  const { now: _, ...fresh } = await ask<Static<typeof KioskStatusView>>(paired, 'GET', apiPaths.kiosk.status)
  const next = { token: paired.token, ...fresh }
  if (JSON.stringify(next) !== JSON.stringify(paired)) await keepPaired(next)
}

export const identify = (paired: Paired, shown: Shown): Promise<Recognised> =>
  ask(paired, 'POST', apiPaths.kiosk.identify, shown)

interface Choice {
  kind: MarkKind
  /** Made once for this choice: however often it is sent, and however it goes out, it counts once. */
  key: string
  shown: Shown
  ticket: string | undefined
}

export type Done =
  | { how: 'recorded'; localTime: string; workedSeconds: number }
  | { how: 'held' }
  | { how: 'kept'; at: number }

/** Punches; where the server is not reached, the punch waits here, sealed. */
export async function punch(paired: Paired, { kind, key, shown, ticket }: Choice): Promise<Done> {
  const at = serverNow()
  if (ticket !== undefined) {
    try {
      const answer = await ask<Static<typeof KioskPunchView> | Static<typeof HeldAnswer>>(
        paired,
        'POST',
        apiPaths.kiosk.punch,
        { ticket, kind, key },
      )
      if ('isCounted' in answer) return { how: 'held' }
      return { how: 'recorded', localTime: answer.localTime, workedSeconds: answer.workedSeconds }
    } catch (error) {
      if (!isUnreached(error)) throw error
    }
  }
  await addSealed({
    key,
    sealed: await seal(paired, { key, kind, at: new Date(at).toISOString(), ...shown }),
  })
  return { how: 'kept', at }
}

/** What the server takes in one request. */
const mostAtOnce = 50

/** Until when the server wants no more of what it could not decide; epoch milliseconds by this device. */
let notBefore = 0

/** A new punch is sent at once, whatever the ones before it wait for. */
export const hurry = (): void => {
  notBefore = 0
}

/** Sends what waits, one tab at a time. Throws as `send` does. */
export async function sendSealed(paired: Paired): Promise<void> {
  await navigator.locks.request('timeclock-kiosk-queue', async () => {
    while (kioskState.get().waiting > 0 && Date.now() >= notBefore) {
      const punches = await earliest(mostAtOnce)
      if (punches.length === 0) return
      const answers = await ask<Static<typeof QueueView>>(paired, 'POST', apiPaths.kiosk.queue, { punches })
      const decided = answers.filter(({ outcome }) => outcome !== 'later')
      const refused = decided.filter(({ outcome }) => outcome === 'refused').length
      await settle(new Set(decided.map(({ key }) => key)), refused)
      const pauses = answers.map(({ retryAfter }) => retryAfter).filter((pause) => pause !== null)
      if (pauses.length > 0) notBefore = Date.now() + Math.min(...pauses) * 1000
    }
  })
}
