/** Worked hours by person, department, branch and time. */
import { Type } from 'typebox'
import { bucketOf, daysBetween, periodBounds, type Period } from '../../core/calendar.ts'
import { localDate } from '../../core/zone.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import {
  Cursor,
  DateText,
  errorResponses,
  Limit,
  Nullable,
  OneOf,
  Query,
  success,
  Text,
} from '../../http/fields.ts'
import type { Context } from '../../context.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { exportHours } from './export-hours.ts'
import { checkRange, peopleCondition, placesText, type PeopleFilter } from './people-filter.ts'
import { longestRange, readGroups, type Groups } from './read-groups.ts'
import { keyOf, readNames, readSumPage, type Dimension, type SumRow } from './report.queries.ts'
import { HoursAnswer } from './report.contract.ts'
import { presentTotals, type Sums } from './totals.ts'

/** What rows can be sorted by. */
const sortable = {
  workedSeconds: 'worked_seconds',
  breakSeconds: 'break_seconds',
  payableSeconds: 'payable_seconds',
  overtimeSeconds: 'overtime_seconds',
  doubleSeconds: 'double_seconds',
  nightSeconds: 'night_seconds',
  lateCount: 'late_count',
  lateMinutes: 'late_minutes',
  earlyCount: 'early_count',
  earlyMinutes: 'early_minutes',
  daysPresent: 'days_present',
  plannedPresent: 'planned_present',
  missingOut: 'missing_out',
} as const satisfies Record<string, keyof Sums>

type SortName = keyof typeof sortable
type SortWord = SortName | `-${SortName}`

const sortWords = (Object.keys(sortable) as SortName[]).flatMap((name): SortWord[] => [name, `-${name}`])

const groupsAndFilters = {
  groupBy: Type.Optional(
    Text(100, {
      description: 'Any of user, department, branch, and one of day, week, month, year; with commas.',
      examples: ['department,month'],
    }),
  ),
  from: Type.Optional(DateText({ description: 'First work date; without it, the first of this month.' })),
  to: Type.Optional(DateText({ description: 'Last work date; without it, the last of this month.' })),
  user: Type.Optional(Text(20_000, { description: 'Ids with commas.' })),
  department: Type.Optional(Text(20_000, { description: placesText })),
  branch: Type.Optional(Text(20_000, { description: placesText })),
}

const HoursQuery = Query({
  ...groupsAndFilters,
  sort: Type.Optional(
    OneOf(sortWords, {
      description:
        'By a total, with a minus the largest first; without it, by period, department, branch and user.',
    }),
  ),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit(200, 1000)),
})

export const reportRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/reports/hours/',
    {
      config: { permission: 'report:read' },
      schema: {
        summary: 'Worked hours',
        operationId: 'reportHours',
        description:
          'Complete shifts only, of everyone you may see. The totals are those of all rows, whatever the page.',
        tags: ['Reports'],
        querystring: HoursQuery,
        response: {
          200: success(
            HoursAnswer,
            Type.Object({ nextCursor: Nullable(Type.String()), rowCount: Type.Integer() }),
          ),
          ...errorResponses(),
        },
      },
    },
    async (request) => {
      const { query } = request
      const { limit = 200 } = query
      const { asked, groups } = await readAsked(context, request.actor, query)
      const { from, to } = asked
      const page = {
        sort: readSort(query.sort),
        after: decodeCursor(query.cursor, ['number', 'string', 'string', 'string', 'string']),
        limit: limit + 1,
      }
      const { rows: found, totals, rowCount } = await readSumPage(context.db, asked, page)
      const { rows, nextCursor } = cutPage(found, limit, keyOf)
      const names = await readNames(context.db, rows)
      return {
        status: 'success' as const,
        data: {
          from,
          to,
          groupBy: [...groups.by, ...(groups.bucket ? [groups.bucket] : [])],
          rows: rows.map((row) => presentRow(row, groups, names, from, to)),
          totals: presentTotals(totals),
        },
        meta: { nextCursor, rowCount },
      }
    },
  )

  app.get(
    '/api/reports/hours/export/',
    {
      config: { permission: 'report:read' },
      schema: {
        summary: 'Worked hours as CSV',
        operationId: 'exportHours',
        description:
          'The rows of the report as text/csv, all of them, of one moment. What a spreadsheet would take for a formula is quoted for it; numbers stay numbers.',
        tags: ['Reports'],
        querystring: Query(groupsAndFilters),
        response: {
          200: {
            description: 'A heading, then a line for each row.',
            content: { 'text/csv': { schema: Type.String() } },
          },
          ...errorResponses('unavailable'),
        },
      },
    },
    async (request, reply) => {
      const { asked, groups } = await readAsked(context, request.actor, request.query)
      const rows = await exportHours(context.pool, context.db, asked, groups)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="hours-${asked.from}-${asked.to}.csv"`)
        .send(rows as never)
    },
  )
}

interface AskedQuery extends PeopleFilter {
  groupBy?: string
  from?: string
  to?: string
}

/** By person and of this month unless told otherwise. Throws `invalid` for what cannot be asked. */
async function readAsked(context: Context, actor: Actor, query: AskedQuery) {
  const groups = readGroups(query.groupBy ?? 'user')
  const company = await context.db.selectFrom('company').select('time_zone').executeTakeFirstOrThrow()
  const month = periodBounds('month', localDate(company.time_zone, context.now()))
  const { from = month.from, to = month.to } = query
  checkRange(daysBetween(from, to) + 1, longestRange[groups.bucket ?? 'none'])
  const people = peopleCondition(actor, 'report:read', query)
  return { groups, asked: { from, to, people, ...groups } }
}

function readSort(word: SortWord | undefined) {
  if (word === undefined) return undefined
  const descending = word.startsWith('-')
  return { by: sortable[(descending ? word.slice(1) : word) as SortName], descending }
}

function presentRow(
  row: SumRow,
  groups: Groups,
  names: Awaited<ReturnType<typeof readNames>>,
  from: string,
  to: string,
) {
  const has = (name: Dimension): boolean => groups.by.includes(name)
  return {
    ...(has('user') && row.user_id !== null ? { user: names.users.get(row.user_id)! } : {}),
    ...(has('department') ? { department: names.departments.get(row.department_id ?? '') ?? null } : {}),
    ...(has('branch') ? { branch: names.branches.get(row.branch_id ?? '') ?? null } : {}),
    ...(row.bucket === null || !groups.bucket
      ? {}
      : { period: clip(bucketOf(groups.bucket as Period, row.bucket), from, to) }),
    ...presentTotals(row),
  }
}

/** The bucket's dates inside the range: the first and last may be cut. */
function clip(bucket: { key: string; from: string; to: string }, from: string, to: string) {
  return {
    key: bucket.key,
    from: bucket.from < from ? from : bucket.from,
    to: bucket.to > to ? to : bucket.to,
  }
}
