import { expect, test } from 'vitest'
import { cutPage, decodeCursor, encodeCursor } from './page.ts'

test('a cursor gives back its key', () => {
  const cursor = encodeCursor(['Zoë', 1_755_680_400_000])
  expect(cursor).toMatch(/^[\w-]+$/)
  expect(decodeCursor(cursor, ['string', 'number'])).toEqual(['Zoë', 1_755_680_400_000])
  expect(decodeCursor(undefined, ['string', 'number'])).toBeUndefined()
})

test.each([
  ['garbage', '%%%'],
  ['empty', ''],
  ['another list with fewer parts', encodeCursor(['a'])],
  ['another list with other types', encodeCursor([1, 'a'])],
  ['of a number that is not whole', encodeCursor(['a', 1.5])],
  ['of a text with a NUL', encodeCursor(['\0', 1])],
  ['not a list', Buffer.from('{"length":2}').toString('base64url')],
])('a cursor that is %s is refused by name', (_, cursor) => {
  expect(() => decodeCursor(cursor, ['string', 'number'])).toThrow(
    expect.objectContaining({ code: 'invalid', errors: [{ field: 'cursor', message: expect.any(String) }] }),
  )
})

test('a page ends with a cursor only when a row more was found', () => {
  expect(cutPage([1, 2, 3], 2, (row) => [row])).toEqual({ rows: [1, 2], nextCursor: encodeCursor([2]) })
  expect(cutPage([1, 2], 2, (row) => [row])).toEqual({ rows: [1, 2], nextCursor: null })
  expect(cutPage([], 2, (row) => [row])).toEqual({ rows: [], nextCursor: null })
})
