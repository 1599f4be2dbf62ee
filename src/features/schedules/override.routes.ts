/** Single days that are planned otherwise than the schedule says. */
import { Type, type Static } from 'typebox'
import type { ShiftTimes } from '../../core/schedule-pattern.ts'
import { errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { resolveShifts } from './book.queries.ts'
import { createOverride, removeOverride } from './change-overrides.ts'
import { NewOverride, OverrideView, OwnDayList } from './own-day.contract.ts'
import { findOverride, listOverrides } from './own-day.queries.ts'
import { readFilter, requireInScope } from './own-days-in-scope.ts'
import { presentShift } from './present-shift.ts'
import { readDefinitionTimes } from './schedule.queries.ts'

const read = { permission: 'plan:read' } as const
const write = { permission: 'plan:write' } as const
const tags = ['Planning']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const overrideRoutes: Routes = async (app, { context }) => {
  const { db } = context
  type Row = Awaited<ReturnType<typeof listOverrides>>[number]
  const present = async (rows: readonly Row[]): Promise<Static<typeof OverrideView>[]> => {
    const definitions = await readDefinitionTimes(db)
    return rows.map((row) => ({
      id: row.id,
      userId: row.user_id,
      date: row.date,
      kind: row.kind as Static<typeof OverrideView>['kind'],
      shifts: resolveShifts(row.shifts as ShiftTimes[], definitions).map(presentShift),
      swapId: row.swap_id,
      reason: row.reason,
      madeBy: row.actor_id,
      madeAt: row.created_at.toISOString(),
    }))
  }

  app.get(
    '/api/schedule-overrides/',
    {
      config: read,
      schema: {
        summary: 'Single days that are planned otherwise',
        operationId: 'listScheduleOverrides',
        tags,
        querystring: OwnDayList,
        response: { 200: success(Type.Array(OverrideView)), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const filter = await readFilter(context, request.actor, request.query)
      return { status: ok, data: await present(await listOverrides(db, filter)) }
    },
  )

  app.post(
    '/api/schedule-overrides/',
    {
      config: write,
      schema: {
        summary: 'Plan a single day otherwise',
        operationId: 'createScheduleOverride',
        tags,
        body: NewOverride,
        description: 'It wins over the schedule and over a holiday; a day off wins over it.',
        response: { 201: success(OverrideView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const user = await requireVisibleUser(db, actor, 'plan:write', body.userId)
      const id = await createOverride(context, actor.userId, user, body)
      const [data] = await present([(await findOverride(db, id))!])
      return reply.code(201).send({ status: ok, data: data! })
    },
  )

  app.delete(
    '/api/schedule-overrides/:id/',
    {
      config: write,
      schema: {
        summary: 'Take back what was planned otherwise',
        operationId: 'removeScheduleOverride',
        tags,
        params: ById,
        response: { 200: success(Type.Null()), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      const { actor, params } = request
      await requireInScope(context, actor, (await findOverride(db, params.id))?.user_id, 'override')
      await removeOverride(context, actor.userId, params.id)
      return { status: ok, data: null }
    },
  )
}
