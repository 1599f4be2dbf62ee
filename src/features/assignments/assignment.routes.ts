/** The routes of a kind of assignment: seen by everyone, kept by administrators. */
import { Type } from 'typebox'
import { Body, DateText, errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { assignmentContract } from './assignment.contract.ts'
import { type AssignmentKind, type AssignmentRow, lastDate, listAssignments } from './assignment.queries.ts'
import { assign, endAssignment } from './change-assignments.ts'

interface Documented {
  path: string
  tags: string[]
  operations: { list: string; assign: string; end: string }
}

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const

export const assignmentRoutes =
  (kind: AssignmentKind, { path, tags, operations }: Documented): Routes =>
  async (app, { context }) => {
    const { filter, body, view } = assignmentContract(kind.field, kind.levels)
    const assignedIn = (request: object) => (request as Record<string, string | undefined>)[kind.field]
    const show = async (id: string) => {
      const [row] = await listAssignments(context.db, kind, { id })
      return { status: 'success' as const, data: presentAssignment(kind, row!) }
    }

    app.get(
      path,
      {
        config: read,
        schema: {
          summary: `Who has which ${kind.noun}`,
          operationId: operations.list,
          tags,
          querystring: filter,
          response: { 200: success(Type.Array(view)) },
        },
      },
      async ({ query: { level, targetId, ...named } }) => {
        const asked = { level, targetId, assignedId: assignedIn(named) }
        const rows = await listAssignments(context.db, kind, asked)
        return { status: 'success' as const, data: rows.map((row) => presentAssignment(kind, row)) }
      },
    )

    app.post(
      path,
      {
        config: write,
        schema: {
          summary: `Assign a ${kind.noun}`,
          operationId: operations.assign,
          tags,
          body,
          description: 'From a date on; also from one in the past: the days since then are derived again.',
          response: { 201: success(view), ...errorResponses('conflict') },
        },
      },
      async (request, reply) => {
        const { level, targetId, from, to } = request.body
        const given = { assignedId: assignedIn(request.body)!, level, targetId, from, to }
        return reply.code(201).send(await show(await assign(context, kind, request.actor.userId, given)))
      },
    )

    app.patch(
      `${path}:id/`,
      {
        config: write,
        schema: {
          summary: `End an assignment of a ${kind.noun}`,
          operationId: operations.end,
          tags,
          params: Params({ id: IdText() }),
          body: Body({ to: DateText({ description: 'The last date.' }) }),
          response: { 200: success(view), ...errorResponses('not_found', 'conflict') },
        },
      },
      async (request) =>
        show(await endAssignment(context, kind, request.actor.userId, request.params.id, request.body.to)),
    )
  }

function presentAssignment({ field }: AssignmentKind, row: AssignmentRow) {
  return {
    id: row.id,
    [field]: row.assignedId,
    level: row.level,
    targetId: row.level === 'company' ? null : row.targetId,
    from: row.from,
    to: lastDate(row.until),
  }
}
