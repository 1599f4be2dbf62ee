/** Where pay periods stand: their people, their totals, what differs from an export, what was done. */
import { Type } from 'typebox'
import { daysBetween } from '../../core/calendar.ts'
import { hoursOf } from '../../core/duration.ts'
import { calendarMonths, payPeriodsBetween, periodStates, type PeriodRule } from '../../core/period.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { errorResponses, PageMeta, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { readNames } from '../people/names.queries.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import { readSteps } from '../steps/step.queries.ts'
import { requirePeriod } from './change-periods.ts'
import { readDifferences } from './export-periods.ts'
import * as contract from './period.contract.ts'
import {
  countStates,
  listPeriodPeople,
  listPeriodUserIds,
  readPeriodRules,
  type PeriodPersonRow,
} from './period.queries.ts'

const tags = ['Periods']
const read = { permission: 'period:read' } as const

export const readingRoutes: Routes = async (app, { context }) => {
  const { db, pool } = context

  app.get(
    '/api/periods/',
    {
      config: read,
      schema: {
        summary: 'Periods, and how many people stand where',
        tags,
        querystring: contract.PeriodsQuery,
        response: { 200: success(Type.Array(contract.PeriodView)) },
      },
    },
    async (request) => {
      const { from, to, ...filter } = request.query
      checkRange(daysBetween(from, to) + 1, 400)
      const rules = await readPeriodRules(pool)
      const periods = payPeriodsBetween(rules, from, to)
      const people = peopleCondition(request.actor, 'period:read', filter)
      const counted = await countStates(db, people, periods[0]!.from, periods.at(-1)!.to)
      const data = []
      for (const period of periods) {
        const all = await listPeriodUserIds(db, people, period.from, period.to)
        const counts = Object.fromEntries(periodStates.map((state) => [state, 0]))
        for (const row of counted) if (row.from_date === period.from) counts[row.state] = row.people
        const known = periodStates.reduce((sum, state) => sum + counts[state]!, 0)
        counts['open']! += Math.max(0, all.length - known)
        data.push({
          id: period.from,
          ...period,
          length: lengthOn(rules, period.from),
          people: counts as Record<(typeof periodStates)[number], number>,
        })
      }
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/periods/:id/people/',
    {
      config: read,
      schema: {
        summary: 'People in a period: where it stands, what it comes to',
        tags,
        params: contract.PeriodParams,
        querystring: contract.PeriodPeopleQuery,
        response: {
          200: success(Type.Array(contract.PeriodPersonView), PageMeta()),
          ...errorResponses('not_found'),
        },
      },
    },
    async (request) => {
      const { state, cursor, limit = 50, ...filter } = request.query
      const period = requirePeriod(await readPeriodRules(pool), request.params.id)
      const found = await listPeriodPeople(db, {
        ...period,
        people: peopleCondition(request.actor, 'period:read', filter),
        state,
        after: decodeCursor(cursor, ['string', 'string', 'string']),
        limit: limit + 1,
      })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.last_name, row.first_name, row.id])
      return {
        status: 'success' as const,
        data: rows.map(presentPerson),
        meta: { nextCursor },
      }
    },
  )

  app.get(
    '/api/periods/:id/differences/',
    {
      config: read,
      schema: {
        summary: 'What differs from the last export',
        description: 'Day by day: what was exported, what it is now, and the change.',
        tags,
        params: contract.PeriodParams,
        querystring: contract.DifferencesQuery,
        response: { 200: success(contract.Differences), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const period = requirePeriod(await readPeriodRules(pool), request.params.id)
      const people = peopleCondition(request.actor, 'period:read', request.query)
      const userIds = await listPeriodUserIds(db, people, period.from, period.to)
      const found = await readDifferences(pool, userIds, period)
      const names = await readNames(
        db,
        found.map((one) => one.userId),
      )
      const data = found.map((one) => ({ ...one, name: names.get(one.userId) ?? one.userId }))
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/periods/:id/history/',
    {
      config: read,
      schema: {
        summary: "The steps of a person's period",
        tags,
        params: contract.PeriodParams,
        querystring: contract.HistoryQuery,
        response: { 200: success(contract.HistoryView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { user } = request.query
      await requireVisibleUser(db, request.actor, 'period:read', user)
      const steps = await readSteps(pool, [user], { subject: 'period', ids: [request.params.id] })
      const names = await readNames(
        db,
        steps.map((step) => step.actorId),
      )
      const data = steps.map((step) => ({
        action: step.action,
        at: new Date(step.at).toISOString(),
        by: step.actorId,
        byName: names.get(step.actorId) ?? step.actorId,
        comment: step.comment,
        state: typeof step.content['state'] === 'string' ? step.content['state'] : null,
        hash: step.hash,
      }))
      return { status: 'success' as const, data }
    },
  )
}

function lengthOn(rules: readonly PeriodRule[], date: string) {
  return (rules.findLast((rule) => rule.from <= date) ?? calendarMonths).length
}

function presentPerson(row: PeriodPersonRow) {
  return {
    userId: row.id,
    name: `${row.first_name} ${row.last_name}`,
    department: row.department_id,
    branch: row.branch_id,
    state: row.state,
    changedBy: row.changed_by,
    changedAt: row.changed_at?.toISOString() ?? null,
    comment: row.comment,
    totals: {
      daysPresent: row.days_present,
      workedSeconds: row.worked_seconds,
      workedHours: hoursOf(row.worked_seconds),
      breakSeconds: row.break_seconds,
      regularSeconds: row.regular_seconds,
      overtimeSeconds: row.overtime_seconds,
      payableSeconds: row.payable_seconds,
      doubleSeconds: row.double_seconds,
      lateMinutes: row.late_minutes,
      earlyMinutes: row.early_minutes,
      missingOut: row.missing_out,
    },
  }
}
