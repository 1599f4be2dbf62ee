/** Registration, login, tokens, one's own account and sessions. */
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { validate as isUuid } from 'uuid'
import { AppError } from '../../errors.ts'
import { readBearerToken } from '../../http/auth.ts'
import { errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { presentUser, UserView } from '../people/user.contract.ts'
import { findUser } from '../people/user.queries.ts'
import {
  Login,
  LoginView,
  Logout,
  Nothing,
  PasswordChange,
  Refresh,
  Registration,
  SessionView,
  TokenPairView,
} from './account.contract.ts'
import { changePassword } from './change-password.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'
import { createAuthenticator, type Device, endSessions, listSessions, refreshSession } from './sessions.ts'
import { unauthenticated } from './tokens.ts'

const tags = ['Accounts']
const open = { permission: 'public' } as const
const own = { permission: 'account:self' } as const
const status = 'success' as const

const deviceOf = (request: FastifyRequest): Device => ({
  address: request.ip,
  userAgent: request.headers['user-agent'],
})

export const accountRoutes: Routes = async (app, { context }) => {
  const authenticate = createAuthenticator(context)
  const now = () => new Date(context.now())

  app.post(
    '/api/auth/register/',
    {
      config: open,
      schema: {
        summary: 'Register a new user',
        description:
          'Open to everybody where REGISTRATION says so. A known e-mail address gets the same answer as a new one. ' +
          "With an administrator's token it adds somebody, with `role` and `userId` of choice.",
        operationId: 'register',
        tags,
        body: Registration,
        response: {
          201: success(UserView),
          ...errorResponses('unauthenticated', 'forbidden', 'registration_closed', 'conflict'),
        },
      },
    },
    async (request, reply) => {
      const token = readBearerToken(request)
      const actor = token === undefined ? undefined : await authenticate(token)
      const data = await register(context, request.body, { actor, address: request.ip })
      const waits = data.status === 'pending' ? ' An administrator lets you in.' : ''
      reply.code(201)
      return { status, message: `User registered successfully.${waits}`, data }
    },
  )

  app.post(
    '/api/auth/login/',
    {
      config: open,
      schema: {
        summary: 'Log in',
        description: 'With `email`, `username` or `userId`, and the password.',
        operationId: 'logIn',
        tags,
        body: Login,
        response: { 200: success(LoginView), ...errorResponses('invalid_credentials', 'too_many_attempts') },
      },
    },
    async (request) => {
      const data = await logIn(context, request.body, deviceOf(request))
      return { status, message: 'Logged in successfully', data }
    },
  )

  app.post(
    '/api/auth/refresh/',
    {
      config: open,
      schema: {
        summary: 'New tokens for a refresh token',
        description:
          'A refresh token is good for one use: the answer holds the next one. Because an answer may be lost, the ' +
          'token before the newest may come once more within 30 seconds, and gets the same next one. Any other ' +
          'token that comes again ends the login.',
        operationId: 'refresh',
        tags,
        body: Refresh,
        response: { 200: success(TokenPairView), ...errorResponses('invalid_refresh_token') },
      },
    },
    async (request) => ({ status, data: await refreshSession(context, request.body.refresh) }),
  )

  app.post(
    '/api/auth/logout/',
    {
      config: own,
      schema: {
        summary: 'Log out',
        description:
          'Ends this session, or with `all` every session of yours. Its tokens stop working at once.',
        operationId: 'logOut',
        tags,
        body: Logout,
        response: { 200: success(Nothing) },
      },
    },
    async (request) => {
      const { userId, sessionId } = request.actor
      const ending = { userId, reason: 'logout', now: now() } as const
      await endSessions(context.db, request.body.all ? ending : { ...ending, only: sessionId })
      return { status, message: 'Logged out successfully', data: null }
    },
  )

  app.get(
    '/api/auth/me/',
    {
      config: own,
      schema: { summary: 'Who I am', operationId: 'getMe', tags, response: { 200: success(UserView) } },
    },
    async (request) => {
      const user = await findUser(context.db, request.actor.userId)
      if (!user) throw unauthenticated()
      return { status, data: presentUser(user) }
    },
  )

  app.post(
    '/api/auth/password/',
    {
      config: own,
      schema: {
        summary: 'Change my password',
        description: 'Needs the present password. Ends all other sessions.',
        operationId: 'changePassword',
        tags,
        body: PasswordChange,
        response: { 200: success(Nothing), ...errorResponses('conflict', 'too_many_attempts') },
      },
    },
    async (request) => {
      await changePassword(context, request.actor, request.body, deviceOf(request))
      return { status, message: 'Password changed successfully', data: null }
    },
  )

  app.get(
    '/api/auth/sessions/',
    {
      config: own,
      schema: {
        summary: 'Where I am logged in',
        operationId: 'listSessions',
        tags,
        response: { 200: success(Type.Array(SessionView)) },
      },
    },
    async (request) => {
      const rows = await listSessions(context.db, request.actor.userId, now())
      const data = rows.map((row) => ({
        id: row.id,
        current: row.id === request.actor.sessionId,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        address: row.address,
        userAgent: row.user_agent,
      }))
      return { status, data }
    },
  )

  app.delete(
    '/api/auth/sessions/:id/',
    {
      config: own,
      schema: {
        summary: 'Log out one device',
        operationId: 'endSession',
        tags,
        params: Params({ id: IdText() }),
        response: { 200: success(Nothing), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { id } = request.params
      const ending = { userId: request.actor.userId, only: id, reason: 'removed', now: now() } as const
      const ended = isUuid(id) ? await endSessions(context.db, ending) : 0
      if (ended === 0) throw new AppError('not_found', 'You have no such session.')
      return { status, message: 'The device is logged out.', data: null }
    },
  )
}
