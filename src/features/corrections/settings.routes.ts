/** How the company corrects. */
import { success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import * as contract from './correction.contract.ts'
import { readCorrectionSettings } from './correction-settings.ts'

const tags = ['Corrections']

export const settingsRoutes: Routes = async (app, { context }) => {
  const answer = { 200: success(contract.SettingsView) }

  app.get(
    '/api/corrections/settings/',
    {
      config: { permission: 'organisation:read' },
      schema: { summary: 'How the company corrects', tags, response: answer },
    },
    async () => ({ status: 'success' as const, data: await readCorrectionSettings(context.pool) }),
  )

  app.patch(
    '/api/corrections/settings/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Change how the company corrects',
        tags,
        body: contract.SettingsChange,
        response: answer,
      },
    },
    async (request) => {
      const { consent, ownApproval } = request.body
      await context.db.transaction().execute(async (tx) => {
        const columns = {
          ...(consent !== undefined && { correction_consent: consent }),
          ...(ownApproval !== undefined && { own_approval: ownApproval }),
        }
        if (Object.keys(columns).length === 0) return
        await tx.updateTable('company').set(columns).execute()
        await audit(tx, request.actor.userId, 'correction.settings', null, { ...request.body })
      })
      return { status: 'success' as const, data: await readCorrectionSettings(context.pool) }
    },
  )
}
