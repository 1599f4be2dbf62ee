/** What a correction is based on: the records that it touches, each with its version. */
import { sha256 } from '../../sha256.ts'
import { recordVersion } from '../../core/record-version.ts'
import type { Shift } from '../../core/timesheet.ts'
import { AppError } from '../../errors.ts'
import { shiftRow } from '../timeclock/derived-rows.ts'
import { type PersonAccount } from '../timeclock/person-account.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import type { Basis } from './correction.queries.ts'

export function basisOf(userId: string, shifts: readonly Shift[]): Basis[] {
  return shifts.map((shift) => ({
    recordId: shift.in.id,
    version: recordVersion(shiftRow(userId, shift), sha256),
  }))
}

export function isSameBasis(a: readonly Basis[], b: readonly Basis[]): boolean {
  const text = (basis: readonly Basis[]) =>
    JSON.stringify(basis.map(({ recordId, version }) => [recordId, version]).sort())
  return text(a) === text(b)
}

/** Throws `record_changed`, with the present state, where a record is not as the caller saw it. */
export function requireSeen(account: PersonAccount, seen: readonly Basis[] | undefined, now: number): void {
  if (!seen) return
  const userId = account.head.user_id
  const present = new Map(account.after.shifts.map((shift) => [shift.in.id, shift]))
  const changed = seen.filter(({ recordId, version }) => {
    const shift = present.get(recordId)
    return !shift || basisOf(userId, [shift])[0]!.version !== version
  })
  if (changed.length === 0) return
  throw changedError(
    account,
    changed.flatMap(({ recordId }) => present.get(recordId) ?? []),
    now,
  )
}

/** The refusal of a correction whose records are not what it was based on; `data` is what they are now. */
export function changedError(
  account: PersonAccount,
  shifts: readonly Shift[],
  now: number,
  cause?: unknown,
): AppError {
  const message =
    'The record changed since the correction was asked for. Look at its present state, and ask or decide again.'
  return new AppError('record_changed', message, {
    data: { records: shifts.map((shift) => presentShift(account.head.user_id, shift, account.rules, now)) },
    cause,
  })
}
