/**
 * Derives again what a change of the configuration made stale: each person from the boundary before
 * the date of the change on, and writes the rows that come out otherwise. Many people go together:
 * their facts are read at once, and what changed is written at once.
 */
import type pg from 'pg'
import { contextMs } from '../../core/account-boundary.ts'
import { addDays, dayNumber } from '../../core/calendar.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import { effectiveMarks } from '../../core/ledger.ts'
import { deriveTimesheet, tailNumbers, tailOf, type Timesheet } from '../../core/timesheet.ts'
import { withTransaction } from '../../db/database.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { dayRow, shiftRow } from './derived-rows.ts'
import { frozenOf, withoutFrozen } from './frozen-days.ts'
import { readLocks } from './locks.ts'
import { personOf } from './person-of-head.ts'
import { claimHeads, readHeads, type Head } from './punch.queries.ts'
import {
  findBoundaries,
  holdConfiguration,
  readFactsSince,
  readStoredSince,
  takeStale,
  type StoredRow,
} from './stale.queries.ts'
import { deleteShifts, writePunches, type PunchWrite } from './write-punches.ts'

/** How many people are derived in one transaction: their punches wait for so long. */
const peopleAtOnce = 100

/**
 * A change of a date can move what lies days before it: the window of a night shift two days earlier
 * ends where the next shift begins, and is entered half a day before its start, in zones up to 14
 * hours from UTC.
 */
const daysBefore = 4

/** Answers the book of this version; asked with the connection of the transaction. */
export type Shelf = (client: pg.ClientBase, version: number) => Promise<ScheduleBook>

/** Keeps the last book that was read. */
export function createShelf(): Shelf {
  let book: ScheduleBook | undefined
  return async (client, version) => {
    if (book?.version !== version) book = await loadScheduleBook(client)
    return book
  }
}

/**
 * One chunk of the list, in one transaction; answers how many people it had, 0 when nobody is left. The
 * configuration is held first: a change waits, so that what it marks stale is never taken by a
 * derivation that does not know it.
 */
export async function rederiveChunk(pool: pg.Pool, shelf: Shelf): Promise<number> {
  return withTransaction(pool, async (client) => {
    const version = await holdConfiguration(client)
    const stale = await takeStale(client, peopleAtOnce)
    if (stale.size === 0) return 0
    await rederiveFrom(client, await shelf(client, version), stale)
    return stale.size
  })
}

/** Derives these people again, each from their date on. */
export async function rederiveFrom(
  client: pg.ClientBase,
  book: ScheduleBook,
  from: ReadonlyMap<string, string>,
): Promise<void> {
  const ids = [...from.keys()]
  await claimHeads(client, ids)
  const heads = await readHeads(client, ids)
  const rules = new Map(heads.map((head) => [head.user_id, book.rulesOf(personOf(head))]))
  const asked = heads.map(({ user_id: userId }) => {
    // A policy may look at the whole workweek, and at the one before.
    const context = rules.get(userId)!.policyOn ? contextMs : 0
    return { userId, at: new Date(instantBefore(from.get(userId)!).getTime() - context) }
  })
  const boundaries = await findBoundaries(client, asked)
  const facts = await readFactsSince(client, boundaries)
  const stored = await readStoredSince(client, boundaries)
  const isLocked = await readLocks(client, ids)
  const write = emptyWrite(book.version)
  const startOf = new Map(boundaries.map((one) => [one.userId, one.startedAt?.getTime() ?? -Infinity]))
  for (const head of heads) {
    const id = head.user_id
    const start = startOf.get(id)!
    const marks = effectiveMarks(facts.get(id)!).filter((mark) => mark.at >= start)
    const own = rules.get(id)!
    const sheet = deriveTimesheet(marks, own)
    // Of a policy, what lies before is context: its figures may miss what lies before them.
    const firstDate = own.policyOn && Number.isFinite(start) ? addDays(from.get(id)!, -daysBefore) : ''
    const locked = (date: string) => isLocked(id, date)
    const { unlocked, frozen } = divide(stored.shifts.get(id) ?? [], locked)
    const days = divide(stored.days.get(id) ?? [], locked).unlocked
    const derived = withoutFrozen(sheet, marks, own, frozenOf(frozen), locked)
    const isAsked = (date: string) => date >= firstDate
    const vanished = collect(head, derived, unlocked, days, isAsked, write)
    collectHead(head, sheet, write)
    if (vanished.length > 0) await deleteShifts(client, id, vanished)
  }
  await writePunches(client, write)
}

