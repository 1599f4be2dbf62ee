/** Keyset pages: the cursor is the sort key of the last row, as opaque text. */
import { AppError } from '../../errors.ts'

export type CursorPart = string | number

export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** The parts of a cursor with one of these types each; undefined without a cursor. Throws `invalid`. */
export function decodeCursor(
  cursor: string | undefined,
  types: readonly ('string' | 'number')[],
): CursorPart[] | undefined {
  if (cursor === undefined) return undefined
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch (cause) {
    throw wrongCursor(cause)
  }
  const good =
    Array.isArray(parts) && parts.length === types.length && types.every((type, i) => isPart(parts[i], type))
  if (!good) throw wrongCursor()
  return parts as CursorPart[]
}

function isPart(part: unknown, type: 'string' | 'number'): boolean {
  return type === 'number' ? Number.isSafeInteger(part) : typeof part === 'string' && !part.includes('\0')
}

function wrongCursor(cause?: unknown): AppError {
  const message = 'Send the nextCursor of the page before, unchanged.'
  return new AppError('invalid', message, { errors: [{ field: 'cursor', message }], cause })
}

/** Of `limit + 1` rows: those of this page, and the cursor of the next one or null. */
export function toPage<T>(
  rows: T[],
  limit: number,
  key: (row: T) => CursorPart[],
): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null }
}
