/** What the policy of a person says about more than a day: averages, the rest of the week, the month, retention. */
import { sql } from 'kysely'
import { averageLimit, makeUpTo, type AverageDays } from '../../core/average-limit.ts'
import { referenceStart } from '../../core/averages.ts'
import { addDays, monthStart } from '../../core/calendar.ts'
import { isWholeDayOff } from '../../core/day-plan.ts'
import { roundMonthHours } from '../../core/japan.ts'
import type { Policy } from '../../core/policy.ts'
import { longestRestSeconds } from '../../core/rest.ts'
import { earliestPurge } from '../../core/retention.ts'
import { workweekOf } from '../../core/workweek.ts'
import { resolveLocal } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'

export interface LimitsAsked {
  userId: string
  departmentId: string | null
  branchId: string | null
  timeZone: string | null
  /** The last day of employment, where it is known. */
  endedOn: string | null
  /** The date that the periods end with, or lie around. */
  date: string
}

export async function readLimits(context: Context, book: ScheduleBook, asked: LimitsAsked) {
  const version = book.rulesOf(asked).policyOn?.(asked.date)
  const nothing = { averages: [], weeklyRest: null, monthOvertime: null, keepUntil: null }
  if (!version) return { ...nothing, policyVersionId: null }
  const { policy, id } = version
  return {
    policyVersionId: id,
    averages: await readAverages(context, book, asked, policy),
    weeklyRest: await readWeeklyRest(context, book, asked, policy),
    monthOvertime: await readMonthOvertime(context, asked, policy),
    keepUntil: keepUntil(policy, asked),
  }
}

/** `null` too while the employment lasts, where the years count from its end. */
function keepUntil({ retentionYears, retentionFrom }: Policy, { date, endedOn }: LimitsAsked): string | null {
  if (retentionYears === null) return null
  const record = { recordDate: date, employmentEnd: endedOn ?? undefined }
  return earliestPurge({ years: retentionYears, from: retentionFrom }, record) ?? null
}

async function readAverages(context: Context, book: ScheduleBook, asked: LimitsAsked, policy: Policy) {
  if (policy.averages.length === 0) return []
  const { userId, date } = asked
  const first = policy.averages.map((rule) => referenceStart(date, rule.reference)).sort()[0]!
  const rows = await context.db
    .selectFrom('days')
    .select(['work_date', 'worked_seconds', 'night_seconds'])
    .where('user_id', '=', userId)
    .where('work_date', '>=', first)
    .where('work_date', '<=', makeUpTo(date))
    .orderBy('work_date')
    .execute()
  const worked = new Map(rows.map((row) => [row.work_date, row.worked_seconds]))
  const factsOn = book.factsOn(asked)
  const last = rows.at(-1)?.work_date
  const days: AverageDays = {
    workedOn: (on) => worked.get(on) ?? 0,
    isExcluded: (on) => isWholeDayOff(factsOn(on).daysOff ?? []),
    isHoliday: (on) => factsOn(on).holiday !== undefined,
    knownTo: last !== undefined && last > date ? last : date,
  }
  const worksAtNight = rows.some((row) => row.night_seconds > 0)
  return policy.averages
    .filter((rule) => rule.of !== 'night_day' || worksAtNight)
    .map((rule) => averageLimit(rule, date, days))
}

async function readWeeklyRest(context: Context, book: ScheduleBook, asked: LimitsAsked, policy: Policy) {
  const { weeklyMinutes } = policy.rest
  if (weeklyMinutes === null) return null
  const zone = book.zoneOf(asked)
  const week = workweekOf(zone, resolveLocal(zone, asked.date, '12:00').instant, policy.workweek)
  const shifts = await context.db
    .selectFrom('attendance')
    .select(['started_at', 'ended_at'])
    .where('user_id', '=', asked.userId)
    .where('started_at', '<', new Date(week.end))
    .where(sql<Date>`coalesce(ended_at, started_at)`, '>=', new Date(week.start))
    .orderBy('started_at')
    .execute()
  const spans = shifts.map((row) => ({
    start: row.started_at.getTime(),
    end: (row.ended_at ?? row.started_at).getTime(),
  }))
  const longestSeconds = longestRestSeconds(spans, week.start, week.end)
  return {
    weekFrom: week.date,
    limitSeconds: weeklyMinutes * 60,
    longestSeconds,
    isEnough: longestSeconds >= weeklyMinutes * 60,
  }
}

async function readMonthOvertime(context: Context, { userId, date }: LimitsAsked, policy: Policy) {
  if (policy.monthRoundingMinutes === null) return null
  const from = monthStart(date)
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(sum(overtime_seconds + double_seconds), 0)::bigint as seconds from days
     where user_id = ${userId} and work_date >= ${from}::date
       and work_date < ${monthStart(addDays(from, 31))}::date`.execute(context.db)
  const { seconds } = rows[0]!
  return { month: from.slice(0, 7), seconds, hours: roundMonthHours(seconds, policy.monthRoundingMinutes) }
}
