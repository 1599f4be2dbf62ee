/**
 * Every change of what is planned: the change, the new version of the configuration, the list of people
 * whose days it touches, and its entry in the log, in one transaction. Then the days are derived again.
 */
import type { Context } from '../../context.ts'
import type { FieldProblem } from '../../core/schedule-validation.ts'
import { readerOf, type Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { audit } from '../people/audit.ts'
import { bumpConfigVersion } from '../people/company.queries.ts'
import { loadScheduleBook, type ScheduleBook } from './schedule-book.ts'

interface Done<T> {
  /** What the log names as the target. */
  id: string
  result: T
}

export async function changing<T>(
  context: Context,
  actorId: string | null,
  action: string,
  detail: object,
  work: (tx: Database) => Promise<Done<T>>,
): Promise<T> {
  const result = await context.db.transaction().execute(async (tx) => {
    // First, so that changes come one by one and each marks the days that are there when it is its turn.
    await bumpConfigVersion(tx)
    const done = await work(tx)
    await audit(tx, actorId, action, done.id, { ...detail })
    return done.result
  })
  await context.rederive()
  return result
}

/** The same for a change that depends on what is planned: with the book as it is before the change. */
export async function changingPlan<T>(
  context: Context,
  actorId: string,
  action: string,
  detail: object,
  work: (tx: Database, book: ScheduleBook) => Promise<Done<T>>,
): Promise<T> {
  return changing(context, actorId, action, detail, async (tx) =>
    work(tx, await loadScheduleBook(readerOf(tx))),
  )
}

/** Throws `invalid` with what is wrong, if anything is. */
export function refuseProblems(errors: FieldProblem[]): void {
  if (errors.length > 0) throw new AppError('invalid', errors[0]!.message, { errors })
}
