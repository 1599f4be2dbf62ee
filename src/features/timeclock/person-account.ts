/**
 * One person inside a batch: what is in force, what this batch adds, and what must be written. Starts
 * from the tail of the head; reads the neighbourhood only when a punch lies before it. When the batch
 * is written, the account stands for the next one.
 */
import { contextMs } from '../../core/account-boundary.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import {
  correctMark,
  effectiveMarks,
  heldMarks,
  isHeld,
  markOf,
  seal,
  type ChainEnd,
} from '../../core/ledger.ts'
import type { Fact, Mark, UnsealedFact } from '../../core/punch.ts'
import {
  deriveTimesheet,
  isSameShift,
  tailNumbers,
  tailOf,
  type Day,
  type Shift,
  type Tail,
  type Timesheet,
  type TimesheetRules,
} from '../../core/timesheet.ts'
import type { Handle } from '../../db/database.ts'
import { sha256 } from '../../sha256.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from './fact.queries.ts'
import { personOf } from './person-of-head.ts'
import { findBoundary, type Head } from './punch.queries.ts'
import { type PunchWrite } from './write-punches.ts'

export interface PersonAccount {
  head: Head
  /** The configuration that it is derived by. */
  book: ScheduleBook
  zone: string
  rules: TimesheetRules
  end: ChainEnd
  /** From here on (epoch ms) the marks below are complete. */
  from: number
  /** As the database has it, and as it will be. */
  before: Timesheet
  after: Timesheet
  marks: Mark[]
  /** Punches that are kept and not in force; known once history was read. */
  held: Mark[]
  newFacts: Fact[]
  /** History was read, so shifts may vanish. */
  widened: boolean
  /** What the next batch starts from, once this one is collected. */
  tail: Tail | undefined
}

export function openAccount(head: Head, book: ScheduleBook): PersonAccount {
  const rules = book.rulesOf(personOf(head))
  const before = deriveTimesheet(head.tail, rules)
  return {
    head,
    book,
    zone: book.zoneOf({ timeZone: head.time_zone, branchId: head.branch_id }),
    rules,
    end: { seq: head.seq, hash: head.hash },
    from: tailOf(before).from,
    before,
    after: before,
    marks: head.tail,
    held: [],
    newFacts: [],
    widened: false,
    tail: undefined,
  }
}

/** Makes sure that everything that a punch at `at` can touch is in the account. */
export async function widen(db: Handle, account: PersonAccount, at: number): Promise<void> {
  if (at >= account.from) return
  // A policy may look at the whole workweek, and at the one before.
  const isExact = account.rules.policyOn === undefined
  const boundary = await findBoundary(db, account.head.user_id, new Date(isExact ? at : at - contextMs))
  const from = boundary?.getTime() ?? Number.NEGATIVE_INFINITY
  const facts = await readFacts(db, [account.head.user_id], boundary)
  const isWithin = (mark: Mark): boolean => mark.at >= from
  const stored = effectiveMarks(facts)
  account.before = deriveTimesheet(stored.filter(isWithin), account.rules)
  account.from = isExact ? from : boundary ? at : Number.NEGATIVE_INFINITY
  account.widened = true
  account.held = heldMarks([...facts, ...account.newFacts])
  // What this batch adds is put on the same marks: what it leaves alone is the same object before and after.
  const heldBefore = heldMarks(facts)
  const all = account.newFacts.reduce<Mark[]>((marks, fact) => applyFact(marks, fact, heldBefore), stored)
  account.marks = all.filter(isWithin)
  account.after = deriveTimesheet(account.marks, account.rules, account.before)
}

/** What the account would be with these facts; nothing is taken over yet. */
export function withFacts(
  account: PersonAccount,
  facts: readonly UnsealedFact[],
): { facts: Fact[]; marks: Mark[]; sheet: Timesheet } {
  let end = account.end
  let marks = account.marks
  const sealed = facts.map((fact) => {
    const next = seal(end, fact, sha256)
    end = next
    marks = applyFact(marks, next, account.held)
    return next
  })
  return { facts: sealed, marks, sheet: deriveTimesheet(marks, account.rules, account.after) }
}

