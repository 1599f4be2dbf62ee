/** What the dashboards ask besides hours and summaries, and the people behind each number. */
import { daysBetween } from '../../core/calendar.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import {
  readDayLengths,
  readPeopleOfLength,
  type PersonBehind,
  type RangeAsked,
} from './day-lengths.queries.ts'
import {
  DayLengthPeopleQuery,
  DayLengthsView,
  PeopleBehindView,
  OccupancyPeopleQuery,
  OccupancyView,
  RangeQuery,
} from './insight.contract.ts'
import { checkRange, peopleCondition, type PeopleFilter } from './people-filter.ts'
import { readPeopleAt, readOccupancy } from './occupancy.queries.ts'

const tags = ['Reports']
const config = { permission: 'report:read' } as const
const mostDays = 400

/** Throws `invalid` for a range that is too long or runs backwards. */
function askedBy(actor: Actor, query: PeopleFilter & { from: string; to: string }): RangeAsked {
  checkRange(daysBetween(query.from, query.to) + 1, mostDays)
  return { from: query.from, to: query.to, people: peopleCondition(actor, 'report:read', query) }
}

export const insightRoutes: Routes = async (app, { context: { db } }) => {
  app.get(
    '/api/reports/day-lengths/',
    {
      config,
      schema: {
        summary: 'How many days were how long',
        operationId: 'reportDayLengths',
        tags,
        querystring: RangeQuery,
        response: { 200: success(DayLengthsView), ...errorResponses() },
      },
    },
    async ({ actor, query }) => {
      const rows = await readDayLengths(db, askedBy(actor, query))
      const data = rows.map(({ worked, ...row }) => ({ ...row, workedSeconds: worked }))
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/reports/day-lengths/people/',
    {
      config,
      schema: {
        summary: 'Whose days were this long',
        operationId: 'reportDayLengthPeople',
        description: 'Most often first, up to 20,000.',
        tags,
        querystring: DayLengthPeopleQuery,
        response: { 200: success(PeopleBehindView), ...errorResponses() },
      },
    },
    async ({ actor, query }) => {
      const rows = await readPeopleOfLength(db, askedBy(actor, query), query.hours)
      return { status: 'success' as const, data: rows.map(presentPerson) }
    },
  )

  app.get(
    '/api/reports/presence/',
    {
      config,
      schema: {
        summary: 'When people are there, by weekday and hour',
        operationId: 'reportOccupancy',
        description: 'Complete shifts, breaks within, on the clock of the place.',
        tags,
        querystring: RangeQuery,
        response: { 200: success(OccupancyView), ...errorResponses() },
      },
    },
    async ({ actor, query }) => {
      return { status: 'success' as const, data: await readOccupancy(db, askedBy(actor, query)) }
    },
  )

  app.get(
    '/api/reports/presence/people/',
    {
      config,
      schema: {
        summary: 'Who was there at this hour of this weekday',
        operationId: 'reportOccupancyPeople',
        description: 'Longest first, up to 20,000.',
        tags,
        querystring: OccupancyPeopleQuery,
        response: { 200: success(PeopleBehindView), ...errorResponses() },
      },
    },
    async ({ actor, query }) => {
      const rows = await readPeopleAt(db, askedBy(actor, query), query.weekday, query.hour)
      return { status: 'success' as const, data: rows.map(presentPerson) }
    },
  )
}

const presentPerson = ({ id, name, employee_number, days, seconds }: PersonBehind) => ({
  user: { id, name, employeeNumber: employee_number },
  days,
  seconds,
})
