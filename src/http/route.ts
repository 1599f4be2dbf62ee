/** What every route declares, and what every request carries once it is let in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Permission, Role } from '../core/permission.ts'
import type { Context } from '../context.ts'

/** Who makes a request: read from the session on every request, so that a change of role acts at once. */
export interface Actor {
  userId: string
  role: Role
  sessionId: string
}

/** A paired kiosk that makes a request. */
export interface Device {
  kioskId: string
  branchId: string
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Required on every route of the API; `public` needs no session. Held by a test. */
    permission?: Permission | 'public'
    /** The punch writer keeps the keys of punches itself, in the transaction of the punch. */
    idempotency?: 'generic' | 'writer'
    /** A WebSocket says who it is after it is open; a plain request to its address as any other does. */
    session?: 'request' | 'socket'
  }
  interface FastifyRequest {
    /** Only on routes that are not public, and not of devices. */
    actor: Actor
    /** Only on routes of devices. */
    device: Device | undefined
  }
}

/** A feature's routes: `app.register(accountRoutes, { context })`. */
export type Routes = FastifyPluginAsyncTypebox<{ context: Context }>
