/** Derives again from the facts: everything (`rebuild`), or what a change of schedules made stale. */
import type pg from 'pg'
import { withTransaction } from '../../db/database.ts'
import { effectiveMarks } from '../../core/ledger.ts'
import { defaultPairingRules } from '../../core/pairing.ts'
import type { Fact } from '../../core/punch.ts'
import { deriveTimesheet, tailNumbers, type Timesheet } from '../../core/timesheet.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from './fact.queries.ts'
import { lockHeads, readHeads, type Head } from './punch.queries.ts'
import { writePunches, type PunchWrite } from './write-punches.ts'

/** How many people are derived in one transaction. */
const peopleAtOnce = 50

/** Drains the list of stale people; several processes may do so at once. Answers who was derived again. */
export async function rederiveStale(pool: pg.Pool): Promise<string[]> {
  const done = new Set<string>()
  for (;;) {
    const { userIds, isLast } = await withTransaction(pool, async (client) => {
      const { rows } = await client.query<{ user_id: string }>(
        `delete from stale_days where (user_id, from_date) in
           (select user_id, from_date from stale_days order by user_id limit $1 for update skip locked)
         returning user_id`,
        [peopleAtOnce],
      )
      const userIds = [...new Set(rows.map((row) => row.user_id))]
      if (userIds.length > 0) await rebuildPeople(client, userIds)
      return { userIds, isLast: rows.length < peopleAtOnce }
    })
    for (const id of userIds) done.add(id)
    if (isLast) return [...done]
  }
}

/** Throws away and derives again the shifts, days and totals of these people. */
export async function rebuildPeople(client: pg.PoolClient, userIds: readonly string[]): Promise<void> {
  await lockHeads(client, userIds)
  const heads = await readHeads(client, userIds)
  const book = await loadScheduleBook(client)
  const facts = groupByPerson(await readFacts(client, userIds))
  await client.query('delete from attendance where user_id = any($1)', [userIds])
  await client.query('delete from days where user_id = any($1)', [userIds])
  await client.query('delete from month_totals where user_id = any($1)', [userIds])
  const write: PunchWrite = {
    facts: [],
    shifts: [],
    days: [],
    heads: [],
    keyed: [],
    configVersion: book.version,
  }
  for (const head of heads) {
    const own = facts.get(head.user_id) ?? []
    const sheet = derivePerson(head, own, book)
    const userId = head.user_id
    write.shifts.push(...sheet.shifts.map((shift) => ({ userId, shift })))
    write.days.push(...sheet.days.map((day) => ({ userId, day })))
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
  const plan = book.planOf({
    userId: head.user_id,
    departmentId: head.department_id,
    branchId: head.branch_id,
  })
  return deriveTimesheet(effectiveMarks(facts), { ...defaultPairingRules, plan })
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
    tail: tailNumbers(sheet),
  }
}

export function groupByPerson(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>()
  for (const fact of facts) {
    const group = groups.get(fact.userId)
    if (group) group.push(fact)
    else groups.set(fact.userId, [fact])
  }
  return groups
}
