import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brazilNightHourSeconds,
  germanNightWorkSeconds,
  isNightWork,
  legalNightSeconds,
  nightSeconds,
  nightWindows,
  type NightWindow,
} from './night.ts'
import { workedPieces } from './worked-time.ts'
import { resolveLocal } from './zone.ts'

/** 'YYYY-MM-DDTHH:MM' in a zone. */
const at = (zone: string, local: string) => resolveLocal(zone, local.slice(0, 10), local.slice(11)).instant
const minutes = (
  zone: string,
  window: NightWindow,
  work: readonly (readonly [string, string])[],
  breaks: readonly (readonly [string, string])[] = [],
  prolonged = false,
) => {
  const spans = (pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([start, end]) => ({ start: at(zone, start), end: at(zone, end) }))
  return nightSeconds(workedPieces(spans(work), spans(breaks)), zone, window, prolonged) / 60
}

const six: NightWindow = { start: '22:00', end: '06:00' }

test.each<[string, string, NightWindow, string, string, number]>([
  ['OD-65 20:00 to 08:00', 'UTC', six, '2026-09-07T20:00', '2026-09-08T08:00', 480],
  ['OD-67 a day', 'UTC', six, '2026-09-07T09:00', '2026-09-07T17:00', 0],
  ['BUG-16 wholly inside the window', 'UTC', six, '2026-09-07T22:00', '2026-09-08T06:00', 480],
  ['only the evening', 'UTC', six, '2026-09-07T21:00', '2026-09-07T23:30', 90],
  ['only the morning', 'UTC', six, '2026-09-08T04:00', '2026-09-08T12:00', 120],
  ['ends as the night begins', 'UTC', six, '2026-09-07T14:00', '2026-09-07T22:00', 0],
  ['begins as the night ends', 'UTC', six, '2026-09-08T06:00', '2026-09-08T14:00', 0],
  ['two nights', 'UTC', six, '2026-09-07T21:00', '2026-09-09T07:00', 960],
  ['evening and morning of one date', 'UTC', six, '2026-09-07T05:00', '2026-09-07T23:00', 120],
  ['no length', 'UTC', six, '2026-09-07T23:00', '2026-09-07T23:00', 0],
  ['Germany, 23 to 6', 'Europe/Berlin', nightWindows.DE, '2025-06-02T22:00', '2025-06-03T06:00', 420],
  ['Brazil, 22 to 5', 'America/Sao_Paulo', nightWindows.BR, '2025-06-02T22:00', '2025-06-03T06:00', 420],
  ['0 to 5, the same date', 'UTC', nightWindows.EU, '2025-06-02T22:00', '2025-06-03T06:00', 300],
  [
    'TT-115 19:00 to 23:59',
    'UTC',
    { start: '19:00', end: '23:59' },
    '2025-06-02T15:00',
    '2025-06-02T22:00',
    180,
  ],
  ['TT-119 18 to 3', 'UTC', { start: '18:00', end: '03:00' }, '2025-06-02T17:00', '2025-06-03T04:00', 540],
  [
    'TT-70c 0 to 10, the night of spring',
    'America/Vancouver',
    { start: '00:00', end: '10:00' },
    '2013-03-10T22:30',
    '2013-03-11T09:30',
    570,
  ],
  [
    'TT-70c 0 to 10, the night of autumn',
    'America/Vancouver',
    { start: '00:00', end: '10:00' },
    '2013-11-03T22:30',
    '2013-11-04T09:30',
    570,
  ],
  ['18 to 24', 'UTC', { start: '18:00', end: '24:00' }, '2025-06-02T17:00', '2025-06-03T04:00', 360],
  ['0 to 24', 'UTC', { start: '00:00', end: '24:00' }, '2025-06-02T17:00', '2025-06-03T04:00', 660],
  ['from 12 to 12', 'UTC', { start: '12:00', end: '12:00' }, '2025-06-02T17:00', '2025-06-03T14:00', 1260],
  ['autumn', 'Europe/Berlin', nightWindows.DE, '2025-10-25T22:00', '2025-10-26T06:00', 480],
  ['spring', 'Europe/Berlin', nightWindows.DE, '2025-03-29T22:00', '2025-03-30T06:00', 360],
  [
    'spring in Brazil as it was',
    'America/Sao_Paulo',
    nightWindows.BR,
    '2018-11-03T20:00',
    '2018-11-04T06:00',
    360,
  ],
  [
    'autumn in Brazil as it was',
    'America/Sao_Paulo',
    nightWindows.BR,
    '2018-02-17T20:00',
    '2018-02-18T06:00',
    480,
  ],
  [
    'the line skipped: from 00:00 in Cairo',
    'Africa/Cairo',
    nightWindows.EU,
    '2025-04-24T22:00',
    '2025-04-25T06:00',
    240,
  ],
  [
    'an end that is skipped: 02:30 is 03:00',
    'Europe/Berlin',
    { start: '22:00', end: '02:30' },
    '2025-03-29T22:00',
    '2025-03-30T06:00',
    240,
  ],
  [
    'an end that happens twice is the first',
    'Europe/Berlin',
    { start: '22:00', end: '02:30' },
    '2025-10-25T22:00',
    '2025-10-26T06:00',
    270,
  ],
  ['half an hour, Lord Howe', 'Australia/Lord_Howe', six, '2025-10-04T22:00', '2025-10-05T06:00', 450],
  ['a date left out, Apia', 'Pacific/Apia', six, '2011-12-29T22:00', '2011-12-31T06:00', 480],
])('night: %s', (_name, zone, window, start, end, expected) => {
  expect(minutes(zone, window, [[start, end]])).toBe(expected)
})

