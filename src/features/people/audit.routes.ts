/** The log of what administrators and managers did: found by who, what, about whom, when, and by its text. */
import { Type } from 'typebox'
import { invalidField } from '../../errors.ts'
import { PageMeta, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { AuditEntry, AuditList } from './audit.contract.ts'
import { type AuditRow, listActions, listAudit, nameKey, readNames } from './audit.queries.ts'
import { peopleOf, recipientOf, type Subject, subjectOf } from './audit-subject.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'

const config = { permission: 'audit:read' } as const
const tags = ['Audit']

export const auditRoutes: Routes = async (app, { context: { db } }) => {
  app.get(
    '/api/audit/',
    {
      config,
      schema: {
        summary: 'What administrators and managers did, the newest first',
        tags,
        querystring: AuditList,
        response: { 200: success(Type.Array(AuditEntry), PageMeta()) },
      },
    },
    async (request) => {
      const { cursor, limit = 50, ...filter } = request.query
      if (filter.from !== undefined && filter.to !== undefined && filter.to < filter.from)
        throw invalidField('to', '"to" lies before "from".')
      const before = decodeCursor(cursor, ['number'])?.[0]
      const found = await listAudit(db, { ...filter, before, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.id])
      const names = await readNames(db, rows.flatMap(subjectsOf))
      return {
        status: 'success' as const,
        data: rows.map((row) => present(row, names)),
        meta: { nextCursor },
      }
    },
  )

  app.get(
    '/api/audit/actions/',
    {
      config,
      schema: {
        summary: 'Which actions stand in the log',
        operationId: 'listAuditActions',
        tags,
        response: { 200: success(Type.Array(Type.String())) },
      },
    },
    async () => ({ status: 'success' as const, data: await listActions(db) }),
  )
}

function subjectsOf(row: AuditRow): Subject[] {
  const actor = row.actor_id === null ? null : ({ kind: 'person', id: row.actor_id } as const)
  return [actor, subjectOf(row), recipientOf(row), ...peopleOf(row)].filter((one) => one !== null)
}

function present(row: AuditRow, names: ReadonlyMap<string, string>): AuditEntry {
  const named = (subject: Subject | null) =>
    subject && { ...subject, name: names.get(nameKey(subject)) ?? null }
  const { id, action, target, detail, actor_id: actorId } = row
  return {
    id,
    at: row.at.toISOString(),
    actorId,
    actorName: actorId === null ? null : (names.get(nameKey({ kind: 'person', id: actorId })) ?? null),
    action,
    target,
    subject: named(subjectOf(row)),
    recipient: named(recipientOf(row)),
    names: Object.fromEntries(peopleOf(row).map((one) => [one.id, names.get(nameKey(one)) ?? one.id])),
    detail,
  }
}
