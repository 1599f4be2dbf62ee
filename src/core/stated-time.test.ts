import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveStatedTime, type StatedTime } from './stated-time.ts'
import { localDate, localTime } from './zone.ts'

const madrid = 'Europe/Madrid'
/** 09:00 in Madrid. */
const now = Date.parse('2025-06-02T07:00:00.250Z')
const resolve = (time?: string, date?: string, zone = madrid, at = now) =>
  resolveStatedTime({ time, date }, zone, at)
const utc = (text: string) => Date.parse(text)

describe('nothing stated', () => {
  test('is the time of the server', () => {
    expect(resolve()).toEqual({ at: now, claimed: false, flags: [] })
    expect(resolve(undefined, '2025-06-02')).toEqual({ at: now, claimed: false, flags: [] })
  })

  test('today is the day of the zone', () => {
    const late = utc('2025-06-02T23:30:00Z')
    expect(resolve(undefined, '2025-06-03', madrid, late)).toEqual({ at: late, claimed: false, flags: [] })
    expect(resolve(undefined, '2025-06-02', madrid, late)).toEqual({
      problem: 'invalid',
      field: 'time',
      message: 'A punch for 2025-06-02 needs its time too: today is 2025-06-03.',
    })
  })
})

describe('a time of day, in the zone', () => {
  test.each([
    ['now', '09:00', undefined, '2025-06-02T07:00:00Z', []],
    ['with seconds', '08:59:30', undefined, '2025-06-02T06:59:30Z', []],
    ['5 minutes before', '08:55:01', undefined, '2025-06-02T06:55:01Z', []],
    [
      'a quarter of a second more than 5 minutes before',
      '08:55:00',
      undefined,
      '2025-06-02T06:55:00Z',
      ['unverified'],
    ],
    ['an hour before', '08:00', undefined, '2025-06-02T06:00:00Z', ['unverified']],
    ['a day before', '09:00', '2025-06-01', '2025-06-01T07:00:00Z', ['unverified']],
    ['today, written out', '09:00', '2025-06-02', '2025-06-02T07:00:00Z', []],
    ['2 minutes ahead', '09:02', undefined, '2025-06-02T07:02:00Z', []],
    [
      'twice in autumn: the earlier',
      '02:30',
      '2024-10-27',
      '2024-10-27T00:30:00Z',
      ['time_ambiguous', 'unverified'],
    ],
    [
      'never in spring: moved forward',
      '02:30',
      '2025-03-30',
      '2025-03-30T01:30:00Z',
      ['time_in_gap', 'unverified'],
    ],
    ['the first time taken', '00:00', '2000-01-02', '2000-01-01T23:00:00Z', ['unverified']],
  ])('%s', (_name, time, date, expected, flags) => {
    expect(resolve(time, date)).toEqual({ at: utc(expected), claimed: true, flags })
  })
})

describe('an instant', () => {
  test.each([
    ['with Z', '2025-06-02T07:00:00Z', '2025-06-02T07:00:00.000Z'],
    ['with z and t', '2025-06-02t07:00:00z', '2025-06-02T07:00:00.000Z'],
    ['with a space', '2025-06-02 07:00:00Z', '2025-06-02T07:00:00.000Z'],
    ['without seconds', '2025-06-02T07:00Z', '2025-06-02T07:00:00.000Z'],
    ['with milliseconds', '2025-06-02T07:00:00.125Z', '2025-06-02T07:00:00.125Z'],
    ['with one decimal', '2025-06-02T07:00:00.5Z', '2025-06-02T07:00:00.500Z'],
    ['with nanoseconds, cut', '2025-06-02T07:00:00.123999999Z', '2025-06-02T07:00:00.123Z'],
    ['with an offset', '2025-06-02T09:00:00+02:00', '2025-06-02T07:00:00.000Z'],
    ['with an offset without a colon', '2025-06-02T09:00:00+0200', '2025-06-02T07:00:00.000Z'],
    ['with an offset west', '2025-06-02T03:30:00-03:30', '2025-06-02T07:00:00.000Z'],
    ['with an offset of another day', '2025-06-01T21:00:00-10:00', '2025-06-02T07:00:00.000Z'],
    ['with an offset of minutes', '2025-06-02T12:45:00+05:45', '2025-06-02T07:00:00.000Z'],
    ['with an offset of 59 minutes', '2025-06-02T07:59:00+00:59', '2025-06-02T07:00:00.000Z'],
    ['with an hour of 18 ahead', '2025-06-03T01:00:00+18:00', '2025-06-02T07:00:00.000Z'],
    ['without an offset: in the zone', '2025-06-02T09:00:00', '2025-06-02T07:00:00.000Z'],
    ['without an offset, with milliseconds', '2025-06-02T09:00:00.125', '2025-06-02T07:00:00.125Z'],
  ])('%s', (_name, time, expected) => {
    expect(resolve(time)).toEqual({ at: utc(expected), claimed: true, flags: [] })
  })

  test('may bring its local date with it, and no other', () => {
    expect(resolve('2025-06-01T23:30:00Z', '2025-06-02')).toMatchObject({ at: utc('2025-06-01T23:30:00Z') })
    expect(resolve('2025-06-01T23:30:00Z', '2025-06-01')).toEqual({
      problem: 'invalid',
      field: 'date',
      message: 'The instant 2025-06-01T23:30:00Z is not on 2025-06-01 in Europe/Madrid; leave the date out.',
    })
    expect(resolve('2025-06-01T08:00:00', '2025-06-01')).toMatchObject({ claimed: true })
  })

  test('without an offset it is read by the clock of the zone, with its gaps', () => {
    expect(resolve('2025-03-30T02:30:00')).toMatchObject({ at: utc('2025-03-30T01:30:00Z') })
    expect(resolve('2025-03-30T02:30:00')).toMatchObject({ flags: ['time_in_gap', 'unverified'] })
  })
})

