import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatHours, hoursOf, roundHalfUp, wholeMinutes } from './duration.ts'

test.each([
  ['GC-005 1.005 h', 3618, 1.01],
  ['GC-005 2.675 h', 9630, 2.68],
  ['GC-005 8.125 h', 29_250, 8.13],
  ['below half', 3617, 1],
  ['OR-01 an hour', 3600, 1],
  ['7 h 50', 28_200, 7.83],
  ['8 h 05', 29_100, 8.08],
  ['17 seconds', 17, 0],
  ['18 seconds', 18, 0.01],
  ['nothing', 0, 0],
  ['a debt', -3618, -1.01],
  ['a year', 31_536_000, 8760],
])('%s as hours', (_name, seconds, hours) => expect(hoursOf(seconds)).toBe(hours))

test.each([
  [0, '0:00'],
  [59, '0:00'],
  [60, '0:01'],
  [3599, '0:59'],
  [3600, '1:00'],
  [27_900, '7:45'],
  [360_000, '100:00'],
  [-59, '0:00'],
  [-90, '-0:01'],
  [-5400, '-1:30'],
])('%d seconds are %s', (seconds, text) => expect(formatHours(seconds)).toBe(text))

test.each([
  [0, 0],
  [59, 0],
  [60, 1],
  [90, 1],
  [-59, 0],
  [-90, -1],
])('%d seconds are %d whole minutes', (seconds, minutes) => expect(wholeMinutes(seconds)).toBe(minutes))

test.each([
  ['GC-005', '1.005', '0.01', '1.01'],
  ['GC-005', '2.675', '0.01', '2.68'],
  ['GC-005', '8.125', '0.01', '8.13'],
  ['GC-005', '0.004999', '0.01', '0.00'],
  ['one decimal', '0.05', '0.1', '0.1'],
  ['one decimal', '0.049', '0.1', '0.0'],
  ['whole', '0.5', '1', '1'],
  ['quarters', '8.125', '0.25', '8.25'],
  ['quarters', '8.1', '0.25', '8.00'],
  ['finer than the value', '8', '0.01', '8.00'],
  ['coarser than one', '15', '10', '20'],
  ['a debt', '-1.005', '0.01', '-1.01'],
  ['a debt of nothing', '-0.001', '0.01', '0.00'],
  ['more than a float holds', '12345678901234567890.125', '0.01', '12345678901234567890.13'],
])('%s: %s to %s is %s', (_name, value, quantum, rounded) =>
  expect(roundHalfUp(value, quantum)).toBe(rounded),
)

test.each([
  ['', '0.01'],
  ['1e3', '0.01'],
  ['1.', '0.01'],
  ['abc', '0.01'],
  ['1', '0'],
  ['1', '-0.01'],
])('%j to %j is refused', (value, quantum) => expect(() => roundHalfUp(value, quantum)).toThrow(RangeError))

test('a refusal says what is wrong', () => {
  expect(() => roundHalfUp('1', '0')).toThrow('The quantum must be above zero, not 0.')
  expect(() => roundHalfUp('1,5', '1')).toThrow('"1,5" is no plain decimal number.')
})

describe('what always holds', () => {
  test('hours are never more than 18 seconds away', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000_000, max: 40_000_000 }), (seconds) => {
        expect(Math.abs(Math.round(hoursOf(seconds) * 3600) - seconds)).toBeLessThanOrEqual(18)
        expect(hoursOf(-seconds) + hoursOf(seconds)).toBe(0)
      }),
    )
  })

  test('hours and decimal rounding agree', () => {
    // 0.0025 h are 9 seconds: every multiple is an exact decimal.
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (nines) => {
        const text = `${Math.floor((nines * 25) / 10_000)}.${String((nines * 25) % 10_000).padStart(4, '0')}`
        expect(hoursOf(nines * 9)).toBe(Number(roundHalfUp(text, '0.01')))
      }),
    )
  })
})
