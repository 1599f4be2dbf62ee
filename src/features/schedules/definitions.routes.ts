/** Shift definitions: seen by everyone, kept by administrators. */
import { Type, type Static } from 'typebox'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { findCompany } from '../people/company.queries.ts'
import { changeDefinition, createDefinition, endDefinition } from './change-definitions.ts'
import { DefinitionChange, DefinitionView, NewDefinition } from './schedule.contract.ts'
import { findDefinition, listDefinitions } from './schedule.queries.ts'

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const tags = ['Schedules']
const ById = Params({ id: IdText() })

export const definitionRoutes: Routes = async (app, { context }) => {
  const show = async (id: string) => {
    const row = await findDefinition(context.db, id)
    if (!row) throw new AppError('not_found', 'There is no such shift definition.')
    return { status: 'success' as const, data: present(row) }
  }

  app.get(
    '/api/shift-definitions/',
    {
      config: read,
      schema: {
        summary: 'Shifts that schedules share',
        operationId: 'listShiftDefinitions',
        tags,
        response: { 200: success(Type.Array(DefinitionView)) },
      },
    },
    async () => ({ status: 'success' as const, data: (await listDefinitions(context.db)).map(present) }),
  )

  app.get(
    '/api/shift-definitions/:id/',
    {
      config: read,
      schema: {
        summary: 'A shift definition',
        operationId: 'getShiftDefinition',
        tags,
        params: ById,
        response: { 200: success(DefinitionView), ...errorResponses('not_found') },
      },
    },
    (request) => show(request.params.id),
  )

  app.post(
    '/api/shift-definitions/',
    {
      config: write,
      schema: {
        summary: 'Make a shift definition',
        operationId: 'createShiftDefinition',
        tags,
        body: NewDefinition,
        response: { 201: success(DefinitionView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await show(await createDefinition(context, request.actor.userId, request.body))),
  )

  app.patch(
    '/api/shift-definitions/:id/',
    {
      config: write,
      schema: {
        summary: 'Change a shift definition',
        operationId: 'changeShiftDefinition',
        tags,
        params: ById,
        body: DefinitionChange,
        description: 'The days of everyone whose schedule or override names it are derived again.',
        response: { 200: success(DefinitionView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      await changeDefinition(context, request.actor.userId, request.params.id, request.body)
      return show(request.params.id)
    },
  )

  app.post(
    '/api/shift-definitions/:id/end/',
    {
      config: write,
      schema: {
        summary: 'End a shift definition',
        operationId: 'endShiftDefinition',
        tags,
        params: ById,
        description: 'It is taken into no more schedules; those that name it keep it.',
        body: Body({ on: Type.Optional(DateText()) }),
        response: { 200: success(DefinitionView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const today = localDate((await findCompany(context.db)).time_zone, context.now())
      await endDefinition(context, request.actor.userId, request.params.id, request.body.on ?? today)
      return show(request.params.id)
    },
  )
}

type Row = Awaited<ReturnType<typeof listDefinitions>>[number]

function present(row: Row): Static<typeof DefinitionView> {
  return {
    id: row.id,
    name: row.name,
    start: row.starts,
    end: row.ends,
    breaks: row.breaks as Static<typeof DefinitionView>['breaks'],
    graceInMinutes: row.grace_in_minutes,
    graceOutMinutes: row.grace_out_minutes,
    windowBeforeMinutes: row.window_before_minutes,
    windowAfterMinutes: row.window_after_minutes,
    endedOn: row.ended_on,
  }
}
