/**
 * One person inside a batch: what is in force, what this batch adds, and what must be written. Starts
 * from the tail of the head; reads the neighbourhood only when a punch lies before it. When the batch
 * is written, the account stands for the next one.
 */
import { createHash } from 'node:crypto'
import { effectiveMarks, seal, markOf, correctMark, type ChainEnd } from '../../core/ledger.ts'
import { defaultPairingRules } from '../../core/pairing.ts'
import type { Fact, Mark, UnsealedFact } from '../../core/punch.ts'
import {
  deriveTimesheet,
  emptyDay,
  tailMarks,
  tailNumbers,
  type Day,
  type Shift,
  type Timesheet,
  type TimesheetRules,
} from '../../core/timesheet.ts'
import type { Handle } from '../../db/database.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from './fact.queries.ts'
import { findBoundary, type Head } from './punch.queries.ts'
import { type PunchWrite } from './write-punches.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

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
  newFacts: Fact[]
  /** History was read, so shifts may vanish. */
  widened: boolean
}

export function openAccount(head: Head, book: ScheduleBook): PersonAccount {
  const person = { userId: head.user_id, departmentId: head.department_id, branchId: head.branch_id }
  const rules = { ...defaultPairingRules, plan: book.planOf(person) }
  const before = deriveTimesheet(head.tail, rules)
  return {
    head,
    book,
    zone: book.zoneOf({ timeZone: head.time_zone, branchId: head.branch_id }),
    rules,
    end: { seq: head.seq, hash: head.hash },
    from: head.tail[0]?.at ?? Number.NEGATIVE_INFINITY,
    before,
    after: before,
    marks: head.tail,
    newFacts: [],
    widened: false,
  }
}

/** Makes sure that everything that a punch at `at` can touch is in the account. */
export async function widen(db: Handle, account: PersonAccount, at: number): Promise<void> {
  if (at >= account.from) return
  const boundary = await findBoundary(db, account.head.user_id, new Date(at))
  const from = boundary?.getTime() ?? Number.NEGATIVE_INFINITY
  const facts = await readFacts(db, [account.head.user_id], boundary)
  const stored = effectiveMarks(facts).filter((mark) => mark.at >= from)
  account.before = deriveTimesheet(stored, account.rules)
  account.from = from
  account.widened = true
  account.marks = effectiveMarks([...facts, ...account.newFacts]).filter((mark) => mark.at >= from)
  account.after = deriveTimesheet(account.marks, account.rules)
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
    marks = applyFact(marks, next)
    return next
  })
  return { facts: sealed, marks, sheet: deriveTimesheet(marks, account.rules) }
}

function applyFact(marks: readonly Mark[], fact: Fact): Mark[] {
  if (fact.kind !== 'amend' && fact.kind !== 'void') return [...marks, markOf(fact)]
  return marks.flatMap((mark) => (mark.seq === fact.targetSeq ? (correctMark(mark, fact) ?? []) : mark))
}

export function take(account: PersonAccount, change: ReturnType<typeof withFacts>): void {
  account.newFacts.push(...change.facts)
  account.marks = change.marks
  account.after = change.sheet
  account.end = change.facts.at(-1) ?? account.end
}

/** Adds what this account has to write to the batch's lists. */
export function collectWrites(account: PersonAccount, write: PunchWrite): void {
  const userId = account.head.user_id
  const { before, after } = account
  for (const fact of account.newFacts) write.facts.push(fact)
  for (const shift of changedShifts(before.shifts, after.shifts)) write.shifts.push({ userId, shift })
  for (const day of changedDays(before.days, after.days)) write.days.push({ userId, day })
  write.heads.push({
    userId,
    expectedSeq: account.head.seq,
    personVersion: account.head.person_version,
    ...account.end,
    lastAt: after.shifts.length === 0 ? null : lastInstant(account.marks),
    tail: tailNumbers(after),
  })
}

/** The shifts of the account that vanish: their clock-in is no longer in force. */
export function vanishedShifts({ before, after }: PersonAccount): number[] {
  const kept = new Set(after.shifts.map((shift) => shift.in.seq))
  return before.shifts.map((shift) => shift.in.seq).filter((seq) => !kept.has(seq))
}

/** What was collected is written: the account begins anew where it ends. */
export function settle(account: PersonAccount): void {
  if (account.newFacts.length === 0) return
  const { end, after } = account
  const tail = tailMarks(after)
  account.head = { ...account.head, seq: end.seq, hash: end.hash, tail }
  const isWhole = after.shifts[0]?.workDate === after.shifts.at(-1)?.workDate && after.orphans.length === 0
  account.after = account.before = isWhole ? after : deriveTimesheet(tail, account.rules)
  account.from = tail[0]?.at ?? Number.NEGATIVE_INFINITY
  account.marks = tail
  account.newFacts = []
  account.widened = false
}

const lastInstant = (marks: readonly Mark[]): number =>
  marks.reduce((last, mark) => Math.max(last, mark.at), Number.NEGATIVE_INFINITY)

export function changedShifts(before: readonly Shift[], after: readonly Shift[]): Shift[] {
  const known = new Map(before.map((shift) => [shift.in.seq, shift]))
  return after.filter((shift) => {
    const old = known.get(shift.in.seq)
    return old === undefined || !sameShift(old, shift)
  })
}

/** Marks are never changed in place: the same mark is the same object, unless history was read again. */
function sameShift(a: Shift, b: Shift): boolean {
  const isUntouched =
    a.in === b.in &&
    a.out === b.out &&
    a.breaks.length === b.breaks.length &&
    a.breaks.every((pause, i) => pause.start === b.breaks[i]!.start && pause.end === b.breaks[i]!.end)
  if (!isUntouched) return JSON.stringify(a) === JSON.stringify(b)
  const derived = ({ in: _in, out: _out, breaks: _breaks, ...rest }: Shift) => JSON.stringify(rest)
  return derived(a) === derived(b)
}

/** Days that are new or other than before; a day that has no shift any more comes as an empty one. */
export function changedDays(before: readonly Day[], after: readonly Day[]): Day[] {
  const known = new Map(before.map((day) => [day.workDate, JSON.stringify(day)]))
  const kept = new Set(after.map((day) => day.workDate))
  return [
    ...after.filter((day) => known.get(day.workDate) !== JSON.stringify(day)),
    ...before.filter((day) => !kept.has(day.workDate)).map((day) => emptyDay(day.workDate)),
  ]
}
