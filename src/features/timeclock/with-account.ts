/**
 * One person's hours, changed alone: for what decides on more than a punch does and writes beside the
 * facts. The configuration and the head are locked until the commit, so that nothing it was decided on
 * can change; punches of the person that arrive meanwhile are decided again after it.
 */
import type pg from 'pg'
import type { Context } from '../../context.ts'
import { againWhenMet, withTransaction } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { lockSteps } from '../steps/step.queries.ts'
import { readAccounts } from './account-shelf.ts'
import { collectWrites, vanishedShifts, type PersonAccount } from './person-account.ts'
import { lockHeads } from './punch.queries.ts'
import { deleteShifts, writePunches, type PunchWrite } from './write-punches.ts'

/**
 * Runs `work` on the account of a person; what it took over is written after it. `known` saves reading
 * the schedules again where they are still those. Throws `not_found`, and what `work` throws.
 */
export async function withAccount<T>(
  context: Context,
  userId: string,
  known: ScheduleBook | undefined,
  work: (account: PersonAccount, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const result = await againWhenMet(() =>
    withTransaction(context.pool, async (client) => {
      await lockSteps(client, [userId])
      await lockHeads(client, [userId])
      const book = await currentBook(client, known)
      const account = (await readAccounts(client, [userId], book)).get(userId)
      if (!account) throw new AppError('not_found', 'There is no such person, or you may not see them.')
      const done = await work(account, client)
      await writeAccount(client, account, book)
      return done
    }),
  )
  context.live.changed([userId])
  return result
}

async function currentBook(client: pg.ClientBase, known: ScheduleBook | undefined): Promise<ScheduleBook> {
  const { rows } = await client.query<{ version: number }>('select config_version as version from company')
  return known?.version === rows[0]!.version ? known : loadScheduleBook(client)
}

async function writeAccount(
  client: pg.ClientBase,
  account: PersonAccount,
  book: ScheduleBook,
): Promise<void> {
  if (account.newFacts.length === 0) return
  const write: PunchWrite = {
    facts: [],
    shifts: [],
    days: [],
    heads: [],
    keyed: [],
    configVersion: book.version,
  }
  collectWrites(account, write)
  const vanished = vanishedShifts(account)
  if (vanished.length > 0) await deleteShifts(client, account.head.user_id, vanished)
  await writePunches(client, write)
}
