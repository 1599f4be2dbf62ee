/** What is planned: a person's calendar, and who should be in at an instant. */
import { Type, type Static } from 'typebox'
import { addDays, datesBetween, daysBetween } from '../../core/calendar.ts'
import { plannedShifts } from '../../core/schedule.ts'
import { formatInstant, localDate } from '../../core/zone.ts'
import { invalidField } from '../../errors.ts'
import {
  Cursor,
  DateText,
  errorResponses,
  IdText,
  InstantText,
  Limit,
  Nullable,
  OneOf,
  Query,
  success,
  Text,
} from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { checkRange, peopleCondition } from '../reports/people-filter.ts'
import { expectedAt } from './expected.ts'
import { dayOffKinds, portions } from './own-day.contract.ts'

const tags = ['Planning']
const reasons = ['none', 'pattern', 'override', 'holiday', 'day_off'] as const

const PlannedView = Type.Object({
  start: InstantText(),
  end: InstantText(),
  breaks: Type.Array(
    Type.Object({
      start: Nullable(InstantText()),
      end: Nullable(InstantText()),
      seconds: Type.Integer(),
      paid: Type.Boolean(),
    }),
  ),
})

const PlanDay = Type.Object({
  date: Type.String(),
  reason: OneOf(reasons, { description: 'What decided the plan of the date.' }),
  scheduleId: Nullable(Type.String()),
  holiday: Nullable(Type.String({ description: 'Its name, also where it is worked.' })),
  daysOff: Type.Array(Type.Object({ kind: OneOf(dayOffKinds), portion: OneOf(portions) })),
  shifts: Type.Array(PlannedView),
})

const ExpectedView = Type.Object({
  userId: Type.String(),
  name: Type.String(),
  departmentId: Nullable(Type.String()),
  branchId: Nullable(Type.String()),
  date: Type.String({ description: 'The work date of the planned shift.' }),
  reason: OneOf(reasons),
  plannedStart: InstantText(),
  plannedEnd: InstantText(),
  state: OneOf(['in', 'on_break', 'out'] as const),
  since: Nullable(InstantText({ description: 'Of the open shift, or of the break.' })),
})

export const planRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/schedules/plan/',
    {
      config: { permission: 'plan:read' },
      schema: {
        summary: 'What is planned for a person, by date',
        operationId: 'getPlan',
        tags,
        querystring: Query({
          userId: Type.Optional(IdText({ description: 'The caller unless given.' })),
          from: Type.Optional(DateText({ description: 'Today unless given.' })),
          to: Type.Optional(DateText({ description: '30 days later unless given; at most 400 days.' })),
        }),
        response: {
          200: success(
            Type.Object({ userId: Type.String(), timeZone: Type.String(), days: Type.Array(PlanDay) }),
          ),
          ...errorResponses('not_found'),
        },
      },
    },
    async (request) => {
      const { query, actor } = request
      const user = await requireVisibleUser(context.db, actor, 'plan:read', query.userId ?? actor.userId)
      const zone = user.effective_time_zone
      const { from = localDate(zone, context.now()), to = addDays(from, 30) } = query
      checkRange(daysBetween(from, to) + 1, 400)
      const book = await context.readBook()
      const person = {
        userId: user.id,
        departmentId: user.department_id,
        branchId: user.branch_id,
        timeZone: user.time_zone,
      }
      const dayPlanOn = book.dayPlanOn(person)
      const days = datesBetween(from, to).map((date): Static<typeof PlanDay> => {
        const zoneThen = book.zoneOf(book.placeOn(person, date))
        const { reason, scheduleId, holiday, daysOff } = dayPlanOn(date)
        const at = (instant: number | null) => (instant === null ? null : formatInstant(zoneThen, instant))
        const shifts = plannedShifts(dayPlanOn, zoneThen, date, date).map(({ start, end, breaks = [] }) => ({
          start: at(start)!,
          end: at(end)!,
          breaks: breaks.map((pause) => ({ ...pause, start: at(pause.start), end: at(pause.end) })),
        }))
        return { date, reason, scheduleId, holiday, daysOff: [...daysOff], shifts }
      })
      return { status: 'success' as const, data: { userId: user.id, timeZone: zone, days } }
    },
  )

  app.get(
    '/api/schedules/expected/',
    {
      config: { permission: 'plan:read' },
      schema: {
        summary: 'Who should be in now, and whether they are',
        operationId: 'listExpected',
        tags,
        querystring: Query({
          at: Type.Optional(Text(40, { description: 'An instant with offset; now unless given.' })),
          department: Type.Optional(Text(4000, { description: 'Ids, with commas.' })),
          branch: Type.Optional(Text(4000, { description: 'Ids, with commas.' })),
          cursor: Type.Optional(Cursor()),
          limit: Type.Optional(Limit(100)),
        }),
        description: 'By planned start. Of the people that you may see.',
        response: {
          200: success(
            Type.Array(ExpectedView),
            Type.Object({
              at: InstantText(),
              expected: Type.Integer({ description: 'How many should be in.' }),
              present: Type.Integer({ description: 'How many of them are.' }),
              nextCursor: Nullable(Type.String()),
            }),
          ),
          ...errorResponses('not_found'),
        },
      },
    },
    async (request) => {
      const { at: asked, department, branch, cursor, limit = 100 } = request.query
      const at = asked === undefined ? context.now() : parseInstant(asked)
      const people = peopleCondition(request.actor, 'plan:read', { department, branch })
      const all = await expectedAt(context, people, at)
      const after = decodeCursor(cursor, ['number', 'string'])
      const rest = after
        ? all.filter((one) => one.start > after[0] || (one.start === after[0] && one.userId > after[1]))
        : all
      const { rows, nextCursor } = cutPage(rest.slice(0, limit + 1), limit, (one) => [one.start, one.userId])
      const data = rows.map(({ zone, start, end, since, ...one }) => ({
        ...one,
        plannedStart: formatInstant(zone, start),
        plannedEnd: formatInstant(zone, end),
        since: since === null ? null : formatInstant(zone, since),
      }))
      const present = all.filter((one) => one.state !== 'out').length
      const meta = { at: new Date(at).toISOString(), expected: all.length, present, nextCursor }
      return { status: 'success' as const, data, meta }
    },
  )
}

/** An RFC 3339 instant with seconds and offset. */
function parseInstant(text: string): number {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const at = isInstant ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at))
    throw invalidField('at', 'Give an instant with its offset, such as 2025-08-20T09:00:00+02:00.')
  return at
}
