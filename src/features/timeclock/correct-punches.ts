/**
 * Corrections are facts: an added punch, another time for one, or one taken out; each with who, when
 * and why. The original stays readable. All changes of a request hold, or none.
 */
import { AppError, invalidField } from '../../errors.ts'
import { flags } from '../../core/punch.ts'
import type { Mark, MarkKind, Remark, UnsealedFact } from '../../core/punch.ts'
import type { Timesheet } from '../../core/timesheet.ts'
import { changedShifts, take, widen, withFacts, type PersonAccount } from './person-account.ts'
import { readFacts } from './fact.queries.ts'
import { presentShift } from './present-punch.ts'
import { newFact, requireTime } from './record-punch.ts'
import type { Answer, Command, DecideTools } from './punch-writer.ts'

export interface Change {
  action: 'add' | 'change' | 'remove'
  punchId?: string
  kind?: MarkKind
  time?: string
  date?: string
}

export interface CorrectionRequest {
  userId: string
  callerId: string
  reason: string
  changes: readonly Change[]
  idempotency: Command['idempotency']
}

const noRemark: Remark = {
  description: null,
  location: null,
  latitude: null,
  longitude: null,
  accuracy: null,
}

/** A command for the writer. */
export function correctPunches(request: CorrectionRequest): Command {
  if (request.reason.trim() === '') throw invalidField('reason', 'Say why the punches are corrected.')
  return {
    userId: request.userId,
    callerId: request.callerId,
    idempotency: request.idempotency,
    decide: (account, tools) => decide(request, account, tools),
  }
}

async function decide(
  request: CorrectionRequest,
  account: PersonAccount,
  tools: DecideTools,
): Promise<Omit<Answer, 'replayed'>> {
  const targets = await findTargets(request, account, tools)
  const facts = request.changes.map((change, i) => factOf(change, i, targets, request, account, tools.now))
  const instants = [...facts.map((fact) => fact.at), ...[...targets.values()].map((mark) => mark.at)]
  await widen(tools.db, account, Math.min(...instants.filter((at) => at !== null)))
  const change = withFacts(account, facts)
  refuseNonsense(account.after, change.sheet)
  const records = changedShifts(account.after.shifts, change.sheet.shifts)
  take(account, change)
  return {
    status: 201,
    body: {
      status: 'success',
      message: 'Correction recorded successfully',
      data: {
        userId: request.userId,
        punchIds: change.facts.map((fact) => fact.id),
        records: records.map((shift) => presentShift(request.userId, shift, tools.now)),
      },
    },
  }
}

/** The punches that are to be changed, as they are in force now. */
async function findTargets(
  request: CorrectionRequest,
  account: PersonAccount,
  { db }: DecideTools,
): Promise<Map<string, Mark>> {
  const wanted = request.changes.flatMap((change) => (change.action === 'add' ? [] : [change.punchId]))
  if (wanted.length === 0) return new Map()
  const known = (): Map<string, Mark> => new Map(account.marks.map((mark) => [mark.id, mark]))
  if (wanted.some((id) => id === undefined || !known().has(id))) {
    const stored = (await readFacts(db, [request.userId])).filter((fact) => wanted.includes(fact.id))
    const earliest = Math.min(...stored.map((fact) => fact.at ?? Number.POSITIVE_INFINITY))
    if (Number.isFinite(earliest)) await widen(db, account, earliest)
  }
  const marks = known()
  return new Map(
    wanted.flatMap((id) => (id !== undefined && marks.has(id) ? [[id, marks.get(id)!] as const] : [])),
  )
}

function factOf(
  change: Change,
  index: number,
  targets: Map<string, Mark>,
  request: CorrectionRequest,
  account: PersonAccount,
  now: number,
): UnsealedFact {
  const path = `changes.${index}`
  const base = {
    recordedAt: now,
    actorId: request.callerId,
    source: 'manual' as const,
    remark: noRemark,
    reason: request.reason,
    claimed: true,
    flags: [flags.corrected],
  }
  if (change.action === 'add') {
    if (!change.kind)
      throw invalidField(`${path}.kind`, 'Say what to add: in, out, break_start or break_end.')
    return newFact(account, { ...base, kind: change.kind, at: instantOf(change, path, account, now) })
  }
  const target = change.punchId === undefined ? undefined : targets.get(change.punchId)
  if (!target)
    throw invalidField(`${path}.punchId`, 'This person has no such punch, or it was removed before.')
  if (change.action === 'remove')
    return newFact(account, { ...base, kind: 'void', at: null, targetSeq: target.seq })
  return newFact(account, {
    ...base,
    kind: 'amend',
    at: instantOf(change, path, account, now),
    targetSeq: target.seq,
  })
}

function instantOf(change: Change, path: string, account: PersonAccount, now: number): number {
  if (change.time === undefined) throw invalidField(`${path}.time`, 'Say at what time it happened.')
  return requireTime({ time: change.time, date: change.date }, `${path}.time`, account.zone, now).at
}

/** What a correction may not leave behind: punches that fit nowhere, or a shift inside another. */
function refuseNonsense(before: Timesheet, after: Timesheet): void {
  const orphan = after.orphans.find((mark) => !before.orphans.some((known) => known.seq === mark.seq))
  if (orphan) {
    const code = orphan.kind.startsWith('break') ? 'break_outside_shift' : 'out_before_in'
    throw new AppError(
      code,
      'After this correction a punch would belong to no shift. Correct or remove that punch in the same request.',
      {
        errors: [
          {
            field: 'changes',
            message: `The ${orphan.kind} of ${new Date(orphan.at).toISOString()} would belong to no shift.`,
          },
        ],
      },
    )
  }
  const wasComplete = new Map(
    before.shifts.flatMap((shift) => (shift.out ? [[shift.in.seq, shift.out.seq]] : [])),
  )
  const stillThere = new Set(after.shifts.flatMap((shift) => (shift.out ? [shift.out.seq] : [])))
  for (const shift of after.shifts) {
    const out = wasComplete.get(shift.in.seq)
    if (shift.status === 'missing_out' && out !== undefined && stillThere.has(out)) {
      throw new AppError(
        'overlapping_shift',
        'The correction would put a clock-in inside a shift that is recorded already.',
      )
    }
  }
}
