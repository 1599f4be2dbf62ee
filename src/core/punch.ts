/** The words of a punch: marks, facts and what they carry. */

export const markKinds = ['in', 'out', 'break_start', 'break_end'] as const
export type MarkKind = (typeof markKinds)[number]

export const sources = ['web', 'mobile', 'kiosk', 'terminal', 'import', 'manual', 'api', 'offline'] as const
export type Source = (typeof sources)[number]

/** What the person said about a punch. Coordinates in degrees, accuracy in metres. */
export interface Remark {
  description: string | null
  location: string | null
  latitude: number | null
  longitude: number | null
  accuracy: number | null
}

/**
 * One thing that happened at an instant, after all corrections. `seq` and `id` are those of the
 * fact that it began as, so that a corrected punch keeps its identity.
 */
export interface Mark extends Remark {
  seq: number
  id: string
  kind: MarkKind
  /** Epoch milliseconds. */
  at: number
  timeZone: string
  branchId: string | null
  flags: readonly string[]
}

/**
 * One row of the ledger. A mark states what happened; an `amend` gives the mark `targetSeq`
 * another time; a `void` takes it out of all totals. Nothing is ever changed or removed.
 */
export interface Fact extends Remark {
  userId: string
  seq: number
  id: string
  kind: MarkKind | 'amend' | 'void'
  at: number | null
  timeZone: string
  offsetSeconds: number | null
  /** The wall time, 'YYYY-MM-DDTHH:MM:SS.mmm'. */
  localTime: string | null
  recordedAt: number
  /** The time was stated by the client, not read from the server's clock. */
  claimed: boolean
  actorId: string
  source: Source
  targetSeq: number | null
  reason: string | null
  branchId: string | null
  flags: readonly string[]
  idempotencyKey: string | null
  /** Hex; empty for a person's first fact. */
  prevHash: string
  hash: string
}

/** What of a fact decides which marks are in force. */
export type MarkFact = Pick<Fact, Exclude<keyof Mark, 'kind' | 'at'> | 'kind' | 'at' | 'targetSeq'>

export type UnsealedFact = Omit<Fact, 'seq' | 'prevHash' | 'hash'>

/** Facts with one of these flags are held: in the ledger, and not in force until a correction admits them. */
export const holdingFlags: ReadonlySet<string> = new Set(['period_locked', 'offline_conflict'])

/** What marks a punch for a manager's eye; none of them takes anything away from it. */
export const flags = {
  /** The stated time differs from the server's by more than the tolerance. */
  unverified: 'unverified',
  /** The wall time did not exist (clocks went forward); it was moved forward. */
  timeInGap: 'time_in_gap',
  /** The wall time existed twice (clocks went back); the earlier was taken. */
  timeAmbiguous: 'time_ambiguous',
  /** Made at a kiosk of another branch than the person's. */
  otherBranch: 'other_branch',
  /** Made outside the fence of the person's branch. */
  outsideFence: 'outside_fence',
  /** Neither surely inside the fence nor surely outside. */
  locationUncertain: 'location_uncertain',
  /** Without a position, which the branch requires. */
  locationMissing: 'location_missing',
  /** A correction touched the shift. */
  corrected: 'corrected',
  /** A break was still running at the clock-out and was ended by it. */
  breakEndedByOut: 'break_ended_by_out',
  /** Longer than the longest shift. */
  overMaximum: 'over_maximum',
  /** Nobody clocked out; the end is one that a policy gave. */
  automaticOut: 'automatic_out',
  /** It came late for a locked day: kept, and not counted until it is admitted. */
  periodLocked: 'period_locked',
  /** It collides with what a manager entered: kept, and not counted until it is admitted. */
  offlineConflict: 'offline_conflict',
} as const
