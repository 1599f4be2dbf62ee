/** Numbers for Prometheus, for scrapers on this machine alone. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { AppError } from '../errors.ts'

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Counts every answer by route and status, and serves the numbers at /metrics. */
export function addMetrics(app: FastifyInstance): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers: [registry],
  })
  // Looking a series up by its labels costs more than observing: each is looked up once.
  const series = new Map<string, Histogram.Internal<'method' | 'route' | 'status'>>()

  app.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? '(unknown)' : (request.routeOptions.url ?? '(unknown)')
    const method = request.is404 ? '(any)' : request.method
    const name = `${method} ${route} ${reply.statusCode}`
    let one = series.get(name)
    if (!one) {
      one = duration.labels(method, route, String(reply.statusCode))
      series.set(name, one)
    }
    one.observe(reply.elapsedTime / 1000)
    request.log.debug(
      { method: request.method, url: request.url, status: reply.statusCode, ms: reply.elapsedTime },
      'answered',
    )
    done()
  })

  const config = { permission: 'public', rateLimit: false } as const
  app.get('/metrics', { schema: { hide: true }, config }, async (request, reply) => {
    if (!isLocal(request)) throw new AppError('not_found', 'There is nothing at this address.')
    return reply.header('content-type', registry.contentType).send(await registry.metrics())
  })
  app.addHook('onClose', async () => registry.clear())
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** From this machine, and not passed on for somebody else by a proxy that runs here. */
function isLocal(request: FastifyRequest): boolean {
  const { headers } = request
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['via']
  return forwarded === undefined && loopback.test(request.socket.remoteAddress ?? '')
}
