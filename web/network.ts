/** What can go wrong between the page and the server, and how far the device's clock is off. */
import type { ErrorCode, FieldError } from '../src/errors.ts'
import { createSignal } from './signal.ts'

/** The server answered, and refused. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ErrorCode
  readonly errors: readonly FieldError[]
  readonly data: unknown
  /** Seconds until it is worth another try, where the server says so. */
  readonly retryAfter: number | undefined

  constructor(
    status: number,
    body: { code: ErrorCode; message: string; errors?: FieldError[]; data?: unknown },
    retryAfter?: number,
  ) {
    super(body.message)
    this.name = 'ApiError'
    this.status = status
    this.code = body.code
    this.errors = body.errors ?? []
    this.data = body.data
    this.retryAfter = retryAfter
  }
}

/** Nothing came back: no network, no server, or an answer that is not TimeClock's. Trying again may help. */
export class NetworkError extends Error {
  override name = 'NetworkError'
}

/** Whether the request may be sent again later, unchanged: nobody has refused it. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429)
}

/** Whether the last request reached the server. */
export const isReachable = createSignal(true)

const patience = 15_000
const filePatience = 300_000

/** One request. Answers the parsed body; throws ApiError or NetworkError, nothing else. */
export async function send(
  method: string,
  path: string,
  init: { body?: unknown; headers?: Record<string, string>; patience?: number } = {},
): Promise<unknown> {
  const began = Date.now()
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(init.patience ?? patience),
    })
  } catch (cause) {
    isReachable.set(false)
    throw new NetworkError('The server cannot be reached.', { cause })
  }
  if (!isReachable.get()) isReachable.set(true)
  const body = await readBody(response)
  noteClock(response.headers.get('date'), began)
  if (response.ok) return body
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  throw new ApiError(response.status, body as ConstructorParameters<typeof ApiError>[1], retryAfter)
}

/** A file as its text. Throws as `send` does. */
export async function sendForText(path: string, headers: Record<string, string>): Promise<string> {
  try {
    const response = await fetch(path, {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(filePatience),
    })
    if (response.ok) return await response.text()
    throw new ApiError(
      response.status,
      (await readBody(response)) as ConstructorParameters<typeof ApiError>[1],
    )
  } catch (cause) {
    if (cause instanceof ApiError || cause instanceof NetworkError) throw cause
    throw new NetworkError('The file could not be loaded.', { cause })
  }
}

/** Something between us and the server may answer in its place, with a page for instance. */
async function readBody(response: Response): Promise<unknown> {
  try {
    const body = (await response.json()) as { status?: unknown; code?: unknown } | null
    if (body && (body.status === 'success' || typeof body.code === 'string')) return body
  } catch (cause) {
    throw new NetworkError('The answer could not be read.', { cause })
  }
  throw new NetworkError('The answer is not from TimeClock.')
}

let offset = 0

/** Milliseconds to add to the device's clock to have the server's; 0 until the server has spoken. */
export const clockOffset = (): number => offset

/** The server's time, as far as is known. */
export const serverNow = (): number => Date.now() + offset

/** The header counts whole seconds: what is less than that is no difference. */
function noteClock(date: string | null, began: number): void {
  const stated = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(stated)) return
  const difference = stated + 500 - (began + Date.now()) / 2
  offset = Math.abs(difference) < 1500 ? 0 : Math.round(difference)
}
