/** Errors that a caller can act on. Everything else is a fault of ours and answers 500. */

/** Every error code of the API with its HTTP status and what it means. The documentation lists this table. */
export const errorCodes = {
  malformed: [400, 'The request could not be read: bad JSON, a bad header or bad encoding.'],
  unauthenticated: [401, 'No valid access token was given, or the session has ended.'],
  invalid_credentials: [401, 'The account or the password is wrong, or the account may not log in.'],
  invalid_refresh_token: [401, 'The refresh token is unknown, used, expired or revoked.'],
  forbidden: [403, 'Your role does not allow this.'],
  not_recognised: [403, 'The number, the PIN or the QR code is wrong, or the person may not punch.'],
  registration_closed: [403, 'This company does not take registrations of this kind.'],
  not_found: [404, 'It does not exist, or it is outside what you may see.'],
  method_not_allowed: [405, 'The path exists, but not with this method; see the Allow header.'],
  conflict: [409, 'It collides with something that exists already.'],
  already_clocked_in: [409, 'The person is clocked in; `data` is the open record.'],
  not_clocked_in: [409, 'The person is not clocked in.'],
  already_on_break: [409, 'The person is on a break.'],
  not_on_break: [409, 'The person is not on a break.'],
  overlapping_shift: [409, 'The time lies inside a shift that is recorded already; `data` is that record.'],
  record_changed: [409, 'The record changed meanwhile; `data` is its present state.'],
  period_locked: [409, 'The day belongs to a locked period; have the period reopened first.'],
  already_decided: [409, 'Somebody decided about it already; `data` is its present state.'],
  idempotency_key_in_use: [409, 'A request with this Idempotency-Key is still running.'],
  payload_too_large: [413, 'The body is larger than this route takes.'],
  unsupported_media_type: [415, 'Send JSON with Content-Type: application/json.'],
  invalid: [422, 'The request is well-formed but wrong; `errors` names the fields.'],
  invalid_pairing_code: [422, 'The pairing code is unknown, used or expired.'],
  out_before_in: [422, 'The clock-out lies before the clock-in.'],
  in_the_future: [422, 'The time lies more than two minutes in the future.'],
  break_outside_shift: [422, 'A break must lie inside its shift.'],
  idempotency_key_reused: [422, 'This Idempotency-Key was used before with another request.'],
  upgrade_required: [426, 'This address is a WebSocket; open it as one.'],
  too_many_requests: [429, 'Too many requests; wait as long as Retry-After says.'],
  too_many_attempts: [429, 'Too many failed logins; wait as long as Retry-After says.'],
  internal: [500, 'A fault of the server. The request id helps to find it in the log.'],
  unavailable: [503, 'The database cannot take the request now. Nothing was recorded; try again.'],
} as const satisfies Record<string, readonly [status: number, meaning: string]>

export type ErrorCode = keyof typeof errorCodes

/** What can be wrong with a field, for programs that say it in their own words. */
export const fieldProblems = {
  required: 'It is missing, or empty.',
  unknown: 'There is no such field here.',
  wrong_type: 'It is of another type.',
  wrong_format: 'It is not written as it must be.',
  not_one_of: 'It is none of the words that are taken.',
  too_short: 'It is shorter than `limit`.',
  too_long: 'It is longer than `limit`.',
  too_small: 'It is less than `limit`.',
  too_large: 'It is more than `limit`.',
  twice: 'The same is given twice.',
  taken: 'Another one has it already.',
  no_such: 'There is no such thing.',
  overlaps: 'Something else holds in a part of this time.',
  easily_guessed: 'The password is among the first that somebody tries.',
} as const satisfies Record<string, string>

export type FieldProblem = keyof typeof fieldProblems

/** What is wrong with one field: its path in the body or query (`breaks.0.start`), a sentence, and its code where it has one. */
export interface FieldError {
  field: string
  message: string
  code?: FieldProblem
  /** What it may have at most or must have at least. */
  limit?: number
}

interface AppErrorOptions {
  errors?: FieldError[]
  data?: unknown
  /** Seconds for Retry-After. */
  retryAfter?: number
  cause?: unknown
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly errors: FieldError[] | undefined
  readonly data: unknown
  readonly retryAfter: number | undefined

  /** `message` is a sentence that a person can act on. */
  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.errors = options.errors
    this.data = options.data
    this.retryAfter = options.retryAfter
  }

  get statusCode(): number {
    return errorCodes[this.code][0]
  }
}

/** A 422 that names one field. */
export function invalidField(field: string, message: string, code?: FieldProblem, limit?: number): AppError {
  const more = { ...(code && { code }), ...(limit !== undefined && { limit }) }
  return new AppError('invalid', message, { errors: [{ field, message, ...more }] })
}