describe('refused', () => {
  test.each<[string, StatedTime, 'in_the_future' | 'invalid', 'time' | 'date', RegExp]>([
    [
      'more than 2 minutes ahead',
      { time: '09:02:01', date: undefined },
      'in_the_future',
      'time',
      /lies in the future/,
    ],
    ['tomorrow', { time: '09:00', date: '2025-06-03' }, 'in_the_future', 'time', /lies in the future/],
    [
      'an instant ahead',
      { time: '2025-06-02T08:00:00Z', date: undefined },
      'in_the_future',
      'time',
      /lies in the future/,
    ],
    [
      'a date without a time',
      { time: undefined, date: '2025-06-01' },
      'invalid',
      'time',
      /needs its time too/,
    ],
    [
      'no date',
      { time: '09:00', date: '2025-02-30' },
      'invalid',
      'date',
      /^"2025-02-30" is no date of the calendar/,
    ],
    [
      'no date, without a time',
      { time: undefined, date: 'today' },
      'invalid',
      'date',
      /is no date of the calendar/,
    ],
    ['no time', { time: '9:00', date: undefined }, 'invalid', 'time', /^"9:00" is no time/],
    ['24:00', { time: '24:00', date: undefined }, 'invalid', 'time', /is no time/],
    [
      'a long text, cut',
      { time: 'x'.repeat(100), date: undefined },
      'invalid',
      'time',
      /^"x{40}" is no time/,
    ],
    ['an empty text', { time: '', date: undefined }, 'invalid', 'time', /is no time/],
    [
      'an instant of no date',
      { time: '2025-02-30T09:00:00Z', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    [
      'an instant of no time',
      { time: '2025-06-02T25:00:00Z', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    [
      'an instant and more',
      { time: '2025-06-02T07:00:00Z!', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    [
      'more and an instant',
      { time: '!2025-06-02T07:00:00Z', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    [
      'ten decimals',
      { time: '2025-06-02T07:00:00.1234567890Z', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    [
      'a point without decimals',
      { time: '2025-06-02T07:00:00.Z', date: undefined },
      'invalid',
      'time',
      /is no time/,
    ],
    ['a date alone', { time: '2025-06-02', date: undefined }, 'invalid', 'time', /is no time/],
    ['half an offset', { time: '2025-06-02T09:00:00+02', date: undefined }, 'invalid', 'time', /is no time/],
    [
      'an offset of 19 hours',
      { time: '2025-06-02T09:00:00+19:00', date: undefined },
      'invalid',
      'time',
      /offset of the instant is not possible/,
    ],
    [
      'an offset of 60 minutes',
      { time: '2025-06-02T09:00:00+02:60', date: undefined },
      'invalid',
      'time',
      /offset of the instant is not possible/,
    ],
    [
      'before the year 2000',
      { time: '09:00', date: '1999-12-31' },
      'invalid',
      'date',
      /before the year 2000/,
    ],
    [
      'an instant before 2000',
      { time: '1999-12-31T23:59:59.999Z', date: undefined },
      'invalid',
      'date',
      /before the year 2000/,
    ],
  ])('%s', (_name, { time, date }, problem, field, message) => {
    expect(resolve(time, date)).toEqual({ problem, field, message: expect.stringMatching(message) })
  })

  test('the first instant of 2000 is not too early', () => {
    expect(resolve('2000-01-01T00:00:00Z')).toMatchObject({ at: utc('2000-01-01T00:00:00Z') })
  })

  test('a day that the zone left out', () => {
    expect(resolve('09:00', '2011-12-30', 'Pacific/Apia')).toEqual({
      problem: 'invalid',
      field: 'date',
      message: 'The day 2011-12-30 did not exist in Pacific/Apia.',
    })
  })
})

test('the rules are arguments', () => {
  const rules = { toleranceSeconds: 60, futureSeconds: 0 }
  const at = (time: string) =>
    resolveStatedTime({ time, date: undefined }, 'UTC', utc('2025-06-02T07:00:00Z'), rules)
  expect(at('07:00')).toMatchObject({ flags: [] })
  expect(at('06:59')).toMatchObject({ flags: [] })
  expect(at('06:58:59')).toMatchObject({ flags: ['unverified'] })
  expect(at('07:00:01')).toMatchObject({ problem: 'in_the_future' })
})

test('ahead beyond the tolerance is unverified too, where the rules allow it', () => {
  const rules = { toleranceSeconds: 60, futureSeconds: 3600 }
  const at = resolveStatedTime({ time: '07:30', date: undefined }, 'UTC', utc('2025-06-02T07:00:00Z'), rules)
  expect(at).toMatchObject({ claimed: true, flags: ['unverified'] })
})

test('what the clock of a zone shows is read back as the same instant, or the earlier of two', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(madrid, 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'),
      fc.integer({ min: utc('2001-01-01T00:00:00Z') / 1000, max: Math.floor(now / 1000) }),
      (zone, second) => {
        const at = second * 1000
        const stated = resolve(localTime(zone, at), localDate(zone, at), zone)
        if ('problem' in stated) throw new Error(stated.message)
        expect(stated.flags).not.toContain('time_in_gap')
        if (stated.flags.includes('time_ambiguous')) expect(at - stated.at).toBeLessThanOrEqual(3_600_000)
        else expect(stated.at).toBe(at)
      },
    ),
  )
})
