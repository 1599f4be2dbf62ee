/** Marks and facts for tests: every field has a value, a test names the few that matter to it. */
import type { Fact, Mark, MarkKind, UnsealedFact } from '../src/core/punch.ts'

/** '02 08:00' or '02 08:00:30': June 2025, UTC. Monday was the 2nd. */
export function june(text: string): number {
  const instant = Date.parse(`2025-06-${text.replace(' ', 'T')}Z`)
  if (Number.isNaN(instant)) throw new RangeError(`"${text}" is no time of June 2025.`)
  return instant
}

export function mark(kind: MarkKind, at: number, more: Partial<Mark> = {}): Mark {
  const seq = more.seq ?? 1
  return {
    seq,
    id: `m${seq}`,
    kind,
    at,
    timeZone: 'UTC',
    branchId: null,
    flags: [],
    description: null,
    location: null,
    latitude: null,
    longitude: null,
    accuracy: null,
    ...more,
  }
}

/** Marks in the order they arrived in: their numbers are 1, 2, 3 … */
export function marks(...rows: readonly [MarkKind, string][]): Mark[] {
  return rows.map(([kind, text], i) => mark(kind, june(text), { seq: i + 1 }))
}

export function unsealedFact(kind: Fact['kind'], more: Partial<UnsealedFact> = {}): UnsealedFact {
  return {
    userId: 'ada',
    id: 'f',
    kind,
    at: june('02 08:00'),
    timeZone: 'UTC',
    offsetSeconds: 0,
    localTime: '2025-06-02T08:00:00.000',
    recordedAt: june('02 08:00'),
    claimed: false,
    actorId: 'ada',
    source: 'web',
    targetSeq: null,
    reason: null,
    description: null,
    location: null,
    latitude: null,
    longitude: null,
    accuracy: null,
    branchId: null,
    flags: [],
    idempotencyKey: null,
    ...more,
  }
}
