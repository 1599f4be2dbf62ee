/** The days on which the people of the demo do not work as their schedule says. */
import { addDays, daysBetween } from '../core/calendar.ts'
import type { DayOff } from '../core/day-plan.ts'
import type { DemoPerson } from './company.ts'
import type { Random } from './random.ts'

export interface DemoDayOff extends DayOff {
  id: string
  userId: string
  from: string
  /** The last date. */
  to: string
}

export interface DemoOverride {
  id: string
  userId: string
  date: string
  kind: 'off' | 'extra'
  shifts: { start: string; end: string }[]
  reason: string
}

/** So many dates after today are planned already. */
const ahead = 60

/** A vacation each half year, now and then a few days of sickness, an errand of half a day. Never two at once. */
export function makeDaysOff(
  people: readonly DemoPerson[],
  from: string,
  today: string,
  random: Random,
): DemoDayOff[] {
  return people.flatMap(({ id: userId }) => {
    const days = daysBetween(from, today) + ahead
    const wanted: Omit<DemoDayOff, 'id' | 'userId'>[] = []
    const add = (
      kind: DayOff['kind'],
      start: number,
      length: number,
      portion: DayOff['portion'] = 'whole',
    ) => {
      const first = addDays(from, start)
      if (start + length <= days) wanted.push({ kind, portion, from: first, to: addDays(first, length - 1) })
    }
    for (let half = 0; half * 182 < days; half++) {
      add('vacation', half * 182 + random.between(20, 160), random.pick([5, 7, 12, 14]))
      if (random.chance(0.6)) add('sickness', half * 182 + random.between(0, 175), random.between(1, 4))
      if (random.chance(0.4))
        add('other', half * 182 + random.between(0, 180), 1, random.pick(['first_half', 'second_half']))
    }
    const kept: typeof wanted = []
    for (const one of wanted) {
      if (!kept.some((other) => one.from <= other.to && other.from <= one.to)) kept.push(one)
    }
    return kept.map((one, i) => ({ ...one, id: `demo-off-${userId}-${i}`, userId }))
  })
}

/** Every sixth person had a Saturday of stocktaking, or a day moved, lately or soon. */
export function makeOverrides(people: readonly DemoPerson[], today: string, random: Random): DemoOverride[] {
  return people.flatMap(({ id: userId, scheduleId }, i): DemoOverride[] => {
    if (i % 6 !== 2) return []
    const week = addDays(today, 7 * random.between(-6, 2))
    const saturday = addDays(week, 6 - ((daysBetween('2024-01-01', week) % 7) + 1))
    const override = { id: `demo-override-${userId}`, userId }
    // A rotation may plan Saturdays already.
    return scheduleId === undefined
      ? [
          {
            ...override,
            date: saturday,
            kind: 'extra',
            shifts: [{ start: '09:00', end: '13:00' }],
            reason: 'Stocktaking',
          },
        ]
      : [
          {
            ...override,
            date: addDays(saturday, -2),
            kind: 'off',
            shifts: [],
            reason: 'Moved to another week',
          },
        ]
  })
}
