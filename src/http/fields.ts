/**
 * The fields that requests and answers are made of, and the envelopes around them. One schema
 * validates, types, serialises and documents. A request object is closed: an unknown field is
 * refused and named, so that a typo does not lose data silently.
 */
import { Type, type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox'
import { errorCodes, type ErrorCode, type FieldProblem, fieldProblems } from '../errors.ts'
import type { Format } from './formats.ts'

const format = (name: Format): { format: Format } => ({ format: name })

interface Documented {
  description?: string
  examples?: unknown[]
}

/** A request's body; also for an object inside of one. */
export function Body<P extends TProperties>(properties: P, options: Documented = {}): TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false })
}

/** A request's query string. Numbers and booleans are read strictly; a repeated parameter is refused. */
export const Query = Body

/** The parameters of a path. */
export const Params = Body

/** Text of up to `max` characters: line breaks and tabs are fine, other control characters are not. */
export const Text = (max: number, options: Documented = {}) =>
  Type.String({ ...format('plain-text'), maxLength: max, ...options })

/** One line that is not blank, such as a person's or a department's name. */
export const Name = (max = 100, options: Documented = {}) =>
  Type.String({ ...format('plain-line'), minLength: 1, maxLength: max, ...options })

export const Email = (options: Documented = {}) =>
  Type.String({ ...format('email'), maxLength: 254, examples: ['eva@example.com'], ...options })

/** An opaque id: a UUID, or what a company calls its people and places. */
export const IdText = (options: Documented = {}) =>
  Type.String({ ...format('plain-line'), minLength: 1, maxLength: 100, ...options })

/** A date of the calendar, YYYY-MM-DD. */
export const DateText = (options: Documented = {}) =>
  Type.String({ ...format('date'), examples: ['2025-08-20'], ...options })

/** A time of the day, HH:MM or HH:MM:SS. For a time that may be an instant too, take `Text`. */
export const TimeText = (options: Documented = {}) =>
  Type.String({ ...format('local-time'), examples: ['08:45:00'], ...options })

/** An IANA time zone. */
export const ZoneName = (options: Documented = {}) =>
  Type.String({ ...format('time-zone'), maxLength: 100, examples: ['Europe/Madrid'], ...options })

/** In an answer: an instant, RFC 3339 with offset. */
export const InstantText = (options: Documented = {}) =>
  Type.String({ format: 'date-time', examples: ['2025-08-20T08:45:00+02:00'], ...options })

export const Cursor = (options: Documented = {}) =>
  Type.String({
    ...format('cursor'),
    minLength: 1,
    maxLength: 1000,
    description: 'Where to go on: `meta.nextCursor` of the page before.',
    ...options,
  })

/** How many rows a page has. */
export const Limit = (fallback = 50, maximum = 500) =>
  Type.Integer({ minimum: 1, maximum, default: fallback, description: 'How many to answer at most.' })

export const Latitude = () => Type.Number({ minimum: -90, maximum: 90, description: 'Degrees north.' })
export const Longitude = () => Type.Number({ minimum: -180, maximum: 180, description: 'Degrees east.' })
export const Accuracy = () =>
  Type.Number({ minimum: 0, maximum: 1_000_000, description: 'Radius of the position in metres.' })

/** One of a few words. */
export function OneOf<const T extends string>(words: readonly T[], options: Documented = {}): TUnsafe<T> {
  return Type.Unsafe<T>({ type: 'string', enum: [...words], ...options })
}

/** The schema or null. Its `type` is a list, which the serialiser reads faster than a union. */
export function Nullable<T extends TSchema>(schema: T): TUnsafe<Static<T> | null> {
  const plain = schema as TSchema & { type?: string; enum?: unknown[] }
  if (typeof plain.type !== 'string') return Type.Unsafe({ anyOf: [schema, { type: 'null' }] })
  const words = plain.enum ? { enum: [...plain.enum, null] } : {}
  return Type.Unsafe({ ...plain, ...words, type: [plain.type, 'null'] })
}

