/** What the changes of the plan share. */
import type { Context } from '../../context.ts'
import type { FieldProblem } from '../../core/schedule-validation.ts'
import { readerOf, type Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { changing, type Done } from '../people/change-configuration.ts'
import { loadScheduleBook, type ScheduleBook } from './schedule-book.ts'

/** A change that depends on what is planned: with the book as it is before the change. */
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
