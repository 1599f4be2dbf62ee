/** Which derived days may still change. The one place that a lock of a period is asked at. */
import type pg from 'pg'
import { createLockBook, readLockedRanges } from '../periods/lock-book.ts'

/** True for what may not be derived again. */
export type Locked = (userId: string, workDate: string) => boolean

/** The locks of these people. */
export async function readLocks(client: pg.ClientBase, userIds: readonly string[]): Promise<Locked> {
  return createLockBook(await readLockedRanges(client, userIds), undefined, []).isLocked
}
