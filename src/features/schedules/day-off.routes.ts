/** Vacation, sickness and other days off. */
import { Type, type Static } from 'typebox'
import { errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { createDayOff, removeDayOff } from './change-days-off.ts'
import { DayOffView, NewDayOff, OwnDayList } from './own-day.contract.ts'
import { findDayOff, listDaysOff } from './own-day.queries.ts'
import { readFilter, requireInScope } from './own-days-in-scope.ts'

const read = { permission: 'plan:read' } as const
const write = { permission: 'plan:write' } as const
const tags = ['Planning']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const dayOffRoutes: Routes = async (app, { context }) => {
  const { db } = context
  type Row = Awaited<ReturnType<typeof listDaysOff>>[number]
  const present = (row: Row): Static<typeof DayOffView> => ({
    id: row.id,
    userId: row.user_id,
    kind: row.kind as Static<typeof DayOffView>['kind'],
    from: row.from,
    to: row.to,
    portion: row.portion as Static<typeof DayOffView>['portion'],
    note: row.note,
    madeBy: row.actor_id,
    madeAt: row.created_at.toISOString(),
  })

  app.get(
    '/api/days-off/',
    {
      config: read,
      schema: {
        summary: 'Vacation, sickness and other days off',
        operationId: 'listDaysOff',
        tags,
        querystring: OwnDayList,
        response: { 200: success(Type.Array(DayOffView)), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const filter = await readFilter(context, request.actor, request.query)
      return { status: ok, data: (await listDaysOff(db, filter)).map(present) }
    },
  )

  app.post(
    '/api/days-off/',
    {
      config: write,
      schema: {
        summary: 'Enter days off',
        operationId: 'createDayOff',
        tags,
        body: NewDayOff,
        description:
          'Nothing is planned on them, and nobody is absent. Of half a day, half of the plan stays.',
        response: { 201: success(DayOffView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      await requireVisibleUser(db, actor, 'plan:write', body.userId)
      const id = await createDayOff(context, actor.userId, body)
      return reply.code(201).send({ status: ok, data: present((await findDayOff(db, id))!) })
    },
  )

  app.delete(
    '/api/days-off/:id/',
    {
      config: write,
      schema: {
        summary: 'Take days off back',
        operationId: 'removeDayOff',
        tags,
        params: ById,
        response: { 200: success(Type.Null()), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { actor, params } = request
      await requireInScope(context, actor, (await findDayOff(db, params.id))?.user_id, 'day off')
      await removeDayOff(context, actor.userId, params.id)
      return { status: ok, data: null }
    },
  )
}
