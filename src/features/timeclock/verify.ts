/**
 * Proves that the ledger is whole and that everything derived follows from it: hash chains, heads,
 * shifts, days, month totals, seals; that locked days are as they were locked, and that what people asked
 * and decided is whole. Names the first row that differs.
 */
import { sha256 } from '../../sha256.ts'
import type pg from 'pg'
import { withTransaction } from '../../db/database.ts'
import { findChainFault } from '../../core/ledger.ts'
import type { Fact } from '../../core/punch.ts'
import type { Day } from '../../core/timesheet.ts'
import { groupByPerson } from '../people/group-by-person.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { dayRow, shiftRow } from './derived-rows.ts'
import { holdSteps } from '../steps/step.queries.ts'
import { findStepFaults, findExportFault } from '../steps/verify-steps.ts'
import { readFacts } from './fact.queries.ts'
import { readFrozen, type Frozen } from './frozen-days.ts'
import { readLocks, type Locked } from './locks.ts'
import { lockHeads, readHeads, type Head } from './punch.queries.ts'
import { derivePerson, headOf, unlockedOf } from './rederive.ts'
import { findSealFault } from './seals.ts'

export interface Finding {
  table:
    | 'punches'
    | 'heads'
    | 'attendance'
    | 'days'
    | 'month_totals'
    | 'seals'
    | 'steps'
    | 'person_periods'
    | 'corrections'
    | 'period_exports'
  /** Which row: a person and a number or date. */
  row: string
  problem: string
}

export interface Verdict {
  people: number
  facts: number
  findings: Finding[]
}

const peopleAtOnce = 100

/** Verifies everything; `progress` gets the number of people done and in all. Stops after `most` findings. */
export async function verify(
  pool: pg.Pool,
  progress: (done: number, all: number) => void = () => {},
  most = 20,
): Promise<Verdict> {
  const { rows } = await pool.query<{ user_id: string }>('select user_id from heads order by user_id')
  const ids = rows.map((row) => row.user_id)
  const verdict: Verdict = { people: ids.length, facts: 0, findings: [] }
  for (let i = 0; i < ids.length && verdict.findings.length < most; i += peopleAtOnce) {
    await withTransaction(pool, (client) => verifyPeople(client, ids.slice(i, i + peopleAtOnce), verdict))
    progress(Math.min(i + peopleAtOnce, ids.length), ids.length)
  }
  const last = [await findSealFault(pool), await findExportFault(pool)]
  verdict.findings.push(...last.filter((finding) => finding !== undefined))
  return verdict
}

async function verifyPeople(client: pg.PoolClient, ids: readonly string[], verdict: Verdict): Promise<void> {
  // Nobody takes a step and nobody punches while both are compared.
  await holdSteps(client, ids)
  await lockHeads(client, ids)
  const heads = await readHeads(client, ids)
  const book = await loadScheduleBook(client)
  const facts = groupByPerson(await readFacts(client, ids))
  const stored = await readDerived(client, ids)
  const frozen = await readFrozen(client, ids)
  const isLocked = await readLocks(client, ids)
  for (const head of heads) {
    const own = facts.get(head.user_id) ?? []
    verdict.facts += own.length
    verdict.findings.push(...verifyPerson(head, own, book, stored, frozen.get(head.user_id), isLocked))
  }
  verdict.findings.push(...(await findStepFaults(client, ids)))
}

function verifyPerson(
  head: Head,
  facts: readonly Fact[],
  book: ScheduleBook,
  stored: Derived,
  frozen: Frozen | undefined,
  isLockedFor: Locked,
): Finding[] {
  const id = head.user_id
  const fault = findChainFault(facts, sha256)
  if (fault) return [{ table: 'punches', row: `person ${id}, number ${fault.seq}`, problem: fault.problem }]
  const sheet = derivePerson(head, facts, book)
  const expected = headOf(facts, sheet)
  if (expected.seq !== head.seq || expected.hash !== head.hash) {
    const problem = `the head says number ${head.seq}, the facts end at ${expected.seq}: facts are missing at the end`
    return [
      { table: 'punches', row: `person ${id}, number ${Math.min(head.seq, expected.seq) + 1}`, problem },
    ]
  }
  const found: Finding[] = []
  if (canonical(expected.tail) !== canonical(head.tail.map((mark) => mark.seq))) {
    found.push({ table: 'heads', row: `person ${id}`, problem: 'the tail is not what the facts give' })
  }
  const { shifts, days } = unlockedOf(head, facts, sheet, book, frozen, isLockedFor)
  const isLocked = (row: Row) => isLockedFor(id, row['work_date'] as string)
  const ofPerson = (rows: Map<string, Row[]>) => rows.get(id) ?? []
  compare(
    'attendance',
    id,
    shifts.map((shift) => shiftRow(id, shift)),
    ofPerson(stored.attendance).filter((row) => !isLocked(row)),
    (row) => `shift of number ${row['in_seq']}`,
    found,
  )
  compare(
    'days',
    id,
    days.map((day) => dayRow(id, day)),
    ofPerson(stored.days).filter((row) => !isLocked(row)),
    (row) => `day ${row['work_date']}`,
    found,
  )
  // Locked days count as they are; that they are as they were locked, the steps tell.
  const all = [...days, ...ofPerson(stored.days).filter(isLocked).map(dayOfRow)]
  const months = monthsOf(
    id,
    all.sort((a, b) => (a.workDate < b.workDate ? -1 : 1)),
  )
  compare('month_totals', id, months, ofPerson(stored.months), (row) => `month ${row['month']}`, found)
  return found
}

