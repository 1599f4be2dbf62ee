/**
 * Exports: what payroll was given of a period, day by day, kept for ever with a hash. What differs
 * from it later can be shown.
 */
import { v7 as uuidv7 } from 'uuid'
import type pg from 'pg'
import type { Context } from '../../context.ts'
import type { DateRange } from '../../core/calendar.ts'
import { csvOf } from '../../csv.ts'
import { withTransaction } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { groupByPerson } from '../people/group-by-person.ts'
import { lockSteps, writeSteps } from '../steps/step.queries.ts'
import { hashOf, readDayTotals, readPersonPeriods, type DayTotals } from './period.queries.ts'

export interface ExportDay {
  userId: string
  workDate: string
  totals: DayTotals
}

export interface PeriodExport {
  id: string
  from: string
  to: string
  at: Date
  actorId: string
  people: number
  /** Hex, of the days in order of person and date. */
  hash: string
}

/** Marks and keeps what is exported: of those people whose period is locked; without `onlyLocked` all must be. */
export async function exportPeriod(
  context: Context,
  actor: Actor,
  period: DateRange,
  userIds: readonly string[],
  onlyLocked: boolean,
): Promise<{ made: PeriodExport; days: ExportDay[] }> {
  return withTransaction(context.pool, async (client) => {
    await lockSteps(client, userIds)
    const states = await readPersonPeriods(client, userIds, period.from)
    const locked = userIds.filter((id) => states.get(id)?.state === 'locked')
    const missing = userIds.length - locked.length
    if (locked.length === 0 || (missing > 0 && !onlyLocked)) {
      const message = `The period of ${missing} of ${userIds.length} people is not locked. Lock it first, or export only those that are.`
      throw new AppError('conflict', message)
    }
    const days = await readExportDays(client, locked, period)
    const made: PeriodExport = {
      id: uuidv7(),
      ...period,
      at: new Date(context.now()),
      actorId: actor.userId,
      people: locked.length,
      hash: hashOf(days),
    }
    await writeExport(client, made, locked, days)
    const byPerson = groupByPerson(days)
    await writeSteps(
      client,
      locked.map((userId) => ({
        userId,
        subject: 'period' as const,
        subjectId: period.from,
        action: 'export',
        at: context.now(),
        actorId: actor.userId,
        comment: null,
        content: { exportId: made.id, hash: hashOf(byPerson.get(userId) ?? []) },
      })),
    )
    return { made, days }
  })
}

async function readExportDays(
  client: pg.ClientBase,
  userIds: readonly string[],
  { from, to }: DateRange,
): Promise<ExportDay[]> {
  const totals = await readDayTotals(client, userIds, from, to)
  return [...totals].flatMap(([userId, days]) => days.map((day) => ({ userId, ...day })))
}

async function writeExport(
  client: pg.ClientBase,
  made: PeriodExport,
  userIds: readonly string[],
  days: readonly ExportDay[],
): Promise<void> {
  await client.query(
    `insert into period_exports (id, from_date, to_date, at, actor_id, people, hash)
     values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'))`,
    [made.id, made.from, made.to, made.at, made.actorId, made.people, made.hash],
  )
  await client.query('insert into period_export_people (export_id, user_id) select $1, unnest($2::text[])', [
    made.id,
    userIds,
  ])
  await client.query(
    `insert into period_export_days (export_id, user_id, work_date, totals)
     select $1, "userId", "workDate", totals
       from json_to_recordset($2) as d ("userId" text, "workDate" date, totals jsonb)`,
    [made.id, JSON.stringify(days)],
  )
}

export async function listExports(pool: pg.Pool, from: string): Promise<PeriodExport[]> {
  const { rows } = await pool.query<PeriodExport>(
    `select id, from_date as from, to_date as to, at, actor_id as "actorId", people, encode(hash, 'hex') as hash
       from period_exports where from_date = $1 order by at, id`,
    [from],
  )
  return rows
}

/** The days of an export as they were given, in order of person and date. */
export async function readExport(client: pg.ClientBase | pg.Pool, id: string): Promise<ExportDay[]> {
  const { rows } = await client.query<ExportDay>(
    `select user_id as "userId", work_date as "workDate", totals from period_export_days
      where export_id = $1 order by user_id, work_date`,
    [id],
  )
  return rows
}

const csvColumns = [
  'shifts',
  'worked_seconds',
  'break_seconds',
  'payable_seconds',
  'regular_seconds',
  'overtime_seconds',
  'double_seconds',
  'late_minutes',
  'early_minutes',
  'missing_out',
]

/** Rows as CSV: the columns that every export has, then what else a day has. */
export function toCsv(days: readonly ExportDay[]): string {
  const more = [...new Set(days.flatMap((day) => Object.keys(day.totals)))]
    .filter((name) => !csvColumns.includes(name))
    .sort()
  const columns = [...csvColumns, ...more]
  return csvOf([
    ['user_id', 'work_date', ...columns],
    ...days.map((day) => [day.userId, day.workDate, ...columns.map((name) => day.totals[name] ?? 0)]),
  ])
}

export interface DayDifference {
  userId: string
  workDate: string
  exportId: string
  exported: DayTotals
  now: DayTotals
  /** Now less exported, of what differs. */
  change: DayTotals
}

/** What differs from the last export of each of these people; what was not exported does not differ. */
export async function readDifferences(
  client: pg.ClientBase | pg.Pool,
  userIds: readonly string[],
  { from, to }: DateRange,
): Promise<DayDifference[]> {
  const { rows } = await client.query<{ userId: string; exportId: string; days: Record<string, DayTotals> }>(
    `select distinct on (p.user_id) p.user_id as "userId", p.export_id as "exportId",
            coalesce((select json_object_agg(d.work_date, d.totals) from period_export_days d
                       where d.export_id = p.export_id and d.user_id = p.user_id), '{}') as days
       from period_export_people p join period_exports e on e.id = p.export_id
      where p.user_id = any($1) and e.from_date = $2 order by p.user_id, e.at desc, e.id desc`,
    [userIds, from],
  )
  const present = await readDayTotals(client, userIds, from, to)
  return rows.flatMap(({ userId, exportId, days }) => {
    const now = new Map((present.get(userId) ?? []).map((day) => [day.workDate, day.totals]))
    const dates = [...new Set([...Object.keys(days), ...now.keys()])].sort()
    return dates.flatMap((workDate) => {
      const pair = { exported: days[workDate] ?? {}, now: now.get(workDate) ?? {} }
      const change = changeOf(pair.exported, pair.now)
      return Object.keys(change).length > 0 ? [{ userId, workDate, exportId, ...pair, change }] : []
    })
  })
}

/** Both without what is 0. */
export function changeOf(before: DayTotals, after: DayTotals): DayTotals {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return Object.fromEntries(
    names.flatMap((name) => {
      const by = Number(after[name] ?? 0) - Number(before[name] ?? 0)
      return by === 0 || Number.isNaN(by) ? [] : [[name, by]]
    }),
  )
}
