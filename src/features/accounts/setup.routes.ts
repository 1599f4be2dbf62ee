/** The set-up by the one-time link, which opens the web app's page for it. */
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { findCompany } from '../people/company.queries.ts'
import { UserView } from '../people/user.contract.ts'
import { SetUp, SetUpLink, SetUpLinkView } from './account.contract.ts'
import { isSetupOpen, setUp, setupClosed } from './setup.ts'

const config = { permission: 'public' } as const
const tags = ['Accounts']

export const setupRoutes: Routes = async (app, { context }) => {
  app.post(
    '/api/auth/setup/link/',
    {
      config,
      schema: {
        summary: 'Whether a set-up link is still good',
        description: 'The token is sent in the body, so that it stands in no log.',
        operationId: 'readSetUpLink',
        tags,
        body: SetUpLink,
        response: { 200: success(SetUpLinkView), ...errorResponses('forbidden') },
      },
    },
    async (request) => {
      if (!(await isSetupOpen(context.db, request.body.token))) throw setupClosed()
      const company = await findCompany(context.db)
      return {
        status: 'success' as const,
        data: { companyName: company.name, timeZone: company.time_zone },
      }
    },
  )

  app.post(
    '/api/auth/setup/',
    {
      config,
      schema: {
        summary: 'Make the first administrator',
        description: 'With the token of the set-up link that the start prints. It works once.',
        operationId: 'setUp',
        tags,
        body: SetUp,
        response: { 201: success(UserView), ...errorResponses('forbidden', 'conflict') },
      },
    },
    async (request, reply) => {
      const data = await setUp(context, request.body)
      reply.code(201)
      return { status: 'success' as const, message: 'TimeClock is set up.', data }
    },
  )
}
