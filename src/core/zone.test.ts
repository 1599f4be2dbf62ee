import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addDays } from './calendar.ts'
import {
  dateExists,
  dayBounds,
  formatInstant,
  isTimeZone,
  lineInstant,
  localDate,
  localDateTime,
  localTime,
  offsetSecondsAt,
  resolveLocal,
  splitByDay,
} from './zone.ts'

const utc = (text: string) => Date.parse(text)
const iso = (instant: number) => new Date(instant).toISOString().replace('.000Z', 'Z')

/** The instant of 'YYYY-MM-DDTHH:MM' in a zone; `later` takes the second of two. */
function at(zone: string, text: string, later = false): number {
  const local = resolveLocal(zone, text.slice(0, 10), text.slice(11))
  return later ? local.later : local.instant
}

const minutesBetween = (start: number, end: number) => (end - start) / 60_000

describe('elapsed minutes between two wall times', () => {
  test.each([
    ['GC-118 spring night, New York', 'America/New_York', '2025-03-08T23:00', '2025-03-09T07:30', 450],
    ['autumn night, New York', 'America/New_York', '2025-11-01T23:00', '2025-11-02T07:30', 570],
    ['GC-120 no change in Arizona', 'America/Phoenix', '2025-03-08T23:00', '2025-03-09T07:30', 510],
    ['TT-60 autumn, Vancouver', 'America/Vancouver', '2013-11-02T22:00', '2013-11-03T06:00', 540],
    ['GC-122 TT-62 spring, Vancouver', 'America/Vancouver', '2013-03-09T22:00', '2013-03-10T06:00', 420],
    ['TT-64 autumn, 12 h on the clock', 'America/Vancouver', '2016-11-05T18:00', '2016-11-06T06:00', 780],
    ['TT-70 autumn, from 23:00', 'America/Vancouver', '2013-11-02T23:00', '2013-11-03T06:00', 480],
    ['TT-70c the night after', 'America/Vancouver', '2013-11-03T22:30', '2013-11-04T09:30', 660],
    ['GC-124 spring, Berlin', 'Europe/Berlin', '2025-03-29T22:00', '2025-03-30T06:00', 420],
    ['autumn, Berlin', 'Europe/Berlin', '2025-10-25T22:00', '2025-10-26T06:00', 540],
    ['NEW-01 autumn, Berlin 2026', 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T06:00', 540],
    ['NEW-01 spring, Berlin 2026', 'Europe/Berlin', '2026-03-28T22:00', '2026-03-29T06:00', 420],
    ['GC-126 spring, London', 'Europe/London', '2025-03-29T22:00', '2025-03-30T06:00', 420],
    ['GC-128 half an hour, Lord Howe', 'Australia/Lord_Howe', '2025-10-04T22:00', '2025-10-05T06:00', 450],
    ['autumn, Lord Howe', 'Australia/Lord_Howe', '2025-04-05T22:00', '2025-04-06T06:00', 510],
    ['GC-130 Ramadan begins, Casablanca', 'Africa/Casablanca', '2025-02-22T22:00', '2025-02-23T06:00', 540],
    ['Ramadan ends, Casablanca', 'Africa/Casablanca', '2025-04-05T22:00', '2025-04-06T06:00', 420],
    ['GC-132 two hours, Troll', 'Antarctica/Troll', '2025-03-29T22:00', '2025-03-30T06:00', 360],
    ['GC-134 over a left-out date, Apia', 'Pacific/Apia', '2011-12-29T22:00', '2011-12-31T06:00', 480],
    ['GC-136 for good, Caracas', 'America/Caracas', '2016-04-30T22:00', '2016-05-01T06:00', 450],
    ['for good, back, Caracas', 'America/Caracas', '2007-12-08T22:00', '2007-12-09T06:00', 510],
    ['GC-138 spring, Chatham', 'Pacific/Chatham', '2025-09-27T22:00', '2025-09-28T06:00', 420],
    ['winter time in summer, Dublin', 'Europe/Dublin', '2025-10-25T22:00', '2025-10-26T06:00', 540],
    ['no change, Kathmandu', 'Asia/Kathmandu', '2025-03-29T22:00', '2025-03-30T06:00', 480],
  ])('%s', (_name, zone, start, end, minutes) => {
    expect(minutesBetween(at(zone, start), at(zone, end))).toBe(minutes)
  })

  test('GC-140 in at 09:00 in New York, out at 15:00 in Los Angeles', () => {
    const start = at('America/New_York', '2025-06-02T09:00')
    expect(minutesBetween(start, at('America/Los_Angeles', '2025-06-02T15:00'))).toBe(540)
  })

  test('GC-142 out before in on the wall clock: 01:50 EDT to 01:10 EST', () => {
    const start = at('America/New_York', '2025-11-02T01:50')
    expect(minutesBetween(start, at('America/New_York', '2025-11-02T01:10', true))).toBe(20)
  })

  test('OR-11 in at +05:30, out at +09:00', () => {
    const start = at('Asia/Kolkata', '2011-04-20T14:55')
    const end = at('Asia/Tokyo', '2011-04-21T14:59')
    expect(iso(end)).toBe('2011-04-21T05:59:00Z')
    expect(minutesBetween(start, end)).toBe(20 * 60 + 34)
  })

  test.each([
    ['TT-66 not yet', '2012-11-03T22:00', '2012-11-04T01:59', 0],
    ['TT-66 in autumn', '2012-11-03T22:00', '2012-11-04T02:00', -3600],
    ['TT-68 not yet', '2013-03-09T22:00', '2013-03-10T01:59', 0],
    ['TT-68 in spring', '2013-03-09T22:00', '2013-03-10T02:00', 3600],
    ['TT-68 01:30 to 06:30', '2013-03-10T01:30', '2013-03-10T06:30', 3600],
  ])('the clock changes within the span: %s', (_name, start, end, seconds) => {
    const offset = (text: string) => offsetSecondsAt('America/Vancouver', at('America/Vancouver', text))
    expect(offset(end) - offset(start)).toBe(seconds)
  })
})

describe('splitByDay', () => {
  test.each([
    [
      'GC-144 23:00 repeats, Sao Paulo',
      'America/Sao_Paulo',
      '2018-02-17T20:00',
      '2018-02-18T04:00',
      [300, 240],
    ],
    ['no midnight, Sao Paulo', 'America/Sao_Paulo', '2018-11-03T20:00', '2018-11-04T04:00', [240, 180]],
    [
      'GC-146 23:00 repeats, Santiago',
      'America/Santiago',
      '2025-04-05T22:00',
      '2025-04-06T06:00',
      [180, 360],
    ],
    ['no midnight, Santiago', 'America/Santiago', '2025-09-06T22:00', '2025-09-07T06:00', [120, 300]],
    ['GC-148 no midnight, Cairo', 'Africa/Cairo', '2025-04-24T22:00', '2025-04-25T06:00', [120, 300]],
    ['23:00 repeats, Cairo', 'Africa/Cairo', '2025-10-30T22:00', '2025-10-31T06:00', [180, 360]],
    ['GC-150 leap day, Almaty', 'Asia/Almaty', '2024-02-29T20:00', '2024-03-01T04:00', [300, 240]],
    [
      'GC-152 turn of the year, Kiritimati',
      'Pacific/Kiritimati',
      '2025-12-31T22:00',
      '2026-01-01T06:00',
      [120, 360],
    ],
    ['midnight repeats, Havana', 'America/Havana', '2025-11-01T22:00', '2025-11-02T06:00', [120, 420]],
    ['back over midnight, St. Johns', 'America/St_Johns', '2010-11-06T22:00', '2010-11-07T06:00', [120, 420]],
    ['TT-45 within a day', 'America/Vancouver', '2009-01-01T08:00', '2009-01-01T23:30', [930]],
    ['TT-47 over three days', 'America/Vancouver', '2009-01-01T16:00', '2009-01-03T08:00', [480, 1440, 480]],
    [
      'TT-51 a minute of the next day',
      'America/Vancouver',
      '2009-01-01T00:01',
      '2009-01-02T00:01',
      [1439, 1],
    ],
    ['TT-53 until midnight', 'America/Vancouver', '2009-01-01T08:00', '2009-01-02T00:00', [960]],
    ['TT-53 from midnight', 'America/Vancouver', '2009-01-01T00:00', '2009-01-01T01:00', [60]],
    ['TT-53 two whole days', 'America/Vancouver', '2009-01-01T00:00', '2009-01-03T00:00', [1440, 1440]],
    ['TT-71 Friday into Saturday', 'America/Vancouver', '2015-03-06T18:00', '2015-03-07T03:00', [360, 180]],
    [
      'TT-73 Sunday of the change into Monday',
      'America/Vancouver',
      '2015-03-08T18:00',
      '2015-03-09T03:00',
      [360, 180],
    ],
    ['OD-01 until after midnight', 'Europe/Brussels', '2019-03-01T22:00', '2019-03-02T02:00', [120, 120]],
    ['OD-10', 'Europe/Brussels', '2025-11-03T10:00', '2025-11-03T18:00', [480]],
    ['OD-12', 'Europe/Brussels', '2025-11-05T21:00', '2025-11-07T13:00', [180, 1440, 780]],
    ['OD-14', 'Europe/Brussels', '2025-11-12T00:30', '2025-11-14T10:00', [1410, 1440, 600]],
  ])('%s', (_name, zone, start, end, minutes) => {
    const pieces = splitByDay(zone, at(zone, start), at(zone, end))
    expect(pieces.map((piece) => piece.seconds / 60)).toEqual(minutes)
    expect(pieces[0]?.date).toBe(start.slice(0, 10))
    expect(pieces.map((piece) => piece.date)).toEqual(minutes.map((_, i) => addDays(start.slice(0, 10), i)))
  })

  test('TT-49 seconds count', () => {
    const start = at('America/Vancouver', '2009-01-01T00:00')
    expect(splitByDay('America/Vancouver', start, start + 46_799_000)).toEqual([
      { date: '2009-01-01', seconds: 46_799 },
    ])
  })

  test('OD-65 the night of 20:00 to 08:00 in UTC', () => {
    expect(splitByDay('UTC', utc('2026-09-07T22:00Z'), utc('2026-09-08T06:00Z'))).toEqual([
      { date: '2026-09-07', seconds: 7200 },
      { date: '2026-09-08', seconds: 21_600 },
    ])
  })

  test('a date that was left out has no piece', () => {
    const pieces = splitByDay(
      'Pacific/Apia',
      at('Pacific/Apia', '2011-12-29T22:00'),
      at('Pacific/Apia', '2011-12-31T06:00'),
    )
    expect(pieces).toEqual([
      { date: '2011-12-29', seconds: 7200 },
      { date: '2011-12-31', seconds: 21_600 },
    ])
  })

  test('a span that begins in the repeated evening belongs to the day that has begun', () => {
    const start = at('America/St_Johns', '2010-11-06T23:30', true)
    expect(splitByDay('America/St_Johns', start, start + 3_600_000)).toEqual([
      { date: '2010-11-07', seconds: 3600 },
    ])
  })

  test('nothing has no pieces', () => {
    expect(splitByDay('UTC', 5000, 5000)).toEqual([])
    expect(splitByDay('UTC', 5000, 4000)).toEqual([])
    expect(splitByDay('UTC', 5000, 5999)).toEqual([])
  })
})

describe('lineInstant', () => {
  test.each([
    ['an ordinary time', 'Europe/Berlin', '2025-06-02', '22:00', '2025-06-02T20:00:00Z'],
    ['with seconds', 'Europe/Berlin', '2025-06-02', '22:00:30', '2025-06-02T20:00:30Z'],
    ['the end of the day', 'Europe/Berlin', '2025-06-02', '24:00', '2025-06-02T22:00:00Z'],
    ['the start of a gap', 'Europe/Berlin', '2025-03-30', '02:00', '2025-03-30T01:00:00Z'],
    [
      'within a gap: the first instant after it',
      'Europe/Berlin',
      '2025-03-30',
      '02:45',
      '2025-03-30T01:00:00Z',
    ],
    ['after a gap', 'Europe/Berlin', '2025-03-30', '03:00', '2025-03-30T01:00:00Z'],
    ['twice: the first', 'Europe/Berlin', '2025-10-26', '02:30', '2025-10-26T00:30:00Z'],
    ['a midnight that is skipped', 'Africa/Cairo', '2025-04-25', '00:00', '2025-04-24T22:00:00Z'],
    ['a date that is left out', 'Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T10:00:00Z'],
  ])('%s', (_name, zone, date, time, expected) => {
    expect(iso(lineInstant(zone, date, time))).toBe(expected)
  })
})

describe('dayBounds', () => {
  test.each([
    ['GC-154', 'America/New_York', '2025-11-02', '2025-11-02T04:00:00Z', '2025-11-03T05:00:00Z', 1500],
    ['spring', 'America/New_York', '2025-03-09', '2025-03-09T05:00:00Z', '2025-03-10T04:00:00Z', 1380],
    ['GC-156', 'Australia/Lord_Howe', '2025-04-06', '2025-04-05T13:00:00Z', '2025-04-06T13:30:00Z', 1470],
    ['spring', 'Australia/Lord_Howe', '2025-10-05', '2025-10-04T13:30:00Z', '2025-10-05T13:00:00Z', 1410],
    ['GC-158', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z', 1440],
    [
      'before the left-out date',
      'Pacific/Apia',
      '2011-12-29',
      '2011-12-29T10:00:00Z',
      '2011-12-30T10:00:00Z',
      1440,
    ],
    [
      'GC-160 begins at 01:00',
      'Asia/Beirut',
      '2023-03-26',
      '2023-03-25T22:00:00Z',
      '2023-03-26T21:00:00Z',
      1380,
    ],
    [
      'GC-162 begins at 01:00',
      'Atlantic/Azores',
      '2025-03-30',
      '2025-03-30T01:00:00Z',
      '2025-03-31T00:00:00Z',
      1380,
    ],
    [
      'midnight repeats',
      'Atlantic/Azores',
      '2025-10-26',
      '2025-10-26T00:00:00Z',
      '2025-10-27T01:00:00Z',
      1500,
    ],
    [
      'NEW-03 begins at 01:00',
      'Africa/Cairo',
      '2026-04-24',
      '2026-04-23T22:00:00Z',
      '2026-04-24T21:00:00Z',
      1380,
    ],
    [
      'back over midnight',
      'America/St_Johns',
      '2010-11-07',
      '2010-11-07T02:30:00Z',
      '2010-11-08T03:30:00Z',
      1500,
    ],
    [
      'midnight repeats',
      'America/Havana',
      '2025-11-02',
      '2025-11-02T04:00:00Z',
      '2025-11-03T05:00:00Z',
      1500,
    ],
    ['two hours', 'Antarctica/Troll', '2025-10-26', '2025-10-25T22:00:00Z', '2025-10-27T00:00:00Z', 1560],
  ])('%s %s %s', (_name, zone, date, start, end, minutes) => {
    const bounds = dayBounds(zone, date)
    expect(bounds && { start: iso(bounds.start), end: iso(bounds.end) }).toEqual({ start, end })
    expect(bounds && minutesBetween(bounds.start, bounds.end)).toBe(minutes)
    expect(dateExists(zone, date)).toBe(true)
  })

  test.each([
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Fakaofo', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ])('%s left out %s', (zone, date) => {
    expect(dayBounds(zone, date)).toBeUndefined()
    expect(dateExists(zone, date)).toBe(false)
    expect(dayBounds(zone, addDays(date, -1))?.end).toBe(dayBounds(zone, addDays(date, 1))?.start)
  })

  test.each([
    ['GC-164 November, New York', 'America/New_York', '2025-11-01', '2025-12-01', 721],
    ['March, New York', 'America/New_York', '2025-03-01', '2025-04-01', 743],
    ['GC-166 ISO week 43, Berlin', 'Europe/Berlin', '2025-10-20', '2025-10-27', 169],
    ['ISO week 13, Berlin', 'Europe/Berlin', '2025-03-24', '2025-03-31', 167],
    ['GC-168 year 2011, Apia', 'Pacific/Apia', '2011-01-01', '2012-01-01', 8736],
    ['leap year, Berlin', 'Europe/Berlin', '2024-01-01', '2025-01-01', 8784],
    ['a quarter with one change, London', 'Europe/London', '2025-01-01', '2025-04-01', 2159],
  ])('%s has its hours', (_name, zone, from, to, hours) => {
    expect((dayBounds(zone, to)!.start - dayBounds(zone, from)!.start) / 3_600_000).toBe(hours)
  })
})

describe('resolveLocal', () => {
  test.each([
    ['GC-170', 'America/New_York', '2025-11-02T01:30', '2025-11-02T05:30:00Z', '2025-11-02T06:30:00Z'],
    ['GC-172', 'America/Sao_Paulo', '2018-02-17T23:30', '2018-02-18T01:30:00Z', '2018-02-18T02:30:00Z'],
    ['GC-176', 'Europe/Berlin', '2025-10-26T02:30', '2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'],
    [
      'half an hour',
      'Australia/Lord_Howe',
      '2025-04-06T01:45',
      '2025-04-05T14:45:00Z',
      '2025-04-05T15:15:00Z',
    ],
    ['its first minute', 'Europe/Berlin', '2025-10-26T02:00', '2025-10-26T00:00:00Z', '2025-10-26T01:00:00Z'],
  ])('%s %s: %s happened twice', (_name, zone, text, earlier, later) => {
    const local = resolveLocal(zone, text.slice(0, 10), text.slice(11))
    expect(local).toEqual({
      kind: 'overlap',
      instant: utc(earlier),
      earlier: utc(earlier),
      later: utc(later),
    })
  })

  test.each([
    ['GC-174', 'Australia/Lord_Howe', '2025-10-05T02:15', '2025-10-04T15:15:00Z', '2025-10-04T15:45:00Z'],
    ['an hour', 'America/New_York', '2025-03-09T02:30', '2025-03-09T06:30:00Z', '2025-03-09T07:30:00Z'],
    ['its first minute', 'Europe/Berlin', '2025-03-30T02:00', '2025-03-30T00:00:00Z', '2025-03-30T01:00:00Z'],
    ['at midnight', 'Africa/Cairo', '2025-04-25T00:30', '2025-04-24T21:30:00Z', '2025-04-24T22:30:00Z'],
    ['a whole date', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-29T22:00:00Z', '2011-12-30T22:00:00Z'],
  ])('%s %s: %s did not happen', (_name, zone, text, earlier, later) => {
    const local = resolveLocal(zone, text.slice(0, 10), text.slice(11))
    expect(local).toEqual({ kind: 'gap', instant: utc(later), earlier: utc(earlier), later: utc(later) })
  })

  test.each([
    ['after the gap', 'Europe/Berlin', '2025-03-30T03:00', '2025-03-30T01:00:00Z'],
    ['before the gap', 'Europe/Berlin', '2025-03-30T01:59', '2025-03-30T00:59:00Z'],
    ['after the overlap', 'Europe/Berlin', '2025-10-26T03:00', '2025-10-26T02:00:00Z'],
    ['before the overlap', 'Europe/Berlin', '2025-10-26T01:59', '2025-10-25T23:59:00Z'],
    ['BUG-06 minutes of the offset', 'Asia/Kolkata', '2025-08-20T08:45', '2025-08-20T03:15:00Z'],
    ['three quarters', 'Asia/Kathmandu', '2025-08-20T10:20', '2025-08-20T04:35:00Z'],
    ['before the tables', 'Europe/Berlin', '1990-07-01T12:00', '1990-07-01T10:00:00Z'],
    ['after the tables', 'Europe/Berlin', '2150-07-01T12:00', '2150-07-01T10:00:00Z'],
  ])('%s %s: %s is one instant', (_name, zone, text, instant) => {
    const local = resolveLocal(zone, text.slice(0, 10), text.slice(11))
    expect(local).toEqual({
      kind: 'unique',
      instant: utc(instant),
      earlier: utc(instant),
      later: utc(instant),
    })
  })
})

describe('wall times', () => {
  test.each([
    ['Europe/Vienna', '2025-08-20T06:45:00Z', '2025-08-20T08:45:00+02:00'],
    ['Europe/Vienna', '2025-01-20T06:45:00.250Z', '2025-01-20T07:45:00.250+01:00'],
    ['UTC', '2025-08-20T06:45:00Z', '2025-08-20T06:45:00+00:00'],
    ['America/St_Johns', '2025-01-01T00:00:00Z', '2024-12-31T20:30:00-03:30'],
    ['Asia/Kathmandu', '2025-01-01T00:00:00Z', '2025-01-01T05:45:00+05:45'],
    // +00:19:32 until 1937: floored, the text names the same instant.
    ['Europe/Amsterdam', '1850-01-01T00:00:00Z', '1850-01-01T00:17:00+00:17'],
  ])('%s at %s is %s', (zone, instant, text) => {
    expect(formatInstant(zone, utc(instant))).toBe(text)
    expect(Date.parse(text)).toBe(utc(instant))
  })

  test('the parts of a stored wall time', () => {
    const instant = utc('2025-08-20T22:05:09.007Z')
    expect(localDateTime('Europe/Vienna', instant)).toBe('2025-08-21T00:05:09.007')
    expect(localDate('Europe/Vienna', instant)).toBe('2025-08-21')
    expect(localTime('Europe/Vienna', instant)).toBe('00:05:09')
  })

  test('before 1970 and before the tables', () => {
    expect(localDateTime('UTC', -1)).toBe('1969-12-31T23:59:59.999')
    expect(localDateTime('America/New_York', utc('1960-07-01T12:00:00Z'))).toBe('1960-07-01T08:00:00.000')
  })

  test('OD-27 today in Auckland', () => {
    expect(localDate('Pacific/Auckland', utc('2026-08-31T20:00:00Z'))).toBe('2026-09-01')
  })

  test.each([
    ['OD-31', 'Asia/Tokyo', '2026-09-07T22:00:00Z', '2026-09-08'],
    ['OD-31', 'Pacific/Honolulu', '2026-09-08T02:00:00Z', '2026-09-07'],
    ['OD-23', 'Pacific/Honolulu', '2024-05-27T23:30:00Z', '2024-05-27'],
    // The offset is that of the instant, not that of the day on which the list is read.
    ['NEW-05', 'Europe/Vienna', '2025-01-15T22:30:00Z', '2025-01-15'],
  ])('%s date in %s at %s', (_name, zone, instant, date) => {
    expect(localDate(zone, utc(instant))).toBe(date)
  })
})

describe('isTimeZone', () => {
  test.each([
    'Europe/Vienna',
    'UTC',
    'Etc/UTC',
    'Etc/GMT+5',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'US/Eastern',
    'Europe/Kyiv',
  ])('takes %s', (name) => expect(isTimeZone(name)).toBe(true))

  test.each([
    '',
    ' ',
    '+05:00',
    '-03',
    '+0530',
    'Z',
    'europe/vienna',
    'EUROPE/VIENNA',
    'utc',
    'Mars/Olympus',
    'Europe/',
    'Europe/Vienna ',
    '2025-01-01T00:00[Europe/Vienna]',
    'GMT+5',
    '__proto__',
    'constructor',
    'x'.repeat(10_000),
    '\u0000',
  ])('refuses %j', (name) => expect(isTimeZone(name)).toBe(false))

  test('takes a zone that was used before', () => {
    localDate('Europe/Vienna', 0)
    offsetSecondsAt('Europe/Vienna', Date.UTC(2025, 0, 1))
    expect(isTimeZone('Europe/Vienna')).toBe(true)
  })

  test('an unknown zone is an error elsewhere', () => {
    expect(() => offsetSecondsAt('Mars/Olympus', 0)).toThrow(RangeError)
    expect(() => localDate('Mars/Olympus', utc('2025-01-01T00:00Z'))).toThrow(RangeError)
    expect(() => offsetSecondsAt('UTC', Number.NaN)).toThrow(RangeError)
  })
})

describe('what always holds', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Africa/Cairo',
    'America/Sao_Paulo',
    'America/Santiago',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'Antarctica/Troll',
    'Asia/Tehran',
    'Pacific/Kiritimati',
    'America/Havana',
    'Europe/Dublin',
    'Asia/Gaza',
    'Asia/Pyongyang',
    'America/Caracas',
  ]
  const zone = fc.constantFrom(...zones)
  const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 11, 31) })

  /** Instants within two days of a change of the clocks: where the errors are. */
  const nearChange = fc
    .tuple(zone, instant, fc.integer({ min: -48 * 60, max: 48 * 60 }))
    .map(([name, near, minutes]) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(name)
      const change = zoned.getTimeZoneTransition('previous')?.epochMilliseconds ?? near
      return { name, instant: change + minutes * 60_000 }
    })
  const anywhere = fc.oneof(fc.record({ name: zone, instant }), nearChange)

  test('offsets agree with Temporal', () => {
    fc.assert(
      fc.property(anywhere, ({ name, instant: when }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(when).toZonedDateTimeISO(name)
        expect(offsetSecondsAt(name, when)).toBe(Math.floor(zoned.offsetNanoseconds / 1e9))
        expect(localDateTime(name, when)).toBe(
          zoned.toPlainDateTime().toString({ smallestUnit: 'millisecond' }),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('wall times resolve as in Temporal', () => {
    fc.assert(
      fc.property(anywhere, zone, ({ name, instant: when }, other) => {
        // Read in its own zone, and a wall time of another zone, that may not exist here.
        for (const text of [localDateTime(name, when), localDateTime(other, when)]) {
          const wall = Temporal.PlainDateTime.from(text.slice(0, 19))
          const pick = (disambiguation: 'compatible' | 'earlier' | 'later') =>
            wall.toZonedDateTime(name, { disambiguation }).epochMilliseconds
          const local = resolveLocal(name, text.slice(0, 10), text.slice(11, 19))
          expect([local.instant, local.earlier, local.later]).toEqual([
            pick('compatible'),
            pick('earlier'),
            pick('later'),
          ])
        }
      }),
      { numRuns: 500 },
    )
  })

  test('splitting at midnight changes no total', () => {
    fc.assert(
      fc.property(
        anywhere,
        fc.integer({ min: 0, max: 5 * 86_400_000 }),
        ({ name, instant: start }, length) => {
          const pieces = splitByDay(name, start, start + length)
          expect(pieces.reduce((sum, piece) => sum + piece.seconds, 0)).toBe(Math.floor(length / 1000))
          expect(pieces.every((piece) => piece.seconds > 0)).toBe(true)
          expect(pieces.map((piece) => piece.date)).toEqual(
            [...new Set(pieces.map((piece) => piece.date))].sort(),
          )
        },
      ),
      { numRuns: 300 },
    )
  })

  test('days follow each other without a hole and hold the instants of their date', () => {
    fc.assert(
      fc.property(anywhere, ({ name, instant: when }) => {
        const date = localDate(name, when)
        const bounds = dayBounds(name, date)!
        const next = dayBounds(name, addDays(date, 1)) ?? dayBounds(name, addDays(date, 2))
        expect(bounds.end).toBe(next?.start)
        expect(localDate(name, bounds.start)).toBe(date)
        expect(localDate(name, bounds.start - 1) < date).toBe(true)
        expect(when).toBeGreaterThanOrEqual(bounds.start)
      }),
      { numRuns: 300 },
    )
  })

  test('a formatted instant is read back as the same instant', () => {
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: Date.UTC(1850, 0, 1), max: Date.UTC(2200, 0, 1) }),
        (name, when) => {
          expect(Date.parse(formatInstant(name, when))).toBe(when)
        },
      ),
      { numRuns: 200 },
    )
  })
})
