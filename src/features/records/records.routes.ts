/** A person's attendance records, newest first, and as a file. */
import { Type } from 'typebox'
import { daysBetween } from '../../core/calendar.ts'
import type { Context } from '../../context.ts'
import { cutPage, decodeCursor, wrongCursor } from '../../db/page.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses, PageMeta, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import type { AttendanceRow } from '../timeclock/derived-rows.ts'
import { recordsCsv } from './export-records.ts'
import { presentRecord } from './present-record.ts'
import { mostDays, RecordSchema, RecordsExportQuery, RecordsParams, RecordsQuery } from './record.contract.ts'
import { listRecords, readPlace } from './record.queries.ts'
import { seeRecords } from './see-records.ts'

export const recordRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/timeclock/:userId/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: "A person's attendance records",
        operationId: 'listRecords',
        tags: ['Records'],
        params: RecordsParams,
        querystring: RecordsQuery,
        response: { 200: success(Type.Array(RecordSchema), PageMeta()), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { userId } = request.params
      const { from, to, cursor, limit = 50 } = request.query
      if (userId !== request.actor.userId)
        await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      if (from !== undefined && to !== undefined && to < from)
        throw invalidField('to', '"to" lies before "from".')
      const after = readCursor(cursor)
      const found = await listRecords(context.pool, { userId, from, to, after, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.started_at.getTime(), row.in_seq])
      const now = context.now()
      const seen = await seeListed(context, userId, rows, now)
      return {
        status: 'success' as const,
        data: seen.map((record) => presentRecord(record, now)),
        meta: { nextCursor },
      }
    },
  )

  app.get(
    '/api/timeclock/:userId/export/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: "A person's attendance records as a file",
        operationId: 'exportRecords',
        description:
          'All records of the dates, the oldest first, as text/csv or, with `format=json`, as the list gives them.',
        tags: ['Records'],
        params: RecordsParams,
        querystring: RecordsExportQuery,
        response: {
          200: {
            description: 'A heading, then a line for each record; or the records.',
            content: {
              'text/csv': { schema: Type.String() },
              'application/json': { schema: success(Type.Array(RecordSchema)) },
            },
          },
          ...errorResponses('not_found'),
        },
      },
    },
    async (request, reply) => {
      const { userId } = request.params
      const { from, to, format = 'csv' } = request.query
      if (userId !== request.actor.userId)
        await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      const records = await readAll(context, userId, from, to)
      reply.header('content-disposition', `attachment; filename="records-${from}-${to}.${format}"`)
      if (format === 'json')
        return reply
          .type('application/json; charset=utf-8')
          .send({ status: 'success', data: records } as never)
      return reply.type('text/csv; charset=utf-8').send(recordsCsv(records) as never)
    },
  )
}

/** The records of a span of dates that is short enough to be read at once, the oldest first. */
async function readAll(context: Context, userId: string, from: string, to: string) {
  const days = daysBetween(from, to) + 1
  if (days < 1) throw invalidField('to', '"to" lies before "from".')
  if (days > mostDays) throw invalidField('to', `At most ${mostDays} days are given out at once.`)
  const rows = await listRecords(context.pool, { userId, from, to, after: undefined, limit: 100_000 })
  const now = context.now()
  const seen = await seeListed(context, userId, rows, now)
  return seen.map((record) => presentRecord(record, now)).toReversed()
}

function readCursor(cursor: string | undefined): { at: Date; seq: number } | undefined {
  const key = decodeCursor(cursor, ['number', 'number'])
  if (!key) return undefined
  const [time, seq] = key
  const at = new Date(time)
  // The number of a clock-in is a whole number of 32 bits.
  const fits = !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 0 && (seq | 0) === seq
  if (!fits) throw wrongCursor()
  return { at, seq }
}

/** Only a list with an open shift asks who the person is, and what holds for them. */
async function seeListed(context: Context, userId: string, rows: readonly AttendanceRow[], now: number) {
  if (!rows.some((row) => row.status === 'open')) return rows.map((row) => ({ row, stored: row }))
  const { version, ...place } = await readPlace(context.pool, userId)
  return seeRecords(context.pool, await context.readBook(version), { userId, ...place }, rows, now)
}
