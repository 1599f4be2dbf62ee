/** All schedules and assignments in memory, for whoever derives hours. Small, and read as one. */
import type pg from 'pg'
import {
  plannedShifts,
  type Plan,
  type PlannedShift,
  type Schedule,
  type ScheduleDay,
  type ScheduleOn,
} from '../../core/schedule.ts'

import { loadLockBook, type LockBook } from '../periods/lock-book.ts'

export interface PersonPlace {
  userId: string
  departmentId: string | null
  branchId: string | null
}

export interface ScheduleBook {
  /** The configuration that this book was read from. */
  version: number
  /** Which schedule a person has on a date: the narrowest assignment wins. */
  scheduleOn(person: PersonPlace): ScheduleOn
  /** The same, with a key that people with the same assignments share. */
  timelineOf(person: PersonPlace): { key: string; scheduleOn: ScheduleOn }
  /** What is planned for a person; kept in memory, because many people share it on a day. */
  planOf(person: PersonPlace): Plan
  /** Which days are locked, and for whom. */
  locks: LockBook
  /** The zone of a person: their own, else their branch's, else the company's. */
  zoneOf(person: { timeZone: string | null; branchId: string | null }): string
}

/** Sorted by `from` within its level. */
interface Assignment {
  from: string
  /** The first date after it; `null` while it has no end. */
  until: string | null
  schedule: Schedule
}

const none: ScheduleOn = () => undefined
const nothing: Plan = () => []

/** How many planned ranges a book keeps before it forgets them all. */
const mostPlans = 20_000

export async function loadScheduleBook(db: pg.Pool | pg.ClientBase): Promise<ScheduleBook> {
  const { rows } = await db.query<{ version: number; time_zone: string; branches: Record<string, string> }>(
    `select config_version as version, time_zone,
            coalesce((select json_object_agg(id, time_zone) from branches), '{}') as branches from company`,
  )
  const company = rows[0]!
  const assignments = await readAssignments(db)
  const locks = await loadLockBook(db)
  const keysOf = ({ userId, departmentId, branchId }: PersonPlace): string[] =>
    [`user/${userId}`, `department/${departmentId}`, `branch/${branchId}`, 'company/company'].filter((key) =>
      assignments.has(key),
    )
  const scheduleOf = (keys: readonly string[]): ScheduleOn => {
    if (keys.length === 0) return none
    const levels = keys.map((key) => assignments.get(key)!)
    return (date) => {
      for (const level of levels) {
        const found = assignmentOn(level, date)
        if (found) return found
      }
      return undefined
    }
  }
  const plans = new Map<string, readonly PlannedShift[]>()
  const planOf = (person: PersonPlace): Plan => {
    const keys = keysOf(person)
    if (keys.length === 0) return nothing
    const timeline = keys.join('\n')
    const scheduleOn = scheduleOf(keys)
    return (zone, from, to) => {
      const key = `${timeline}\n${zone}\n${from}\n${to}`
      const known = plans.get(key)
      if (known) return known
      if (plans.size >= mostPlans) plans.clear()
      const planned = plannedShifts(scheduleOn, zone, from, to)
      plans.set(key, planned)
      return planned
    }
  }
  return {
    version: company.version,
    locks,
    planOf,
    scheduleOn: (person) => scheduleOf(keysOf(person)),
    timelineOf(person) {
      const keys = keysOf(person)
      return { key: keys.join('\n'), scheduleOn: scheduleOf(keys) }
    },
    zoneOf: ({ timeZone, branchId }) =>
      timeZone ?? (branchId === null ? undefined : company.branches[branchId]) ?? company.time_zone,
  }
}

/**
 * Keeps the book in memory and reads it again when the configuration has a new version: for readers,
 * who ask often. A writer checks the version with what it writes.
 */
export function createScheduleShelf(pool: pg.Pool): () => Promise<ScheduleBook> {
  let book: ScheduleBook | undefined
  return async () => {
    const { rows } = await pool.query<{ version: number }>({
      name: 'config_version',
      text: 'select config_version as version from company',
    })
    if (book?.version !== rows[0]!.version) book = await loadScheduleBook(pool)
    return book
  }
}

/** The last assignment that begins by `date` is the only one that can hold it: those of a level never overlap. */
function assignmentOn(level: readonly Assignment[], date: string): Schedule | undefined {
  let low = 0
  let high = level.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (level[middle]!.from <= date) low = middle + 1
    else high = middle
  }
  const found = level[low - 1]
  return found && (found.until === null || date < found.until) ? found.schedule : undefined
}

interface AssignmentRow {
  level: string
  target_id: string
  from: string
  until: string | null
  id: string
  days: ScheduleDay[]
  grace_in_minutes: number
  grace_out_minutes: number
  window_before_minutes: number
  window_after_minutes: number
}

async function readAssignments(db: pg.Pool | pg.ClientBase): Promise<Map<string, Assignment[]>> {
  const { rows } = await db.query<AssignmentRow>(
    `select a.level, a.target_id, lower(a.valid) as from, upper(a.valid) as until, s.id, s.days, s.grace_in_minutes,
            s.grace_out_minutes, s.window_before_minutes, s.window_after_minutes
       from schedule_assignments a join schedules s on s.id = a.schedule_id order by lower(a.valid)`,
  )
  const levels = new Map<string, Assignment[]>()
  for (const row of rows) {
    const key = `${row.level}/${row.target_id}`
    const schedule: Schedule = {
      id: row.id,
      days: row.days,
      graceInMinutes: row.grace_in_minutes,
      graceOutMinutes: row.grace_out_minutes,
      windowBeforeMinutes: row.window_before_minutes,
      windowAfterMinutes: row.window_after_minutes,
    }
    const level = levels.get(key) ?? []
    level.push({ from: row.from, until: row.until, schedule })
    levels.set(key, level)
  }
  return levels
}
