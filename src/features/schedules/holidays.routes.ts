/** Holidays, their calendars and who has them: seen by everyone, kept by administrators. */
import { Type } from 'typebox'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { DateText, errorResponses, IdText, Params, Query, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { assignmentRoutes } from '../assignments/assignment.routes.ts'
import { findCompany } from '../people/company.queries.ts'
import { addHoliday, removeHolidays } from './change-holidays.ts'
import { HolidayView, NewHoliday } from './holiday.contract.ts'
import { calendarRoutes } from './holiday-calendar.routes.ts'
import { holidayAssignments, listCalendars, listHolidays } from './holiday.queries.ts'

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const tags = ['Holidays']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const holidayRoutes: Routes = async (app, options) => {
  await app.register(calendarRoutes, options)
  await app.register(dateRoutes, options)
  await app.register(
    assignmentRoutes(holidayAssignments, {
      path: '/api/holiday-assignments/',
      tags,
      operations: {
        list: 'listHolidayAssignments',
        assign: 'assignHolidayCalendar',
        end: 'endHolidayAssignment',
      },
    }),
    options,
  )
}

const dateRoutes: Routes = async (app, { context }) => {
  const list = async (id: string, from: string, to: string) => {
    if ((await listCalendars(context.db, id)).length === 0)
      throw new AppError('not_found', 'There is no such holiday calendar.')
    const data = (await listHolidays(context.db, id, from, to)).map((row) => ({
      ...row,
      source: row.source as 'library' | 'company',
    }))
    return { status: ok, data }
  }
  const dates = success(Type.Array(HolidayView))

  app.get(
    '/api/holiday-calendars/:id/holidays/',
    {
      config: read,
      schema: {
        summary: 'The holidays of a calendar; of the present year unless asked otherwise',
        operationId: 'listHolidays',
        tags,
        params: ById,
        querystring: Query({ from: Type.Optional(DateText()), to: Type.Optional(DateText()) }),
        response: { 200: dates, ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const year = localDate((await findCompany(context.db)).time_zone, context.now()).slice(0, 4)
      const { from = `${year}-01-01`, to = `${from.slice(0, 4)}-12-31` } = request.query
      return list(request.params.id, from, to)
    },
  )

  app.post(
    '/api/holiday-calendars/:id/holidays/',
    {
      config: write,
      schema: {
        summary: "Add a holiday of the company's own",
        operationId: 'addHoliday',
        tags,
        params: ById,
        body: NewHoliday,
        response: { 201: dates, ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { date } = request.body
      await addHoliday(context, request.actor.userId, request.params.id, request.body)
      return reply.code(201).send(await list(request.params.id, date, date))
    },
  )

  app.delete(
    '/api/holiday-calendars/:id/holidays/:date/',
    {
      config: write,
      schema: {
        summary: 'Take the holidays of a date out: it is worked',
        operationId: 'removeHoliday',
        tags,
        params: Params({ id: IdText(), date: DateText() }),
        description: 'Writing the year out again brings a public one back.',
        response: { 200: dates, ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { id, date } = request.params
      await removeHolidays(context, request.actor.userId, id, date)
      return list(id, date, date)
    },
  )
}
