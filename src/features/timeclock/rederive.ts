/** Derives whole histories again from the facts. What a change made stale is in rederive-stale.ts. */
import type pg from 'pg'
import { effectiveMarks } from '../../core/ledger.ts'
import type { Fact } from '../../core/punch.ts'
import {
  deriveTimesheet,
  tailNumbers,
  tailOf,
  type Day,
  type Shift,
  type Timesheet,
} from '../../core/timesheet.ts'
import { groupByPerson } from '../people/group-by-person.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from './fact.queries.ts'
import { lockedRow, readFrozen, withoutFrozen, type Frozen } from './frozen-days.ts'
import { readLocks, type Locked } from './locks.ts'
import { personOf } from './person-of-head.ts'
import { claimHeads, readHeads, type Head } from './punch.queries.ts'
import { emptyWrite } from './rederive-stale.ts'
import { holdConfiguration } from './stale.queries.ts'
import { addStoredDays, writePunches } from './write-punches.ts'

/** Throws away and derives again the shifts, days and totals of these people. */
export async function rebuildPeople(client: pg.PoolClient, userIds: readonly string[]): Promise<void> {
  await holdConfiguration(client)
  await claimHeads(client, userIds)
  const heads = await readHeads(client, userIds)
  const book = await loadScheduleBook(client)
  const facts = groupByPerson(await readFacts(client, userIds))
  const frozen = await readFrozen(client, userIds)
  const isLocked = await readLocks(client, userIds)
  await client.query(`delete from attendance a where user_id = any($1) and not ${lockedRow('a')}`, [userIds])
  await client.query(`delete from days d where user_id = any($1) and not ${lockedRow('d')}`, [userIds])
  await client.query('delete from month_totals where user_id = any($1)', [userIds])
  await addStoredDays(client, userIds)
  const write = emptyWrite(book.version)
  for (const head of heads) {
    const own = facts.get(head.user_id) ?? []
    const sheet = derivePerson(head, own, book)
    const userId = head.user_id
    const { shifts, days } = unlockedOf(head, own, sheet, book, frozen.get(userId), isLocked)
    write.shifts.push(...shifts.map((shift) => ({ userId, shift })))
    write.days.push(...days.map((day) => ({ userId, day })))
    write.heads.push({
      userId,
      expectedSeq: head.seq,
      personVersion: head.person_version,
      ...headOf(own, sheet),
    })
  }
  await writePunches(client, write)
}

/** A person's whole timesheet from all their facts. */
export function derivePerson(
  head: Pick<Head, 'user_id' | 'department_id' | 'branch_id'>,
  facts: readonly Fact[],
  book: ScheduleBook,
): Timesheet {
  return deriveTimesheet(effectiveMarks(facts), rulesOf(head, book))
}

/** The part of a person's timesheet that is derived; the rest is frozen. */
export function unlockedOf(
  head: Pick<Head, 'user_id' | 'department_id' | 'branch_id'>,
  facts: readonly Fact[],
  sheet: Timesheet,
  book: ScheduleBook,
  frozen: Frozen | undefined,
  isLocked: Locked,
): { shifts: Shift[]; days: Day[] } {
  return withoutFrozen(sheet, effectiveMarks(facts), rulesOf(head, book), frozen, (date) =>
    isLocked(head.user_id, date),
  )
}

function rulesOf(head: Pick<Head, 'user_id' | 'department_id' | 'branch_id'>, book: ScheduleBook) {
  return book.rulesOf(personOf(head))
}

/** What the head must say after these facts. */
export function headOf(facts: readonly Fact[], sheet: Timesheet) {
  const last = facts.at(-1)
  const marks = sheet.shifts.flatMap((shift) => [
    shift.in.at,
    ...(shift.out ? [shift.out.at] : []),
    ...shift.breaks.flatMap((pause) => [pause.start.at, pause.end?.at ?? pause.start.at]),
  ])
  return {
    seq: last?.seq ?? 0,
    hash: last?.hash ?? '',
    lastAt: marks.length > 0 ? marks.reduce((most, at) => Math.max(most, at)) : null,
    tail: tailNumbers(tailOf(sheet)),
  }
}
