/** A person's attendance records, newest first. */
import { Type } from 'typebox'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { errorResponses, PageMeta, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { presentRecord } from './present-record.ts'
import { RecordSchema, RecordsParams, RecordsQuery } from './record.contract.ts'
import { listRecords } from './record.queries.ts'

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
      await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      const [at, seq] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'number'])
      const after = at === undefined || seq === undefined ? undefined : { at, seq }
      const found = await listRecords(context.pool, { userId, from, to, after, limit: limit + 1 })
      const { rows, nextCursor = null } = cutPage(found, limit, (row) => [
        row.started_at.getTime(),
        row.in_seq,
      ])
      const now = context.now()
      return {
        status: 'success' as const,
        data: rows.map((row) => presentRecord(row, now)),
        meta: { nextCursor },
      }
    },
  )
}
