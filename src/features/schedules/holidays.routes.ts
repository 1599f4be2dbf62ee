/** Holiday calendars: seen by everyone, kept by administrators. */
import { Type } from 'typebox'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, Params, Query, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { assignmentRoutes } from '../assignments/assignment.routes.ts'
import { findCompany } from '../people/company.queries.ts'
import {
  addHoliday,
  createCalendar,
  endCalendar,
  removeHolidays,
  renameCalendar,
  writeOutYears,
} from './change-holidays.ts'
import {
  CalendarChange,
  CalendarView,
  CalendarYears,
  HolidayView,
  NewCalendar,
  NewHoliday,
} from './holiday.contract.ts'
import { holidayAssignments, listCalendars, listHolidays } from './holiday.queries.ts'
import { listPlacesOfHolidays } from './public-holidays.ts'

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

const calendarRoutes: Routes = async (app, { context }) => {
  const show = async (id: string) => {
    const [data] = await listCalendars(context.db, id)
    if (!data) throw new AppError('not_found', 'There is no such holiday calendar.')
    return { status: ok, data }
  }
  const one = { 200: success(CalendarView), ...errorResponses('not_found', 'conflict') }

  app.get(
    '/api/holiday-places/',
    {
      config: read,
      schema: {
        summary: 'Countries whose holidays are known, or the regions of one, by code',
        operationId: 'listHolidayPlaces',
        tags,
        querystring: Query({ country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })) }),
        response: { 200: success(Type.Record(Type.String(), Type.String())) },
      },
    },
    async (request) => ({ status: ok, data: await listPlacesOfHolidays(request.query.country) }),
  )

  app.get(
    '/api/holiday-calendars/',
    {
      config: read,
      schema: {
        summary: 'Holiday calendars',
        operationId: 'listHolidayCalendars',
        tags,
        response: { 200: success(Type.Array(CalendarView)) },
      },
    },
    async () => ({ status: ok, data: await listCalendars(context.db) }),
  )

  app.get(
    '/api/holiday-calendars/:id/',
    {
      config: read,
      schema: {
        summary: 'A holiday calendar',
        operationId: 'getHolidayCalendar',
        tags,
        params: ById,
        response: one,
      },
    },
    (request) => show(request.params.id),
  )

  app.post(
    '/api/holiday-calendars/',
    {
      config: write,
      schema: {
        summary: 'Make a holiday calendar',
        operationId: 'createHolidayCalendar',
        tags,
        body: NewCalendar,
        description:
          'Of a country its public holidays are written out, for the years that are named; later years follow by themselves. Without a country it is empty.',
        response: { 201: success(CalendarView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await show(await createCalendar(context, request.actor.userId, request.body))),
  )

  app.patch(
    '/api/holiday-calendars/:id/',
    {
      config: write,
      schema: {
        summary: 'Rename a holiday calendar',
        operationId: 'renameHolidayCalendar',
        tags,
        params: ById,
        body: CalendarChange,
        response: one,
      },
    },
    async (request) => {
      await renameCalendar(context, request.actor.userId, request.params.id, request.body.name)
      return show(request.params.id)
    },
  )

  app.post(
    '/api/holiday-calendars/:id/end/',
    {
      config: write,
      schema: {
        summary: 'End a holiday calendar',
        operationId: 'endHolidayCalendar',
        tags,
        params: ById,
        description: 'It takes no new assignments; those that it has go on until they are ended.',
        body: Body({ on: Type.Optional(DateText()) }),
        response: one,
      },
    },
    async (request) => {
      const on = request.body.on ?? localDate((await findCompany(context.db)).time_zone, context.now())
      await endCalendar(context, request.actor.userId, request.params.id, on)
      return show(request.params.id)
    },
  )

  app.post(
    '/api/holiday-calendars/:id/years/',
    {
      config: write,
      schema: {
        summary: 'Write out the public holidays of years, again where they are there',
        operationId: 'writeHolidayYears',
        tags,
        params: ById,
        body: CalendarYears,
        description: "The company's own holidays stay. The days since then are derived again.",
        response: one,
      },
    },
    async (request) => {
      const { fromYear, toYear } = request.body
      await writeOutYears(context, request.actor.userId, request.params.id, fromYear, toYear)
      return show(request.params.id)
    },
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
