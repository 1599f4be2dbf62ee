/** What a correction would do: the records and the days before and after it, as of now. Nothing is written. */
import type pg from 'pg'
import { emptyDay } from '../../core/day-of-shifts.ts'
import type { Day, Shift } from '../../core/timesheet.ts'
import { AppError } from '../../errors.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readAccounts } from '../timeclock/account-shelf.ts'
import {
  prepareCorrection,
  type CorrectionAsked,
  type PreparedCorrection,
} from '../timeclock/correct-punches.ts'
import type { PersonAccount } from '../timeclock/person-account.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import { basisOf, isSameBasis } from './basis.ts'
import type { CorrectionRow } from './correction.queries.ts'

/** Of a correction that waits. Whoever decides may be an administrator, for whom less is closed. */
export async function previewCorrection(pool: pg.Pool, book: ScheduleBook, row: CorrectionRow, now: number) {
  const { user_id: userId, asked_by: actorId, reason, changes } = row
  const asked = { actorId, isAdministrator: true, reason, changes }
  const preview = await previewChanges(pool, book, userId, asked, now)
  return { ...preview, isStale: preview.problem !== null || !isSameBasis(preview.basedOn, row.basis) }
}

/** Of changes that nobody has sent yet; what is wrong with them is `problem`. */
export async function previewChanges(
  pool: pg.Pool,
  book: ScheduleBook,
  userId: string,
  asked: CorrectionAsked,
  now: number,
) {
  const account = (await readAccounts(pool, [userId], book)).get(userId)
  if (!account) throw new AppError('not_found', 'There is no such person, or you may not see them.')
  const present = (shift: Shift) => presentShift(userId, shift, account.rules, now)
  try {
    const prepared = await prepareCorrection(asked, account, pool, now)
    return {
      before: prepared.before.map(present),
      after: prepared.after.map(present),
      days: daysOf(account, prepared),
      problem: null,
      basedOn: basisOf(userId, prepared.before),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message } = error
    return { before: [], after: [], days: [], problem: { code, message }, basedOn: [] }
  }
}

/** The days of what is touched; by a weekly limit, others may change with them. */
function daysOf(account: PersonAccount, { before, after, change }: PreparedCorrection) {
  const [was, will] = [account.after.days, change.sheet.days].map(
    (days) => new Map(days.map((day) => [day.workDate, figuresOf(day)])),
  ) as [Map<string, Figures>, Map<string, Figures>]
  const touched = new Set([...before, ...after].map((shift) => shift.workDate))
  return [...new Set([...touched, ...was.keys(), ...will.keys()])]
    .sort()
    .map((date) => {
      const none = figuresOf(emptyDay(date))
      return { date, before: was.get(date) ?? none, after: will.get(date) ?? none }
    })
    .filter((day) => touched.has(day.date) || JSON.stringify(day.before) !== JSON.stringify(day.after))
}

type Figures = ReturnType<typeof figuresOf>

const figuresOf = (day: Day) => ({
  workedSeconds: day.workedSeconds,
  payableSeconds: day.payableSeconds,
  overtimeSeconds: day.overtimeSeconds,
  doubleSeconds: day.doubleSeconds,
  lateMinutes: day.lateMinutes,
  earlyMinutes: day.earlyMinutes,
})
