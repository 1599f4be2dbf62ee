/**
 * Derives the exceptions of people and dates from what is recorded and planned, with what was said
 * about them. Nothing of it is stored, so nothing of it can be out of date, and no punch pays for it.
 */
import { plannedDatesOver } from '../../core/absence.ts'
import { addDays, datesBetween, daysBetween } from '../../core/calendar.ts'
import {
  deriveExceptions,
  stateOfException,
  type ExceptionCode,
  type ExceptionFound,
  type ExceptionState,
  type Severity,
  type ShiftSeen,
  type StrayPunch,
} from '../../core/exceptions.ts'
import { shiftSeenAt } from '../../core/longest-shift.ts'
import { toExceptions } from '../../core/policy-findings.ts'
import { localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import type { PersonPlace } from '../assignments/person-place.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { deriveForgotten, isEndedByPolicy } from '../timeclock/forgotten-shifts.ts'
import {
  readExceptionPeople,
  readFindings,
  readNotableShifts,
  readSaid,
  readShifts,
  readStrays,
  withSaid,
  type Asked,
  type ExceptionPerson,
  type FindingRow,
  type SaidRow,
  type ShiftRow,
  type StrayRow,
} from './exception.queries.ts'

export interface ExceptionFilter {
  codes: readonly ExceptionCode[] | undefined
  states: readonly ExceptionState[] | undefined
  severities: readonly Severity[] | undefined
}

export interface ExceptionView extends ExceptionFound {
  person: ExceptionPerson
  workDate: string
  state: ExceptionState
  said: SaidRow | undefined
}

/** What sorts before what: the latest date first, then person, code and key. */
export type ExceptionKey = readonly [workDate: string, userId: string, code: string, key: string]

export const keyOf = (one: ExceptionView): [string, string, string, string] => [
  one.workDate,
  one.person.id,
  one.code,
  one.key,
]

function compareKeys(a: ExceptionKey, b: ExceptionKey): number {
  if (a[0] !== b[0]) return a[0] > b[0] ? -1 : 1
  for (const i of [1, 2, 3] as const) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1
  return 0
}

/** Dates are read newest first until a page is full: one, then twice as many each time, at most these. */
const mostDatesAtOnce = 16
/** What can be found without looking at who did not come, and at what was planned. */
const fromRowsAlone: ReadonlySet<ExceptionCode> = new Set<ExceptionCode>([
  'left_early',
  'missing_in',
  'missing_out',
  'missing_break_end',
  'unverified',
  'overlap_refused',
  'offline_conflict',
  'period_locked',
])

/** At most `limit` exceptions after `after`, newest date first. */
export async function readExceptions(
  context: Context,
  book: ScheduleBook,
  asked: Asked,
  filter: ExceptionFilter,
  page: { after: ExceptionKey | undefined; limit: number },
): Promise<ExceptionView[]> {
  // What is explained or accepted is looked for where something was said.
  const onlySaid = filter.states !== undefined && !filter.states.includes('open')
  const among = onlySaid ? { ...asked, people: withSaid(asked) } : asked
  const everyone = await readExceptionPeople(context.db, among.people)
  const people = new Map(everyone.map((person) => [person.id, person]))
  const planMatters = !filter.codes || filter.codes.some((code) => !fromRowsAlone.has(code))
  let step = planMatters && !onlySaid ? 1 : daysBetween(asked.from, asked.to) + 1
  const found: ExceptionView[] = []
  let to = page.after && page.after[0] < asked.to ? page.after[0] : asked.to
  while (to >= asked.from && found.length < page.limit) {
    const from = [asked.from, addDays(to, 1 - step)].sort().at(-1)!
    const chunk = await readChunk(context, book, { ...among, from, to }, people, planMatters)
    found.push(
      ...chunk
        .filter((one) => isWanted(one, filter) && (!page.after || compareKeys(page.after, keyOf(one)) < 0))
        .sort((a, b) => compareKeys(keyOf(a), keyOf(b))),
    )
    to = addDays(from, -1)
    step = Math.min(2 * step, mostDatesAtOnce)
  }
  return found.slice(0, page.limit)
}

function isWanted(one: ExceptionView, { codes, states, severities }: ExceptionFilter): boolean {
  return (
    (!codes || codes.includes(one.code)) &&
    (!states || states.includes(one.state)) &&
    (!severities || severities.includes(one.severity))
  )
}

interface Day {
  shifts: ShiftRow[]
  strays: StrayRow[]
  findings: FindingRow[]
}

async function readChunk(
  context: Context,
  book: ScheduleBook,
  asked: Asked,
  people: ReadonlyMap<string, ExceptionPerson>,
  planMatters: boolean,
): Promise<ExceptionView[]> {
  const { db } = context
  const now = context.now()
  const shifts = await (planMatters ? readShifts(db, asked) : readNotableShifts(db, asked))
  const strays = await readStrays(db, asked)
  const findings = planMatters
    ? await seeFindings(context, book, people, shifts, await readFindings(db, asked))
    : []
  const said = new Map((await readSaid(db, asked)).map((row) => [saidKey(row), row]))
  const days = groupDays(shifts, strays, findings)
  const views: ExceptionView[] = []
  for (const person of people.values()) {
    const dates = new Set(days.get(person.id)?.keys())
    if (planMatters) for (const date of expectedDates(book, person, asked, now)) dates.add(date)
    for (const workDate of dates) {
      const day = days.get(person.id)?.get(workDate)
      for (const one of derive(book, person, workDate, day, now)) {
        const row = said.get(
          saidKey({ user_id: person.id, work_date: workDate, code: one.code, key: one.key }),
        )
        views.push({ ...one, person, workDate, said: row, state: stateOfException(one, row) })
      }
    }
  }
  return views
}

const saidKey = (row: { user_id: string; work_date: string; code: string; key: string }): string =>
  JSON.stringify([row.user_id, row.work_date, row.code, row.key])

function groupDays(
  shifts: readonly ShiftRow[],
  strays: readonly StrayRow[],
  findings: readonly FindingRow[],
): Map<string, Map<string, Day>> {
  const people = new Map<string, Map<string, Day>>()
  const dayOf = ({ user_id, work_date }: { user_id: string; work_date: string }): Day => {
    const days = people.get(user_id) ?? new Map<string, Day>()
    people.set(user_id, days)
    const day = days.get(work_date) ?? { shifts: [], strays: [], findings: [] }
    days.set(work_date, day)
    return day
  }
  for (const row of shifts) dayOf(row).shifts.push(row)
  for (const row of strays) dayOf(row).strays.push(row)
  for (const row of findings) dayOf(row).findings.push(row)
  return people
}

/** Planned dates on which the person was employed: those that are over, and those about now. */
function expectedDates(book: ScheduleBook, person: ExceptionPerson, asked: Asked, now: number): string[] {
  const zone = book.zoneOf({ timeZone: person.time_zone, branchId: person.branch_id })
  const { from, to } = employment(person, zone, asked)
  if (from > to) return []
  const planOn = book.dayPlanOn(placeOf(person))
  const today = localDate(zone, now)
  const about = datesBetween(addDays(today, -1), today).filter((date) => date >= from && date <= to)
  return [...plannedDatesOver(planOn, zone, from, to, now), ...about]
}

/** The part of the dates in which the person belongs to the company; work before the hiring counts as such. */
function employment(person: ExceptionPerson, zone: string, { from, to }: Asked) {
  const hired = person.hired_on ?? localDate(zone, person.created_at.getTime())
  const first = person.first_day !== null && person.first_day < hired ? person.first_day : hired
  const last = person.ended_on ?? to
  return { from: first > from ? first : from, to: last < to ? last : to }
}

const placeOf = (person: ExceptionPerson) => ({
  userId: person.id,
  departmentId: person.department_id,
  branchId: person.branch_id,
})

function derive(
  book: ScheduleBook,
  person: ExceptionPerson,
  workDate: string,
  day: Day | undefined,
  now: number,
): ExceptionFound[] {
  const zone = book.zoneOf({ timeZone: person.time_zone, branchId: person.branch_id })
  const employed = employment(person, zone, { from: workDate, to: workDate, people: undefined as never })
  const place = placeOf(person)
  return deriveExceptions(
    {
      shifts: (day?.shifts ?? []).map((row) => seeShift(row, book, place, now)),
      planned: employed.from > employed.to ? [] : book.planOf(place)(zone, workDate, workDate),
      hasSchedule: book.scheduleOn(place)(workDate) !== undefined,
      findings: day?.findings ?? [],
      strays: (day?.strays ?? []).map((row): StrayPunch => ({
        code: row.code,
        key: row.key,
        at: row.at.getTime(),
      })),
    },
    now,
  )
}

/** What policies find on days, also by the end that they give to a shift whose clock-out was forgotten. */
async function seeFindings(
  context: Context,
  book: ScheduleBook,
  people: ReadonlyMap<string, ExceptionPerson>,
  shifts: readonly ShiftRow[],
  stored: readonly FindingRow[],
): Promise<readonly FindingRow[]> {
  const now = context.now()
  const isEnded = ({ user_id, status, started_at, time_zone: timeZone, planned_end }: ShiftRow): boolean => {
    const person = people.get(user_id)
    const open = { at: started_at.getTime(), timeZone, plannedEnd: planned_end?.getTime() ?? null }
    return status === 'open' && !!person && isEndedByPolicy(book, placeOf(person), open, now)
  }
  const userIds = shifts.filter(isEnded).map((shift) => shift.user_id)
  if (userIds.length === 0) return stored
  const other = new Map<string, FindingRow[]>()
  for (const [user_id, { changed }] of await deriveForgotten(context.pool, book, userIds, now)) {
    for (const { workDate: work_date, findings } of changed) {
      const rows = toExceptions(findings).map((finding) => ({ user_id, work_date, ...finding }))
      other.set(`${user_id}/${work_date}`, rows)
    }
  }
  const kept = stored.filter((row) => !other.has(`${row.user_id}/${row.work_date}`))
  return [...kept, ...[...other.values()].flat()]
}

function seeShift(row: ShiftRow, book: ScheduleBook, place: PersonPlace, now: number): ShiftSeen {
  const plannedEnd = row.planned_end?.getTime() ?? null
  const shift = {
    id: row.id,
    status: row.status,
    start: row.started_at.getTime(),
    end: row.ended_at?.getTime() ?? null,
    timeZone: row.time_zone,
    plannedEnd,
    planned:
      row.planned_start && plannedEnd !== null
        ? { start: row.planned_start.getTime(), end: plannedEnd }
        : null,
    lateMinutes: row.late_minutes,
    earlyMinutes: row.early_minutes,
    flags: row.flags,
  }
  return row.status === 'open' ? shiftSeenAt(shift, now, book.rulesOf(place)) : shift
}
