/** People and the organisation that they belong to: everything of this folder, the company and the log. */
import { Type } from 'typebox'
import {
  Body,
  Cursor,
  IdText,
  InstantText,
  Limit,
  Name,
  PageMeta,
  Query,
  success,
  successWithMeta,
  ZoneName,
} from '../../http/fields.ts'
import { Nullable } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit, listAudit } from './audit.ts'
import { bumpConfigVersion, findCompany } from './company.queries.ts'
import { decodeCursor, toPage } from './page.ts'
import { CompanyView } from './place.contract.ts'
import { placeRoutes } from './place.routes.ts'
import { userRoutes } from './user.routes.ts'

const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: InstantText(),
  actorId: Nullable(Type.String({ description: 'Null for the terminal and the start.' })),
  action: Type.String(),
  target: Nullable(Type.String()),
  detail: Type.Record(Type.String(), Type.Unknown()),
})

const AuditList = Query({
  actor: Type.Optional(IdText()),
  action: Type.Optional(Name()),
  target: Type.Optional(IdText()),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

export const peopleRoutes: Routes = async (app, options) => {
  await app.register(userRoutes, options)
  await app.register(placeRoutes('department'), options)
  await app.register(placeRoutes('branch'), options)
  await app.register(companyRoutes, options)
  await app.register(auditRoutes, options)
}

const companyRoutes: Routes = async (app, { context: { db } }) => {
  app.get(
    '/api/company/',
    {
      config: { permission: 'organisation:read' },
      schema: {
        summary: 'The company',
        tags: ['Company'],
        response: { 200: success(CompanyView) },
      },
    },
    async () => {
      const { name, time_zone } = await findCompany(db)
      return { status: 'success' as const, data: { name, timeZone: time_zone } }
    },
  )

  app.patch(
    '/api/company/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Change the company',
        tags: ['Company'],
        body: Body({ name: Type.Optional(Name()), timeZone: Type.Optional(ZoneName()) }),
        response: { 200: success(CompanyView) },
      },
    },
    async (request) => {
      const { name, timeZone } = request.body
      const company = await db.transaction().execute(async (tx) => {
        if (name !== undefined) await tx.updateTable('company').set({ name: name.trim() }).execute()
        if (timeZone !== undefined) {
          await tx.updateTable('company').set({ time_zone: timeZone }).execute()
          await bumpConfigVersion(tx)
        }
        await audit(tx, request.actor.userId, 'company.change', null, { ...request.body })
        return findCompany(tx)
      })
      return {
        status: 'success' as const,
        data: { name: company.name, timeZone: company.time_zone },
      }
    },
  )
}

const auditRoutes: Routes = async (app, { context: { db } }) => {
  app.get(
    '/api/audit/',
    {
      config: { permission: 'audit:read' },
      schema: {
        summary: 'What administrators and managers did, the newest first',
        tags: ['Audit'],
        querystring: AuditList,
        response: { 200: successWithMeta(Type.Array(AuditEntry), PageMeta()) },
      },
    },
    async (request) => {
      const { cursor, limit = 50, actor, action, target } = request.query
      const before = decodeCursor(cursor, ['number'])?.[0] as number | undefined
      const found = await listAudit(db, { before, actor, action, target, limit: limit + 1 })
      const { rows, nextCursor } = toPage(found, limit, (row) => [row.id])
      const data = rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        actorId: row.actor_id,
        action: row.action,
        target: row.target,
        detail: row.detail as Record<string, unknown>,
      }))
      return { status: 'success' as const, data, meta: { nextCursor } }
    },
  )
}
