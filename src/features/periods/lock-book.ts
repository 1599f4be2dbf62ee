/** Which days are locked for whom, in memory, for whoever derives or changes hours. */
import { oldestOpenDate, type ClosingRule } from '../../core/closing.ts'
import type { PeriodRule } from '../../core/period.ts'
import { localDate } from '../../core/zone.ts'
import type { Reader } from '../../db/database.ts'
import { readClosingRule, readPeriodRules } from './period.queries.ts'

export interface LockBook {
  /** Whether a locked period of the person holds the date. */
  isLocked(userId: string, date: string): boolean
  /** Whether anything of the person is locked at all. */
  hasLocks(userId: string): boolean
  /** Whether days close by themselves. */
  closes: boolean
  /** Whether the day is closed by its age; administrators may change it all the same. */
  isClosed(date: string, zone: string, now: number): boolean
}

type Ranges = readonly { from: string; to: string }[]

/** Reads every locked period; neighbours are one range, so that a person has few. */
export async function loadLockBook(db: Reader): Promise<LockBook> {
  const closing = await readClosingRule(db)
  const rules = closing ? await readPeriodRules(db) : []
  return createLockBook(await readLockedRanges(db), closing, rules)
}

export async function readLockedRanges(
  db: Reader,
  userIds?: readonly string[],
): Promise<Map<string, Ranges>> {
  const { rows } = await db.query<{ user_id: string; ranges: Ranges }>(
    `select user_id, json_agg(json_build_object('from', lower(r), 'to', upper(r) - 1) order by r) as ranges
       from (select user_id, unnest(range_agg(daterange(from_date, to_date, '[]'))) as r
               from person_periods where state = 'locked' and ($1::text[] is null or user_id = any($1))
              group by user_id) merged
      group by user_id`,
    [userIds ?? null],
  )
  return new Map(rows.map((row) => [row.user_id, row.ranges]))
}

export function createLockBook(
  locked: ReadonlyMap<string, Ranges>,
  closing: ClosingRule | undefined,
  rules: readonly PeriodRule[],
): LockBook {
  return {
    isLocked: (userId, date) =>
      locked.get(userId)?.some((range) => range.from <= date && date <= range.to) ?? false,
    closes: closing !== undefined,
    hasLocks: (userId) => locked.has(userId),
    isClosed(date, zone, now) {
      const oldest = oldestOpenDate(closing, localDate(zone, now), rules)
      return oldest !== undefined && date < oldest
    },
  }
}
