/**
 * What every route must declare, checked as it is added: a route that forgot its permission, its
 * documentation or to close a body stops the start. The hooks that follow from it are set here.
 */
import type { FastifyInstance, onRequestAsyncHookHandler, RouteOptions } from 'fastify'
import { scopeOf, type Permission } from '../core/permission.ts'
import type { Context } from '../context.ts'
import { guard, type Authenticators } from './auth.ts'
import { Query } from './fields.ts'
import { keepAnswer, replayOrHold } from './idempotency.ts'
import type { Limiters } from './limits.ts'
import { convertedParameters, convertParameters } from './validation.ts'

export interface KnownRoute {
  method: string
  url: string
  permission: Permission | 'public'
}

/** A body that a stranger may send is small. */
const publicBodyLimit = 64 * 1024

/** What is done by these may end a session or change a role: it acts before the answer is out. */
const changesAccess = new Set<Permission | 'public'>(['account:self', 'user:write'])

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Adds the rules to all routes that are registered from now on; answers the list that they fill. */
export function addRouteRules(
  app: FastifyInstance,
  context: Context,
  authenticate: Authenticators,
  limiters: Limiters,
): KnownRoute[] {
  const known: KnownRoute[] = []
  const hold = replayOrHold(context)
  const keep = keepAnswer(context)
  app.addHook('onRoute', (route) => {
    const methods = [route.method].flat()
    const permission = permissionOf(route)
    route.config = { ...route.config, permission }
    if (route.url !== '*') known.push(...methods.map((method) => ({ method, url: route.url, permission })))
    if (route.url.startsWith('/api/') && route.schema?.hide !== true) document(route)
    closeSchemas(route)
    addReaders(route)
    if (permission === 'public') {
      route.bodyLimit ??= publicBodyLimit
      if (route.config.rateLimit !== false) route.onRequest = append(route.onRequest, limiters.byAddress)
      return
    }
    route.onRequest = append(
      route.onRequest,
      guardOf(route, guard(authenticate, limiters, permission), limiters),
    )
    const isWrite = methods.some((method) => writes.has(method))
    if (isWrite && route.config.idempotency !== 'writer') {
      if (scopeOf('device', permission) !== 'none') {
        throw new Error(`${route.url} is for devices, which have no account to keep keys for.`)
      }
      route.preHandler = append(route.preHandler, hold)
      route.onSend = append(route.onSend, keep)
    }
    if (changesAccess.has(permission) && methods.some((method) => writes.has(method))) {
      route.onSend = append(route.onSend, (_request, _reply, payload, done) => {
        context.access.forgetAll()
        done(null, payload)
      })
    }
  })
  return known
}

function guardOf(route: RouteOptions, guarded: onRequestAsyncHookHandler, limiters: Limiters) {
  if (route.config?.session !== 'socket') return guarded
  const hook: onRequestAsyncHookHandler = function (request, reply) {
    return request.ws ? limiters.byAddress(request, reply) : guarded.call(this, request, reply)
  }
  return hook
}

/** The routes of the documentation and of CORS belong to plugins, which know no permission. */
function permissionOf(route: RouteOptions): Permission | 'public' {
  const ofPlugin = /^\/api\/docs(\/|$)/.test(route.url) || (route.method === 'OPTIONS' && route.url === '*')
  const permission = ofPlugin ? 'public' : route.config?.permission
  if (permission) return permission
  throw new Error(`The route ${String(route.method)} ${route.url} states no config.permission.`)
}

/** A route says in words what it does; a name for generated clients follows from its path unless it has one. */
function document(route: RouteOptions): void {
  const { summary, tags, operationId = nameOf(route) } = route.schema ?? {}
  if (!summary || !tags || tags.length === 0) {
    throw new Error(`The route ${String(route.method)} ${route.url} needs schema.summary and schema.tags.`)
  }
  route.schema = { ...route.schema, operationId }
}

/** `PATCH /api/users/:userId/` → `patchUsersByUserId`. */
function nameOf({ method, url }: RouteOptions): string {
  const words = url.split(/[/-]/).slice(2).filter(Boolean)
  const parts = words.map((word) => {
    const plain = word.replace(':', '')
    return `${word === plain ? '' : 'By'}${plain.charAt(0).toUpperCase()}${plain.slice(1)}`
  })
  return `${String(method).toLowerCase()}${parts.join('')}`
}

/** Objects in requests refuse unknown fields; a route without a query schema takes no parameters. */
function closeSchemas(route: RouteOptions): void {
  if (!route.url.startsWith('/api/') || route.schema?.hide === true) return
  const schema = { querystring: Query({}), ...route.schema }
  for (const part of [schema.body, schema.querystring, schema.params]) {
    if (hasOpenObject(part)) {
      throw new Error(
        `The route ${String(route.method)} ${route.url} takes unknown fields: use Body, Query or Params.`,
      )
    }
  }
  route.schema = schema
}

function hasOpenObject(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasOpenObject)
  if (typeof schema !== 'object' || schema === null) return false
  const { properties, additionalProperties } = schema as Record<string, unknown>
  if (properties && additionalProperties !== false) return true
  return Object.values(schema).some(hasOpenObject)
}

/** A body that is left out counts as an empty one, and numbers of the query become numbers. */
function addReaders(route: RouteOptions): void {
  const schema = route.schema as { body?: unknown; querystring?: object } | undefined
  const parameters = convertedParameters(schema?.querystring)
  if (schema?.body) {
    route.preValidation = append(route.preValidation, (request, _reply, done) => {
      if (request.body === undefined) request.body = {}
      done()
    })
  }
  if (parameters.size > 0) {
    route.preValidation = append(route.preValidation, (request, _reply, done) => {
      convertParameters(request.query as Record<string, unknown>, parameters)
      done()
    })
  }
}

function append<H>(hooks: H | H[] | undefined, hook: NoInfer<H>): H[] {
  return [...(hooks === undefined ? [] : ([hooks].flat() as H[])), hook]
}

/** The methods that a path knows, for `Allow`; empty for an unknown path. Only asked for what no route took. */
export function allowedMethods(known: readonly KnownRoute[], path: string): string[] {
  const methods = new Set<string>()
  for (const { method, url } of known) if (pathPattern(url).test(path)) methods.add(method)
  return [...methods].sort()
}

function pathPattern(url: string): RegExp {
  const parts = url.replace(/\/$/, '').split('/')
  const pattern = parts.map((part) => {
    if (part.startsWith(':')) return '[^/]+'
    return part === '*' ? '.*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${pattern.join('/')}/?$`)
}
