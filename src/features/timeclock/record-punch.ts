/** Records one punch: the time it counts for, whether it is accepted, the fact, the answer. */
import { v7 as uuidv7 } from 'uuid'
import { AppError, type ErrorCode } from '../../errors.ts'
import { refusePunch, type Refusal } from '../../core/decide.ts'
import type { MarkKind, Remark, Source, UnsealedFact } from '../../core/punch.ts'
import { resolveStatedTime, type ResolvedTime, type StatedTime } from '../../core/stated-time.ts'
import { marksOf, type Shift, type Timesheet } from '../../core/timesheet.ts'
import { localDate, localDateTime, localTime, offsetSecondsAt } from '../../core/zone.ts'
import { presentShift } from './present-punch.ts'
import { take, widen, withFacts, type PersonAccount } from './person-account.ts'
import type { Answer, Command, DecideTools } from './punch-writer.ts'

export interface PunchRequest {
  kind: MarkKind
  userId: string
  callerId: string
  stated: StatedTime
  /** What the client calls the time: it names the field in errors. */
  timeField: string
  remark: Remark
  source: Source
  idempotency: Command['idempotency']
  /** Where it was made, and whether that is marked; without it, the person's own branch. */
  place?: { branchId: string; flags: readonly string[] }
  /** The answer to an accepted punch. */
  present(accepted: AcceptedPunch): Omit<Answer, 'replayed'>
}

export interface AcceptedPunch {
  userId: string
  id: string
  at: number
  timeZone: string
  recordedAt: number
  remark: Remark
  flags: readonly string[]
  shift: Shift
}

/** A command for the writer. */
export function recordPunch(request: PunchRequest): Command {
  return {
    userId: request.userId,
    callerId: request.callerId,
    idempotency: request.idempotency,
    decide: (account, tools) => decidePunch(request, account, tools),
  }
}

async function decidePunch(
  request: PunchRequest,
  account: PersonAccount,
  { db, now }: DecideTools,
): Promise<Omit<Answer, 'replayed'>> {
  const time = requireTime(request.stated, request.timeField, account.zone, now)
  await widen(db, account, time.at)
  const refusal = refusePunch(request.kind, time.at, account.after, account.rules)
  if (refusal) throw refusalError(refusal, request, account, now)
  const marks = [...time.flags, ...(request.place?.flags ?? [])]
  const fact = newFact(account, {
    kind: request.kind,
    at: time.at,
    claimed: time.claimed,
    flags: marks,
    recordedAt: now,
    actorId: request.callerId,
    source: request.source,
    remark: request.remark,
    ...(request.place ? { branchId: request.place.branchId } : {}),
    idempotencyKey: keyOf(request),
  })
  const change = withFacts(account, [fact])
  if (change.sheet.orphans.length > account.after.orphans.length) {
    throw new AppError(
      'break_outside_shift',
      'A break that is recorded already would lie outside its shift. Correct the break first.',
    )
  }
  take(account, change)
  return request.present({
    userId: request.userId,
    id: fact.id,
    at: time.at,
    timeZone: account.zone,
    recordedAt: now,
    remark: request.remark,
    flags: marks,
    shift: shiftWith(change.sheet, fact.id),
  })
}

/** The time that was stated, or the server's; throws an error that names the field. */
export function requireTime(stated: StatedTime, timeField: string, zone: string, now: number): ResolvedTime {
  const time = resolveStatedTime(stated, zone, now)
  if (!('problem' in time)) return time
  const field = time.field === 'time' ? timeField : time.field
  throw new AppError(time.problem, time.message, { errors: [{ field, message: time.message }] })
}

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

/** Keys are the caller's: two callers may use the same one for the same person. */
function keyOf(request: PunchRequest): string | null {
  if (!request.idempotency) return null
  const { key } = request.idempotency
  return request.callerId === request.userId ? key : `${request.callerId}/${key}`
}

export function shiftWith(sheet: Timesheet, punchId: string): Shift {
  const shift = sheet.shifts.find((one) => marksOf(one).some((mark) => mark.id === punchId))
  if (!shift) throw new Error(`the punch ${punchId} is in no shift`)
  return shift
}

function refusalError(
  refusal: Refusal,
  request: PunchRequest,
  account: PersonAccount,
  now: number,
): AppError {
  const shift = account.after.shifts.find((one) => one.in.seq === refusal.shift?.in.seq)
  const since = shift
    ? `${localTime(shift.in.timeZone, shift.in.at).slice(0, 5)} on ${localDate(shift.in.timeZone, shift.in.at)}`
    : ''
  const { code, message } = explain(refusal, since)
  const errors = code === 'out_before_in' ? [{ field: request.timeField, message }] : undefined
  return new AppError(code, message, {
    ...(errors ? { errors } : {}),
    ...(shift ? { data: presentShift(request.userId, shift, now) } : {}),
  })
}

function explain(refusal: Refusal, since: string): { code: ErrorCode; message: string } {
  const messages: Record<Refusal['code'], [ErrorCode, string]> = {
    already_clocked_in: ['already_clocked_in', `Already clocked in since ${since}. Clock out first.`],
    not_clocked_in: ['not_clocked_in', 'Not clocked in at that time. Clock in first.'],
    already_on_break: ['already_on_break', 'Already on a break. End the break first.'],
    not_on_break: ['not_on_break', 'Not on a break at that time. Start the break first.'],
    overlapping_shift: [
      'overlapping_shift',
      `The time lies inside a shift that is recorded already, from ${since}.`,
    ],
    out_before_in: [
      'out_before_in',
      `The clock-out lies before the clock-in of ${since}. Check the time and the date.`,
    ],
    shift_too_long: [
      'not_clocked_in',
      `The shift since ${since} was never clocked out and is too long to end now. Clock out with the time at which it ended, or have it corrected.`,
    ],
  }
  const [code, message] = messages[refusal.code]
  return { code, message }
}