test('TT-117 a pause within, and breaks, are not night', () => {
  const window = { start: '18:00', end: '03:00' }
  const split = [
    ['2025-06-02T14:00', '2025-06-02T17:30'],
    ['2025-06-02T18:30', '2025-06-03T01:30'],
  ] as const
  expect(minutes('UTC', window, split)).toBe(420)
  const lunch = [['2025-06-02T23:30', '2025-06-03T00:30']] as const
  expect(minutes('UTC', window, split, lunch)).toBe(360)
})

test('no work, no night', () => {
  expect(nightSeconds([], 'UTC', six)).toBe(0)
})

describe('prolonged (Brazil)', () => {
  test.each<[string, string, string, number]>([
    ['GC-104 a full night that goes on', '2025-06-02T22:00', '2025-06-03T08:00', 600],
    ['began before the night', '2025-06-02T19:00', '2025-06-03T07:00', 540],
    ['began a minute into the night', '2025-06-02T22:01', '2025-06-03T08:00', 419],
    ['ended with the night', '2025-06-02T22:00', '2025-06-03T05:00', 420],
    ['ended within the night', '2025-06-02T22:00', '2025-06-03T03:00', 300],
    ['a day', '2025-06-02T08:00', '2025-06-02T17:00', 0],
    ['until the next night and into it', '2025-06-02T22:00', '2025-06-03T23:00', 1500],
  ])('%s', (_name, start, end, expected) => {
    expect(minutes('America/Fortaleza', nightWindows.BR, [[start, end]], [], true)).toBe(expected)
  })

  test('a break does not undo it and is not night', () => {
    const work = [['2025-06-02T22:00', '2025-06-03T08:00']] as const
    const lunch = [['2025-06-03T02:00', '2025-06-03T03:00']] as const
    expect(minutes('America/Fortaleza', nightWindows.BR, work, lunch, true)).toBe(540)
  })

  test('only when asked for', () => {
    const work = [['2025-06-02T22:00', '2025-06-03T08:00']] as const
    expect(minutes('America/Fortaleza', nightWindows.BR, work)).toBe(420)
  })
})

test.each([
  ['seven hours are eight', 420, 8],
  ['GC-104', 600, 11.4286],
  ['one', 52.5, 1],
  ['an hour of the clock', 60, 1.1429],
  ['none', 0, 0],
])('legal night hours: %s', (_name, clockMinutes, hours) => {
  expect(legalNightSeconds(clockMinutes * 60, brazilNightHourSeconds) / 3600).toBeCloseTo(hours, 4)
})

test.each([
  [2 * 3600, false],
  [2 * 3600 + 1, true],
  [0, false],
])('night work in Germany: %i seconds of night time', (seconds, expected) => {
  expect(isNightWork(seconds, germanNightWorkSeconds)).toBe(expected)
})

const anyShift = fc.record({
  zone: fc.constantFrom(
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ),
  start: fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2026, 0, 1) / 1000 }),
  seconds: fc.integer({ min: 0, max: 3 * 86_400 }),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('night and day make the whole; cutting changes nothing; prolonging never takes away', () => {
  fc.assert(
    fc.property(anyShift, ({ zone, start, seconds, cut }) => {
      const from = start * 1000
      const end = from + seconds * 1000
      const middle = from + Math.floor(seconds * cut) * 1000
      const night = nightSeconds([{ start: from, end }], zone, six)
      const day = nightSeconds([{ start: from, end }], zone, { start: six.end, end: six.start })
      expect(night + day).toBe(seconds)
      const first = nightSeconds([{ start: from, end: middle }], zone, six)
      const second = nightSeconds([{ start: middle, end }], zone, six)
      expect(first + second).toBe(night)
      const prolonged = nightSeconds([{ start: from, end }], zone, six, true)
      expect(prolonged).toBeGreaterThanOrEqual(night)
      expect(prolonged).toBeLessThanOrEqual(seconds)
    }),
  )
})
