/** What the people of the demo ask, say and decide: corrections, exceptions, periods. */
import { addDays, monthStart, dayNumber } from '../core/calendar.ts'
import { localDate } from '../core/zone.ts'
import type { Context } from '../context.ts'
import { decideCorrection } from '../features/corrections/decide-correction.ts'
import { makeCorrection } from '../features/corrections/make-correction.ts'
import { explainException, settleExceptions } from '../features/exceptions/settle-exceptions.ts'
import { changePeriods } from '../features/periods/change-periods.ts'
import { loadScheduleBook, type ScheduleBook } from '../features/schedules/schedule-book.ts'
import type { Actor } from '../http/route.ts'
import type { DemoPerson } from './company.ts'

interface Cast {
  people: readonly DemoPerson[]
  /** The manager of a department. */
  managerOf(departmentId: string): Actor
  admin: Actor
}

const as = (userId: string, role: Actor['role']): Actor => ({ userId, role, sessionId: 'demo' })

/** Months before the last one are locked, the last one is on its way; recent days have requests and explanations. */
export async function addDecisions(
  context: Context,
  people: readonly DemoPerson[],
  adminId: string,
  from: string,
): Promise<void> {
  const managers = new Map(
    people.filter((person) => person.role === 'manager').map((person) => [person.departmentId, person.id]),
  )
  const admin = as(adminId, 'admin')
  const cast: Cast = {
    people,
    admin,
    managerOf: (departmentId) => as(managers.get(departmentId) ?? adminId, 'manager'),
  }
  const today = localDate('Etc/UTC', context.now())
  const lastMonth = monthStart(addDays(monthStart(today), -1))
  await lockOldMonths(context, cast, from, lastMonth)
  await decideLastMonth(context, cast, lastMonth)
  const book = await loadScheduleBook(context.pool)
  await askForCorrections(context, cast, book, lastMonth)
  await saySomething(context, cast, book, lastMonth)
}

/** The context on a morning of the past. */
function on(context: Context, date: string): Context {
  const instant = dayNumber(date) * 86_400_000 + 9 * 3_600_000
  return { ...context, now: () => instant }
}

async function lockOldMonths(context: Context, cast: Cast, from: string, lastMonth: string): Promise<void> {
  const userIds = cast.people.map((person) => person.id)
  for (let month = monthStart(from); month < lastMonth; month = monthStart(addDays(month, 31))) {
    const closing = on(context, addDays(monthStart(addDays(month, 31)), 4))
    await changePeriods(closing, cast.admin, month, {
      action: 'lock',
      userIds,
      comment: 'Payroll is done',
      skip: true,
    })
  }
}

/** Most have confirmed; of those, one department is approved already. */
async function decideLastMonth(context: Context, cast: Cast, month: string): Promise<void> {
  for (const [i, person] of cast.people.entries()) {
    if (i % 4 === 3) continue
    await changePeriods(context, as(person.id, person.role), month, {
      action: 'confirm',
      userIds: [person.id],
      comment: undefined,
      skip: false,
    })
  }
  const departmentId = cast.people[0]!.departmentId
  const userIds = cast.people
    .filter((person) => person.departmentId === departmentId && person.role === 'employee')
    .map((person) => person.id)
  await changePeriods(context, cast.managerOf(departmentId), month, {
    action: 'approve',
    userIds,
    comment: 'Checked with the team leads',
    skip: false,
  })
}

const reasons = [
  'I left later: the delivery was late',
  'The terminal did not take my card',
  'I forgot to clock out and did it from home',
  'We stayed for the handover',
]

/** One request a person of the first employees: most wait, some are decided. */
async function askForCorrections(
  context: Context,
  cast: Cast,
  book: ScheduleBook,
  from: string,
): Promise<void> {
  const employees = cast.people.filter((person) => person.role === 'employee').slice(0, 14)
  const { rows } = await context.pool.query<{ user_id: string; out_id: string; ended_at: Date }>(
    `select distinct on (user_id) user_id, out_id, ended_at from attendance
      where user_id = any($1) and status = 'complete' and flags = '{}' and work_date > $2
      order by user_id, work_date desc`,
    [employees.map((person) => person.id), from],
  )
  for (const [i, shift] of rows.entries()) {
    const person = employees.find(({ id }) => id === shift.user_id)!
    const time = new Date(shift.ended_at.getTime() + 20 * 60_000)
    // Later than now cannot have happened yet, nor inside the next shift.
    if (time.getTime() > context.now()) continue
    const made = await makeCorrection(context, as(person.id, 'employee'), book, {
      userId: person.id,
      reason: reasons[i % reasons.length]!,
      changes: [{ action: 'change', punchId: shift.out_id, time: time.toISOString() }],
      basedOn: undefined,
      isDirect: false,
    })
    const manager = cast.managerOf(person.departmentId)
    if (i % 4 === 2)
      await decideCorrection(context, manager, book, made.id, { action: 'approve', comment: 'Seen' })
    if (i % 4 === 3) {
      const comment = 'The door log says otherwise'
      await decideCorrection(context, manager, book, made.id, { action: 'refuse', comment })
    }
  }
}

const stories = [
  'The train was cancelled',
  'Doctor in the morning, told the shift lead',
  'Traffic on the ring road',
]

/** Some of who was late explains it; some of that is accepted. */
async function saySomething(context: Context, cast: Cast, book: ScheduleBook, from: string): Promise<void> {
  const { rows } = await context.pool.query<{ user_id: string; work_date: string; id: string }>(
    `select user_id, work_date, id from attendance
      where late_minutes > 0 and work_date >= $1 order by work_date desc, user_id limit 18`,
    [from],
  )
  for (const [i, row] of rows.entries()) {
    const person = cast.people.find(({ id }) => id === row.user_id)
    if (!person || person.role !== 'employee' || i % 3 === 0) continue
    const item = { userId: person.id, workDate: row.work_date, code: 'late' as const, key: row.id }
    await explainException(context, book, as(person.id, 'employee'), item, stories[i % stories.length]!)
    if (i % 3 === 1) continue
    const manager = cast.managerOf(person.departmentId)
    await settleExceptions(context, book, manager, { state: 'accepted', comment: 'Fine', items: [item] })
  }
}
