/** The set-up by the one-time link: a page for people, and the same for programs. */
import formbody from '@fastify/formbody'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { mapDatabaseError } from '../../db/constraints.ts'
import { AppError, type FieldError } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { type Complaint, fieldErrors } from '../../http/validation.ts'
import { findCompany } from '../people/company.queries.ts'
import { UserView } from '../people/user.contract.ts'
import { SetUp } from './account.contract.ts'
import { isSetupOpen, setUp } from './setup.ts'
import { setupDone, setupForm, setupOver, setupPagePolicy } from './setup-page.ts'

const isForm = (request: FastifyRequest): boolean =>
  request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false

const asPage = (reply: FastifyReply): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', setupPagePolicy)

export const setupRoutes: Routes = async (app, { context }) => {
  // Forms are read here alone: everywhere else a page of another site could send one unasked.
  await app.register(formbody, { bodyLimit: 16 * 1024 })

  app.setErrorHandler((error, request, reply) => {
    const errors = isForm(request) ? problemsOf(error) : undefined
    if (!errors) throw error
    const { password: _, ...typed } = (request.body ?? {}) as Record<string, string>
    const status = error instanceof AppError ? error.statusCode : 422
    return asPage(reply).code(status).send(setupForm(typed, errors))
  })

  app.get('/setup', { config: { permission: 'public' }, schema: { hide: true } }, async (request, reply) => {
    const { token } = request.query as { token?: unknown }
    if (typeof token !== 'string' || !(await isSetupOpen(context.db, token))) {
      return asPage(reply).code(404).send(setupOver())
    }
    const company = await findCompany(context.db)
    return asPage(reply).send(setupForm({ token, companyName: company.name, timeZone: company.time_zone }))
  })

  app.post(
    '/api/auth/setup/',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Make the first administrator',
        description: 'With the token of the set-up link that the start prints. It works once.',
        operationId: 'setUp',
        tags: ['Accounts'],
        body: SetUp,
        response: { 201: success(UserView), ...errorResponses('forbidden', 'conflict') },
      },
    },
    async (request, reply) => {
      const data = await setUp(context, request.body)
      reply.code(201)
      if (isForm(request)) return asPage(reply).send(setupDone(data.email))
      return { status: 'success' as const, message: 'TimeClock is set up.', data }
    },
  )
}

/** What the person at the form can mend; undefined for what only the log should know. */
function problemsOf(error: unknown): FieldError[] | undefined {
  const known = error instanceof AppError ? error : mapDatabaseError(error)
  if (known) return known.errors ?? [{ field: '', message: known.message }]
  const { validation } = error as { validation?: Complaint[] }
  return validation && fieldErrors(validation, 'body')
}
