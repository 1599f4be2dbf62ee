/** One day of a person: what is stored of it, or derived again with its explanation. */
import type { Day } from '../../core/timesheet.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import type { Context } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import type { PersonPlace } from '../assignments/person-place.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { attendanceOf } from './attendance-of-day.ts'
import { DayParams, DayQuery, DayView } from './day.contract.ts'
import { explainDay } from './explain-day.ts'
import { deriveForgotten, isEndedByPolicy } from './forgotten-shifts.ts'

export const dayRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/timeclock/:userId/days/:date/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: 'A day of a person',
        operationId: 'getDay',
        description: 'With `explain=true` it is derived from the facts again, and tells how.',
        tags: ['Records'],
        params: DayParams,
        querystring: DayQuery,
        response: { 200: success(DayView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { userId, date } = request.params
      const user = await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      const person = { userId, departmentId: user.department_id, branchId: user.branch_id }
      const book = await context.readBook()
      const explained =
        request.query.explain === true
          ? await explainDay(context.pool, book, person, date, context.now())
          : undefined
      const day =
        explained?.day ??
        (await seeDay(context, book, person, date)) ??
        (await readDay(context.db, userId, date))
      const data = { ...presentDay(userId, day), attendance: await attendanceOf(context, book, user, day) }
      if (!explained) return { status: 'success' as const, data }
      const { day: _, ...explanation } = explained
      return { status: 'success' as const, data: { ...data, explanation } }
    },
  )
}

/** The day where the end that a policy gives to a forgotten shift makes it another than what is stored. */
async function seeDay(
  { db, pool, now: clock }: Context,
  book: ScheduleBook,
  person: PersonPlace,
  date: string,
): Promise<Day | undefined> {
  const open = await findOpenShift(db, person.userId)
  if (!open) return undefined
  const now = clock()
  if (!isEndedByPolicy(book, person, open, now)) return undefined
  const forgotten = (await deriveForgotten(pool, book, [person.userId], now)).get(person.userId)
  return forgotten?.changed.find((day) => day.workDate === date)
}

async function findOpenShift(db: Database, userId: string) {
  const row = await db
    .selectFrom('attendance')
    .select(['started_at', 'time_zone', 'planned_end'])
    .where('user_id', '=', userId)
    .where('status', '=', 'open')
    .executeTakeFirst()
  return (
    row && {
      at: row.started_at.getTime(),
      timeZone: row.time_zone,
      plannedEnd: row.planned_end?.getTime() ?? null,
    }
  )
}

async function readDay(db: Database, userId: string, date: string): Promise<Day> {
  const row = await db
    .selectFrom('days')
    .selectAll()
    .where('user_id', '=', userId)
    .where('work_date', '=', date)
    .executeTakeFirst()
  if (!row) return emptyDay(date)
  return {
    workDate: row.work_date,
    shifts: row.shifts,
    workedSeconds: row.worked_seconds,
    breakSeconds: row.break_seconds,
    paidBreakSeconds: row.paid_break_seconds,
    deductedSeconds: row.deducted_seconds,
    payableSeconds: row.payable_seconds,
    regularSeconds: row.regular_seconds,
    overtimeSeconds: row.overtime_seconds,
    doubleSeconds: row.double_seconds,
    nightSeconds: row.night_seconds,
    holidaySeconds: row.holiday_seconds,
    restDaySeconds: row.rest_day_seconds,
    roundingSeconds: row.rounding_seconds,
    plannedSeconds: row.planned_seconds,
    lateMinutes: row.late_minutes,
    earlyMinutes: row.early_minutes,
    missingOut: row.missing_out,
    findings: row.findings as unknown as Day['findings'],
    policyVersionId: row.policy_version_id,
  }
}

function presentDay(userId: string, { workDate, findings, ...rest }: Day) {
  return {
    userId,
    date: workDate,
    ...rest,
    findings: findings.map(({ code, values }) => ({ code, values: { ...values } })),
  }
}