const succeeded = { status: Type.Literal('success'), message: Type.Optional(Type.String()) }

/** The envelope of an answer: `{ status: 'success', message?, data, meta? }`. */
export function success<D extends TSchema>(data: D): Success<D>
export function success<D extends TSchema, M extends TSchema>(data: D, meta: M): SuccessWithMeta<D, M>
export function success(data: TSchema, meta?: TSchema): TSchema {
  return Type.Object({ ...succeeded, data, ...(meta && { meta }) })
}

type Succeeded = typeof succeeded
type Success<D extends TSchema> = TObject<Succeeded & { data: D }>
type SuccessWithMeta<D extends TSchema, M extends TSchema> = TObject<Succeeded & { data: D; meta: M }>

/** `meta` of a list in pages. */
export const PageMeta = () => Type.Object({ nextCursor: Nullable(Type.String()) })

/** What is wrong with one field. */
export const FieldErrorSchema = Type.Object({
  field: Type.String(),
  message: Type.String(),
  code: Type.Optional(
    Type.Unsafe<FieldProblem>({
      type: 'string',
      enum: Object.keys(fieldProblems),
      description: Object.entries(fieldProblems)
        .map(([code, meaning]) => `\`${code}\`: ${meaning}`)
        .join(' '),
    }),
  ),
  limit: Type.Optional(Type.Number()),
})

/** The envelope of every error. */
export const errorEnvelope = Type.Object(
  {
    status: Type.Literal('error'),
    code: Type.Unsafe<ErrorCode>({ type: 'string', enum: Object.keys(errorCodes) }),
    message: Type.String({ description: 'A sentence that a person can act on.' }),
    errors: Type.Optional(Type.Array(FieldErrorSchema)),
    data: Type.Optional(Type.Unknown()),
    requestId: Type.String(),
  },
  { $id: 'Error' },
)

/** What the document says about one status: the codes that it may carry, with their examples. */
export interface ErrorResponse {
  description: string
  content: { 'application/json': { schema: { $ref: string }; examples: Record<string, { $ref: string }> } }
}

/**
 * The errors of a route, for its `schema.response`: `{ 200: …, ...errorResponses('not_found') }`.
 * What every route may answer (no session, bad input, too many requests, …) is added by itself.
 */
export function errorResponses(...codes: ErrorCode[]): Record<number, ErrorResponse> {
  const responses: Record<number, ErrorResponse> = {}
  for (const code of codes) addErrorResponse(responses, code)
  return responses
}

/** Adds `code` to the responses by status, beside the codes that the status has already. */
export function addErrorResponse(responses: Record<number, ErrorResponse>, code: ErrorCode): void {
  const [status, meaning] = errorCodes[code]
  const before = responses[status]
  const line = `\`${code}\`: ${meaning}`
  const examples = before?.content['application/json'].examples ?? {}
  if (examples[code]) return
  responses[status] = {
    description: before ? `${before.description}\n\n${line}` : line,
    content: {
      'application/json': {
        schema: { $ref: 'Error#' },
        examples: { ...examples, [code]: { $ref: `#/components/examples/${code}` } },
      },
    },
  }
}

/** One example for each code: `components.examples` of the document. */
export function errorExamples(): Record<string, { value: unknown }> {
  const codes = Object.keys(errorCodes) as ErrorCode[]
  return Object.fromEntries(codes.map((code) => [code, { value: errorExample(code, errorCodes[code][1]) }]))
}

function errorExample(code: ErrorCode, message: string): Record<string, unknown> {
  const requestId = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const base = { status: 'error', code, message, requestId }
  if (code !== 'invalid') return base
  const field = {
    field: 'date',
    message: '"date" must be a date of the calendar as YYYY-MM-DD, such as 2025-08-20.',
  }
  return { ...base, message: field.message, errors: [field] }
}
