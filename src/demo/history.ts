/** A made-up working life: the facts of one person, as the clock would have recorded them. */
import { sha256 } from '../sha256.ts'
import { v7 as uuidv7 } from 'uuid'
import { addDays } from '../core/calendar.ts'
import { seal, type ChainEnd } from '../core/ledger.ts'
import { flags, type Fact, type MarkKind, type UnsealedFact } from '../core/punch.ts'
import { plannedShifts, type PlannedShift, type ScheduleOn } from '../core/schedule.ts'
import { localDate, localDateTime, offsetSecondsAt } from '../core/zone.ts'
import type { Random } from './random.ts'

export interface Life {
  userId: string
  branchId: string | null
  timeZone: string
  scheduleOn: ScheduleOn
  /** Who corrects the punches of this person. */
  managerId: string
  /** First date, 'YYYY-MM-DD'. */
  from: string
  /** Epoch milliseconds; nothing is recorded after it. */
  now: number
  random: Random
}

/** A fact to come, and the one that it corrects. */
interface Draft {
  kind: UnsealedFact['kind']
  at: number
  recordedAt: number
  actorId: string
  reason: string | null
  target: Draft | null
}

const minuteMs = 60_000

/** Sealed facts in the order in which they were recorded, ready to be written. */
export function makeHistory(life: Life): Fact[] {
  const { random, now } = life
  const to = localDate(life.timeZone, now)
  const drafts: Draft[] = []
  for (let date = life.from; date <= to; date = addDays(date, 1)) {
    if (random.chance(0.015)) continue
    for (const planned of plannedShifts(life.scheduleOn, life.timeZone, date, date)) {
      drafts.push(...workShift(planned, life))
    }
  }
  return sealAll(
    drafts.filter((draft) => draft.recordedAt <= now),
    life,
  )
}

function workShift(planned: PlannedShift, life: Life): Draft[] {
  const { random } = life
  const own = (kind: MarkKind, at: number): Draft => ({
    kind,
    at,
    recordedAt: at,
    actorId: life.userId,
    reason: null,
    target: null,
  })
  const arrival = own('in', planned.start + lateness(random) * minuteMs + random.between(0, 59_000))
  const leaving = own('out', planned.end + overrun(random) * minuteMs + random.between(0, 59_000))
  const pause = planned.start + (planned.end - planned.start) * 0.45 + random.between(-20, 20) * minuteMs
  const resume = pause + random.between(25, 50) * minuteMs + random.between(0, 59_000)
  const drafts = [arrival, own('break_start', Math.round(pause)), own('break_end', Math.round(resume))]
  const correction = {
    actorId: life.managerId,
    recordedAt: planned.end + random.between(15, 30) * 60 * minuteMs,
  }
  if (random.chance(0.012)) {
    // Forgotten: some are found by the manager, the others stay without an end.
    if (random.chance(0.6))
      drafts.push({ ...leaving, ...correction, reason: 'Forgot to clock out; confirmed with the shift lead' })
    return drafts
  }
  drafts.push(leaving)
  if (random.chance(0.008)) {
    const at = Math.min(arrival.at, planned.start + random.between(0, 59_000))
    drafts.push({
      ...correction,
      kind: 'amend',
      at,
      reason: 'Terminal at the entrance was down',
      target: arrival,
    })
  }
  return drafts
}

/** Minutes after the planned start: mostly a little early, sometimes late. */
function lateness(random: Random): number {
  if (random.chance(0.04)) return random.between(20, 75)
  return random.chance(0.12) ? random.between(1, 18) : random.between(-12, 0)
}

/** Minutes after the planned end. */
function overrun(random: Random): number {
  if (random.chance(0.03)) return -random.between(15, 90)
  return random.chance(0.1) ? random.between(20, 80) : random.between(0, 12)
}

function sealAll(drafts: readonly Draft[], life: Life): Fact[] {
  const sorted = [...drafts].sort((a, b) => a.recordedAt - b.recordedAt)
  const numbers = new Map(sorted.map((draft, i) => [draft, i + 1]))
  let end: ChainEnd = { seq: 0, hash: '' }
  return sorted.map((draft) => {
    const fact = seal(end, factOf(draft, draft.target && (numbers.get(draft.target) ?? null), life), sha256)
    end = fact
    return fact
  })
}

function factOf(
  draft: Draft,
  targetSeq: number | null,
  { userId, timeZone, branchId, random }: Life,
): UnsealedFact {
  const corrected = draft.reason !== null
  return {
    userId,
    id: uuidv7({ msecs: draft.recordedAt, random: random.bytes(16), seq: random.between(0, 0x7fffffff) }),
    kind: draft.kind,
    at: draft.at,
    timeZone,
    offsetSeconds: offsetSecondsAt(timeZone, draft.at),
    localTime: localDateTime(timeZone, draft.at),
    recordedAt: draft.recordedAt,
    claimed: corrected,
    actorId: draft.actorId,
    source: corrected ? 'manual' : 'web',
    targetSeq,
    reason: draft.reason,
    description: null,
    location: null,
    latitude: null,
    longitude: null,
    accuracy: null,
    branchId,
    flags: corrected ? [flags.corrected] : [],
    idempotencyKey: null,
  }
}
