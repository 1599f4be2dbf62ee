/** Pay periods: confirmed by the employee, approved by the manager, locked and exported by an administrator. */
import { Type } from 'typebox'
import { daysBetween } from '../../core/calendar.ts'
import { hoursOf } from '../../core/duration.ts'
import {
  calendarMonths,
  payPeriodsBetween,
  periodStates,
  type PeriodAction,
  type PeriodRule,
} from '../../core/period.ts'
import type { Permission } from '../../core/permission.ts'
import type { Context } from '../../context.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { AppError, invalidField } from '../../errors.ts'
import { errorResponses, PageMeta, Params, IdText, DateText, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import { readSteps } from '../steps/step.queries.ts'
import { changePeriods, requirePeriod } from './change-periods.ts'
import {
  exportPeriod,
  listExports,
  readDifferences,
  readExport,
  toCsv,
  type PeriodExport,
} from './export-periods.ts'
import * as contract from './period.contract.ts'
import type { Whose } from './period.contract.ts'
import {
  countStates,
  listPeriodPeople,
  listPeriodUserIds,
  readPeriodRules,
  type PeriodPersonRow,
} from './period.queries.ts'
import { addPeriodRule, changeClosing, readPeriodSettings } from './period-settings.ts'

const tags = ['Periods']
const read = { permission: 'period:read' } as const

export const periodRoutes: Routes = async (app, options) => {
  await app.register(settingsRoutes, options)
  await app.register(readingRoutes, options)
  await app.register(stepRoutes, options)
  await app.register(exportRoutes, options)
}

const settingsRoutes: Routes = async (app, { context }) => {
  const show = async () => ({ status: 'success' as const, data: await readPeriodSettings(context) })
  const answer = { 200: success(contract.SettingsView), ...errorResponses('conflict') }

  app.get(
    '/api/periods/settings/',
    {
      config: { permission: 'organisation:read' },
      schema: { summary: 'How periods are cut', tags, response: { 200: success(contract.SettingsView) } },
    },
    show,
  )

  app.post(
    '/api/periods/settings/rules/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Cut periods otherwise from a date on',
        tags,
        body: contract.NewRule,
        response: answer,
      },
    },
    async (request) => {
      const { from, length, anchor = from } = request.body
      await addPeriodRule(context, request.actor.userId, { from, length, anchor })
      return show()
    },
  )

  app.patch(
    '/api/periods/settings/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Let days close by themselves',
        description: 'By age, or some days after the end of their period; null switches it off.',
        tags,
        body: contract.ClosingBody,
        response: answer,
      },
    },
    async (request) => {
      await changeClosing(context, request.actor.userId, request.body)
      return show()
    },
  )
}

const readingRoutes: Routes = async (app, { context }) => {
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
        after: cursor === undefined ? undefined : decodeCursor(cursor, ['string', 'string', 'string']),
        limit: limit + 1,
      })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.last_name, row.first_name, row.id])
      return {
        status: 'success' as const,
        data: rows.map(presentPerson),
        meta: { nextCursor: nextCursor ?? null },
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
      return { status: 'success' as const, data: await readDifferences(pool, userIds, period) }
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
      const data = steps.map((step) => ({
        action: step.action,
        at: new Date(step.at).toISOString(),
        by: step.actorId,
        comment: step.comment,
        state: typeof step.content['state'] === 'string' ? step.content['state'] : null,
        hash: step.hash,
      }))
      return { status: 'success' as const, data }
    },
  )
}

/** Actions that somebody takes for others, in bulk. */
const bulkSteps = [
  ['return', 'period:approve', 'Send back what was confirmed or approved', contract.ReturnBody],
  ['approve', 'period:approve', 'Approve', contract.StepBody],
  ['lock', 'period:lock', 'Lock: nothing of it changes any more', contract.StepBody],
  ['reopen', 'period:lock', 'Open what was locked, with a reason', contract.ReopenBody],
] as const satisfies readonly [PeriodAction, Permission, string, unknown][]

const stepRoutes: Routes = async (app, { context }) => {
  app.post(
    '/api/periods/:id/confirm/',
    {
      config: { permission: 'period:confirm' },
      schema: {
        summary: 'Confirm my period',
        tags,
        params: contract.PeriodParams,
        body: contract.ConfirmBody,
        response: {
          200: success(contract.StepsAnswer.items),
          ...errorResponses('not_found', 'already_decided', 'conflict'),
        },
      },
    },
    async (request) => {
      const [answer] = await changePeriods(context, request.actor, request.params.id, {
        action: 'confirm',
        userIds: [request.actor.userId],
        comment: request.body.comment,
        skip: false,
      })
      const { code, message = '', state } = answer!
      if (code) throw new AppError(code, message, { data: { state } })
      return { status: 'success' as const, data: answer! }
    },
  )

  for (const [action, permission, summary, body] of bulkSteps) {
    app.post(
      `/api/periods/:id/${action}/`,
      {
        config: { permission },
        schema: {
          summary,
          description: 'Name people, a department, a branch or all. Each person is answered on their own.',
          tags,
          params: contract.PeriodParams,
          body,
          response: { 200: success(contract.StepsAnswer), ...errorResponses('forbidden', 'not_found') },
        },
      },
      async (request) => {
        const given = request.body as Whose & { comment?: string; reason?: string; skip?: boolean }
        const { comment, reason, skip = false, ...whose } = given
        const said = (reason ?? comment)?.trim()
        if (reason !== undefined && said === '')
          throw invalidField('reason', 'Say why the period is reopened.')
        if (skip && !said) throw invalidField('comment', 'Say why the missing step is skipped.')
        const { id } = request.params
        const userIds = await whoseIds(context, request.actor, permission, id, whose)
        const data = await changePeriods(context, request.actor, id, {
          action,
          userIds,
          comment: said,
          skip,
        })
        const done = data.filter((one) => one.code === undefined).map((one) => one.userId)
        if (done.length > 0) {
          const detail = { people: done.length, userIds: done.slice(0, 100), comment: said ?? null, skip }
          await audit(context.db, request.actor.userId, `period.${action}`, id, detail)
        }
        return { status: 'success' as const, data }
      },
    )
  }
}

