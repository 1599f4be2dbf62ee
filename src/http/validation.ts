/** Ajv without surprises: nothing is converted, nothing is dropped, and every complaint is a sentence. */
import type { FastifyServerOptions } from 'fastify'
import type { FieldError, FieldProblem } from '../errors.ts'
import { expectedOf, formats } from './formats.ts'

export const ajvOptions: NonNullable<FastifyServerOptions['ajv']> = {
  customOptions: {
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: true,
    allowUnionTypes: true,
    // Whoever fills in a form wants to hear everything at once. Bodies are small where no one is known.
    allErrors: true,
    // The schema beside the error: the sentence needs the names of the known fields.
    verbose: true,
  },
  // After the formats that come with it, so that ours win.
  onCreate(ajv) {
    for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.accepts)
  },
}

/** One complaint of Ajv, with `verbose` on. */
export interface Complaint {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  message?: string
  data?: unknown
  parentSchema?: { properties?: Record<string, unknown> }
}

const mostErrors = 50

/** The first complaint about each field, as a sentence; no more than fifty. */
export function fieldErrors(complaints: readonly Complaint[], part: string): FieldError[] {
  const byField = new Map<string, FieldError>()
  for (const complaint of complaints) {
    const field = fieldOf(complaint) || (part === 'body' ? 'body' : 'query')
    if (!byField.has(field)) {
      byField.set(field, { field, message: sentence(complaint, field, part), ...codeOf(complaint) })
    }
    if (byField.size === mostErrors) break
  }
  return [...byField.values()]
}

/** `/breaks/0/start` → `breaks.0.start`, with the name of the missing or unknown field at its end. */
function fieldOf({ instancePath, params }: Complaint): string {
  const path = instancePath.split('/').slice(1)
  const names = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = params['missingProperty'] ?? params['additionalProperty']
  if (typeof last === 'string') names.push(last)
  return names.map((name) => name.slice(0, 100)).join('.')
}

const count = (number: unknown, word: string): string => `${String(number)} ${word}${number === 1 ? '' : 's'}`

const typeNames: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

/** What each keyword of a schema wants: completes `"field" …`. */
const wants: Record<string, (params: Record<string, unknown>) => string> = {
  required: () => 'is required.',
  type: ({ type }) =>
    `must be ${[type]
      .flat()
      .map((name) => typeNames[String(name)] ?? name)
      .join(' or ')}.`,
  format: ({ format }) => `must be ${expectedOf(String(format)) ?? String(format)}.`,
  enum: ({ allowedValues }) => `must be one of: ${(allowedValues as unknown[]).join(', ')}.`,
  const: ({ allowedValue }) => `must be ${JSON.stringify(allowedValue)}.`,
  minLength: ({ limit }) =>
    limit === 1 ? 'must not be empty.' : `must have at least ${count(limit, 'character')}.`,
  maxLength: ({ limit }) => `must have at most ${count(limit, 'character')}.`,
  minItems: ({ limit }) => `must have at least ${count(limit, 'element')}.`,
  maxItems: ({ limit }) => `must have at most ${count(limit, 'element')}.`,
  minimum: ({ limit }) => `must be ${String(limit)} or more.`,
  maximum: ({ limit }) => `must be ${String(limit)} or less.`,
  exclusiveMinimum: ({ limit }) => `must be more than ${String(limit)}.`,
  exclusiveMaximum: ({ limit }) => `must be less than ${String(limit)}.`,
  minProperties: () => 'must name at least one field.',
  uniqueItems: () => 'must not have the same element twice.',
}

/** A keyword of a schema as a code; what nobody can act on has none. */
const codes: Record<string, FieldProblem> = {
  required: 'required',
  additionalProperties: 'unknown',
  type: 'wrong_type',
  format: 'wrong_format',
  pattern: 'wrong_format',
  enum: 'not_one_of',
  const: 'not_one_of',
  minLength: 'too_short',
  minItems: 'too_short',
  maxLength: 'too_long',
  maxItems: 'too_long',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  uniqueItems: 'twice',
}

function codeOf({ keyword, params }: Complaint): Pick<FieldError, 'code' | 'limit'> {
  const { limit } = params
  if (keyword === 'minLength' && limit === 1) return { code: 'required' }
  const code = codes[keyword]
  return code ? { code, ...(typeof limit === 'number' && { limit }) } : {}
}

function sentence(complaint: Complaint, field: string, part: string): string {
  const { keyword, params } = complaint
  const word = part === 'querystring' ? 'parameter' : 'field'
  if (keyword === 'additionalProperties') {
    const known = Object.keys(complaint.parentSchema?.properties ?? {})
    const list = known.length > 0 ? `Known ${word}s: ${known.join(', ')}.` : `It takes no ${word}s.`
    return `Unknown ${word} "${field}". ${list}`
  }
  if (part === 'querystring' && keyword === 'type' && Array.isArray(complaint.data)) {
    return `The parameter "${field}" is given more than once; give it once.`
  }
  return `"${field}" ${wants[keyword]?.(params) ?? `${complaint.message ?? 'is wrong'}.`}`
}

interface QuerySchema {
  properties?: Record<string, { type?: string }>
}

/** The names of a query's numbers and booleans, which arrive as text. */
export function convertedParameters(schema: QuerySchema | undefined): Map<string, 'number' | 'boolean'> {
  const names = new Map<string, 'number' | 'boolean'>()
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    if (type === 'integer' || type === 'number') names.set(name, 'number')
    if (type === 'boolean') names.set(name, 'boolean')
  }
  return names
}

/**
 * Reads plain decimals and `true`/`false` in place. Everything else stays text, which the schema
 * then refuses: no hexadecimal, no exponent, no blank that means zero.
 */
export function convertParameters(
  query: Record<string, unknown>,
  names: Map<string, 'number' | 'boolean'>,
): void {
  for (const [name, kind] of names) {
    const text = query[name]
    if (typeof text !== 'string') continue
    if (kind === 'number' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) query[name] = Number(text)
    if (kind === 'boolean' && (text === 'true' || text === 'false')) query[name] = text === 'true'
  }
}
