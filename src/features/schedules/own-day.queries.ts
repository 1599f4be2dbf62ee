/** Overrides, swaps and days off. Lists take a condition over `users`: whose may be seen. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'

export interface OwnDayFilter {
  people: RawBuilder<SqlBool>
  /** Dates, both within. */
  from: string
  to: string
}

const overrideColumns = [
  'o.id',
  'o.user_id',
  'o.date',
  'o.kind',
  'o.shifts',
  'o.swap_id',
  'o.reason',
  'o.actor_id',
  'o.created_at',
] as const

export async function listOverrides(db: Database, { people, from, to }: OwnDayFilter) {
  return db
    .selectFrom('schedule_overrides as o')
    .innerJoin('users', 'users.id', 'o.user_id')
    .select(overrideColumns)
    .where(people)
    .where(sql<SqlBool>`o.date between ${from}::date and ${to}::date`)
    .orderBy('o.date')
    .orderBy('o.user_id')
    .orderBy('o.id')
    .execute()
}

export async function findOverride(db: Database, id: string) {
  return db
    .selectFrom('schedule_overrides as o')
    .select(overrideColumns)
    .where('o.id', '=', id)
    .executeTakeFirst()
}

export async function listSwaps(db: Database, { people, from, to }: OwnDayFilter) {
  return db
    .selectFrom('schedule_swaps as s')
    .innerJoin('users', (join) =>
      join.on((on) =>
        on.or([on('users.id', '=', on.ref('s.user_id')), on('users.id', '=', on.ref('s.other_id'))]),
      ),
    )
    .selectAll('s')
    .distinct()
    .where(people)
    .where(
      sql<SqlBool>`(s.date between ${from}::date and ${to}::date or s.other_date between ${from}::date and ${to}::date)`,
    )
    .orderBy('s.date')
    .orderBy('s.id')
    .execute()
}

export async function findSwap(db: Database, id: string) {
  return db.selectFrom('schedule_swaps as s').selectAll('s').where('s.id', '=', id).executeTakeFirst()
}

const dayOffColumns = [
  'o.id',
  'o.user_id',
  'o.kind',
  'o.portion',
  'o.note',
  'o.actor_id',
  'o.created_at',
  sql<string>`lower(o.valid)`.as('from'),
  sql<string>`upper(o.valid) - 1`.as('to'),
] as const

export async function listDaysOff(db: Database, { people, from, to }: OwnDayFilter) {
  return db
    .selectFrom('days_off as o')
    .innerJoin('users', 'users.id', 'o.user_id')
    .select(dayOffColumns)
    .where(people)
    .where(sql<SqlBool>`o.valid && daterange(${from}::date, ${to}::date, '[]')`)
    .orderBy(sql`lower(o.valid)`)
    .orderBy('o.user_id')
    .orderBy('o.id')
    .execute()
}

export async function findDayOff(db: Database, id: string) {
  return db.selectFrom('days_off as o').select(dayOffColumns).where('o.id', '=', id).executeTakeFirst()
}
