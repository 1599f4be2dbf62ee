/** The OpenAPI document, from the schemas that validate and serialise; and its page at /api/docs/. */
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import packageJson from '../../package.json' with { type: 'json' }
import { errorCodes, type ErrorCode } from '../errors.ts'
import { addErrorResponse, errorEnvelope, errorExamples, type ErrorResponse } from './fields.ts'
import { docsPolicy } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The error answers of a route, taken out of its response schemas: they are for the document alone. */
    errorResponses?: Record<string, ErrorResponse>
  }
}

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const idempotencyHeader = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description:
        'A new random text for every new request; sent again with the same, the first answer returns.',
    },
  },
} as const

const description = `TimeClock records when people come and go.

Every answer is an envelope: \`{"status": "success", "data": …}\`, or \`{"status": "error", "code", "message"}\`
with the HTTP status that belongs to the code. Paths work with and without the trailing slash. Unknown fields
are refused and named. Instants are RFC 3339 with offset, dates \`YYYY-MM-DD\`, local times \`HH:MM:SS\`.

## Error codes

| Code | Status | Meaning |
|---|---|---|
${Object.entries(errorCodes)
  .map(([code, [status, meaning]]) => `| \`${code}\` | ${status} | ${meaning} |`)
  .join('\n')}
`

/** Registers the collector (before the routes), the document and its page. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  app.addSchema(errorEnvelope)
  app.addHook('onRoute', separateErrors)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'TimeClock', version: packageJson.version, description },
      components: {
        securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
        examples: errorExamples(),
      },
    },
    convertConstToEnum: false,
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `schema-${i}`) },
    transform: documentRoute as NonNullable<FastifyDynamicSwaggerOptions['transform']>,
    transformObject: (document) =>
      allowMissingBodies('openapiObject' in document ? document.openapiObject : {}),
  })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: docsPolicy,
    theme: { title: 'TimeClock API' },
    uiConfig: { deepLinking: true, persistAuthorization: false, tryItOutEnabled: true },
  })
  let text: string | undefined
  app.get(
    '/api/openapi.json',
    { schema: { hide: true }, config: { permission: 'public' } },
    (_request, reply) => {
      text ??= JSON.stringify(app.swagger())
      return reply.header('content-type', 'application/json; charset=utf-8').send(text)
    },
  )
}

/** Errors share one shape: compiling a serialiser of it for every status of every route would slow the start. */
function separateErrors(route: RouteOptions): void {
  const response = (route.schema?.response ?? {}) as Record<string, ErrorResponse>
  const entries = Object.entries(response)
  if (entries.length === 0) return
  const [errors, answers] = [true, false].map((isError) =>
    Object.fromEntries(entries.filter(([status]) => /^[45]/.test(status) === isError)),
  )
  route.schema = { ...route.schema, response: answers }
  route.config = { ...route.config, errorResponses: errors as Record<string, ErrorResponse> }
}

/** What the document says beyond the schemas: session, headers, and the errors that every route may answer. */
function documentRoute({
  schema,
  url,
  route,
}: {
  schema?: FastifySchema
  url: string
  route: RouteOptions
}): {
  schema: FastifySchema
  url: string
} {
  if (schema?.hide) return { schema, url }
  const isPublic = route.config?.permission === 'public'
  const isWrite = writes.has(String(route.method))
  const errors: Record<number, ErrorResponse> = { ...route.config?.errorResponses }
  for (const code of commonErrors(schema ?? {}, isPublic, isWrite)) addErrorResponse(errors, code)
  const documented = {
    ...schema,
    response: { ...describeAnswers(schema?.response), ...errors },
    ...(!isPublic && { security: [{ bearerAuth: [] }] }),
    ...(!isPublic && isWrite && { headers: idempotencyHeader }),
  }
  return { schema: documented, url }
}

function commonErrors(schema: FastifySchema, isPublic: boolean, isWrite: boolean): ErrorCode[] {
  const takesInput =
    schema.body !== undefined || schema.params !== undefined || schema.querystring !== undefined
  return [
    ...(isWrite ? (['malformed', 'payload_too_large', 'unsupported_media_type'] as const) : []),
    ...(isPublic ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(takesInput ? (['invalid'] as const) : []),
    ...(isWrite && !isPublic ? (['idempotency_key_in_use', 'idempotency_key_reused'] as const) : []),
    'too_many_requests',
    'internal',
    'unavailable',
  ]
}

function describeAnswers(response: unknown): Record<string, object> {
  const answers = Object.entries((response ?? {}) as Record<string, { description?: string }>)
  return Object.fromEntries(answers.map(([status, schema]) => [status, { description: 'Done.', ...schema }]))
}

interface Operation {
  requestBody?: {
    required?: boolean
    content?: { 'application/json'?: { schema?: { required?: string[] } } }
  }
}

/** A body whose every field is optional may be left out. */
function allowMissingBodies<D extends { paths?: object }>(document: D): D {
  for (const path of Object.values(document.paths ?? {}) as Record<string, Operation>[]) {
    for (const { requestBody } of Object.values(path)) {
      const required = requestBody?.content?.['application/json']?.schema?.required ?? []
      if (requestBody && required.length === 0) requestBody.required = false
    }
  }
  return document
}
