/**
 * Every change of what hours are derived by: the change, the new version of the configuration, the list of
 * people whose days it touches, and its entry in the log, in one transaction. Then the days are derived again.
 */
import type { Context } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { audit } from './audit.ts'
import { bumpConfigVersion } from './company.queries.ts'

export interface Done<T> {
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
