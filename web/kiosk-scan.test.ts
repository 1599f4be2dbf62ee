import { describe, expect, test } from 'vitest'
import { createScanReader, isQr } from './kiosk-scan.ts'

/** What the reader makes of keys that come so many milliseconds one after the other. */
function read(keys: string[], gap: number): (string | undefined)[] {
  const reader = createScanReader()
  return keys.map((key, index) => reader(key, 1000 + index * gap)).filter((code) => code !== undefined)
}

describe('a scanner that acts as a keyboard', () => {
  test.each([
    ['a code of ours, fast', [...'tcq.AbC-_9', 'Enter'], 4, ['tcq.AbC-_9']],
    ['with the shift key in between', ['t', 'c', 'q', '.', 'Shift', 'A', 'b', 'Enter'], 10, ['tcq.Ab']],
    ['rubbish, fast', [...'4006381333931', 'Enter'], 5, ['4006381333931']],
    [
      'two codes, one after the other',
      [...'tcq.one', 'Enter', ...'tcq.two', 'Enter'],
      5,
      ['tcq.one', 'tcq.two'],
    ],
    ['carriage return and line feed', [...'tcq.one', 'Enter', 'Enter'], 5, ['tcq.one']],
    ['a code of ours from a slow scanner', [...'tcq.AbC', 'Enter'], 120, ['tcq.AbC']],
    ['a person', [...'eva.evans', 'Enter'], 90, []],
    ['a short number, however fast', [...'1001', 'Enter'], 5, []],
    ['Enter alone', ['Enter'], 5, []],
  ])('%s', (_, keys, gap, codes) => expect(read(keys, gap)).toEqual(codes))

  test('what was typed by hand just before is no part of the code', () => {
    const reader = createScanReader()
    const typed = [...'12'].map((key, index) => reader(key, index * 200))
    const scanned = [...'tcq.one', 'Enter'].map((key, index) => reader(key, 450 + index * 5))
    expect([...typed, ...scanned].filter((code) => code !== undefined)).toEqual(['tcq.one'])
  })

  test('a device that stumbles once reads the whole of it', () => {
    const reader = createScanReader()
    const at = (index: number) => index * 5 + (index > 4 ? 400 : 0)
    const codes = [...'4006381333931', 'Enter'].map((key, index) => reader(key, at(index)))
    expect(codes.at(-1)).toBe('4006381333931')
  })

  test('an Enter that a person presses later ends nothing', () => {
    const reader = createScanReader()
    for (const [index, key] of [...'tcq.one'].entries()) reader(key, index * 5)
    expect(reader('Enter', 2000)).toBeUndefined()
  })
})

test.each([
  ['tcq.abc', true],
  ['https://example.com', false],
  ['', false],
  [`tcq.${'a'.repeat(200)}`, false],
])('%s may be a code of ours: %s', (text, expected) => expect(isQr(text)).toBe(expected))
