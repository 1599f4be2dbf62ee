/** The board and the live messages, from rows. */
import { addDays } from '../../core/calendar.ts'
import { shiftSeenAt } from '../../core/longest-shift.ts'
import { boardPresence, clockPresence, secondsWithin, type PresentShift } from '../../core/presence.ts'
import { dayBounds, formatInstant, localDate } from '../../core/zone.ts'
import type { PresenceMessage } from '../../live/live.contract.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import type { BoardPerson } from './board.contract.ts'
import type { BoardRow, LatestRow } from './presence.queries.ts'

const personOf = (row: LatestRow) => ({
  userId: row.user_id,
  departmentId: row.department_id,
  branchId: row.branch_id,
})

function shiftOf(row: LatestRow, book: ScheduleBook, now: number): PresentShift | undefined {
  if (row.status === null || row.started === null) return undefined
  const shift = {
    status: row.status,
    start: row.started,
    end: row.ended,
    timeZone: row.time_zone!,
    breaks: row.breaks ?? [],
    plannedStart: row.planned_start,
    plannedEnd: row.planned_end,
  }
  return shift.status === 'open' ? shiftSeenAt(shift, now, book.rulesOf(personOf(row))) : shift
}

export function presentPresence(row: LatestRow, book: ScheduleBook, now: number): PresenceMessage {
  const { state, since } = clockPresence(shiftOf(row, book, now))
  return {
    type: 'presence',
    userId: row.user_id,
    state,
    since: since === null ? null : formatInstant(row.time_zone ?? 'UTC', since),
    workDate: row.work_date,
    departmentId: row.department_id,
    branchId: row.branch_id,
    seq: row.seq,
  }
}

/** One for each person, in the order of the rows. */
export function presentBoard(rows: readonly BoardRow[], book: ScheduleBook, now: number): BoardPerson[] {
  const people: BoardRow[][] = []
  for (const row of rows) {
    const last = people.at(-1)
    if (last?.[0]?.user_id === row.user_id) last.push(row)
    else people.push([row])
  }
  const dayOf = rememberDays(now)
  return people.map((own) => presentPerson(own, book, dayOf, now))
}

interface Today {
  date: string
  yesterday: string
  tomorrow: string
  start: number
  end: number
}

/** Most people share a zone: its day is found once. */
function rememberDays(now: number): (zone: string) => Today {
  const known = new Map<string, Today>()
  return (zone) => {
    let today = known.get(zone)
    if (!today) {
      const date = localDate(zone, now)
      today = { date, yesterday: addDays(date, -1), tomorrow: addDays(date, 1), ...dayBounds(zone, date)! }
      known.set(zone, today)
    }
    return today
  }
}

function presentPerson(
  rows: readonly BoardRow[],
  book: ScheduleBook,
  dayOf: (zone: string) => Today,
  now: number,
): BoardPerson {
  const row = rows[0]!
  const zone = book.zoneOf({ timeZone: row.own_time_zone, branchId: row.branch_id })
  const today = dayOf(zone)
  const person = personOf(row)
  const { hired_on: hired, ended_on: ended } = row
  const planned = book
    .planOf(person)(zone, today.yesterday, today.tomorrow)
    .filter(({ date }) => (hired === null || date >= hired) && (ended === null || date <= ended))
  const shifts = rows.flatMap((one) => shiftOf(one, book, now) ?? [])
  const { state, since, plannedStart, plannedEnd } = boardPresence(shifts, planned, today.date, now)
  const instant = (at: number | null) => (at === null ? null : formatInstant(zone, at))
  return {
    ...person,
    firstName: row.first_name,
    lastName: row.last_name,
    state,
    since: instant(since),
    plannedStart: instant(plannedStart),
    plannedEnd: instant(plannedEnd),
    todaySeconds: secondsWithin(shifts, today, now),
    workDate: row.work_date,
    timeZone: zone,
    seq: row.seq,
  }
}