function applyFact(marks: readonly Mark[], fact: Fact, held: readonly Mark[]): Mark[] {
  if (fact.kind !== 'amend' && fact.kind !== 'void') {
    return isHeld(fact) ? [...marks] : [...marks, markOf(fact)]
  }
  // A held punch that a correction is about comes in force with it.
  const admitted = held.filter((mark) => mark.seq === fact.targetSeq)
  return [...marks, ...admitted].flatMap((mark) =>
    mark.seq === fact.targetSeq ? (correctMark(mark, fact) ?? []) : mark,
  )
}

export function take(account: PersonAccount, change: ReturnType<typeof withFacts>): void {
  account.newFacts.push(...change.facts)
  account.marks = change.marks
  const settled = new Set(change.facts.map((fact) => fact.targetSeq))
  account.held = account.held.filter((mark) => !settled.has(mark.seq))
  account.after = change.sheet
  account.end = change.facts.at(-1) ?? account.end
}

/** Adds what this account has to write to the batch's lists. */
export function collectWrites(account: PersonAccount, write: PunchWrite): void {
  const userId = account.head.user_id
  const { before, after } = account
  const tail = (account.tail = tailOf(after))
  for (const fact of account.newFacts) write.facts.push(fact)
  for (const shift of changedShifts(before.shifts, after.shifts)) write.shifts.push({ userId, shift })
  for (const day of changedDays(before.days, after.days)) {
    // Another day of the workweek may change the class of hours that are locked: those stay.
    if (!after.policyOn || !account.book.locks.isLocked(userId, day.workDate))
      write.days.push({ userId, day })
  }
  write.heads.push({
    userId,
    expectedSeq: account.head.seq,
    personVersion: account.head.person_version,
    seq: account.end.seq,
    hash: account.end.hash,
    lastAt: after.shifts.length === 0 ? null : lastInstant(account.marks),
    tail: tailNumbers(tail),
  })
}

/** The shifts of the account that vanish: their clock-in is no longer in force. */
export function vanishedShifts({ before, after }: PersonAccount): number[] {
  if (before === after) return []
  const kept = new Set(after.shifts.map((shift) => shift.in.seq))
  return before.shifts.map((shift) => shift.in.seq).filter((seq) => !kept.has(seq))
}

/** What was collected is written: the account begins anew where it ends. */
export function settle(account: PersonAccount): void {
  if (account.newFacts.length === 0) return
  const { end, after } = account
  const { marks: tail, from, first } = account.tail ?? tailOf(after)
  account.tail = undefined
  account.head = { ...account.head, seq: end.seq, hash: end.hash, tail }
  const isWhole = first === 0 && after.orphans.length === 0
  account.after = account.before = isWhole ? after : deriveTimesheet(tail, account.rules)
  account.from = from
  account.marks = tail
  account.held = []
  account.newFacts = []
  account.widened = false
}

const lastInstant = (marks: readonly Mark[]): number =>
  marks.reduce((last, mark) => Math.max(last, mark.at), Number.NEGATIVE_INFINITY)

/** Marks are never changed in place: a shift that nothing touched has the same ones before and after. */
export function changedShifts(before: readonly Shift[], after: readonly Shift[]): Shift[] {
  const known = new Map(before.map((shift) => [shift.in.seq, shift]))
  return after.filter((shift) => {
    const old = known.get(shift.in.seq)
    return old !== shift && (old === undefined || !isSameShift(old, shift))
  })
}

/** Days that are new or other than before; a day that has no shift any more comes as an empty one. */
export function changedDays(before: readonly Day[], after: readonly Day[]): Day[] {
  const known = new Map(before.map((day) => [day.workDate, day]))
  const kept = new Set(after.map((day) => day.workDate))
  const isSame = (day: Day): boolean => {
    const old = known.get(day.workDate)
    return old === day || JSON.stringify(old) === JSON.stringify(day)
  }
  return [
    ...after.filter((day) => !isSame(day)),
    ...before.filter((day) => !kept.has(day.workDate)).map((day) => emptyDay(day.workDate)),
  ]
}
