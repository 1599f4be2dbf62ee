/**
 * The chain of facts. Each person has a sequence from 1 without gaps, and each fact's hash covers
 * its own content and the hash of the fact before it: whoever changes, removes or inserts one row
 * breaks the chain from that row on (Portaria MTP 671/2021, annex V; C-55/18 "reliable").
 */
import { holdingFlags, type Fact, type Mark, type MarkFact, type UnsealedFact } from './punch.ts'

/** A hash function, text to lower-case hex. The core does not choose one. */
export type Hash = (text: string) => string

/** What a hash covers: every field, in one fixed order, as JSON. The leading number is the layout's version. */
export function canonicalFact(fact: Omit<Fact, 'hash'>): string {
  return JSON.stringify([
    1,
    fact.userId,
    fact.seq,
    fact.id,
    fact.kind,
    fact.at,
    fact.timeZone,
    fact.offsetSeconds,
    fact.localTime,
    fact.recordedAt,
    fact.claimed,
    fact.actorId,
    fact.source,
    fact.targetSeq,
    fact.reason,
    fact.description,
    fact.location,
    fact.latitude,
    fact.longitude,
    fact.accuracy,
    fact.branchId,
    fact.flags,
    fact.idempotencyKey,
    fact.prevHash,
  ])
}

/** Where a person's chain ends: the last sequence number (0 before the first fact) and the last hash. */
export interface ChainEnd {
  seq: number
  hash: string
}

/** Appends a fact to a chain: gives it the next number and seals it. */
export function seal(end: ChainEnd, fact: UnsealedFact, hash: Hash): Fact {
  const sealed: Fact = { ...fact, seq: end.seq + 1, prevHash: end.hash, hash: '' }
  sealed.hash = hash(canonicalFact(sealed))
  return sealed
}

export interface ChainFault {
  seq: number
  problem:
    | 'a fact is missing'
    | 'the content does not match its hash'
    | 'it does not follow the fact before it'
}

/** The first fault of one person's facts, given in order of their numbers; `undefined` when intact. */
export function findChainFault(facts: readonly Fact[], hash: Hash): ChainFault | undefined {
  let end: ChainEnd = { seq: 0, hash: '' }
  for (const fact of facts) {
    if (fact.seq !== end.seq + 1) return { seq: end.seq + 1, problem: 'a fact is missing' }
    if (hash(canonicalFact(fact)) !== fact.hash) {
      return { seq: fact.seq, problem: 'the content does not match its hash' }
    }
    if (fact.prevHash !== end.hash) return { seq: fact.seq, problem: 'it does not follow the fact before it' }
    end = fact
  }
  return undefined
}

/** The mark that a fact of a mark's kind states, before any correction. */
export function markOf(fact: MarkFact): Mark {
  if (fact.kind === 'amend' || fact.kind === 'void' || fact.at === null) {
    throw new TypeError(`Fact ${fact.seq} is a correction, not a mark`)
  }
  return {
    seq: fact.seq,
    id: fact.id,
    kind: fact.kind,
    at: fact.at,
    timeZone: fact.timeZone,
    branchId: fact.branchId,
    flags: fact.flags,
    description: fact.description,
    location: fact.location,
    latitude: fact.latitude,
    longitude: fact.longitude,
    accuracy: fact.accuracy,
  }
}

/**
 * One mark after one correction: `undefined` when it is taken out. An amendment replaces the time
 * and its zone, and the remark where it brings one.
 */
export function correctMark(mark: Mark, correction: MarkFact): Mark | undefined {
  if (correction.kind === 'void' || correction.at === null) return undefined
  return {
    ...mark,
    at: correction.at,
    timeZone: correction.timeZone,
    description: correction.description ?? mark.description,
    location: correction.location ?? mark.location,
    // A correction of a held punch admits it: what held it is over.
    flags: [...new Set([...mark.flags, ...correction.flags])].filter((flag) => !holdingFlags.has(flag)),
  }
}

/** Whether the fact is kept without being in force: an amendment admits it, a void dismisses it. */
export function isHeld(fact: Pick<Fact, 'flags'>): boolean {
  return fact.flags.some((flag) => holdingFlags.has(flag))
}

/** What is in force: marks in no particular order, each with its corrections applied in sequence. */
export function effectiveMarks(facts: readonly MarkFact[]): Mark[] {
  return readLedger(facts).marks
}

/** The marks that are kept and not in force, because nobody admitted or dismissed them yet. */
export function heldMarks(facts: readonly MarkFact[]): Mark[] {
  return readLedger(facts).held
}

function readLedger(facts: readonly MarkFact[]): { marks: Mark[]; held: Mark[] } {
  const marks = new Map<number, Mark>()
  const held = new Map<number, Mark>()
  for (const fact of [...facts].sort((a, b) => a.seq - b.seq)) {
    if (fact.kind !== 'amend' && fact.kind !== 'void') {
      ;(isHeld(fact) ? held : marks).set(fact.seq, markOf(fact))
      continue
    }
    const number = fact.targetSeq ?? 0
    const target = marks.get(number) ?? held.get(number)
    if (!target) continue
    held.delete(number)
    const corrected = correctMark(target, fact)
    if (corrected) marks.set(number, corrected)
    else marks.delete(number)
  }
  return { marks: [...marks.values()], held: [...held.values()] }
}
