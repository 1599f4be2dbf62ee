/** When each person was expected, for counting who did not come. */
import { countBetween, plannedAmong, plannedDatesOver } from '../../core/absence.ts'
import { localDate } from '../../core/zone.ts'
import type { ScheduleBook, Timeline } from '../schedules/schedule-book.ts'
import type { SummaryPerson, SummaryRows } from './summary.queries.ts'

/**
 * The absences of a person are `dates` and `changes` within the range, less the planned days on which they
 * came (`planned_present` of the sums).
 */
export interface Expectation {
  /** Planned dates that are over, by the schedule alone; one list for all who share it. */
  dates: readonly string[]
  /** What single days add to it or take from it, and planned days that were counted although nobody was expected. */
  changes: readonly { date: string; by: number }[]
}

interface Range {
  from: string
  to: string
}

/** Answers for one person after the other. `doubtful` are days on which they came and yet may not have been expected. */
export function createExpectations(
  book: ScheduleBook,
  doubtful: SummaryRows['doubtful'],
  asked: Range,
  now: number,
): (person: SummaryPerson) => Expectation {
  const presences = datesByPerson(doubtful)
  const groups = new Map<string, readonly string[]>()
  return (person) => {
    const zone = book.zoneOf({ timeZone: person.time_zone, branchId: person.branch_id })
    const hired = person.hired_on ?? localDate(zone, person.created_at)
    const from = latest(asked.from, earliest(hired, person.first_day))
    const to = earliest(asked.to, person.ended_on)
    const place = { userId: person.id, departmentId: person.department_id, branchId: person.branch_id }
    const timeline = book.timelineOf(place)
    const key = from > to ? 'not employed' : [timeline.key, zone, from, to].join('\n')
    let dates = groups.get(key)
    if (!dates) groups.set(key, (dates = plannedDatesOver(timeline.scheduleOn, zone, from, to, now)))
    const own = ownDates(timeline, zone, from, to, now)
    const changes: { date: string; by: number }[] = []
    // What overrides and days off add to, or take from, the absences of the group.
    for (const date of own.all) {
      const by = (own.planned.has(date) ? 1 : 0) - countBetween(dates, date, date)
      if (by !== 0) changes.push({ date, by })
    }
    // The sums count these presences, although nobody is expected then: they make up for no absence.
    for (const date of presences.get(person.id) ?? []) {
      const isExpected = own.all.includes(date) ? own.planned.has(date) : countBetween(dates, date, date) > 0
      if (!isExpected) changes.push({ date, by: 1 })
    }
    return { dates, changes }
  }
}

function datesByPerson(rows: SummaryRows['doubtful']): Map<string, string[]> {
  const dates = new Map<string, string[]>()
  for (const { user_id, work_date } of rows) {
    const known = dates.get(user_id)
    if (known) known.push(work_date)
    else dates.set(user_id, [work_date])
  }
  return dates
}

/** The own days of a person: which of them are planned and over, among all that they have in the range. */
function ownDates({ own }: Timeline, zone: string, from: string, to: string, now: number) {
  const all = own && from <= to ? own.dates(from, to) : []
  return { all, planned: new Set(all.length > 0 ? plannedAmong(own!.scheduleOn, zone, all, now) : []) }
}

const latest = (a: string, b: string): string => (a > b ? a : b)
const earliest = (a: string, b: string | null): string => (b !== null && b < a ? b : a)
