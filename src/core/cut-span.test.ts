import { expect, test } from 'vitest'
import { cutByPeriod, cutPoint } from './cut-span.ts'
import { workdaysFromStart } from './workday-from-start.ts'

const hour = 3_600_000

test.each([
  ['on a whole second', 5000, 5000],
  ['within a second', 5999, 5000],
  ['before the span', -5000, 0],
  ['after it', 50_000, 10_000],
])('a line %s', (_, line, expected) => {
  expect(cutPoint({ start: 0, end: 10_000 }, line)).toBe(expected)
})

test('a span is cut where the period changes, and keeps all of its seconds', () => {
  const periodAt = (instant: number) => {
    const start = Math.floor(instant / 4000) * 4000
    return { start, end: start + 4000 }
  }
  const cut = (start: number, end: number) =>
    cutByPeriod({ start, end }, periodAt).map((piece) => [piece.start, piece.end, piece.period.start])
  expect(cut(0, 3000)).toEqual([[0, 3000, 0]])
  expect(cut(0, 4000)).toEqual([[0, 4000, 0]])
  expect(cut(1000, 9000)).toEqual([
    [1000, 4000, 0],
    [4000, 8000, 4000],
    [8000, 9000, 8000],
  ])
  // From half a second on: the second over the line belongs to the later period.
  expect(cut(500, 5500)).toEqual([
    [500, 3500, 0],
    [3500, 5500, 4000],
  ])
  expect(cut(3500, 5500)).toEqual([[3500, 5500, 4000]])
  expect(cut(500, 500)).toEqual([])
})

test('workdays of 24 hours begin with work', () => {
  const days = (...spans: [number, number][]) =>
    workdaysFromStart(spans.map(([start, end]) => ({ start: start * hour, end: end * hour }))).map(
      (day) => day.start / hour,
    )
  expect(days([8, 16], [31, 39])).toEqual([8, 32])
  expect(days([8, 16], [40, 48])).toEqual([8, 40])
  expect(days([8, 32])).toEqual([8])
  expect(days([8, 33])).toEqual([8, 32])
  expect(days([8, 90])).toEqual([8, 32, 56, 80])
  expect(days()).toEqual([])
})
