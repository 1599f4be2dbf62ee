/** Overrides of single days, and swaps of shifts between two people. */
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { planDay, type Override } from '../../core/day-plan.ts'
import { validateShifts } from '../../core/schedule-validation.ts'
import type { ShiftTimes } from '../../core/schedule-pattern.ts'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'
import type { UserRow } from '../people/user.queries.ts'
import { changing } from '../people/change-configuration.ts'
import { changingPlan, refuseProblems } from './changing-plan.ts'
import { plannedPerson, refuseContradiction, refuseOverlap, type Planned } from './check-day.ts'
import type { NewOverride, NewSwap } from './own-day.contract.ts'
import { findOverride, findSwap } from './own-day.queries.ts'
import { parseShifts } from './parse-shifts.ts'
import { markPersonStale, readDefinitionTimes } from './schedule.queries.ts'

export async function createOverride(
  context: Context,
  actorId: string,
  user: UserRow,
  given: NewOverride,
): Promise<string> {
  const { date, kind, shifts = [], reason = null } = given
  if (kind === 'off' && shifts.length > 0)
    throw invalidField('shifts', 'A day without a shift takes no shifts.')
  if (kind !== 'off' && shifts.length === 0) throw invalidField('shifts', 'Say which shift is worked.')
  return changingPlan(context, actorId, 'schedule-override.create', given, async (tx, book) => {
    const parsed = parseShifts(shifts, 'shifts', await readDefinitionTimes(tx, true))
    refuseProblems(parsed.problems)
    refuseProblems(validateShifts(parsed.times))
    refuseContradiction(plannedPerson(book, user), date, { kind, shifts: parsed.times })
    const id = uuidv7()
    await tx
      .insertInto('schedule_overrides')
      .values({
        id,
        user_id: user.id,
        date,
        kind,
        shifts: JSON.stringify(parsed.stored),
        reason,
        actor_id: actorId,
      })
      .execute()
    await markPersonStale(tx, user.id, date)
    return { id, result: id }
  })
}

/** Takes an override back: the day is planned as the schedule says. */
export async function removeOverride(context: Context, actorId: string, id: string): Promise<void> {
  await changing(context, actorId, 'schedule-override.remove', {}, async (tx) => {
    const found = await findOverride(tx, id)
    if (!found) throw new AppError('not_found', 'There is no such override.')
    if (found.swap_id !== null)
      throw new AppError('conflict', 'This override belongs to a swap of two people; cancel the swap.')
    await tx.deleteFrom('schedule_overrides').where('id', '=', id).execute()
    await markPersonStale(tx, found.user_id, found.date)
    return { id, result: undefined }
  })
}

/** What a swap makes of one person's date. */
interface Turn {
  person: Planned
  date: string
  override: Override
}

/** Each takes what the other has on their date. Both plans change, or neither. */
export async function createSwap(
  context: Context,
  actorId: string,
  [user, other]: [UserRow, UserRow],
  given: NewSwap,
): Promise<string> {
  const { date, otherDate = date, reason = null } = given
  if (user.id === other.id) throw invalidField('otherId', 'Nobody swaps with themselves.')
  return changingPlan(context, actorId, 'schedule-swap.create', given, async (tx, book) => {
    const [first, second] = [plannedPerson(book, user), plannedPerson(book, other)]
    const turns = turnsOf(first, date, second, otherDate)
    for (const person of [first, second]) {
      const own = turns.filter((turn) => turn.person === person)
      refuseOverlap(person, new Map(own.map((turn) => [turn.date, [turn.override]])))
    }
    const id = uuidv7()
    await tx
      .insertInto('schedule_swaps')
      .values({
        id,
        user_id: user.id,
        date,
        other_id: other.id,
        other_date: otherDate,
        reason,
        actor_id: actorId,
      })
      .execute()
    for (const turn of turns) await writeTurn(tx, turn, id, actorId, reason)
    return { id, result: id }
  })
}

function turnsOf(first: Planned, date: string, second: Planned, otherDate: string): Turn[] {
  const given = shiftsToGive(first, date)
  const taken = shiftsToGive(second, otherDate)
  if (date === otherDate) {
    if (given.length + taken.length === 0)
      throw conflict('date', `Neither of the two has a shift on ${date}.`)
    return [
      { person: first, date, override: insteadOf(taken) },
      { person: second, date, override: insteadOf(given) },
    ]
  }
  for (const [person, on, shifts] of [
    [first, date, given],
    [second, otherDate, taken],
  ] as const) {
    if (shifts.length === 0) throw conflict('date', `${person.name} has no shift on ${on} to give.`)
  }
  for (const [person, on] of [
    [first, otherDate],
    [second, date],
  ] as const) {
    if (shiftsToGive(person, on).length > 0)
      throw conflict('otherDate', `${person.name} has a shift on ${on} already.`)
  }
  return [
    { person: first, date, override: insteadOf([]) },
    { person: first, date: otherDate, override: insteadOf(taken) },
    { person: second, date: otherDate, override: insteadOf([]) },
    { person: second, date, override: insteadOf(given) },
  ]
}

/** What is planned for the person; refused where the day is off or was changed before. */
function shiftsToGive(person: Planned, date: string): readonly ShiftTimes[] {
  const facts = person.factsOn(date)
  if (facts.daysOff?.length) throw conflict('date', `${person.name} has a day off on ${date}.`)
  if (facts.overrides?.length)
    throw conflict(
      'date',
      `The plan of ${person.name} on ${date} was changed already. Take that change back first.`,
    )
  return planDay(date, facts).shifts
}

const insteadOf = (shifts: readonly ShiftTimes[]): Override =>
  shifts.length === 0 ? { kind: 'off', shifts: [] } : { kind: 'replace', shifts }

const conflict = (field: string, message: string) =>
  new AppError('conflict', message, { errors: [{ field, message }] })

async function writeTurn(
  tx: Database,
  { person, date, override }: Turn,
  swapId: string,
  actorId: string,
  reason: string | null,
): Promise<void> {
  // A definition goes by its id, so that a change of it counts here too.
  const shifts = override.shifts.map((shift) =>
    shift.definitionId === undefined ? withoutDay(shift) : { definitionId: shift.definitionId },
  )
  await tx
    .insertInto('schedule_overrides')
    .values({
      id: uuidv7(),
      user_id: person.userId,
      date,
      kind: override.kind,
      shifts: JSON.stringify(shifts),
      swap_id: swapId,
      reason,
      actor_id: actorId,
    })
    .execute()
  await markPersonStale(tx, person.userId, date)
}

function withoutDay(shift: ShiftTimes): ShiftTimes {
  const { weekday: _weekday, day: _day, ...times } = shift as ShiftTimes & { weekday?: number; day?: number }
  return times
}

/** Takes a swap back; it stays on record. */
export async function cancelSwap(context: Context, actorId: string, id: string): Promise<void> {
  await changing(context, actorId, 'schedule-swap.cancel', {}, async (tx) => {
    const found = await findSwap(tx, id)
    if (!found) throw new AppError('not_found', 'There is no such swap.')
    if (found.cancelled_at !== null) throw new AppError('conflict', 'This swap was cancelled before.')
    await tx
      .updateTable('schedule_swaps')
      .set({ cancelled_at: new Date(context.now()) })
      .where('id', '=', id)
      .execute()
    const removed = await tx
      .deleteFrom('schedule_overrides')
      .where('swap_id', '=', id)
      .returning(['user_id', 'date'])
      .execute()
    for (const { user_id, date } of removed) await markPersonStale(tx, user_id, date)
    return { id, result: undefined }
  })
}
