/** Corrections: asked for, made, agreed to, decided; and what became of a record over time. */
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import type { Change } from '../timeclock/correct-punches.ts'
import * as contract from './correction.contract.ts'
import { decisionRoutes } from './decision.routes.ts'
import { makeCorrection } from './make-correction.ts'
import { readingRoutes } from './reading.routes.ts'
import { settingsRoutes } from './settings.routes.ts'

const tags = ['Corrections']
const problems = errorResponses(
  'forbidden',
  'not_found',
  'period_locked',
  'record_changed',
  'overlapping_shift',
  'in_the_future',
  'out_before_in',
  'break_outside_shift',
)

export const correctionRoutes: Routes = async (app, options) => {
  await app.register(makingRoutes, options)
  await app.register(readingRoutes, options)
  await app.register(decisionRoutes, options)
  await app.register(settingsRoutes, options)
}

const makingRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)

  app.post(
    '/api/corrections/',
    {
      config: { permission: 'correction:write' },
      schema: {
        summary: 'Ask for a correction, or make one',
        description:
          'About yourself it is a request that a manager decides about. About somebody that you manage it takes effect at once, or waits for their consent where the company asks for it.',
        tags,
        body: contract.NewCorrection,
        response: { 201: success(contract.CorrectionMade), ...problems },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const { userId = actor.userId, reason, basedOn } = body
      const data = await makeCorrection(context, actor, await readBook(), {
        userId,
        reason,
        changes: body.changes as Change[],
        basedOn,
        isDirect: false,
      })
      reply.code(201)
      return { status: 'success' as const, data }
    },
  )

  app.post(
    '/api/timeclock/corrections/',
    {
      config: { permission: 'punch:correct' },
      schema: {
        summary: 'Correct punches',
        operationId: 'correctPunches',
        description:
          'Adds, changes or removes punches of a person, with a reason. All changes hold or none; the original stays readable.',
        tags,
        body: contract.DirectCorrection,
        response: { 201: success(contract.CorrectionMade), ...problems },
      },
    },
    async (request, reply) => {
      const { userId, reason, basedOn, changes } = request.body
      const data = await makeCorrection(context, request.actor, await readBook(), {
        userId,
        reason,
        changes: changes as Change[],
        basedOn,
        isDirect: true,
      })
      const message =
        data.state === 'proposed'
          ? 'Correction proposed; it takes effect when the employee agrees'
          : 'Correction recorded successfully'
      reply.code(201)
      return { status: 'success' as const, message, data }
    },
  )
}