type Row = Record<string, unknown>
interface Derived {
  attendance: Map<string, Row[]>
  days: Map<string, Row[]>
  months: Map<string, Row[]>
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::bigint as ${column}`

async function readDerived(client: pg.ClientBase, ids: readonly string[]): Promise<Derived> {
  const read = async (text: string) => {
    const { rows } = await client.query<Row & { user_id: string }>(text, [ids])
    const groups = new Map<string, Row[]>()
    for (const row of rows) groups.set(row.user_id, [...(groups.get(row.user_id) ?? []), row])
    return groups
  }
  return {
    attendance:
      await read(`select a.*, ${['started_at', 'ended_at', 'planned_start', 'planned_end'].map((column) => ms(`${column}`)).join(', ')}
      from attendance a where user_id = any($1) order by a.started_at, a.in_seq`),
    days: await read('select * from days where user_id = any($1) order by work_date'),
    months: await read(
      'select * from month_totals where user_id = any($1) and (days_present > 0 or worked_seconds > 0) order by month',
    ),
  }
}

function compare(
  table: Finding['table'],
  id: string,
  expected: readonly Row[],
  stored: readonly Row[],
  name: (row: Row) => string,
  found: Finding[],
): void {
  for (let i = 0; i < Math.max(expected.length, stored.length); i++) {
    const [want, have] = [expected[i], stored[i]]
    if (want && have && canonical(want) === canonical(have)) continue
    const row = `person ${id}, ${name((want ?? have)!)}`
    if (!have) found.push({ table, row, problem: 'it is missing' })
    else if (!want) found.push({ table, row, problem: 'no fact accounts for it' })
    else {
      const column = Object.keys(want).find((key) => canonical(want[key]) !== canonical(have[key]))
      found.push({
        table,
        row,
        problem: `${column} is ${canonical(have[column!])}, the facts give ${canonical(want[column!])}`,
      })
    }
    return
  }
}

/** A stored day as the core has it: the same names in another spelling. */
function dayOfRow(row: Row): Day {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [camel(name), value]),
  ) as unknown as Day
}

function monthsOf(userId: string, days: readonly Day[]): Row[] {
  const months = new Map<string, Record<string, number>>()
  for (const day of days) {
    const month = `${day.workDate.slice(0, 7)}-01`
    const total = months.get(month) ?? {}
    const add = (key: string, value: number) => (total[key] = (total[key] ?? 0) + value)
    add('days_present', day.shifts > 0 ? 1 : 0)
    add('planned_present', day.shifts > 0 && day.plannedSeconds > 0 ? 1 : 0)
    add('worked_seconds', day.workedSeconds)
    add('break_seconds', day.breakSeconds)
    add('payable_seconds', day.payableSeconds)
    add('regular_seconds', day.regularSeconds)
    add('overtime_seconds', day.overtimeSeconds)
    add('double_seconds', day.doubleSeconds)
    add('night_seconds', day.nightSeconds)
    add('holiday_seconds', day.holidaySeconds)
    add('rest_day_seconds', day.restDaySeconds)
    add('deducted_seconds', day.deductedSeconds)
    add('late_count', day.lateMinutes > 0 ? 1 : 0)
    add('late_minutes', day.lateMinutes)
    add('early_count', day.earlyMinutes > 0 ? 1 : 0)
    add('early_minutes', day.earlyMinutes)
    add('missing_out', day.missingOut)
    months.set(month, total)
  }
  return [...months].map(([month, total]) => ({ user_id: userId, month, ...total }))
}

/** JSON with sorted keys: the database keeps no order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
