/** What a policy says about more than a day of a person. */
import { Type } from 'typebox'
import {
  DateText,
  errorResponses,
  IdText,
  Nullable,
  OneOf,
  Params,
  Query,
  success,
} from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import { readLimits } from './read-limits.ts'

const LimitsView = Type.Object({
  policyVersionId: Nullable(Type.String()),
  averages: Type.Array(
    Type.Object({
      of: OneOf(['week', 'working_day', 'night_day']),
      from: Type.String(),
      to: Type.String(),
      limitSeconds: Type.Integer(),
      averageSeconds: Nullable(Type.Integer()),
      isWithin: Type.Boolean(),
      daysToCome: Type.Integer({ description: 'Days of leave that are not made up for yet.' }),
    }),
  ),
  weeklyRest: Nullable(
    Type.Object({
      weekFrom: Type.String(),
      limitSeconds: Type.Integer(),
      longestSeconds: Type.Integer({ description: 'The longest rest in one piece within the workweek.' }),
      isEnough: Type.Boolean(),
    }),
  ),
  monthOvertime: Nullable(
    Type.Object({
      month: Type.String(),
      seconds: Type.Integer(),
      hours: Type.Integer({ description: 'Of the whole month, to the hour.' }),
    }),
  ),
  keepUntil: Nullable(
    Type.String({
      description:
        'The first date on which the records of the date may go; null while that is not known, or without a rule.',
    }),
  ),
})

export const limitRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)
  app.get(
    '/api/timeclock/:userId/limits/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: 'Averages, weekly rest, the month and retention by the policy of a person',
        operationId: 'getLimits',
        tags: ['Policies'],
        params: Params({ userId: IdText() }),
        querystring: Query({
          date: DateText({ description: 'Reference periods end with it; the week and month hold it.' }),
        }),
        response: { 200: success(LimitsView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { userId } = request.params
      const user = await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      const person = {
        userId,
        departmentId: user.department_id,
        branchId: user.branch_id,
        timeZone: user.time_zone,
        endedOn: user.ended_on,
        date: request.query.date,
      }
      return { status: 'success' as const, data: await readLimits(context, await readBook(), person) }
    },
  )
}