const exportRoutes: Routes = async (app, { context }) => {
  const { pool } = context
  const config = { permission: 'period:lock' } as const

  app.post(
    '/api/periods/:id/export/',
    {
      config,
      schema: {
        summary: 'Export a locked period',
        description:
          'Keeps what is exported, day by day, with a hash. With `format: csv` it answers the rows as text/csv.',
        tags,
        params: contract.PeriodParams,
        body: contract.ExportBody,
        response: {
          201: success(Type.Object({ ...contract.ExportView.properties, days: contract.ExportDays })),
          ...errorResponses('not_found', 'conflict'),
        },
      },
    },
    async (request, reply) => {
      const { format = 'json', onlyLocked = false, ...whose } = request.body
      const period = requirePeriod(await readPeriodRules(pool), request.params.id)
      const everyone = Object.keys(whose).length === 0
      const userIds = await whoseIds(
        context,
        request.actor,
        'period:lock',
        period.from,
        everyone ? { all: true } : whose,
      )
      const { made, days } = await exportPeriod(context, request.actor, period, userIds, onlyLocked)
      await audit(context.db, request.actor.userId, 'period.export', period.from, {
        exportId: made.id,
        people: made.people,
        hash: made.hash,
      })
      reply.code(201)
      if (format === 'json') return { status: 'success' as const, data: { ...presentExport(made), days } }
      reply.header('x-export-id', made.id).header('x-export-hash', made.hash)
      return sendCsv(reply, made, toCsv(days))
    },
  )

  app.get(
    '/api/periods/:id/exports/',
    {
      config,
      schema: {
        summary: 'What was exported of a period, and when',
        tags,
        params: contract.PeriodParams,
        response: { 200: success(Type.Array(contract.ExportView)) },
      },
    },
    async (request) => ({
      status: 'success' as const,
      data: (await listExports(pool, request.params.id)).map(presentExport),
    }),
  )

  app.get(
    '/api/periods/:id/exports/:exportId/',
    {
      config,
      schema: {
        summary: 'An export, as it was given',
        tags,
        params: Params({ id: DateText(), exportId: IdText() }),
        querystring: contract.ExportQuery,
        response: {
          200: success(Type.Object({ ...contract.ExportView.properties, days: contract.ExportDays })),
          ...errorResponses('not_found'),
        },
      },
    },
    async (request, reply) => {
      const { id, exportId } = request.params
      const made = (await listExports(pool, id)).find((one) => one.id === exportId)
      if (!made) throw new AppError('not_found', 'There is no such export of this period.')
      const days = await readExport(pool, exportId)
      if (request.query.format === 'csv') return sendCsv(reply, made, toCsv(days))
      return { status: 'success' as const, data: { ...presentExport(made), days } }
    },
  )
}

interface CsvReply {
  type(type: string): CsvReply
  header(name: string, value: string): CsvReply
  serializer(serialise: (payload: unknown) => string): CsvReply
}

/** As text: the schema of the route describes the answer as JSON. */
function sendCsv(reply: CsvReply, { from, to }: PeriodExport, text: string): never {
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="hours-${from}-${to}.csv"`)
    .serializer((payload) => payload as string)
  return text as never
}

/** The people that a body names, of those that the actor may decide about and that belong into the period. */
async function whoseIds(
  context: Context,
  actor: Actor,
  permission: Permission,
  periodId: string,
  { userIds, department, branch, all }: Whose,
): Promise<string[]> {
  const named = [userIds, department, branch, all].filter((one) => one !== undefined)
  if (named.length !== 1) {
    throw invalidField('userIds', 'Name people, a department, a branch or all: one of them.')
  }
  const period = requirePeriod(await readPeriodRules(context.pool), periodId)
  const people = peopleCondition(actor, permission, {
    ...(department !== undefined && { department }),
    ...(branch !== undefined && { branch }),
  })
  const found = await listPeriodUserIds(context.db, people, period.from, period.to)
  if (!userIds) return found
  const known = new Set(found)
  const missing = userIds.findIndex((id) => !known.has(id))
  if (missing >= 0) {
    const message = `There is no such person in this period, or you may not see them: ${userIds[missing]}.`
    throw new AppError('not_found', message, { errors: [{ field: `userIds.${missing}`, message }] })
  }
  return userIds
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
      lateMinutes: row.late_minutes,
      earlyMinutes: row.early_minutes,
      missingOut: row.missing_out,
    },
  }
}

function presentExport(made: PeriodExport) {
  const { id, from, to, at, actorId, people, hash } = made
  return { id, from, to, at: at.toISOString(), by: actorId, people, hash }
}
