import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeIntervals, overlaps, overlapSeconds, subtractIntervals, type Interval } from './overlap.ts'

const span = (start: number, end: number): Interval => ({ start, end })
const utc = (start: string, end: string): Interval => span(Date.parse(start), Date.parse(end))

test.each([
  ['apart', span(0, 1000), span(2000, 3000), 0],
  ['touching', span(0, 1000), span(1000, 3000), 0],
  ['partly', span(0, 2000), span(1000, 3000), 1],
  ['within', span(0, 9000), span(1000, 3000), 2],
  ['the same', span(1000, 3000), span(1000, 3000), 2],
  ['under a second', span(0, 1500), span(1000, 3000), 0],
  ['without length', span(0, 9000), span(1000, 1000), 0],
])('two spans %s', (_name, a, b, seconds) => {
  expect(overlapSeconds(a, b)).toBe(seconds)
  expect(overlapSeconds(b, a)).toBe(seconds)
})

test.each([
  [
    'GC-201 over a record that is closed',
    utc('2011-04-25T09:25Z', '2011-04-27T10:10Z'),
    utc('2011-04-27T10:06Z', '2011-04-27T10:30Z'),
    true,
  ],
  [
    'GC-203 another day',
    utc('2011-04-22T09:25Z', '2011-04-22T09:26Z'),
    utc('2011-04-21T09:25Z', '2011-04-21T09:30Z'),
    false,
  ],
  [
    'touching at the end',
    utc('2011-04-21T09:30Z', '2011-04-21T10:00Z'),
    utc('2011-04-21T09:25Z', '2011-04-21T09:30Z'),
    false,
  ],
  [
    'touching at the start',
    utc('2011-04-21T09:00Z', '2011-04-21T09:25Z'),
    utc('2011-04-21T09:25Z', '2011-04-21T09:30Z'),
    false,
  ],
  [
    'the same',
    utc('2011-04-21T09:25Z', '2011-04-21T09:30Z'),
    utc('2011-04-21T09:25Z', '2011-04-21T09:30Z'),
    true,
  ],
])('overlap: %s', (_name, a, b, expected) => {
  expect(overlaps(a, b)).toBe(expected)
  expect(overlaps(b, a)).toBe(expected)
})

test.each([
  ['none', [], []],
  ['in any order', [span(5, 6), span(1, 2)], [span(1, 2), span(5, 6)]],
  ['overlapping', [span(1, 4), span(3, 6)], [span(1, 6)]],
  ['touching', [span(1, 3), span(3, 6)], [span(1, 6)]],
  ['one within another', [span(1, 9), span(3, 6)], [span(1, 9)]],
  ['empty and turned', [span(3, 3), span(6, 5), span(1, 2)], [span(1, 2)]],
])('merge: %s', (_name, given, expected) => expect(mergeIntervals(given)).toEqual(expected))

test.each([
  ['nothing', [], [span(10, 20)]],
  ['the middle', [span(12, 14)], [span(10, 12), span(14, 20)]],
  ['the start', [span(5, 12)], [span(12, 20)]],
  ['the end', [span(18, 25)], [span(10, 18)]],
  ['all', [span(5, 25)], []],
  ['exactly all', [span(10, 20)], []],
  ['what lies outside', [span(0, 10), span(20, 30)], [span(10, 20)]],
  ['twice the same', [span(12, 14), span(13, 16)], [span(10, 12), span(16, 20)]],
])('subtract: %s', (_name, cuts, expected) => expect(subtractIntervals(span(10, 20), cuts)).toEqual(expected))

test('what is cut out and what remains make the whole', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 40 }))
    .map(([start, length]) => span(start * 1000, (start + length) * 1000))
  fc.assert(
    fc.property(interval, fc.array(interval, { maxLength: 8 }), (whole, cuts) => {
      const rest = subtractIntervals(whole, cuts).reduce(
        (sum, { start, end }) => sum + (end - start) / 1000,
        0,
      )
      const cut = mergeIntervals(cuts).reduce((sum, one) => sum + overlapSeconds(whole, one), 0)
      expect(rest + cut).toBe((whole.end - whole.start) / 1000)
    }),
  )
})

test('merging is settled after once and takes any order', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 200 }))
    .map(([start, length]) => span(start, start + length))
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), (spans) => {
      const merged = mergeIntervals(spans)
      expect(mergeIntervals(merged)).toEqual(merged)
      expect(mergeIntervals(spans.toReversed())).toEqual(merged)
    }),
  )
})
