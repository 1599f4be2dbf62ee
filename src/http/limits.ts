/** How much one account, or one address without a session, may ask in a minute; counted per process. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import rateLimit from '@fastify/rate-limit'
import { AppError } from '../errors.ts'

export interface RateLimits {
  /** Requests a minute of one person with a valid session. */
  account: number
  /** Requests a minute of one address (IPv6: one /64) without a valid session. */
  address: number
}

/** A whole office may share one address, so people with a session never count against it. */
export const defaultRateLimits: RateLimits = { account: 6000, address: 3000 }

export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Counts the request and throws `too_many_requests`; `byAccount` needs `request.actor` or `request.device`. */
export interface Limiters {
  byAccount: Limiter
  byAddress: Limiter
}

const window = 60_000

export async function createLimiters(app: FastifyInstance, limits: RateLimits): Promise<Limiters> {
  await app.register(rateLimit, { global: false })
  const shared = { timeWindow: window, cache: 50_000 }
  const account = {
    ...shared,
    max: limits.account,
    keyGenerator: (request: FastifyRequest) =>
      request.device ? `kiosk ${request.device.kioskId}` : request.actor.userId,
  }
  const address = { ...shared, max: limits.address }
  return {
    byAccount: limiter(app.createRateLimit(account)),
    byAddress: limiter(app.createRateLimit(address)),
  }
}

function limiter(count: ReturnType<FastifyInstance['createRateLimit']>): Limiter {
  return async (request, reply) => {
    const state = await count(request)
    if (state.isAllowed) return
    reply.header('ratelimit-limit', state.max)
    reply.header('ratelimit-remaining', state.remaining)
    reply.header('ratelimit-reset', state.ttlInSeconds)
    if (!state.isExceeded) return
    throw new AppError('too_many_requests', `Too many requests; wait ${state.ttlInSeconds} seconds.`, {
      retryAfter: state.ttlInSeconds,
    })
  }
}
