/** Login, refresh and logout of the web app, whose refresh token lies in a cookie. */
import cookie from '@fastify/cookie'
import { AppError } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { readRegistration } from '../people/company.queries.ts'
import { AccessView, BrowserLoginView, Login, Logout, Nothing, SignInView } from './account.contract.ts'
import { hasAdministrator } from './account.queries.ts'
import {
  forgetRefreshToken,
  keepRefreshToken,
  readRefreshToken,
  requireOwnOrigin,
} from './browser-session.ts'
import { logIn } from './log-in.ts'
import { endSessions, refreshSession } from './sessions.ts'

const tags = ['Accounts']
const open = { permission: 'public' } as const
const status = 'success' as const

export const browserRoutes: Routes = async (app, { context }) => {
  await app.register(cookie)
  const days = context.config.refreshTokenDays

  app.get(
    '/api/auth/options/',
    {
      config: open,
      schema: {
        summary: 'How one gets in',
        description: 'What the web app shows before anybody is logged in.',
        operationId: 'getSignInOptions',
        tags,
        response: { 200: success(SignInView) },
      },
    },
    async () => {
      const needsSetup = !(await hasAdministrator(context.db))
      const registration = await readRegistration(context.db, context.config)
      return { status, data: { registration, needsSetup } }
    },
  )

  app.post(
    '/api/auth/browser/login/',
    {
      config: open,
      schema: {
        summary: 'Log in a browser',
        description:
          'As the login of programs, but the refresh token goes into a cookie (HttpOnly, SameSite=Strict, path ' +
          '/api/auth/) instead of the answer. Only from pages of this origin.',
        operationId: 'logInBrowser',
        tags,
        body: Login,
        response: {
          200: success(BrowserLoginView),
          ...errorResponses('invalid_credentials', 'too_many_attempts', 'forbidden'),
        },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request)
      const device = { address: request.ip, userAgent: request.headers['user-agent'] }
      const { refresh, ...data } = await logIn(context, request.body, device)
      keepRefreshToken(request, reply, refresh, days)
      return { status, message: 'Logged in successfully', data }
    },
  )

  app.post(
    '/api/auth/browser/refresh/',
    {
      config: open,
      schema: {
        summary: 'A new access token for a browser',
        description: 'Takes the refresh token from the cookie and puts the next one there.',
        operationId: 'refreshBrowser',
        tags,
        response: { 200: success(AccessView), ...errorResponses('invalid_refresh_token', 'forbidden') },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request)
      try {
        const { access, refresh } = await refreshSession(context, readRefreshToken(request))
        keepRefreshToken(request, reply, refresh, days)
        return { status, data: { access } }
      } catch (error) {
        if (error instanceof AppError && error.code === 'invalid_refresh_token') {
          forgetRefreshToken(request, reply)
        }
        throw error
      }
    },
  )

  app.post(
    '/api/auth/browser/logout/',
    {
      config: { permission: 'account:self' },
      schema: {
        summary: 'Log out a browser',
        description: 'Ends this session, or with `all` every session of yours, and takes the cookie away.',
        operationId: 'logOutBrowser',
        tags,
        body: Logout,
        response: { 200: success(Nothing), ...errorResponses('forbidden') },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request)
      const { userId, sessionId } = request.actor
      const ending = { userId, reason: 'logout', now: new Date(context.now()) } as const
      await endSessions(context.db, request.body.all ? ending : { ...ending, only: sessionId })
      forgetRefreshToken(request, reply)
      return { status, message: 'Logged out successfully', data: null }
    },
  )
}
