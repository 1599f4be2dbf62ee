/**
 * The history of a shift: every fact that made it what it is, each with the shift after it. The ledger is
 * replayed, so that what was corrected or removed stays readable with who, when and why.
 */
import type pg from 'pg'
import { effectiveMarks } from '../../core/ledger.ts'
import type { Fact } from '../../core/punch.ts'
import { deriveTimesheet, type Shift } from '../../core/timesheet.ts'
import { AppError } from '../../errors.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from '../timeclock/fact.queries.ts'
import { presentFact } from '../timeclock/list-facts.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import { personOf } from '../timeclock/person-of-head.ts'
import { readHeads } from '../timeclock/punch.queries.ts'

const dayMs = 86_400_000

/** `recordId` is the id of the shift's clock-in. Throws `not_found`. */
export async function readShiftHistory(
  pool: pg.Pool,
  book: ScheduleBook,
  userId: string,
  recordId: string,
  now: number,
) {
  const all = await readFacts(pool, [userId])
  const arrival = all.find((fact) => fact.id === recordId && fact.kind === 'in')
  const [head] = await readHeads(pool, [userId])
  if (!arrival || !head) throw new AppError('not_found', 'This person has no such record.')
  const rules = book.rulesOf(personOf(head))
  const facts = neighbours(all, arrival)
  const ids = new Map(facts.map((fact) => [fact.seq, fact.id]))
  const versions: { fact: ReturnType<typeof presentFact>; record: ReturnType<typeof presentShift> | null }[] =
    []
  const numbers: number[] = []
  let last: Shift | undefined
  facts.forEach((fact, i) => {
    const sheet = deriveTimesheet(effectiveMarks(facts.slice(0, i + 1)), rules)
    const shift = sheet.shifts.find((one) => one.in.id === recordId)
    if (textOf(shift) === textOf(last)) return
    last = shift
    numbers.push(fact.seq)
    versions.push({
      fact: presentFact(fact, ids),
      record: shift ? presentShift(userId, shift, rules, now) : null,
    })
  })
  return { record: last ? presentShift(userId, last, rules, now) : null, versions, numbers }
}

/** What is recorded about the days around any time that the clock-in ever had. */
function neighbours(all: readonly Fact[], arrival: Fact): Fact[] {
  const times = all
    .filter((fact) => fact.seq === arrival.seq || fact.targetSeq === arrival.seq)
    .flatMap((fact) => fact.at ?? [])
  const from = Math.min(...times) - 2 * dayMs
  const to = Math.max(...times) + 2 * dayMs
  const isNear = (fact: Fact | undefined) =>
    fact?.at !== null && fact?.at !== undefined && fact.at >= from && fact.at <= to
  const near = new Set(all.filter(isNear).map((fact) => fact.seq))
  // A correction may have moved a punch here, or away from here.
  for (const fact of all) {
    if (fact.targetSeq !== null && near.has(fact.seq)) near.add(fact.targetSeq)
  }
  return all.filter((fact) => near.has(fact.seq) || (fact.targetSeq !== null && near.has(fact.targetSeq)))
}

/** Everything of a shift but what follows from other shifts of its day. */
const textOf = (shift: Shift | undefined): string =>
  shift ? JSON.stringify([shift.in, shift.out, shift.breaks, shift.status]) : ''
