import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeIntervals, overlapSeconds, overlaps, subtractIntervals, type Interval } from './overlap.ts'

const instant = (text: string) => Date.parse(`2011-04-${text}Z`)
const span = (start: string, end: string): Interval => ({ start: instant(start), end: instant(end) })
const length = (spans: readonly Interval[]) => spans.reduce((sum, { start, end }) => sum + end - start, 0)

test.each([
  {
    id: 'GC-201 spans a closed record',
    a: span('27T10:06', '27T10:30'),
    b: span('25T09:25', '27T10:10'),
    shared: true,
  },
  {
    id: 'GC-203 a free day',
    a: span('21T09:25', '21T09:30'),
    b: span('22T09:25', '22T10:00'),
    shared: false,
  },
  { id: 'touching', a: span('21T08:00', '21T12:00'), b: span('21T12:00', '21T16:00'), shared: false },
  { id: 'the same', a: span('21T08:00', '21T12:00'), b: span('21T08:00', '21T12:00'), shared: true },
])('overlap: $id', ({ a, b, shared }) => {
  expect(overlaps(a, b)).toBe(shared)
  expect(overlaps(b, a)).toBe(shared)
  expect(overlapSeconds(a, b) > 0).toBe(shared)
})

test('spans that overlap or touch become one, empty ones nothing', () => {
  const spans = [
    { start: 50, end: 60 },
    { start: 10, end: 20 },
    { start: 20, end: 30 },
    { start: 15, end: 18 },
    { start: 40, end: 40 },
  ]
  expect(mergeIntervals(spans)).toEqual([
    { start: 10, end: 30 },
    { start: 50, end: 60 },
  ])
})

test('cuts leave the rest, in order', () => {
  const cuts = [
    { start: 90, end: 120 },
    { start: 20, end: 30 },
    { start: -10, end: 5 },
  ]
  expect(subtractIntervals({ start: 0, end: 100 }, cuts)).toEqual([
    { start: 5, end: 20 },
    { start: 30, end: 90 },
  ])
})

const anySpans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 200 }))
    .map(([start, long]) => ({ start, end: start + long })),
  { maxLength: 12 },
)

test('merging is settled after once and takes any order', () => {
  fc.assert(
    fc.property(anySpans, (spans) => {
      const merged = mergeIntervals(spans)
      expect(mergeIntervals(merged)).toEqual(merged)
      expect(mergeIntervals(spans.toReversed())).toEqual(merged)
    }),
    { numRuns: 200 },
  )
})

test('what is cut and what remains add up to the whole', () => {
  const whole = { start: 100, end: 900 }
  fc.assert(
    fc.property(anySpans, (cuts) => {
      const rest = subtractIntervals(whole, cuts)
      const cut = subtractIntervals(whole, rest)
      expect(length(rest) + length(cut)).toBe(800)
    }),
    { numRuns: 200 },
  )
})
