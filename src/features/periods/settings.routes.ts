/** How pay periods are cut, and whether days close by themselves. */
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import * as contract from './period.contract.ts'
import { addPeriodRule, changeClosing, readPeriodSettings } from './period-settings.ts'

const tags = ['Periods']

export const settingsRoutes: Routes = async (app, { context }) => {
  const show = async () => ({ status: 'success' as const, data: await readPeriodSettings(context) })
  const answer = { 200: success(contract.SettingsView), ...errorResponses('conflict') }

  app.get(
    '/api/periods/settings/',
    {
      config: { permission: 'organisation:read' },
      schema: { summary: 'How periods are cut', tags, response: { 200: success(contract.SettingsView) } },
    },
    show,
  )

  app.post(
    '/api/periods/settings/rules/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Cut periods otherwise from a date on',
        tags,
        body: contract.NewRule,
        response: answer,
      },
    },
    async (request) => {
      const { from, length, anchor = from } = request.body
      await addPeriodRule(context, request.actor.userId, { from, length, anchor })
      return show()
    },
  )

  app.patch(
    '/api/periods/settings/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Let days close by themselves',
        description: 'By age, or some days after the end of their period; null switches it off.',
        tags,
        body: contract.ClosingBody,
        response: answer,
      },
    },
    async (request) => {
      await changeClosing(context, request.actor.userId, request.body)
      return show()
    },
  )
}
