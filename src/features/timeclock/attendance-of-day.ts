/** What a day counts as, by the thresholds of the policy of its date: present, half a day or absent. */
import { plannedAmong } from '../../core/absence.ts'
import { dayStatus, type DayStatus } from '../../core/attendance-status.ts'
import type { Context } from '../../context.ts'
import type { UserRow } from '../people/user.queries.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'

/** `null`: nothing was planned and nobody came, a shift has no end yet, or what is planned is not over. */
export async function attendanceOf(
  context: Context,
  book: ScheduleBook,
  user: UserRow,
  { workDate, workedSeconds }: { workDate: string; workedSeconds: number },
): Promise<DayStatus | null> {
  const person = { userId: user.id, departmentId: user.department_id, branchId: user.branch_id }
  const shifts = await context.db
    .selectFrom('attendance')
    .select('status')
    .where('user_id', '=', user.id)
    .where('work_date', '=', workDate)
    .execute()
  if (shifts.some(({ status }) => status !== 'complete')) return null
  if (shifts.length > 0 || workedSeconds > 0) {
    const thresholds = book.rulesOf(person).policyOn?.(workDate)?.policy.attendance
    return dayStatus(workedSeconds, {
      absentSeconds: secondsOf(thresholds?.absentBelowMinutes),
      halfDaySeconds: secondsOf(thresholds?.halfDayBelowMinutes),
    })
  }
  const zone = book.zoneOf({ timeZone: user.time_zone, branchId: user.branch_id })
  const planned = plannedAmong(book.dayPlanOn(person), zone, [workDate], context.now())
  return planned.length > 0 ? dayStatus(undefined, {}) : null
}

const secondsOf = (minutes: number | null | undefined): number | undefined =>
  minutes === null || minutes === undefined ? undefined : minutes * 60
