/** Where these people are at `now` (epoch ms), as live messages say it: one statement. */
import type pg from 'pg'
import type { PresenceMessage } from '../../live/live.contract.ts'
import type { ScheduleShelf } from '../schedules/schedule-book.ts'
import { presentPresence } from './present-board.ts'
import { readLatest } from './presence.queries.ts'

export async function readPresence(
  pool: pg.Pool,
  readBook: ScheduleShelf,
  userIds: readonly string[],
  now: number,
): Promise<PresenceMessage[]> {
  const rows = await readLatest(pool, userIds)
  if (rows.length === 0) return []
  const book = await readBook(rows[0]!.config_version)
  return rows.map((row) => presentPresence(row, book, now))
}
