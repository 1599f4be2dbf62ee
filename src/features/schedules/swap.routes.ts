/** Two people who take each other’s shifts. */
import { Type, type Static } from 'typebox'
import { errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { cancelSwap, createSwap } from './change-overrides.ts'
import { NewSwap, OwnDayList, SwapView } from './own-day.contract.ts'
import { findSwap, listSwaps } from './own-day.queries.ts'
import { readFilter, requireInScope } from './own-days-in-scope.ts'

const read = { permission: 'plan:read' } as const
const write = { permission: 'plan:write' } as const
const tags = ['Planning']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const swapRoutes: Routes = async (app, { context }) => {
  const { db } = context
  type Row = Awaited<ReturnType<typeof listSwaps>>[number]
  const present = (row: Row): Static<typeof SwapView> => ({
    id: row.id,
    userId: row.user_id,
    date: row.date,
    otherId: row.other_id,
    otherDate: row.other_date,
    reason: row.reason,
    madeBy: row.actor_id,
    madeAt: row.created_at.toISOString(),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
  })
  const show = async (id: string) => ({ status: ok, data: present((await findSwap(db, id))!) })

  app.get(
    '/api/schedule-swaps/',
    {
      config: read,
      schema: {
        summary: 'Swaps of shifts',
        operationId: 'listScheduleSwaps',
        tags,
        querystring: OwnDayList,
        response: { 200: success(Type.Array(SwapView)), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const filter = await readFilter(context, request.actor, request.query)
      return { status: ok, data: (await listSwaps(db, filter)).map(present) }
    },
  )

  app.post(
    '/api/schedule-swaps/',
    {
      config: write,
      schema: {
        summary: 'Let two people take each other’s shifts',
        operationId: 'createScheduleSwap',
        tags,
        body: NewSwap,
        description: 'Both plans change, or neither. Both people must be in the scope of who asks.',
        response: { 201: success(SwapView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const user = await requireVisibleUser(db, actor, 'plan:write', body.userId)
      const other = await requireVisibleUser(db, actor, 'plan:write', body.otherId)
      return reply.code(201).send(await show(await createSwap(context, actor.userId, [user, other], body)))
    },
  )

  app.post(
    '/api/schedule-swaps/:id/cancel/',
    {
      config: write,
      schema: {
        summary: 'Take a swap back',
        operationId: 'cancelScheduleSwap',
        tags,
        params: ById,
        response: { 200: success(SwapView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      const { actor, params } = request
      const found = await findSwap(db, params.id)
      await requireInScope(context, actor, found?.user_id, 'swap')
      await requireInScope(context, actor, found?.other_id, 'swap')
      await cancelSwap(context, actor.userId, params.id)
      return show(params.id)
    },
  )
}
