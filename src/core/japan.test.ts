import fc from 'fast-check'
import { expect, test } from 'vitest'
import { japanDay, japanLegalDaySeconds, roundMonthHours } from './japan.ts'
import { nightSeconds, nightWindows } from './night.ts'
import { workedPieces } from './worked-time.ts'

const zone = 'Asia/Tokyo'
/** Hours from 24 on are the next day. */
const at = (time: string) =>
  Date.parse('2025-06-02T00:00:00+09:00') +
  (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000
const spans = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([start, end]) => ({ start: at(start), end: at(end) }))

interface Case {
  id: string
  scheduled: number
  work: [string, string]
  breaks: [string, string][]
  /** Minutes: scheduled, inside the legal day, above by day, above by night, night only. */
  expected: [number, number, number, number, number]
}

const lunch: [string, string][] = [['12:00', '13:00']]
const cases: Case[] = [
  {
    id: 'GC-106 8:30 to 5:00, scheduled 7.5 h',
    scheduled: 450,
    work: ['08:30', '29:00'],
    breaks: lunch,
    expected: [450, 30, 270, 420, 0],
  },
  {
    id: 'the scheduled day',
    scheduled: 450,
    work: ['08:30', '17:00'],
    breaks: lunch,
    expected: [450, 0, 0, 0, 0],
  },
  {
    id: 'less than it',
    scheduled: 450,
    work: ['08:30', '15:00'],
    breaks: lunch,
    expected: [330, 0, 0, 0, 0],
  },
  {
    id: 'up to the legal day',
    scheduled: 450,
    work: ['08:30', '17:30'],
    breaks: lunch,
    expected: [450, 30, 0, 0, 0],
  },
  {
    id: 'a minute above it',
    scheduled: 450,
    work: ['08:30', '17:31'],
    breaks: lunch,
    expected: [450, 30, 1, 0, 0],
  },
  {
    id: 'until 22:00 and a minute into the night',
    scheduled: 480,
    work: ['09:00', '22:01'],
    breaks: lunch,
    expected: [480, 0, 240, 1, 0],
  },
  {
    id: 'past the night: day again, still overtime',
    scheduled: 480,
    work: ['09:00', '30:00'],
    breaks: lunch,
    expected: [480, 0, 300, 420, 0],
  },
  {
    id: 'a night shift of 8 h',
    scheduled: 480,
    work: ['21:00', '30:00'],
    breaks: [['25:00', '26:00']],
    expected: [480, 0, 0, 0, 360],
  },
  {
    id: 'a night shift and overtime after it',
    scheduled: 480,
    work: ['18:00', '29:00'],
    breaks: [['22:00', '23:00']],
    expected: [480, 0, 0, 120, 240],
  },
  {
    id: 'a night shift that goes on into the day',
    scheduled: 480,
    work: ['21:00', '30:30'],
    breaks: [['25:00', '26:00']],
    expected: [480, 0, 30, 0, 360],
  },
  {
    id: 'a short night shift',
    scheduled: 450,
    work: ['22:00', '26:00'],
    breaks: [],
    expected: [240, 0, 0, 0, 240],
  },
  {
    id: 'nothing scheduled: all of the legal day is plain',
    scheduled: 0,
    work: ['09:00', '19:00'],
    breaks: lunch,
    expected: [0, 480, 60, 0, 0],
  },
  {
    id: 'scheduled longer than the legal day',
    scheduled: 540,
    work: ['09:00', '19:00'],
    breaks: [],
    expected: [480, 0, 120, 0, 0],
  },
  { id: 'nothing worked', scheduled: 450, work: ['09:00', '09:00'], breaks: [], expected: [0, 0, 0, 0, 0] },
]

test.each(cases)('$id', ({ scheduled, work, breaks, expected }) => {
  const pieces = workedPieces(spans([work]), spans(breaks))
  const day = japanDay(pieces, zone, scheduled * 60, japanLegalDaySeconds, nightWindows.JP)
  expect([
    day.scheduledSeconds / 60,
    day.insideLegalSeconds / 60,
    day.overtimeDaySeconds / 60,
    day.overtimeNightSeconds / 60,
    day.nightOnlySeconds / 60,
  ]).toEqual(expected)
})

test('parts of a second never make more night than overtime', () => {
  // Night begins 0.4 s before the legal day is full, and 10.6 s are worked after it.
  const start = at('14:00') + 400
  const pieces = [{ start, end: start + 8 * 3_600_000 + 10_600 }]
  expect(japanDay(pieces, zone, 28_800, japanLegalDaySeconds, nightWindows.JP)).toEqual({
    scheduledSeconds: 28_800,
    insideLegalSeconds: 0,
    overtimeDaySeconds: 0,
    overtimeNightSeconds: 10,
    nightOnlySeconds: 0,
  })
})

test.each([
  ['GC-108 10 h 29', 629 * 60, 10],
  ['10 h 30', 630 * 60, 11],
  ['10 h 29 min 59 s', 630 * 60 - 1, 10],
  ['GC-110 20 days of 29 minutes: 9 h 40', 20 * 29 * 60, 10],
  ['20 days of 1 minute', 20 * 60, 0],
  ['half an hour', 1800, 1],
  ['whole hours', 36_000, 10],
  ['nothing', 0, 0],
])('month: %s', (_name, seconds, hours) => {
  expect(roundMonthHours(seconds, 30)).toBe(hours)
})

test('the four parts make the day, none is negative, and the night is all accounted for', () => {
  const pause = fc
    .tuple(fc.integer({ min: 0, max: 100_000_000 }), fc.integer({ min: 0, max: 7_200_000 }))
    .map(([start, length]) => ({ start: at('08:00') + start, end: at('08:00') + start + length }))
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000_000 }),
      fc.array(pause, { maxLength: 4 }),
      fc.integer({ min: 0, max: 36_000 }),
      (length, breaks, scheduled) => {
        const pieces = workedPieces([{ start: at('08:00'), end: at('08:00') + length }], breaks)
        const worked = Math.floor(pieces.reduce((sum, { start, end }) => sum + end - start, 0) / 1000)
        const day = japanDay(pieces, zone, scheduled, japanLegalDaySeconds, nightWindows.JP)
        const { scheduledSeconds, insideLegalSeconds, overtimeDaySeconds, overtimeNightSeconds } = day
        expect(scheduledSeconds + insideLegalSeconds + overtimeDaySeconds + overtimeNightSeconds).toBe(worked)
        expect(Math.min(...Object.values(day))).toBeGreaterThanOrEqual(0)
        const night = nightSeconds(pieces, zone, nightWindows.JP)
        expect(night - overtimeNightSeconds - day.nightOnlySeconds).toBeGreaterThanOrEqual(0)
        expect(night - overtimeNightSeconds - day.nightOnlySeconds).toBeLessThanOrEqual(1)
      },
    ),
  )
})
