/** Everything that plans, in memory, for whoever derives hours. Read as one. */
import type pg from 'pg'
import type { PolicyOn } from '../../core/account-unit.ts'
import type { BranchPlace } from '../../core/punch-place.ts'
import { addDays } from '../../core/calendar.ts'
import { planDay, type DayFacts, type DayPlan } from '../../core/day-plan.ts'
import { defaultPairingRules } from '../../core/pairing.ts'
import {
  neighbourDays,
  plannedShifts,
  type Plan,
  type PlannedShift,
  type ScheduleOn,
} from '../../core/schedule.ts'
import type { Schedule } from '../../core/schedule-pattern.ts'
import type { TimesheetRules } from '../../core/timesheet.ts'
import { readAssigned } from '../assignments/assignment.queries.ts'
import { holdingOn } from '../assignments/timeline.ts'
import { loadPolicyBook } from '../policies/policy-book.ts'
import {
  readCompany,
  readDefinitions,
  readHolidays,
  readMoves,
  readOwnDays,
  readSchedules,
  type BookedSchedule,
} from './book.queries.ts'
import { loadLockBook, type LockBook } from '../periods/lock-book.ts'
import type { Reader } from '../../db/database.ts'
import type { OwnDays } from './own-days.ts'
import { holidayAssignments } from './holiday.queries.ts'
import { scheduleAssignments } from './schedule.queries.ts'

/** A person with their present department and branch; where they moved, the book knows the former ones. */
export interface PersonPlace {
  userId: string
  departmentId: string | null
  branchId: string | null
}

export interface ScheduleBook {
  /** The configuration that this book was read from. */
  version: number
  /** Which schedule a person has on a date: the narrowest assignment wins. */
  scheduleOn(person: PersonPlace): (date: string) => Schedule | undefined
  /** What decides the plan of a person's date. */
  factsOn(person: PersonPlace): (date: string) => DayFacts
  /** What is planned for a person on a date, and why: schedule, holiday, override or day off. */
  dayPlanOn(person: PersonPlace): (date: string) => DayPlan
  /** The plan that people with the same assignments share, and on which dates this one has another. */
  timelineOf(person: PersonPlace): Timeline
  /** What is planned for a person; kept in memory, because many people share it on a day. */
  planOf(person: PersonPlace): Plan
  /** All that a person's hours are derived by: the plan, and the policies of those who have one. */
  rulesOf(person: PersonPlace): TimesheetRules
  /** Which days are locked, and for whom. */
  locks: LockBook
  /** Where a person belonged on a date. */
  placeOn<P extends PersonPlace & { timeZone: string | null }>(person: P, date: string): P
  /** The zone of a person: their own, else their branch's, else the company's. */
  zoneOf(person: { timeZone: string | null; branchId: string | null }): string
  /** What a branch asks about the place of a punch. */
  placeOfBranch(branchId: string | null): BranchPlace | undefined
}

export interface Timeline {
  key: string
  scheduleOn: ScheduleOn
  /** The person's own days: which dates of a range have any, and what is planned then. */
  own: { dates: OwnDays['dates']; scheduleOn: ScheduleOn } | undefined
}

/** Schedule and holiday by date, with a key that all who share them have. */
interface Shared {
  key: string
  isEmpty: boolean
  on(date: string): { schedule: BookedSchedule | undefined; holiday: string | undefined }
}

const nothing: Plan = () => []

/** How many planned ranges a book keeps before it forgets them all. */
const mostPlans = 20_000

