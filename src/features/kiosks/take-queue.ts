/** Punches that waited on a kiosk: each opened, its PIN checked, recorded or refused for managers to see. */
import { mapDatabaseError } from '../../db/constraints.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Device } from '../../http/route.ts'
import { tokensOf } from '../accounts/tokens.ts'
import { findHolderByNumber, type Holder } from './credential.queries.ts'
import { findArrival, keepArrival } from './kiosk.queries.ts'
import { displayName, punchAtKiosk } from './kiosk-punch.ts'
import { recognise } from './recognise.ts'
import { openSealed, type SealedPunch } from './sealed-punch.ts'

export interface Waiting {
  key: string
  sealed: string
}

export interface Arrived {
  key: string
  /** `later`: nothing was decided; send it again after `retryAfter`. The others are final. */
  outcome: 'recorded' | 'refused' | 'later'
  code: string | null
  message: string
  displayName: string | null
  retryAfter: number | null
}

/** One after the other, in the order in which they happened; answered in the order of the request. */
export async function takeQueue(
  context: Context,
  device: Device,
  waiting: readonly Waiting[],
): Promise<Arrived[]> {
  const tokens = tokensOf(context)
  const inOrder = waiting
    .map((one) => ({ ...one, punch: openSealed(tokens, device.kioskId, one.sealed) }))
    .map((one, index) => ({ ...one, index, at: Date.parse(one.punch?.at ?? '') || 0 }))
    .toSorted((a, b) => a.at - b.at)
  const answers: Arrived[] = []
  for (const { key, punch, index } of inOrder) answers[index] = await takeOne(context, device, key, punch)
  return answers
}

async function takeOne(
  context: Context,
  device: Device,
  key: string,
  punch: SealedPunch | undefined,
): Promise<Arrived> {
  const known = await findArrival(context.db, device.kioskId, key)
  if (known) {
    const outcome = known.outcome as 'recorded' | 'refused'
    return { key, outcome, code: known.code, message: known.message, displayName: null, retryAfter: null }
  }
  const decided = await decide(context, device, key, punch)
  if (decided.outcome === 'later') return decided
  const person = punch?.number === undefined ? undefined : await personOf(context, punch.number)
  const at = punch ? new Date(punch.at) : null
  await keepArrival(context.db, {
    kioskId: device.kioskId,
    key,
    receivedAt: new Date(context.now()),
    kind: punch?.kind ?? null,
    at: at && Number.isFinite(at.getTime()) ? at : null,
    userId: decided.person?.id ?? person?.id ?? null,
    outcome: decided.outcome,
    code: decided.code,
    message: decided.message,
  })
  const { person: _person, ...arrived } = decided
  return arrived
}

type Decided = Arrived & { person: Holder | undefined }

/** Whose number was typed, for the managers' list alone: the kiosk does not hear whether there is one. */
const personOf = (context: Context, number: string) =>
  findHolderByNumber(context.db, number.trim(), new Date(context.now()))

async function decide(
  context: Context,
  device: Device,
  key: string,
  punch: SealedPunch | undefined,
): Promise<Decided> {
  const base = { key, code: null, displayName: null, retryAfter: null, person: undefined }
  const refused = (code: string, message: string, person?: Holder): Decided => ({
    ...base,
    outcome: 'refused',
    code,
    message,
    person,
  })
  if (!punch || punch.key !== key) {
    return refused('malformed', 'What the kiosk sent could not be read: it was sealed for another pairing.')
  }
  try {
    const person = await recognise(context, device, punch)
    const answer = await punchAtKiosk(context, device, person, {
      kind: punch.kind,
      at: punch.at,
      key,
      isQueued: true,
    })
    const { message, code } = answer.body as { message: string; code?: string }
    if (answer.status >= 400) return refused(code!, message, person)
    return { ...base, outcome: 'recorded', message, displayName: displayName(person), person }
  } catch (error) {
    const known = error instanceof AppError ? error : mapDatabaseError(error)
    if (!known) throw error
    if (known.statusCode !== 429 && known.statusCode !== 503) return refused(known.code, known.message)
    const retryAfter = Math.ceil(known.retryAfter ?? 60)
    return { ...base, outcome: 'later', code: known.code, message: known.message, retryAfter }
  }
}
