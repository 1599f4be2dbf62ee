/** One day of a person: what is stored of it, or derived again with its explanation. */
import type { Day } from '../../core/timesheet.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import type { Database } from '../../db/database.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import { DayParams, DayQuery, DayView } from './day.contract.ts'
import { explainDay } from './explain-day.ts'

export const dayRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)

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
      if (request.query.explain !== true)
        return {
          status: 'success' as const,
          data: presentDay(userId, await readDay(context.db, userId, date)),
        }
      const person = { userId, departmentId: user.department_id, branchId: user.branch_id }
      const { day, ...explanation } = await explainDay(context.pool, await readBook(), person, date)
      return {
        status: 'success' as const,
        data: { ...presentDay(userId, day), explanation },
      }
    },
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