/** What may be derived again, and what stays as it is. */
function divide(rows: readonly StoredRow[], isLocked: (date: string) => boolean) {
  const isFrozen = (row: StoredRow) => isLocked(row['work_date'] as string)
  return { unlocked: rows.filter((row) => !isFrozen(row)), frozen: rows.filter(isFrozen) }
}

const instantBefore = (date: string): Date => new Date(dayNumber(addDays(date, -daysBefore)) * 86_400_000)

/** Adds what differs from the stored rows to the lists; answers the shifts that are no more. */
function collect(
  head: Head,
  sheet: Pick<Timesheet, 'shifts' | 'days'>,
  shifts: readonly StoredRow[],
  days: readonly StoredRow[],
  isAsked: (date: string) => boolean,
  write: PunchWrite,
): number[] {
  const userId = head.user_id
  const storedShifts = new Map(shifts.map((row) => [row['in_seq'] as number, row]))
  const storedDays = new Map(days.map((row) => [row['work_date'] as string, row]))
  for (const shift of sheet.shifts) {
    const stored = storedShifts.get(shift.in.seq)
    storedShifts.delete(shift.in.seq)
    if (!isStored(shiftRow(userId, shift), stored)) write.shifts.push({ userId, shift })
  }
  for (const day of sheet.days) {
    const stored = storedDays.get(day.workDate)
    storedDays.delete(day.workDate)
    if (isAsked(day.workDate) && !isStored(dayRow(userId, day), stored)) write.days.push({ userId, day })
  }
  for (const date of storedDays.keys()) if (isAsked(date)) write.days.push({ userId, day: emptyDay(date) })
  return [...storedShifts.keys()]
}

/** The tail of the head, where it is another one. */
function collectHead(head: Head, sheet: Timesheet, write: PunchWrite): void {
  const userId = head.user_id
  const tail = tailNumbers(tailOf(sheet))
  if (tail.join() !== head.tail.map((mark) => mark.seq).join()) {
    const lastAt = Math.max(...sheet.shifts.flatMap((shift) => [...marksAt(shift)]))
    const { seq, hash, person_version: personVersion } = head
    write.heads.push({ userId, expectedSeq: seq, personVersion, seq, hash, lastAt, tail })
  }
}

function marksAt(shift: Timesheet['shifts'][number]): number[] {
  const pauses = shift.breaks.flatMap((pause) => [pause.start.at, pause.end?.at ?? pause.start.at])
  return [shift.in.at, shift.out?.at ?? shift.in.at, ...pauses]
}

/** Whether the stored row says what was derived, column by column. */
function isStored(derived: Record<string, unknown>, stored: StoredRow | undefined): boolean {
  if (!stored) return false
  return Object.entries(derived).every(([column, value]) => isSame(value, stored[column]))
}

function isSame(derived: unknown, stored: unknown): boolean {
  if (stored instanceof Date) return derived === stored.getTime()
  if (derived === null || typeof derived !== 'object') return derived === stored
  if (Array.isArray(derived)) {
    return (
      Array.isArray(stored) &&
      derived.length === stored.length &&
      derived.every((one, i) => isSame(one, (stored as unknown[])[i]))
    )
  }
  return Object.entries(derived).every(([key, value]) =>
    isSame(value, (stored as Record<string, unknown>)[key]),
  )
}

export function emptyWrite(configVersion: number): PunchWrite {
  return { facts: [], shifts: [], days: [], heads: [], keyed: [], configVersion }
}
