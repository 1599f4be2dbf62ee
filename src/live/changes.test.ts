import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packMessages } from './changes.ts'

const idsOf = (messages: string[]): string[] =>
  messages.flatMap((message) => JSON.parse(message.slice(message.indexOf(' ') + 1)) as string[])

it('packs every id into messages that PostgreSQL takes', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }), { maxLength: 400 }),
      (ids) => {
        const messages = packMessages('process', ids)
        expect(messages.every((message) => Buffer.byteLength(message) < 8000)).toBe(true)
        expect(messages.every((message) => message.startsWith('process '))).toBe(true)
        if (!messages.includes('process *')) expect(idsOf(messages)).toEqual(ids)
      },
    ),
    { numRuns: 50 },
  )
})

it.each([
  [0, 0],
  [1, 1],
  [200, 1],
  [1000, 5],
])('%i ids of a usual length in %i messages', (count, messages) => {
  const ids = Array.from(
    { length: count },
    (_, i) => `0198c2f0-0000-7000-8000-${String(i).padStart(12, '0')}`,
  )
  expect(packMessages('0198c2f0-0000-7000-8000-000000000000', ids)).toHaveLength(messages)
})

it('says that everything changed when they are too many', () => {
  const ids = Array.from(
    { length: 10_000 },
    (_, i) => `0198c2f0-0000-7000-8000-${String(i).padStart(12, '0')}`,
  )
  expect(packMessages('p', ids)).toEqual(['p *'])
})
