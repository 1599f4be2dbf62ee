/** Overrides, swaps and days off: of the people that one may see, kept by their managers. */
import { Type, type Static } from 'typebox'
import type { Context } from '../../context.ts'
import { addDays, daysBetween } from '../../core/calendar.ts'
import type { ShiftTimes } from '../../core/schedule-pattern.ts'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { findCompany } from '../people/company.queries.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import { resolveShifts } from './book.queries.ts'
import { createDayOff, removeDayOff } from './change-days-off.ts'
import { cancelSwap, createOverride, createSwap, removeOverride } from './change-overrides.ts'
import {
  DayOffView,
  NewDayOff,
  NewOverride,
  NewSwap,
  OverrideView,
  OwnDayList,
  SwapView,
} from './own-day.contract.ts'
import {
  findDayOff,
  findOverride,
  findSwap,
  listDaysOff,
  listOverrides,
  listSwaps,
  type OwnDayFilter,
} from './own-day.queries.ts'
import { presentShift } from './present-shift.ts'
import { readDefinitionTimes } from './schedule.queries.ts'

const read = { permission: 'plan:read' } as const
const write = { permission: 'plan:write' } as const
const tags = ['Planning']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const ownDayRoutes: Routes = async (app, options) => {
  await app.register(overrideRoutes, options)
  await app.register(swapRoutes, options)
  await app.register(dayOffRoutes, options)
}

/** Whose days, and which: the scope of who asks, and the filters. */
async function readFilter(
  context: Context,
  actor: Actor,
  query: Static<typeof OwnDayList>,
): Promise<OwnDayFilter> {
  if (query.userId !== undefined) await requireVisibleUser(context.db, actor, 'plan:read', query.userId)
  const today = localDate((await findCompany(context.db)).time_zone, context.now())
  const { from = today, to = addDays(from, 31) } = query
  checkRange(daysBetween(from, to) + 1, 400)
  const user = query.userId
  return { people: peopleCondition(actor, 'plan:read', { user }), from, to }
}

/** The person of an object: outside the scope the object is as if it were not there. */
async function requireInScope(context: Context, actor: Actor, userId: string | undefined, what: string) {
  const missing = new AppError('not_found', `There is no such ${what}.`)
  if (userId === undefined) throw missing
  try {
    return await requireVisibleUser(context.db, actor, 'plan:write', userId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') throw missing
    throw error
  }
}

const overrideRoutes: Routes = async (app, { context }) => {
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

const swapRoutes: Routes = async (app, { context }) => {
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

const dayOffRoutes: Routes = async (app, { context }) => {
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
