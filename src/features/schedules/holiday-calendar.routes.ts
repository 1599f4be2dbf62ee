/** Holiday calendars: of which country and region, and the years that are written out. */
import { Type } from 'typebox'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, Params, Query, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { findCompany } from '../people/company.queries.ts'
import { createCalendar, endCalendar, renameCalendar, writeOutYears } from './change-holidays.ts'
import { CalendarChange, CalendarView, CalendarYears, NewCalendar } from './holiday.contract.ts'
import { listCalendars } from './holiday.queries.ts'
import { listPlacesOfHolidays } from './public-holidays.ts'

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const tags = ['Holidays']
const ById = Params({ id: IdText() })
const ok = 'success' as const

export const calendarRoutes: Routes = async (app, { context }) => {
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
