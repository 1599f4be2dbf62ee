/** Schedules and who has them: seen by everyone, kept by administrators. */
import { Type, type Static } from 'typebox'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { assignmentRoutes } from '../assignments/assignment.routes.ts'
import { findCompany } from '../people/company.queries.ts'
import { changeSchedule, createSchedule, endSchedule } from './change-schedules.ts'
import { NewSchedule, ScheduleChange, ScheduleView } from './schedule.contract.ts'
import { resolveShifts, type Definitions } from './book.queries.ts'
import { definitionRoutes } from './definitions.routes.ts'
import { holidayRoutes } from './holidays.routes.ts'
import { ownDayRoutes } from './own-days.routes.ts'
import { planRoutes } from './plan.routes.ts'
import { presentShift } from './present-shift.ts'
import { findSchedule, listSchedules, readDefinitionTimes, scheduleAssignments } from './schedule.queries.ts'
import type { ScheduleDay } from '../../core/schedule-pattern.ts'

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const tags = ['Schedules']
const ById = Params({ id: IdText() })

export const scheduleRoutes: Routes = async (app, options) => {
  await app.register(definitionRoutes, options)
  await app.register(holidayRoutes, options)
  await app.register(ownDayRoutes, options)
  await app.register(planRoutes, options)
  await app.register(patternRoutes, options)
  await app.register(
    assignmentRoutes(scheduleAssignments, {
      path: '/api/schedule-assignments/',
      tags,
      operations: {
        list: 'listScheduleAssignments',
        assign: 'assignSchedule',
        end: 'endScheduleAssignment',
      },
    }),
    options,
  )
}

const patternRoutes: Routes = async (app, { context }) => {
  const show = async (id: string) => {
    const row = await findSchedule(context.db, id)
    if (!row) throw new AppError('not_found', 'There is no such schedule.')
    const definitions = await readDefinitionTimes(context.db)
    return { status: 'success' as const, data: presentSchedule(row, definitions) }
  }

  app.get(
    '/api/schedules/',
    {
      config: read,
      schema: {
        summary: 'Schedules',
        operationId: 'listSchedules',
        tags,
        response: { 200: success(Type.Array(ScheduleView)) },
      },
    },
    async () => {
      const definitions = await readDefinitionTimes(context.db)
      const data = (await listSchedules(context.db)).map((row) => presentSchedule(row, definitions))
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/schedules/:id/',
    {
      config: read,
      schema: {
        summary: 'A schedule',
        operationId: 'getSchedule',
        tags,
        params: ById,
        response: { 200: success(ScheduleView), ...errorResponses('not_found') },
      },
    },
    (request) => show(request.params.id),
  )

  app.post(
    '/api/schedules/',
    {
      config: write,
      schema: {
        summary: 'Make a schedule',
        operationId: 'createSchedule',
        tags,
        body: NewSchedule,
        response: { 201: success(ScheduleView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await show(await createSchedule(context, request.actor.userId, request.body))),
  )

  app.patch(
    '/api/schedules/:id/',
    {
      config: write,
      schema: {
        summary: 'Change a schedule',
        operationId: 'changeSchedule',
        tags,
        params: ById,
        body: ScheduleChange,
        description: 'The days of everyone who has it are derived again.',
        response: { 200: success(ScheduleView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      await changeSchedule(context, request.actor.userId, request.params.id, request.body)
      return show(request.params.id)
    },
  )

  app.post(
    '/api/schedules/:id/end/',
    {
      config: write,
      schema: {
        summary: 'End a schedule',
        operationId: 'endSchedule',
        tags,
        params: ById,
        description: 'It takes no new assignments; those that it has go on until they are ended.',
        body: Body({ on: Type.Optional(DateText()) }),
        response: { 200: success(ScheduleView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      await endSchedule(
        context,
        request.actor.userId,
        request.params.id,
        request.body.on ?? localDate((await findCompany(context.db)).time_zone, context.now()),
      )
      return show(request.params.id)
    },
  )
}

function presentSchedule(
  row: Awaited<ReturnType<typeof listSchedules>>[number],
  definitions: Definitions,
): Static<typeof ScheduleView> {
  return {
    id: row.id,
    name: row.name,
    cycleDays: row.cycle_days,
    anchor: row.anchor,
    days: resolveShifts(row.days as ScheduleDay[], definitions).map((day) => ({
      ...('weekday' in day ? { weekday: day.weekday } : { day: day.day }),
      ...presentShift(day),
    })),
    graceInMinutes: row.grace_in_minutes,
    graceOutMinutes: row.grace_out_minutes,
    windowBeforeMinutes: row.window_before_minutes,
    windowAfterMinutes: row.window_after_minutes,
    worksOnHolidays: row.works_on_holidays,
    holidayCalendarId: row.holiday_calendar_id,
    endedOn: row.ended_on,
  }
}
