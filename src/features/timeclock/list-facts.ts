/** The ledger of a person as it was written, newest first. */
import type pg from 'pg'
import { formatInstant } from '../../core/zone.ts'
import type { Fact } from '../../core/punch.ts'
import { readFactPage } from './fact.queries.ts'

export async function listFacts(pool: pg.Pool, userId: string, before: number | undefined, limit: number) {
  const { facts, ids } = await readFactPage(pool, userId, before ?? null, limit)
  return {
    data: facts.map((fact) => presentFact(fact, ids)),
    meta: { nextCursor: facts.length === limit ? facts.at(-1)!.seq : null },
  }
}

export function presentFact(fact: Fact, ids: Map<number, string>) {
  return {
    id: fact.id,
    number: fact.seq,
    kind: fact.kind,
    at: fact.at === null ? null : formatInstant(fact.timeZone, fact.at),
    localTime: fact.localTime,
    timeZone: fact.timeZone,
    recordedAt: formatInstant(fact.timeZone, fact.recordedAt),
    claimed: fact.claimed,
    recordedBy: fact.actorId,
    source: fact.source,
    corrects: fact.targetSeq === null ? null : (ids.get(fact.targetSeq) ?? null),
    reason: fact.reason,
    description: fact.description,
    location: fact.location,
    latitude: fact.latitude,
    longitude: fact.longitude,
    accuracy: fact.accuracy,
    flags: [...fact.flags],
    hash: fact.hash,
    previousHash: fact.prevHash,
  }
}
