/** Reads everything that plans: for the book, which keeps it in memory. */
import type { DayOff, Override } from '../../core/day-plan.ts'
import type { BranchPlace } from '../../core/punch-place.ts'
import type { Schedule, ScheduleDay, ShiftTimes } from '../../core/schedule-pattern.ts'
import type { Reader } from '../../db/database.ts'
import { createOwnDays, type OwnDays } from './own-days.ts'
import type { Dated } from '../assignments/timeline.ts'

/** A schedule with the holiday calendar that it prefers to its people's. */
export interface BookedSchedule extends Schedule {
  holidayCalendarId: string | null
}

export interface Membership {
  departmentId: string | null
  branchId: string | null
  timeZone: string | null
}

/** Of a branch: whose time it keeps, and what it asks about the place of a punch. */
interface BookedBranch extends BranchPlace {
  timeZone: string
}

export async function readCompany(db: Reader) {
  const { rows } = await db.query<{
    version: number
    time_zone: string
    branches: Record<string, BookedBranch>
  }>(
    `select config_version as version, time_zone,
            coalesce((select json_object_agg(id, json_build_object('timeZone', time_zone, 'location', location_wish,
              'fence', case when radius_meters is not null then json_build_object('latitude', latitude,
                'longitude', longitude, 'radiusMeters', radius_meters) end)) from branches), '{}') as branches
       from company`,
  )
  return rows[0]!
}

interface MinutesRow {
  grace_in_minutes: number
  grace_out_minutes: number
  window_before_minutes: number
  window_after_minutes: number
}

const minutes = 'grace_in_minutes, grace_out_minutes, window_before_minutes, window_after_minutes'

const minutesOf = (row: MinutesRow) => ({
  graceInMinutes: row.grace_in_minutes,
  graceOutMinutes: row.grace_out_minutes,
  windowBeforeMinutes: row.window_before_minutes,
  windowAfterMinutes: row.window_after_minutes,
})

export type Definitions = ReadonlyMap<string, ShiftTimes>

interface DefinitionRow extends MinutesRow {
  id: string
  starts: string
  ends: string
  breaks: unknown
}

/** The times that a shift definition stands for. */
export function definitionTimes(row: DefinitionRow): ShiftTimes {
  const breaks = row.breaks as NonNullable<ShiftTimes['breaks']>
  return { definitionId: row.id, start: row.starts, end: row.ends, breaks, ...minutesOf(row) }
}

export async function readDefinitions(db: Reader): Promise<Definitions> {
  const { rows } = await db.query<DefinitionRow>(
    `select id, starts, ends, breaks, ${minutes} from shift_definitions`,
  )
  return new Map(rows.map((row) => [row.id, definitionTimes(row)]))
}

/** Elements as they are stored, with the times of the definitions that they name. */
export function resolveShifts<T extends { definitionId?: string }>(
  stored: readonly T[],
  definitions: Definitions,
): (T & ShiftTimes)[] {
  return stored.map((shift) => {
    const times = shift.definitionId === undefined ? undefined : definitions.get(shift.definitionId)
    return { ...times, ...shift } as T & ShiftTimes
  })
}

interface ScheduleRow extends MinutesRow {
  id: string
  days: ScheduleDay[]
  cycle_days: number
  anchor: string | null
  works_on_holidays: boolean
  holiday_calendar_id: string | null
}

export async function readSchedules(
  db: Reader,
  definitions: Definitions,
): Promise<Map<string, BookedSchedule>> {
  const { rows } = await db.query<ScheduleRow>(
    `select id, days, cycle_days, anchor, works_on_holidays, holiday_calendar_id, ${minutes} from schedules`,
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        days: resolveShifts(row.days, definitions),
        cycleDays: row.cycle_days,
        ...(row.anchor === null ? {} : { anchor: row.anchor }),
        worksOnHolidays: row.works_on_holidays,
        holidayCalendarId: row.holiday_calendar_id,
        ...minutesOf(row),
      },
    ]),
  )
}

/** The names of the holidays by calendar and date. */
export async function readHolidays(db: Reader): Promise<Map<string, Map<string, string>>> {
  const { rows } = await db.query<{ calendar_id: string; date: string; name: string }>(
    'select calendar_id, date, name from holidays order by source, name',
  )
  const calendars = new Map<string, Map<string, string>>()
  for (const { calendar_id, date, name } of rows) {
    let dates = calendars.get(calendar_id)
    if (!dates) calendars.set(calendar_id, (dates = new Map()))
    if (!dates.has(date)) dates.set(date, name)
  }
  return calendars
}

/** Where those people belonged who moved; everyone else has always been where they are. */
export async function readMoves(db: Reader): Promise<Map<string, Dated<Membership>[]>> {
  const { rows } = await db.query<{
    user_id: string
    from: string | null
    until: string | null
    department_id: string | null
    branch_id: string | null
    time_zone: string | null
  }>(
    `select user_id, lower(valid) as from, upper(valid) as until, department_id, branch_id, time_zone
       from memberships where not (lower_inf(valid) and upper_inf(valid)) order by lower(valid) nulls first`,
  )
  return groupBy(
    rows,
    (row) => row.user_id,
    (row) => ({
      from: row.from ?? '',
      until: row.until,
      what: { departmentId: row.department_id, branchId: row.branch_id, timeZone: row.time_zone },
    }),
  )
}

/** Overrides and days off, by person. */
export async function readOwnDays(db: Reader, definitions: Definitions): Promise<Map<string, OwnDays>> {
  const { rows: overrides } = await db.query<Override & { user_id: string; date: string }>(
    'select user_id, date, kind, shifts from schedule_overrides order by created_at, id',
  )
  const { rows: daysOff } = await db.query<DayOff & { user_id: string; from: string; until: string }>(
    'select user_id, kind, portion, lower(valid) as from, upper(valid) as until from days_off order by lower(valid)',
  )
  const own = groupBy(
    overrides,
    (row) => row.user_id,
    ({ date, kind, shifts }) => ({
      date,
      override: { kind, shifts: resolveShifts(shifts, definitions) },
    }),
  )
  const off = groupBy(
    daysOff,
    (row) => row.user_id,
    ({ from, until, kind, portion }) => ({
      from,
      until,
      what: { kind, portion },
    }),
  )
  return new Map(
    [...new Set([...own.keys(), ...off.keys()])].map((userId) => {
      const dated = groupBy(
        own.get(userId) ?? [],
        (one) => one.date,
        (one) => one.override,
      )
      return [userId, createOwnDays(dated, off.get(userId) ?? [])]
    }),
  )
}

function groupBy<Row, T>(
  rows: readonly Row[],
  key: (row: Row) => string,
  value: (row: Row) => T,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(value(row))
    else groups.set(key(row), [value(row)])
  }
  return groups
}
