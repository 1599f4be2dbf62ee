/** What a waiting correction would do: the records before and after it, as of now. Nothing is written. */
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readAccounts } from '../timeclock/account-shelf.ts'
import { prepareCorrection } from '../timeclock/correct-punches.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import { basisOf, isSameBasis } from './basis.ts'
import type { CorrectionRow } from './correction.queries.ts'

export async function previewCorrection(pool: pg.Pool, book: ScheduleBook, row: CorrectionRow, now: number) {
  const account = (await readAccounts(pool, [row.user_id], book)).get(row.user_id)!
  try {
    const { before, after } = await prepareCorrection(
      { actorId: row.asked_by, isAdministrator: true, reason: row.reason, changes: row.changes },
      account,
      pool,
      now,
    )
    const basis = basisOf(row.user_id, before)
    return {
      before: before.map((shift) => presentShift(row.user_id, shift, account.rules, now)),
      after: after.map((shift) => presentShift(row.user_id, shift, account.rules, now)),
      isStale: !isSameBasis(basis, row.basis),
      problem: null,
      basedOn: basis,
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message } = error
    return { before: [], after: [], isStale: true, problem: { code, message }, basedOn: [] }
  }
}
