/** Whether the plan of a single day can be otherwise: what would contradict it is refused. */
import { addDays } from '../../core/calendar.ts'
import { isWholeDayOff, planDay, type DayFacts, type Override } from '../../core/day-plan.ts'
import { plannedShifts, type PlannedShift } from '../../core/schedule.ts'
import { localTime } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import type { UserRow } from '../people/user.queries.ts'
import type { ScheduleBook } from './schedule-book.ts'

export interface Planned {
  userId: string
  name: string
  zone: string
  factsOn: (date: string) => DayFacts
}

/** A person as the book plans them. */
export function plannedPerson(book: ScheduleBook, user: UserRow): Planned {
  const place = { userId: user.id, departmentId: user.department_id, branchId: user.branch_id }
  return {
    userId: user.id,
    name: `${user.first_name} ${user.last_name}`,
    zone: user.effective_time_zone,
    factsOn: book.factsOn(place),
  }
}

/** Throws `conflict` where the override contradicts a day off, another override or a planned shift. */
export function refuseContradiction(person: Planned, date: string, override: Override): void {
  const facts = person.factsOn(date)
  const overrides = facts.overrides ?? []
  const conflict = (field: string, message: string) =>
    new AppError('conflict', message, { errors: [{ field, message }] })
  if (override.kind !== 'off' && isWholeDayOff(facts.daysOff ?? []))
    throw conflict('date', `${person.name} has a day off on ${date}. Take it back first.`)
  const instead = overrides.find(({ kind }) => kind !== 'extra')
  if (override.kind === 'extra' ? instead?.kind === 'off' : instead)
    throw conflict(
      'date',
      `The plan of ${person.name} on ${date} was changed already. Take that change back first.`,
    )
  if (override.kind === 'off' && overrides.length > 0)
    throw conflict('date', `${person.name} has an extra shift on ${date}. Take it back first.`)
  if (override.kind !== 'off') refuseOverlap(person, new Map([[date, [...overrides, override]]]))
}

/** Throws `conflict` where, with these overrides by date, two shifts of the person would overlap. */
export function refuseOverlap(person: Planned, changed: ReadonlyMap<string, readonly Override[]>): void {
  const scheduleOn = (date: string) => {
    const facts = person.factsOn(date)
    return planDay(date, { ...facts, overrides: changed.get(date) ?? facts.overrides ?? [] })
  }
  for (const date of changed.keys()) {
    const planned = plannedShifts(scheduleOn, person.zone, addDays(date, -1), addDays(date, 1))
    const clash = planned.findIndex((shift, i) => i > 0 && shift.start < planned[i - 1]!.end)
    if (clash < 0) continue
    const message = `${person.name} would have two shifts at once: ${nameOf(planned[clash - 1]!, person)} and ${nameOf(planned[clash]!, person)}.`
    throw new AppError('conflict', message, { errors: [{ field: 'shifts', message }] })
  }
}

function nameOf({ date, start, end }: PlannedShift, { zone }: Planned): string {
  return `${date} ${localTime(zone, start).slice(0, 5)} to ${localTime(zone, end).slice(0, 5)}`
}
