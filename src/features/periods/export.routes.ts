/** Exports of a locked period, and how they are given out again. */
import { Type } from 'typebox'
import { AppError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import { errorResponses, Params, IdText, DateText, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { readNames } from '../people/names.queries.ts'
import { requirePeriod } from './change-periods.ts'
import { exportPeriod, listExports, readExport, toCsv, type PeriodExport } from './export-periods.ts'
import * as contract from './period.contract.ts'
import { readPeriodRules } from './period.queries.ts'
import { whoseIds } from './whose.ts'

const tags = ['Periods']

export const exportRoutes: Routes = async (app, { context }) => {
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
      if (format === 'json') {
        const [shown] = await presentExports(context, [made])
        return { status: 'success' as const, data: { ...shown!, days } }
      }
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
      data: await presentExports(context, await listExports(pool, request.params.id)),
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
      const [shown] = await presentExports(context, [made])
      return { status: 'success' as const, data: { ...shown!, days } }
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

async function presentExports(context: Context, made: readonly PeriodExport[]) {
  const names = await readNames(
    context.db,
    made.map((one) => one.actorId),
  )
  return made.map(({ id, from, to, at, actorId, people, hash }) => {
    const who = { by: actorId, byName: names.get(actorId) ?? actorId }
    return { id, from, to, at: at.toISOString(), ...who, people, hash }
  })
}
