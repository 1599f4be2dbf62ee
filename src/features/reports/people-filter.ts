/** Which people a report or summary is about: the scope of who asks, and the filters. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { withoutPlace } from '../../core/membership.ts'
import type { Permission } from '../../core/permission.ts'
import { invalidField } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { visibleUsers } from '../people/scope.ts'

export interface PeopleFilter {
  user?: string | undefined
  department?: string | undefined
  branch?: string | undefined
}

/** The most ids that a filter takes. */
const mostIds = 200

/** Of a filter by department or branch, for the documentation. */
export const placesText = `Ids with commas; \`${withoutPlace}\` for those who have none.`

/** The condition that `column` is one of `ids`, of which one may be `withoutPlace`. */
export function inPlaces(column: string, ids: readonly string[]): RawBuilder<SqlBool> {
  const named = ids.filter((id) => id !== withoutPlace)
  const among = sql<SqlBool>`${sql.ref(column)} = any(${named})`
  return named.length === ids.length ? among : sql<SqlBool>`(${among} or ${sql.ref(column)} is null)`
}

/** A condition over `users`. Each filter is a list of ids with commas. */
export function peopleCondition(
  actor: Actor,
  permission: Permission,
  filter: PeopleFilter,
): RawBuilder<SqlBool> {
  const conditions = [visibleUsers(actor, permission)]
  const add = (field: keyof PeopleFilter, column: string) => {
    const text = filter[field]
    if (text === undefined) return
    const ids = text
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean)
    if (ids.length === 0 || ids.length > mostIds) {
      throw invalidField(field, `Name 1 to ${mostIds} ids, with commas between them.`)
    }
    conditions.push(field === 'user' ? sql<SqlBool>`${sql.ref(column)} = any(${ids})` : inPlaces(column, ids))
  }
  add('user', 'users.id')
  add('department', 'users.department_id')
  add('branch', 'users.branch_id')
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/** Refuses a range that runs backwards or is longer than `most` days. */
export function checkRange(days: number, most: number): void {
  if (days < 1) throw invalidField('to', '"to" lies before "from".')
  if (days > most)
    throw invalidField('to', `The range has ${days} days; at most ${most} are answered at once.`)
}
