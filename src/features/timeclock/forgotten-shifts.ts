/**
 * People whose clock-out was forgotten, where a policy gives it an end: their hours as the next
 * clock-in will leave them, derived and not written. They are few: everybody else costs nothing here.
 */
import { endByPolicy, isForgotten, type Arrival } from '../../core/longest-shift.ts'
import { deriveTimesheet, type Day, type Timesheet } from '../../core/timesheet.ts'
import type { Handle } from '../../db/database.ts'
import type { PersonPlace } from '../assignments/person-place.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readAccounts } from './account-shelf.ts'
import { changedDays } from './person-account.ts'

export interface ForgottenShift {
  /** As it is stored, and as it is seen at the moment: from the same date on. */
  stored: Timesheet
  seen: Timesheet
  /** The days that are other than stored. */
  changed: Day[]
}

/** Whether the open shift of a person has an end by policy at `now` (epoch ms). */
export function isEndedByPolicy(
  book: ScheduleBook,
  person: PersonPlace,
  open: Arrival & { plannedEnd: number | null },
  now: number,
): boolean {
  const rules = book.rulesOf(person)
  if (!rules.policyOn || !isForgotten(open, now, rules)) return false
  return endByPolicy(open, open.plannedEnd ?? undefined, Number.POSITIVE_INFINITY, rules) !== undefined
}

/** By person: those of `userIds` with an open shift that has such an end. */
export async function deriveForgotten(
  db: Handle,
  book: ScheduleBook,
  userIds: readonly string[],
  now: number,
): Promise<Map<string, ForgottenShift>> {
  if (userIds.length === 0) return new Map()
  const accounts = await readAccounts(db, userIds, book)
  return new Map(
    [...accounts].map(([userId, { after: stored, marks, rules }]) => {
      const seen = deriveTimesheet(marks, { ...rules, asOf: now })
      return [userId, { stored, seen, changed: changedDays(stored.days, seen.days) }]
    }),
  )
}
