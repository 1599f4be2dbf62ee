/** The HTTP server: every feature's routes behind one set of rules for input, sessions, limits and errors. */
import cors from '@fastify/cors'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { v4 as randomId } from 'uuid'
import { webFolder, type Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { createAuthenticator } from '../features/accounts/sessions.ts'
import { accountRoutes } from '../features/accounts/account.routes.ts'
import { browserRoutes } from '../features/accounts/browser.routes.ts'
import { setupRoutes } from '../features/accounts/setup.routes.ts'
import { correctionRoutes } from '../features/corrections/correction.routes.ts'
import { exceptionRoutes } from '../features/exceptions/exception.routes.ts'
import { inboxRoutes } from '../features/inbox/inbox.routes.ts'
import { integrityRoutes } from '../features/integrity/integrity.routes.ts'
import { peopleRoutes } from '../features/people/people.routes.ts'
import { limitRoutes } from '../features/policies/limits.routes.ts'
import { policyRoutes } from '../features/policies/policies.routes.ts'
import { periodRoutes } from '../features/periods/period.routes.ts'
import { recordRoutes } from '../features/records/records.routes.ts'
import { insightRoutes } from '../features/reports/insight.routes.ts'
import { reportRoutes } from '../features/reports/reports.routes.ts'
import { scheduleRoutes } from '../features/schedules/schedules.routes.ts'
import { boardRoutes } from '../features/board/board.routes.ts'
import { createDeviceAuthenticator } from '../features/kiosks/device-token.ts'
import { kioskRoutes } from '../features/kiosks/kiosk.routes.ts'
import { absenceRoutes, summaryRoutes } from '../features/summary/summary.routes.ts'
import { dayRoutes } from '../features/timeclock/day.routes.ts'
import { recomputationRoutes } from '../features/timeclock/recomputations.routes.ts'
import { clockRoutes } from '../features/timeclock/timeclock.routes.ts'
import { answerParserError, sendError } from './errors.ts'
import { healthRoutes } from './health.ts'
import { createLimiters, defaultRateLimits, type Limiters, type RateLimits } from './limits.ts'
import { addMetrics } from './metrics.ts'
import { addOpenApi } from './openapi.ts'
import { addParsers } from './parsers.ts'
import type { Routes } from './route.ts'
import { addRouteRules, allowedMethods, type KnownRoute } from './route-rules.ts'
import { securityHeaders } from './security-headers.ts'
import { ajvOptions } from './validation.ts'
import { addWebSockets } from './websockets.ts'
import { addWebApp, isWebNavigation } from './web-app.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route that is registered, for the tests that walk them. */
    knownRoutes: readonly KnownRoute[]
  }
}

/** All features. */
const featureRoutes: Routes[] = [
  accountRoutes,
  browserRoutes,
  setupRoutes,
  peopleRoutes,
  scheduleRoutes,
  policyRoutes,
  limitRoutes,
  recomputationRoutes,
  clockRoutes,
  recordRoutes,
  dayRoutes,
  summaryRoutes,
  absenceRoutes,
  reportRoutes,
  insightRoutes,
  boardRoutes,
  kioskRoutes,
  correctionRoutes,
  exceptionRoutes,
  periodRoutes,
  inboxRoutes,
  integrityRoutes,
]

export interface AppOptions {
  rateLimits?: RateLimits
  /** Instead of the features: for tests of this layer. */
  routes?: Routes[]
  /** Where the built web app lies, if elsewhere. */
  webFolder?: string
}

/** Builds the server over an open context; it listens to nothing yet. Closing it leaves the context open. */
export async function buildApp(context: Context, options: AppOptions = {}): Promise<FastifyInstance> {
  const app = createServer(context)
  app.setErrorHandler(sendError)
  app.decorateRequest('actor')
  app.decorateRequest('device')
  app.decorateRequest('heldKey')
  addParsers(app)
  addHeaders(app, context)
  if (context.config.corsOrigins.length > 0) await addCors(app, context.config.corsOrigins)
  await addWebSockets(app, context)
  const limiters = await createLimiters(app, options.rateLimits ?? defaultRateLimits)
  const authenticators = { person: createAuthenticator(context), device: createDeviceAuthenticator(context) }
  const known = addRouteRules(app, context, authenticators, limiters)
  app.decorate('knownRoutes', known)
  await addOpenApi(app)
  addNotFound(app, known, limiters)
  addMetrics(app)
  await addWebApp(app, options.webFolder ?? webFolder)
  for (const routes of [healthRoutes, ...(options.routes ?? featureRoutes)]) {
    await app.register(routes, { context })
  }
  await app.ready()
  return app
}

function createServer(context: Context): FastifyInstance {
  const { trustedProxies } = context.config
  return Fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    // One line for each answer, at debug level, comes from the metrics hook.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomId(),
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    bodyLimit: 1024 * 1024,
    // A request that arrives by the byte does not hold a connection for ever.
    requestTimeout: 60_000,
    // While closing, requests on open connections are still answered: nothing that was sent is lost.
    return503OnClosing: false,
    // Ids have up to 100 characters, each of up to twelve in a path; the schema counts them.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1200 },
    ajv: ajvOptions,
    frameworkErrors: (error, request, reply) => {
      for (const [name, value] of securityHeaders(context.config)) reply.header(name, value)
      sendError(error, request, reply.header('x-request-id', request.id))
    },
    clientErrorHandler: answerParserError,
  })
}

function addHeaders(app: FastifyInstance, context: Context): void {
  const headers = securityHeaders(context.config)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    for (const [name, value] of headers) reply.header(name, value)
    done()
  })
}

/** Only the named origins, exactly; tokens travel in a header, so no credentials of the browser. */
async function addCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  const allowed = new Set(origins)
  await app.register(cors, {
    origin: (origin, done) => done(null, origin !== undefined && allowed.has(origin) ? origin : false),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key'],
    exposedHeaders: [
      'x-request-id',
      'idempotency-replayed',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    strictPreflight: false,
    maxAge: 600,
  })
}

/** The web app where a browser goes to an address of its own; 405 where the path is known with other methods, else 404. */
function addNotFound(app: FastifyInstance, known: readonly KnownRoute[], limiters: Limiters): void {
  app.setNotFoundHandler({ preHandler: limiters.byAddress }, (request, reply) => {
    if (isWebNavigation(request)) return reply.sendWebPage()
    const path = request.url.split('?', 1)[0] ?? '/'
    const methods = allowedMethods(known, path)
    // A route that took it found no such file; what is missing now may be there later.
    reply.header('cache-control', 'no-store')
    if (methods.length === 0 || methods.includes(request.method))
      throw new AppError('not_found', 'There is nothing at this address.')
    reply.header('allow', methods.join(', '))
    if (request.method === 'OPTIONS') return reply.code(204).send()
    throw new AppError('method_not_allowed', `This address takes ${methods.join(', ')}.`)
  })
}