export async function loadScheduleBook(db: Reader): Promise<ScheduleBook> {
  const company = await readCompany(db)
  const definitions = await readDefinitions(db)
  const sharedOf = await loadShared(db, await readSchedules(db, definitions))
  const ownDays = await readOwnDays(db, definitions)
  const policies = await loadPolicyBook(db)
  const locks = await loadLockBook(db)
  const factsOf =
    (shared: Shared, own: OwnDays | undefined) =>
    (date: string): DayFacts => ({ ...shared.on(date), ...own?.on(date) })
  const dayPlanOf = (shared: Shared, own: OwnDays | undefined) => {
    const facts = factsOf(shared, own)
    return (date: string) => planDay(date, facts(date))
  }
  const plans = new Map<string, readonly PlannedShift[]>()
  const kept = (key: string, scheduleOn: ScheduleOn, zone: string, from: string, to: string) => {
    const known = plans.get(key)
    if (known) return known
    if (plans.size >= mostPlans) plans.clear()
    const planned = plannedShifts(scheduleOn, zone, from, to)
    plans.set(key, planned)
    return planned
  }
  const planOf = (person: PersonPlace): Plan => {
    const shared = sharedOf.person(person)
    const own = ownDays.get(person.userId)
    if (shared.isEmpty && !own) return nothing
    const asOthers = dayPlanOf(shared, undefined)
    const asOwn = dayPlanOf(shared, own)
    return (zone, from, to) => {
      const key = `${shared.key}\n${zone}\n${from}\n${to}`
      const isOwn = own && own.dates(addDays(from, -neighbourDays), addDays(to, neighbourDays)).length > 0
      return isOwn
        ? kept(`${person.userId}\t${key}`, asOwn, zone, from, to)
        : kept(key, asOthers, zone, from, to)
    }
  }
  const policyOf = (person: PersonPlace): PolicyOn | undefined => {
    if (policies.isEmpty || !sharedOf.hasMoved(person.userId)) return policies.policyOf(person)
    const { placeOn } = sharedOf.places
    return (date) => policies.policyOf(placeOn(person, date))?.(date)
  }
  return {
    version: company.version,
    locks,
    ...sharedOf.places,
    planOf,
    rulesOf(person) {
      const policyOn = policyOf(person)
      const rules = { ...defaultPairingRules, plan: planOf(person), policyOn }
      if (!policyOn) return rules
      const shared = sharedOf.person(person)
      return { ...rules, holidayOn: (date) => shared.on(date).holiday }
    },
    scheduleOn: (person) => {
      const shared = sharedOf.person(person)
      return (date) => shared.on(date).schedule
    },
    factsOn: (person) => factsOf(sharedOf.person(person), ownDays.get(person.userId)),
    dayPlanOn: (person) => dayPlanOf(sharedOf.person(person), ownDays.get(person.userId)),
    timelineOf(person) {
      const shared = sharedOf.person(person)
      const own = ownDays.get(person.userId)
      return {
        key: shared.key,
        scheduleOn: dayPlanOf(shared, undefined),
        own: own && { dates: own.dates, scheduleOn: dayPlanOf(shared, own) },
      }
    },
    zoneOf: ({ timeZone, branchId }) =>
      timeZone ?? (branchId === null ? undefined : company.branches[branchId]?.timeZone) ?? company.time_zone,
    placeOfBranch: (branchId) => (branchId === null ? undefined : company.branches[branchId]),
  }
}

/** What people share: assignments of schedules and holiday calendars, at the place of each date. */
async function loadShared(db: Reader, schedules: ReadonlyMap<string, BookedSchedule>) {
  const assigned = await readAssigned(db, scheduleAssignments)
  const calendars = await readAssigned(db, holidayAssignments)
  const holidays = await readHolidays(db)
  const moves = await readMoves(db)

  const settled = ({ userId, departmentId, branchId }: PersonPlace): Shared => {
    const levels = [
      `user/${userId}`,
      `department/${departmentId}`,
      `branch/${branchId}`,
      'company/company',
    ].filter((key) => assigned.has(key))
    const lists = [`branch/${branchId}`, 'company/company'].filter((key) => calendars.has(key))
    const first = (keys: readonly string[], all: typeof assigned, date: string): string | undefined => {
      for (const key of keys) {
        const found = holdingOn(all.get(key)!, date)
        if (found !== undefined) return found
      }
      return undefined
    }
    return {
      key: [...levels, ...lists.map((key) => `holidays ${key}`)].join('\n'),
      isEmpty: levels.length === 0,
      on(date) {
        const schedule = schedules.get(first(levels, assigned, date) ?? '')
        // The list of the schedule wins over that of the person's place.
        const list = schedule?.holidayCalendarId ?? first(lists, calendars, date)
        return { schedule, holiday: list === undefined ? undefined : holidays.get(list)?.get(date) }
      },
    }
  }
  const placeOn = <P extends PersonPlace>(person: P, date: string): P => {
    const moved = moves.get(person.userId)
    return moved ? { ...person, ...holdingOn(moved, date) } : person
  }
  return {
    places: { placeOn },
    hasMoved: (userId: string) => moves.has(userId),
    person(person: PersonPlace): Shared {
      const moved = moves.get(person.userId)
      if (!moved) return settled(person)
      const parts = moved.map(({ from, until, what }) => ({
        from,
        until,
        what: settled({ userId: person.userId, ...what }),
      }))
      return {
        key: `moved ${person.userId}`,
        isEmpty: parts.every(({ what }) => what.isEmpty),
        on: (date) => holdingOn(parts, date)?.on(date) ?? { schedule: undefined, holiday: undefined },
      }
    },
  }
}

/** Gives the book as it is now; `version` is that of the configuration, where it was just read. */
export type ScheduleShelf = (version?: number) => Promise<ScheduleBook>

/**
 * Keeps the book in memory and reads it again when the configuration has a new version: for readers,
 * who ask often. A writer checks the version with what it writes.
 */
export function createScheduleShelf(pool: pg.Pool): ScheduleShelf {
  let book: ScheduleBook | undefined
  return async (version) => {
    const current = version ?? (await readConfigVersion(pool))
    if (book?.version !== current) book = await loadScheduleBook(pool)
    return book
  }
}

async function readConfigVersion(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'config_version',
    text: 'select config_version as version from company',
  })
  return rows[0]!.version
}
