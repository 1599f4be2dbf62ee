/** Keyset pages: a cursor holds the sort key of the last row, and the next page begins after it. */
import { type AppError, invalidField } from '../errors.ts'

export type CursorPart = string | number | null

/** The sort key of a row as opaque text. Instants go in as ISO text or epoch milliseconds. */
export function encodeCursor(key: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

type Shape = readonly ('string' | 'number')[]
type Key<S extends Shape> = { -readonly [K in keyof S]: S[K] extends 'string' ? string : number }

/**
 * The sort key in `cursor`, whose parts have the types of `shape` (`['string', 'number']`); undefined without
 * a cursor. Throws a 422 on `cursor` for anything that `encodeCursor` did not make for this list.
 */
export function decodeCursor<const S extends Shape>(
  cursor: string | undefined,
  shape: S,
): Key<S> | undefined {
  if (cursor === undefined) return undefined
  const key = parse(cursor)
  const fits =
    Array.isArray(key) && key.length === shape.length && shape.every((type, i) => isPart(key[i], type))
  if (!fits) throw wrongCursor()
  return key as Key<S>
}

/** Numbers are whole, and the database takes no NUL in a text. */
function isPart(part: unknown, type: Shape[number]): boolean {
  return type === 'number' ? Number.isSafeInteger(part) : typeof part === 'string' && !part.includes('\0')
}

export const wrongCursor = (): AppError =>
  invalidField('cursor', 'The cursor is not one of this list. Begin again without a cursor.')

/**
 * Cuts one page out of rows that were asked for with `limit + 1`: the extra row says that there is more.
 * `nextCursor` is null on the last page.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly CursorPart[],
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    // Not ours: the caller says so.
    return undefined
  }
}
