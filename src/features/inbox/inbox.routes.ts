/** What waits for whoever asks, in numbers: for the badges of the navigation, so it must be cheap. */
import { success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { visibleUsers } from '../people/scope.ts'
import { InboxCounts } from './inbox.contract.ts'
import { countWaiting } from './inbox.queries.ts'

export const inboxRoutes: Routes = async (app, { context }) => {
  app.get(
    '/api/inbox/',
    {
      config: { permission: 'correction:read' },
      schema: {
        summary: 'How much waits for me',
        operationId: 'countInbox',
        description:
          'Corrections, held punches, periods and registrations of others that I may decide about, and corrections that wait for my consent.',
        tags: ['Inbox'],
        response: { 200: success(InboxCounts) },
      },
    },
    async ({ actor }) => {
      const data = await countWaiting(context.db, actor.userId, {
        punches: visibleUsers(actor, 'punch:correct'),
        periods: visibleUsers(actor, 'period:approve'),
        registrations: visibleUsers(actor, 'user:admit'),
      })
      return { status: 'success' as const, data }
    },
  )
}
