/** How far the derivations are that a change of the configuration asked for. */
import { Type } from 'typebox'
import { InstantText, Nullable, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { readProgress } from './stale.queries.ts'

const RecomputationView = Type.Object({
  peopleLeft: Type.Integer({ description: 'Whose days wait to be derived again; 0 when all is done.' }),
  fromDate: Nullable(Type.String({ description: 'The earliest date that waits.' })),
  waitingSince: Nullable(InstantText()),
})

export const recomputationRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/recomputations/',
    {
      config: { permission: 'organisation:read' },
      schema: {
        summary: 'How many people’s days are still derived again',
        operationId: 'getRecomputations',
        tags: ['Schedules'],
        description: 'After a change of schedules, holidays or memberships that touches many people.',
        response: { 200: success(RecomputationView) },
      },
    },
    async () => {
      const { people, from, since } = await readProgress(context.pool)
      return {
        status: 'success' as const,
        data: { peopleLeft: people, fromDate: from, waitingSince: since?.toISOString() ?? null },
      }
    },
  )
}
