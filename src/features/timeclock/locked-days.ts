/**
 * Locked days take no change: what a punch or correction would change is compared with what is locked
 * for the person. The locks come with the configuration that the writer decides by, so a lock that is
 * set meanwhile makes it decide again.
 */
import { matchPlanned } from '../../core/schedule.ts'
import { isHeld, markOf } from '../../core/ledger.ts'
import { longestShiftMs } from '../../core/longest-shift.ts'
import type { Mark, MarkKind } from '../../core/punch.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import { deriveTimesheet, type Day, type Timesheet } from '../../core/timesheet.ts'
import { addDays } from '../../core/calendar.ts'
import { refusePunch } from '../../core/decide.ts'
import { localDate } from '../../core/zone.ts'
import type { Handle } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { readHeld } from './fact.queries.ts'
import { changedDays, changedShifts, type PersonAccount } from './person-account.ts'

/** Who changes; administrators may change days that are closed by age, and nobody those of a locked period. */
export interface Changer {
  isAdministrator: boolean
  now: number
}

/** The first date that the change touches and that takes none; undefined where it is free. */
export function lockedDateOf(account: PersonAccount, after: Timesheet, changer: Changer): string | undefined {
  if (!mayBeLocked(account, changer)) return undefined
  return changedDates(account.after, after).find((date) => takesNoChange(account, date, changer))
}

/** The locked date of a punch that fits nowhere as it is: by what is planned, what is held, or its own date. */
export async function lockedDateOfStray(
  db: Handle,
  account: PersonAccount,
  kind: MarkKind,
  at: number,
  changer: Changer,
): Promise<string | undefined> {
  if (!mayBeLocked(account, changer)) return undefined
  const own = localDate(account.zone, at)
  const planned = account.rules.plan(account.zone, addDays(own, -1), addDays(own, 1))
  const matched = matchPlanned(planned, at, kind === 'in' ? 'in' : 'out')
  const held = await heldAround(db, account, at)
  const dates = [...(matched ? [matched.date] : []), ...datesWithHeld(account, held, kind, at), own]
  return dates.find((date) => takesNoChange(account, date, changer))
}

/** What is held within a shift's length of the instant, with what this batch holds. */
async function heldAround(db: Handle, account: PersonAccount, at: number): Promise<Mark[]> {
  const reach = longestShiftMs({ at, timeZone: account.zone }, account.rules)
  const stored = await readHeld(db, account.head.user_id, new Date(at - reach), new Date(at + reach))
  return [...stored, ...account.newFacts.filter(isHeld).map(markOf)]
}

/** The date of the shift that it would belong to if what is held were in force. */
function datesWithHeld(account: PersonAccount, held: readonly Mark[], kind: MarkKind, at: number): string[] {
  if (held.length === 0) return []
  const sheet = deriveTimesheet([...account.marks, ...held], account.rules)
  if (refusePunch(kind, at, sheet, account.rules)) return []
  const shift = sheet.shifts.findLast((one) => one.in.at <= at)
  return shift ? [shift.workDate] : []
}

function mayBeLocked({ head, book }: PersonAccount, { isAdministrator }: Changer): boolean {
  return book.locks.hasLocks(head.user_id) || (book.locks.closes && !isAdministrator)
}

function takesNoChange({ head, book, zone }: PersonAccount, date: string, changer: Changer): boolean {
  if (book.locks.isLocked(head.user_id, date)) return true
  return !changer.isAdministrator && book.locks.isClosed(date, zone, changer.now)
}

/** The work dates of every shift and day that is other than before, sorted. */
function changedDates(before: Timesheet, after: Timesheet): string[] {
  const changed = new Set(changedShifts(before.shifts, after.shifts).map((shift) => shift.in.seq))
  const kept = new Set(after.shifts.map((shift) => shift.in.seq))
  const dates = [
    ...before.shifts.filter((shift) => changed.has(shift.in.seq) || !kept.has(shift.in.seq)),
    ...after.shifts.filter((shift) => changed.has(shift.in.seq)),
    ...changedDays(before.days.map(punchedOf), after.days.map(punchedOf)),
  ].map((one) => one.workDate)
  return [...new Set(dates)].sort()
}

/** The day without its classes: these may change with another day of the workweek, and a lock keeps them. */
function punchedOf(day: Day): Day {
  const {
    workDate,
    shifts,
    workedSeconds,
    breakSeconds,
    lateMinutes,
    earlyMinutes,
    missingOut,
    plannedSeconds,
  } = day
  const punched = { shifts, workedSeconds, breakSeconds, lateMinutes, earlyMinutes, missingOut }
  return { ...emptyDay(workDate, plannedSeconds), ...punched }
}

/** The refusal, with the way out. */
export function lockedError(account: PersonAccount, date: string): AppError {
  const isLocked = account.book.locks.isLocked(account.head.user_id, date)
  const wayOut = isLocked
    ? 'Ask an administrator to reopen the period, with the reason.'
    : 'Ask an administrator to make the change.'
  return new AppError('period_locked', `${date} is ${isLocked ? 'locked' : 'closed'}. ${wayOut}`, {
    data: { userId: account.head.user_id, workDate: date, lockedBy: isLocked ? 'period' : 'age' },
  })
}
