/** A fact of a person, as it is before it is numbered and chained. */
import { v7 as uuidv7 } from 'uuid'
import type { Remark, Source, UnsealedFact } from '../../core/punch.ts'
import { localDateTime, offsetSecondsAt } from '../../core/zone.ts'
import type { PersonAccount } from './person-account.ts'

interface FactDetails {
  kind: UnsealedFact['kind']
  at: number | null
  claimed: boolean
  flags: readonly string[]
  recordedAt: number
  actorId: string
  source: Source
  remark: Remark
  branchId?: string
  idempotencyKey?: string | null
  targetSeq?: number
  reason?: string
}

export function newFact(account: PersonAccount, details: FactDetails): UnsealedFact {
  const { at, remark } = details
  return {
    userId: account.head.user_id,
    id: uuidv7(),
    kind: details.kind,
    at,
    timeZone: account.zone,
    offsetSeconds: at === null ? null : offsetSecondsAt(account.zone, at),
    localTime: at === null ? null : localDateTime(account.zone, at),
    recordedAt: details.recordedAt,
    claimed: details.claimed,
    actorId: details.actorId,
    source: details.source,
    targetSeq: details.targetSeq ?? null,
    reason: details.reason ?? null,
    description: remark.description,
    location: remark.location,
    latitude: remark.latitude,
    longitude: remark.longitude,
    accuracy: remark.accuracy,
    branchId: details.branchId ?? account.head.branch_id,
    flags: details.flags,
    idempotencyKey: details.idempotencyKey ?? null,
  }
}
