/** Changes a person, and ends an employment. An administrator is always left. */
import { sql } from 'kysely'
import { againWhenMet, type Database } from '../../db/database.ts'
import type { Place } from '../../core/membership.ts'
import { AppError, invalidField } from '../../errors.ts'
import { endSessions } from '../accounts/sessions.ts'
import { markPersonStale } from '../schedules/schedule.queries.ts'
import { audit, changesOf } from './audit.ts'
import { bumpConfigVersion, lockCompany } from './company.queries.ts'
import { findPlaceId } from './create-user.ts'
import { changeMembership } from './membership.queries.ts'
import { presentUser, type UserChange } from './user.contract.ts'
import { findUser, type UserRow } from './user.queries.ts'

export interface Change {
  actorId: string | null
  userId: string
  change: UserChange
  /** The hash of `change.password`, made before the transaction. */
  passwordHash: string | undefined
  now: Date
}

/**
 * Changes the named fields. Department, branch and zone change from `effectiveFrom` on, by default
 * from today in the person's zone: days before keep what was valid then. Throws `not_found`,
 * `conflict`, `invalid`.
 */
export async function changeUser(
  db: Database,
  { actorId, userId, change, passwordHash, now }: Change,
): Promise<UserRow> {
  const work = async (tx: Database) => {
    await lockCompany(tx)
    const before = await findUser(tx, userId)
    if (!before) throw new AppError('not_found', 'There is no such person, or you may not see them.')
    const columns = changedColumns(change, passwordHash)
    const place = await changedPlace(tx, change)
    if (Object.keys(columns).length + Object.keys(place).length === 0) return before
    if (Object.keys(columns).length > 0)
      await tx.updateTable('users').set(columns).where('id', '=', userId).execute()
    const today = await localToday(tx, now, before.effective_time_zone)
    const from = change.effectiveFrom ?? today
    const moved = Object.keys(place).length > 0 && (await changeMembership(tx, userId, place, from, today))
    await keepAnAdministrator(tx)
    if (passwordHash !== undefined) await endSessions(tx, { userId, reason: 'password_reset', now })
    if (change.status === 'disabled') await endSessions(tx, { userId, reason: 'disabled', now })
    if (moved || 'hired_on' in columns || 'ended_on' in columns) await bumpConfigVersion(tx)
    // Another department or branch may bring another schedule: the days since then are derived again.
    if (moved && ('departmentId' in place || 'branchId' in place)) await markPersonStale(tx, userId, from)
    const { password, ...given } = change
    const { department, branch, ...was } = presentUser(before)
    const detail = changesOf(given, { ...was, department: department?.name, branch: branch?.name })
    await audit(
      tx,
      actorId,
      'user.change',
      userId,
      password === undefined ? detail : { ...detail, password: 'reset' },
    )
    return (await findUser(tx, userId))!
  }
  return againWhenMet(() => db.transaction().execute(work))
}

function changedColumns(change: UserChange, passwordHash: string | undefined) {
  return {
    ...(change.email !== undefined && { email: change.email }),
    ...(change.username !== undefined && { username: change.username }),
    ...(passwordHash !== undefined && { password_hash: passwordHash }),
    ...(change.firstName !== undefined && { first_name: change.firstName.trim() }),
    ...(change.lastName !== undefined && { last_name: change.lastName.trim() }),
    ...(change.role !== undefined && { role: change.role }),
    ...(change.status !== undefined && { status: change.status }),
    ...(change.employeeNumber !== undefined && { employee_number: change.employeeNumber }),
    ...(change.hiredOn !== undefined && { hired_on: change.hiredOn }),
    ...(change.endedOn !== undefined && { ended_on: null }),
  }
}

/** Where the person belongs from the date of the change on. */
async function changedPlace(tx: Database, change: UserChange): Promise<Partial<Place>> {
  const place = {
    ...(change.department !== undefined && {
      departmentId: await findPlaceId(tx, 'department', change.department),
    }),
    ...(change.branch !== undefined && { branchId: await findPlaceId(tx, 'branch', change.branch) }),
    ...(change.timeZone !== undefined && { timeZone: change.timeZone }),
  }
  if (change.effectiveFrom !== undefined && Object.keys(place).length === 0)
    throw invalidField('effectiveFrom', 'Only department, branch and timeZone change from a date on.')
  return place
}

export interface EndOfEmployment {
  actorId: string
  userId: string
  /** The last day of the employment; today in their zone unless given. */
  endedOn: string | undefined
  now: Date
}

/** Ends an employment. Their records stay. Once the day is over, their sessions end; to shut out at once, disable. */
export async function endUser(
  db: Database,
  { actorId, userId, endedOn, now }: EndOfEmployment,
): Promise<UserRow> {
  const work = async (tx: Database) => {
    await lockCompany(tx)
    const user = await findUser(tx, userId)
    if (!user) throw new AppError('not_found', 'There is no such person, or you may not see them.')
    const today = await localToday(tx, now, user.effective_time_zone)
    const end = endedOn ?? today
    await tx.updateTable('users').set({ ended_on: end }).where('id', '=', userId).execute()
    await keepAnAdministrator(tx)
    if (end < today) await endSessions(tx, { userId, reason: 'ended', now })
    await bumpConfigVersion(tx)
    await audit(tx, actorId, 'user.end', userId, { endedOn: end })
    return { ...user, ended_on: end }
  }
  return againWhenMet(() => db.transaction().execute(work))
}

/** The date at `now` in this zone. */
export async function localToday(db: Database, now: Date, zone: string): Promise<string> {
  const { rows } = await sql<{
    today: string
  }>`select (${now}::timestamptz at time zone ${zone})::date::text as today`.execute(db)
  return rows[0]!.today
}

/** Throws `conflict` when the transaction, which holds the company's row, leaves nobody to administer. */
async function keepAnAdministrator(tx: Database): Promise<void> {
  const left = await tx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    // An end that is planned already counts: nobody could log in after it.
    .where('ended_on', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!left) throw new AppError('conflict', 'This is the last active administrator. Make another one first.')
}
