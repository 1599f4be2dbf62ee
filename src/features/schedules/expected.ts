/** Who should be in at an instant by what is planned for them, and whether they are. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Context } from '../../context.ts'
import { addDays } from '../../core/calendar.ts'
import type { PlanReason } from '../../core/day-plan.ts'
import { isForgotten } from '../../core/longest-shift.ts'
import { localDate } from '../../core/zone.ts'
import type { Database } from '../../db/database.ts'
import type { ScheduleBook } from './schedule-book.ts'

export interface Expected {
  userId: string
  name: string
  departmentId: string | null
  branchId: string | null
  date: string
  reason: PlanReason
  zone: string
  /** Of the planned shift; epoch milliseconds. */
  start: number
  end: number
  state: 'in' | 'on_break' | 'out'
  since: number | null
}

/** By planned start, then by id. `people` is a condition over `users`. */
export async function expectedAt(
  context: Context,
  people: RawBuilder<SqlBool>,
  at: number,
): Promise<Expected[]> {
  const book = await context.readBook()
  const expected: Expected[] = []
  for (const user of await readEmployed(context.db, people)) {
    const present = { userId: user.id, departmentId: user.department_id, branchId: user.branch_id }
    const today = localDate(book.zoneOf({ timeZone: user.time_zone, branchId: user.branch_id }), at)
    const person = book.placeOn({ ...present, timeZone: user.time_zone }, today)
    const zone = book.zoneOf(person)
    const date = localDate(zone, at)
    if (date < (user.hired_on ?? '') || date > (user.ended_on ?? '9999-12-31')) continue
    const planned = book.planOf(present)(zone, addDays(date, -1), date)
    const now = planned.find((shift) => shift.start <= at && at < shift.end)
    if (!now) continue
    expected.push({
      userId: user.id,
      name: `${user.first_name} ${user.last_name}`,
      departmentId: person.departmentId,
      branchId: person.branchId,
      date: now.date,
      reason: book.dayPlanOn(present)(now.date).reason,
      zone,
      start: now.start,
      end: now.end,
      state: 'out',
      since: null,
    })
  }
  await addStates(context.db, book, expected, at)
  return expected.sort((a, b) => a.start - b.start || (a.userId < b.userId ? -1 : 1))
}

async function readEmployed(db: Database, people: RawBuilder<SqlBool>) {
  return db
    .selectFrom('users')
    .select([
      'id',
      'first_name',
      'last_name',
      'department_id',
      'branch_id',
      'time_zone',
      'hired_on',
      'ended_on',
    ])
    .where(people)
    .where('status', '=', 'active')
    .execute()
}

/** No policy may allow a longer shift (`rules.contract.ts`). */
const longestOfAllMs = 48 * 3_600_000

/** Who had an open shift, or a break in it, at the instant. One that is older than the longest shift counts as forgotten. */
async function addStates(
  db: Database,
  book: ScheduleBook,
  expected: readonly Expected[],
  at: number,
): Promise<void> {
  const oldest = new Date(at - longestOfAllMs)
  const rows = await db
    .selectFrom('attendance')
    .select(['user_id', 'started_at', 'time_zone', 'breaks'])
    .where(sql<SqlBool>`user_id = any(${expected.map((one) => one.userId)})`)
    .where(sql<SqlBool>`started_at between ${oldest} and ${new Date(at)}`)
    .where(sql<SqlBool>`(ended_at > ${new Date(at)} or status = 'open')`)
    .orderBy('started_at')
    .execute()
  const shifts = new Map(rows.map((row) => [row.user_id, row]))
  for (const one of expected) {
    const shift = shifts.get(one.userId)
    if (!shift) continue
    const arrival = { at: shift.started_at.getTime(), timeZone: shift.time_zone }
    if (isForgotten(arrival, at, book.rulesOf(one))) continue
    const breaks = shift.breaks as { start: number; end: number | null }[]
    const running = breaks.find(({ start, end }) => start <= at && (end === null || end > at))
    one.state = running ? 'on_break' : 'in'
    one.since = running?.start ?? arrival.at
  }
}
