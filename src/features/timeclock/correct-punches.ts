/**
 * Corrections are facts: an added punch, another time for one, or one taken out; each with who, when
 * and why. The original stays readable. All changes of a request hold, or none.
 */
import { AppError, invalidField } from '../../errors.ts'
import { isHeld } from '../../core/ledger.ts'
import { flags } from '../../core/punch.ts'
import type { Mark, MarkKind, Remark, UnsealedFact } from '../../core/punch.ts'
import type { Shift, Timesheet } from '../../core/timesheet.ts'
import { localDate } from '../../core/zone.ts'
import type { Handle } from '../../db/database.ts'
import { changedShifts, widen, withFacts, type PersonAccount } from './person-account.ts'
import { readFacts } from './fact.queries.ts'
import { lockedDateOf, lockedError } from './locked-days.ts'
import { newFact } from './new-fact.ts'
import { requireTime } from './record-punch.ts'

export const changeActions = ['add', 'change', 'remove', 'admit'] as const

/** `admit` brings a punch in force that is kept and not counted. */
export interface Change {
  action: (typeof changeActions)[number]
  punchId?: string
  kind?: MarkKind
  time?: string
  date?: string
}

export interface CorrectionAsked {
  /** Who the facts say made it. */
  actorId: string
  /** Days that are closed by their age take corrections of administrators. */
  isAdministrator: boolean
  reason: string
  changes: readonly Change[]
}

export interface PreparedCorrection {
  change: ReturnType<typeof withFacts>
  /** The shifts that it touches, as they are and as they will be. */
  before: Shift[]
  after: Shift[]
  /** The first work date that it touches. */
  workDate: string
}

const noRemark: Remark = {
  description: null,
  location: null,
  latitude: null,
  longitude: null,
  accuracy: null,
}

/**
 * What the account would be with these changes; nothing is taken over. Throws `invalid`,
 * `in_the_future`, `period_locked`, `break_outside_shift`, `out_before_in`, `overlapping_shift`.
 */
export async function prepareCorrection(
  asked: CorrectionAsked,
  account: PersonAccount,
  db: Handle,
  now: number,
): Promise<PreparedCorrection> {
  if (asked.reason.trim() === '') throw invalidField('reason', 'Say why the punches are corrected.')
  const targets = await findTargets(asked, account, db)
  refuseDoubles(asked.changes)
  const facts = asked.changes.map((change, i) => factOf(change, i, targets, asked, account, now))
  const instants = [
    ...facts.flatMap((fact) => fact.at ?? []),
    ...[...targets.values()].map((mark) => mark.at),
  ]
  const earliest = Math.min(...instants)
  await widen(db, account, earliest)
  const change = withFacts(account, facts)
  const { sheet } = change
  refuseNonsense(account.after, sheet)
  const locked = lockedDateOf(account, sheet, { isAdministrator: asked.isAdministrator, now })
  if (locked !== undefined) throw lockedError(account, locked)
  const after = changedShifts(account.after.shifts, sheet.shifts)
  const touched = new Set(after.map((shift) => shift.in.seq))
  const kept = new Set(sheet.shifts.map((shift) => shift.in.seq))
  const before = account.after.shifts.filter(({ in: { seq } }) => touched.has(seq) || !kept.has(seq))
  const dates = [...before, ...after].map((shift) => shift.workDate).sort()
  return { change, before, after, workDate: dates[0] ?? localDate(account.zone, earliest) }
}

function refuseDoubles(changes: readonly Change[]): void {
  changes.forEach(({ punchId }, i) => {
    const first = changes.findIndex((other) => other.punchId === punchId)
    if (punchId !== undefined && first < i)
      throw invalidField(`changes.${i}.punchId`, 'Name each punch once.')
  })
}

/** The punches that are to be changed, as they are in force or held now. */
async function findTargets(
  asked: CorrectionAsked,
  account: PersonAccount,
  db: Handle,
): Promise<Map<string, Mark>> {
  const wanted = asked.changes.flatMap((change) => (change.action === 'add' ? [] : [change.punchId]))
  if (wanted.length === 0) return new Map()
  const known = (): Map<string, Mark> =>
    new Map([...account.marks, ...account.held].map((mark) => [mark.id, mark]))
  if (wanted.some((id) => id === undefined || !known().has(id))) {
    const stored = (await readFacts(db, [account.head.user_id])).filter((fact) => wanted.includes(fact.id))
    const earliest = Math.min(...stored.map((fact) => fact.at ?? Number.POSITIVE_INFINITY))
    // Held punches are in no tail: history is read however late they are.
    if (stored.some(isHeld)) account.from = Number.POSITIVE_INFINITY
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
  asked: CorrectionAsked,
  account: PersonAccount,
  now: number,
): UnsealedFact {
  const path = `changes.${index}`
  const base = {
    recordedAt: now,
    actorId: asked.actorId,
    source: 'manual' as const,
    remark: noRemark,
    reason: asked.reason,
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
  const isHeldTarget = account.held.some((mark) => mark.seq === target.seq)
  if (change.action === 'admit' && !isHeldTarget)
    throw invalidField(`${path}.punchId`, 'This punch counts already; there is nothing to admit.')
  // An admitted punch keeps its time unless another is given.
  const keepsTime = change.action === 'admit' && change.time === undefined
  const at = keepsTime ? target.at : instantOf(change, path, account, now)
  return newFact(account, { ...base, kind: 'amend', at, targetSeq: target.seq })
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
