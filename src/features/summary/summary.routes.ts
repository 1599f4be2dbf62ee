/** The attendance summary of a person, a department, a branch or everyone that one may see. */
import { daysBetween, periodBounds } from '../../core/calendar.ts'
import { localDate } from '../../core/zone.ts'
import { AppError, invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import { readAbsentPeople } from './absent-people.ts'
import { summarise } from './summarise.ts'
import { AbsencesQuery, AbsentPeopleView, SummaryQuery, SummaryView } from './summary.contract.ts'

export const summaryRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/timeclock/summary/',
    {
      config: { permission: 'report:read' },
      schema: {
        summary: 'Attendance summary',
        operationId: 'getSummary',
        description: 'By default yours, of this month. Buckets are days, for a year months.',
        tags: ['Records'],
        querystring: SummaryQuery,
        response: {
          200: success(SummaryView),
          ...errorResponses('forbidden', 'not_found'),
        },
      },
    },
    async (request) => {
      const { query, actor } = request
      const many = query.department !== undefined || query.branch !== undefined || query.scope === 'all'
      if (many && actor.role === 'employee') {
        throw new AppError('forbidden', 'You may ask for your own summary only.')
      }
      if (many && query.userId !== undefined)
        throw invalidField('userId', 'Ask for a person or for a group, not both.')
      const userId = many ? undefined : (query.userId ?? actor.userId)
      const [person, book] = await Promise.all([
        requireVisibleUser(context.db, actor, 'report:read', userId ?? actor.userId),
        context.readBook(),
      ])
      const zone = book.zoneOf({ timeZone: person.time_zone, branchId: person.branch_id })
      const today = localDate(zone, context.now())
      const range = readRange(query, today)
      checkRange(daysBetween(range.from, range.to) + 1, 400)
      const people = peopleCondition(actor, 'report:read', {
        department: query.department,
        branch: query.branch,
      })
      const { totals, buckets } = await summarise(context, book, { ...range, userId, people })
      return {
        status: 'success' as const,
        data: { period: range.period, from: range.from, to: range.to, timeZone: zone, totals, buckets },
      }
    },
  )
}

/** The people behind `daysAbsent` of a summary. */
export const absenceRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/reports/absences/people/',
    {
      config: { permission: 'report:read' },
      schema: {
        summary: 'Who was absent on how many days',
        operationId: 'reportAbsentPeople',
        description:
          'Everybody with a day absent, most of them first; the days add up to `daysAbsent` of the summary of the same dates and people.',
        tags: ['Reports'],
        querystring: AbsencesQuery,
        response: { 200: success(AbsentPeopleView), ...errorResponses() },
      },
    },
    async ({ actor, query }) => {
      const { from, to, ...filter } = query
      checkRange(daysBetween(from, to) + 1, 400)
      const people = peopleCondition(actor, 'report:read', filter)
      const data = await readAbsentPeople(context, await context.readBook(), { from, to, people })
      return { status: 'success' as const, data }
    },
  )
}

interface RangeQuery {
  period?: 'day' | 'week' | 'month' | 'year'
  date?: string
  from?: string
  to?: string
}

function readRange(query: RangeQuery, today: string) {
  const { from, to } = query
  if (from === undefined && to === undefined) {
    const period = query.period ?? 'month'
    const bucket = period === 'year' ? ('month' as const) : ('day' as const)
    return { period, ...periodBounds(period, query.date ?? today), bucket }
  }
  if (from === undefined || to === undefined) {
    throw invalidField(from === undefined ? 'from' : 'to', '"from" and "to" go together.')
  }
  if (query.period !== undefined || query.date !== undefined) {
    throw invalidField('period', 'Give period and date, or from and to, not both.')
  }
  return { period: null, from, to, bucket: 'day' as const }
}
