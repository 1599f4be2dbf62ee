/**
 * The accounts of the people who punched lately, kept in memory between batches, so that the ordinary
 * punch is decided without asking the database. Another process may have moved a head meanwhile: whoever
 * writes by an account from here has the database check that its head still holds, and whoever refuses
 * asks first.
 */
import type { Handle } from '../../db/database.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { openAccount, settle, type PersonAccount } from './person-account.ts'
import { readHeads } from './punch.queries.ts'

/** Some 5 kB each. */
export const mostAccounts = 10_000
/** Read at once by `fill`: few enough to hold nobody up. */
const pieceOfFill = 50

export interface AccountShelf {
  /** Takes the accounts of these people off the shelf, or reads them; who has no head is missing. */
  take(db: Handle, userIds: readonly string[], book: ScheduleBook): Promise<Map<string, PersonAccount>>
  /** Puts accounts back, as they are after what was written. */
  put(accounts: Iterable<PersonAccount>): void
  /** Reads the accounts that are missing; stops when another book is in use, or by the signal. */
  fill(db: Handle, userIds: readonly string[], book: ScheduleBook, signal: AbortSignal): Promise<void>
}

/** The accounts of these people as the database has them now; who has no head is missing. */
export async function readAccounts(
  db: Handle,
  userIds: readonly string[],
  book: ScheduleBook,
): Promise<Map<string, PersonAccount>> {
  const heads = await readHeads(db, userIds)
  return new Map(heads.map((head) => [head.user_id, openAccount(head, book)]))
}

export function createAccountShelf(): AccountShelf {
  /** In the order of their last use. All by one configuration. */
  const kept = new Map<string, PersonAccount>()
  let keptBy: ScheduleBook | undefined

  return {
    async take(db, userIds, book) {
      if (keptBy !== book) kept.clear()
      keptBy = book
      const taken = new Map<string, PersonAccount>()
      const missing: string[] = []
      for (const userId of userIds) {
        const account = kept.get(userId)
        if (account) taken.set(userId, account)
        else missing.push(userId)
        kept.delete(userId)
      }
      if (missing.length > 0) {
        for (const [userId, account] of await readAccounts(db, missing, book)) taken.set(userId, account)
      }
      return taken
    },
    put(accounts) {
      for (const account of accounts) {
        if (account.book !== keptBy) continue
        settle(account)
        kept.set(account.head.user_id, account)
      }
      for (const oldest of kept.keys()) {
        if (kept.size <= mostAccounts) break
        kept.delete(oldest)
      }
    },
    async fill(db, userIds, book, signal) {
      keptBy ??= book
      for (let i = 0; i < userIds.length && keptBy === book && !signal.aborted; i += pieceOfFill) {
        const missing = userIds.slice(i, i + pieceOfFill).filter((userId) => !kept.has(userId))
        for (const [userId, account] of await readAccounts(db, missing, book)) {
          // Who punched meanwhile has a newer one; another book has emptied the shelf.
          if (keptBy === book && kept.size < mostAccounts && !kept.has(userId)) kept.set(userId, account)
        }
      }
    },
  }
}
