/** Records one punch: the time it counts for, whether it is accepted, the fact, the answer. */
import { AppError } from '../../errors.ts'
import { refusePunch } from '../../core/decide.ts'
import { flags, type MarkKind, type Remark, type Source, type UnsealedFact } from '../../core/punch.ts'
import { placeFlags } from '../../core/punch-place.ts'
import { resolveStatedTime, type ResolvedTime, type StatedTime } from '../../core/stated-time.ts'
import { marksOf, type Shift, type Timesheet, type TimesheetRules } from '../../core/timesheet.ts'
import { formatInstant, localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import { collidesWithEntry, leavesEntryBehind } from './entry-conflict.ts'
import { lockedDateOf, lockedDateOfStray, lockedError } from './locked-days.ts'
import { newFact } from './new-fact.ts'
import { noteRefused, refusedPunch, type RefusedPunch } from './refused-punches.ts'
import { refusalError } from './refusal-error.ts'
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
  /** Days that are closed by their age take punches of administrators. */
  isAdministrator?: boolean
  /**
   * It comes from a queue, where nobody waits for the answer: what can not count, because its day is
   * locked or a manager entered something else, is kept all the same.
   */
  isQueued?: boolean
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
  /** Those of the person. */
  rules: TimesheetRules
}

/** Has the writer record a punch; notes a refusal that tells of a mistake. */
export async function submitPunch(context: Context, request: PunchRequest): Promise<Answer> {
  const refused: RefusedPunch[] = []
  const answer = await context.writer.submit(recordPunch(request, refused))
  if (answer.status === 409 && !answer.replayed && refused[0]) await noteRefused(context.pool, refused[0])
  return answer
}

/** A command for the writer. `refused` gets what is worth noting of a refusal. */
export function recordPunch(request: PunchRequest, refused: RefusedPunch[] = []): Command {
  return {
    userId: request.userId,
    callerId: request.callerId,
    idempotency: request.idempotency,
    decide(account, tools) {
      // A batch may be decided more than once: the last time counts.
      refused.length = 0
      return decidePunch(request, account, tools, refused)
    },
  }
}

async function decidePunch(
  request: PunchRequest,
  account: PersonAccount,
  { db, now }: DecideTools,
  refused: RefusedPunch[],
): Promise<Omit<Answer, 'replayed'>> {
  const time = requireTime(request.stated, request.timeField, account.zone, now)
  await widen(db, account, time.at)
  const changer = { isAdministrator: request.isAdministrator ?? false, now }
  const refusal = refusePunch(request.kind, time.at, account.after, account.rules)
  if (refusal) {
    const locked = await lockedDateOfStray(db, account, request.kind, time.at, changer)
    if (locked !== undefined) return keepOrRefuse(locked, request, account, time, now)
    if (request.isQueued && (await collidesWithEntry(db, account, time.at, refusal.shift)))
      return keepHeld(flags.offlineConflict, request, account, time, now)
    refused.push(...refusedPunch(refusal, request, account, time, now))
    throw refusalError(refusal, request, account, now)
  }
  const fact = punchFact(request, account, time, now, [])
  const change = withFacts(account, [fact])
  const locked = lockedDateOf(account, change.sheet, changer)
  if (locked !== undefined) return keepOrRefuse(locked, request, account, time, now)
  if (request.isQueued && (await leavesEntryBehind(db, account, change.sheet, fact.id)))
    return keepHeld(flags.offlineConflict, request, account, time, now)
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
    flags: fact.flags,
    rules: account.rules,
    shift: shiftWith(change.sheet, fact.id),
  })
}

function punchFact(
  request: PunchRequest,
  account: PersonAccount,
  time: ResolvedTime,
  now: number,
  held: readonly string[],
): UnsealedFact {
  return newFact(account, {
    kind: request.kind,
    at: time.at,
    claimed: time.claimed,
    flags: [...time.flags, ...(request.place?.flags ?? ownPlaceFlags(request, account)), ...held],
    recordedAt: now,
    actorId: request.callerId,
    source: request.source,
    remark: request.remark,
    ...(request.place ? { branchId: request.place.branchId } : {}),
    idempotencyKey: keyOf(request),
  })
}

/** What the person's branch has to say about where they punched themselves. */
function ownPlaceFlags(
  { callerId, userId, remark }: PunchRequest,
  account: PersonAccount,
): readonly string[] {
  if (callerId !== userId) return []
  const { latitude, longitude, accuracy } = remark
  const fix =
    latitude === null || longitude === null
      ? undefined
      : { latitude, longitude, accuracyMeters: accuracy ?? undefined }
  return placeFlags(account.book.placeOfBranch(account.head.branch_id), fix)
}

/** What comes from a queue, or just happened, is kept for the day that is locked; what is stated is refused. */
function keepOrRefuse(
  date: string,
  request: PunchRequest,
  account: PersonAccount,
  time: ResolvedTime,
  now: number,
): Omit<Answer, 'replayed'> {
  if (request.isQueued || request.stated.time === undefined)
    return keepHeld(flags.periodLocked, request, account, time, now)
  throw lockedError(account, date)
}

/** Keeps the punch as a fact that is not in force. */
function keepHeld(
  flag: string,
  request: PunchRequest,
  account: PersonAccount,
  time: ResolvedTime,
  now: number,
): Omit<Answer, 'replayed'> {
  const fact = punchFact(request, account, time, now, [flag])
  take(account, withFacts(account, [fact]))
  return {
    status: 202,
    body: {
      status: 'success',
      message:
        flag === flags.periodLocked
          ? 'Kept, but not counted: its day is locked. An administrator can reopen the period and admit it.'
          : 'Kept, but not counted: a manager entered something else for this time. They can admit it.',
      data: {
        userId: request.userId,
        id: fact.id,
        kind: request.kind,
        at: formatInstant(account.zone, time.at),
        date: localDate(account.zone, time.at),
        timeZone: account.zone,
        recordedAt: formatInstant(account.zone, now),
        flags: [...fact.flags],
        isCounted: false,
      },
    },
  }
}

/** The time that was stated, or the server's; throws an error that names the field. */
export function requireTime(stated: StatedTime, timeField: string, zone: string, now: number): ResolvedTime {
  const time = resolveStatedTime(stated, zone, now)
  if (!('problem' in time)) return time
  const field = time.field === 'time' ? timeField : time.field
  throw new AppError(time.problem, time.message, { errors: [{ field, message: time.message }] })
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
