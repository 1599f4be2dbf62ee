/** The one place where a fault becomes an answer. */
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { v4 as randomId } from 'uuid'
import { mapDatabaseError } from '../db/constraints.ts'
import { AppError, type ErrorCode, type FieldError } from '../errors.ts'
import { type Complaint, fieldErrors } from './validation.ts'

interface ErrorBody {
  status: 'error'
  code: ErrorCode
  message: string
  errors?: FieldError[]
  data?: unknown
  requestId: string
}

/** Seconds to wait where the error names none. */
const retryAfterDefaults: Partial<Record<number, number>> = { 429: 60, 503: 5 }

/** Answers any error in the envelope. What is not the caller's to know goes to the log alone. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = toAppError(error)
  if (!known) request.log.error({ err: error, requestId: request.id, url: request.url }, 'the request failed')
  const answer =
    known ?? new AppError('internal', 'Something failed on the server. Tell its administrator the requestId.')
  const status = answer.statusCode
  if (status === 503)
    request.log.warn({ err: error, requestId: request.id }, 'the request was refused for now')
  const retryAfter = answer.retryAfter ?? retryAfterDefaults[status]
  if (retryAfter !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfter)))
  if (status === 401) reply.header('www-authenticate', challenge(request, answer.code))
  // Whatever the handler meant to send: this is JSON, in place of it.
  reply.removeHeader('content-disposition').removeHeader('content-length').removeHeader('etag')
  reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(errorBody(answer, request.id))
}

function errorBody(error: AppError, requestId: string): ErrorBody {
  return {
    status: 'error',
    code: error.code,
    message: error.message,
    ...(error.errors && { errors: error.errors }),
    ...(error.data !== undefined && { data: error.data }),
    requestId,
  }
}

/** RFC 6750: `error` only where a token was given and did not let in. */
function challenge(request: FastifyRequest, code: ErrorCode): string {
  const given = code === 'unauthenticated' && request.headers.authorization !== undefined
  return `Bearer realm="TimeClock"${given ? ', error="invalid_token"' : ''}`
}

/** The error that the caller may see; undefined for a fault of ours. */
function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  return mapDatabaseError(error) ?? (error instanceof Error ? mapFrameworkError(error) : undefined)
}

const frameworkErrors: Record<string, readonly [ErrorCode, string]> = {
  FST_ERR_BAD_URL: ['malformed', 'The path is not properly encoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['malformed', 'A part of the path is too long.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'payload_too_large',
    'The body is larger than this route takes; send less at once.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send the body as JSON, with Content-Type: application/json.',
  ],
}

function mapFrameworkError(error: Error & Partial<FastifyError>): AppError | undefined {
  if (error.validation) {
    const errors = fieldErrors(error.validation as Complaint[], error.validationContext ?? 'body')
    const rest = errors.length > 1 ? ` (and ${errors.length - 1} more: see errors)` : ''
    return new AppError('invalid', `${errors[0]?.message ?? 'The request is wrong.'}${rest}`, { errors })
  }
  const known = frameworkErrors[error.code ?? '']
  if (known) return new AppError(known[0], known[1], { cause: error })
  const isBadJson = error instanceof SyntaxError && error.statusCode === 400
  const isRefused = error.code?.startsWith('FST_') && error.statusCode === 400
  if (isBadJson || isRefused || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') {
    return new AppError('malformed', 'The body is not valid JSON.', { cause: error })
  }
  return undefined
}

const parserAnswers: Record<string, readonly [status: string, message: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive.'],
}

/** Answers what is not HTTP at all, in the envelope too; there is no request yet, so it is written by hand. */
export function answerParserError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, message] = parserAnswers[error.code ?? ''] ?? [
    '400 Bad Request',
    'This is not a valid HTTP request.',
  ]
  const requestId = randomId()
  const body = JSON.stringify({ status: 'error', code: 'malformed', message, requestId } satisfies ErrorBody)
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nX-Request-Id: ${requestId}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  )
}
