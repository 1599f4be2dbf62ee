import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutByPeriod } from './cut-span.ts'
import { classifyWeek, noOvertime } from './overtime.ts'
import { compareWorkweekChange } from './workweek-change.ts'
import { workdaysFromStart } from './workday-from-start.ts'
import { workdayOf, workweekOf, type WorkweekRule } from './workweek.ts'
import { resolveLocal } from './zone.ts'

const hour = 3600
const at = (zone: string, text: string) => resolveLocal(zone, text.slice(0, 10), text.slice(11)).instant

/** Total and overtime of each workweek, in hours. */
function weeks(zone: string, rule: WorkweekRule, shifts: [string, string][]) {
  const pieces = shifts
    .map(([start, end]) => ({ start: at(zone, start), end: at(zone, end) }))
    .flatMap((span) => cutByPeriod(span, (instant) => workweekOf(zone, instant, rule)))
  const dates = [...new Set(pieces.map((piece) => piece.period.date))]
  return Object.fromEntries(
    dates.map((date) => {
      const work = pieces
        .filter((piece) => piece.period.date === date)
        .map((piece, i) => ({
          workday: String(i),
          seconds: (piece.end - piece.start) / 1000,
          dayBefore: 0,
          stretchBefore: 0,
        }))
      const law = { ...noOvertime, weekly: [{ afterMinutes: 2400, class: 'overtime' as const }] }
      const classed = classifyWeek(work, law).pieces
      const total = work.reduce((sum, piece) => sum + piece.seconds, 0)
      return [date, [total / hour, classed.reduce((sum, piece) => sum + piece.overtime, 0) / hour]]
    }),
  )
}

test('GC-034 a workweek from Wednesday 06:00', () => {
  const shifts: [string, string][] = [
    ['2025-06-03T22:00', '2025-06-04T10:00'],
    ['2025-06-04T22:00', '2025-06-05T10:00'],
    ['2025-06-05T22:00', '2025-06-06T10:00'],
    ['2025-06-06T22:00', '2025-06-07T10:00'],
  ]
  expect(weeks('America/Chicago', { startsOn: 3, startsAt: '06:00' }, shifts)).toEqual({
    '2025-05-28': [8, 0],
    '2025-06-04': [40, 0],
  })
})

test('GC-036 the night over the change of clocks has an hour less', () => {
  const shifts: [string, string][] = [
    ['2025-03-03T08:00', '2025-03-03T16:00'],
    ['2025-03-04T08:00', '2025-03-04T16:00'],
    ['2025-03-05T08:00', '2025-03-05T16:00'],
    ['2025-03-06T08:00', '2025-03-06T16:00'],
    ['2025-03-08T22:00', '2025-03-09T06:00'],
  ]
  expect(weeks('America/New_York', { startsOn: 1, startsAt: '00:00' }, shifts)).toEqual({
    '2025-03-03': [39, 0],
  })
})

test.each([
  ['Monday at midnight', 1, '00:00', '2026-03-02T00:00', '2026-03-02'],
  ['Sunday before midnight', 1, '00:00', '2026-03-01T23:59', '2026-02-23'],
  ['Wednesday before 06:00', 3, '06:00', '2026-03-04T05:59', '2026-02-25'],
  ['Wednesday at 06:00', 3, '06:00', '2026-03-04T06:00', '2026-03-04'],
  ['Sunday', 7, '00:00', '2026-03-04T12:00', '2026-03-01'],
  ['the day of Unix', 4, '00:00', '1970-01-01T00:00', '1970-01-01'],
])('the workweek of %s', (_name, startsOn, startsAt, instant, expected) => {
  expect(workweekOf('Europe/Berlin', at('Europe/Berlin', instant), { startsOn, startsAt }).date).toBe(
    expected,
  )
})

test('the weeks in which clocks change have 167 and 169 hours', () => {
  const rule = { startsOn: 1, startsAt: '00:00' }
  const length = (date: string) => {
    const week = workweekOf('Europe/Berlin', at('Europe/Berlin', `${date}T12:00`), rule)
    return (week.end - week.start) / 1000 / hour
  }
  expect([length('2025-03-26'), length('2025-10-22'), length('2025-06-04')]).toEqual([167, 169, 168])
})

describe('lines in a gap and in an overlap', () => {
  test('begin at the first instant after the gap', () => {
    const day = workdayOf('Europe/Berlin', at('Europe/Berlin', '2025-03-30T12:00'), '02:30')
    expect(new Date(day.start).toISOString()).toBe('2025-03-30T01:00:00.000Z')
  })
  test('and at the first of two', () => {
    const zone = 'Europe/Berlin'
    const first = at(zone, '2025-10-26T02:30')
    expect(workdayOf(zone, first, '02:30')).toMatchObject({ date: '2025-10-26', start: first })
    // 40 minutes later it is 02:10 again, and still the new day.
    expect(workdayOf(zone, first + 40 * 60_000, '02:30').date).toBe('2025-10-26')
  })
})

test('each instant lies in its period, in every zone', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Africa/Cairo', 'Asia/Kathmandu', 'Australia/Lord_Howe']
  const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 0, 1) })
  const times = fc.constantFrom('00:00', '02:30', '06:00', '23:30')
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, fc.integer({ min: 1, max: 7 }), times, (...given) => {
      const [zone, instant, startsOn, startsAt] = given
      for (const period of [
        workweekOf(zone, instant, { startsOn, startsAt }),
        workdayOf(zone, instant, startsAt),
      ]) {
        expect(period.start).toBeLessThanOrEqual(instant)
        expect(period.end).toBeGreaterThan(instant)
      }
    }),
  )
})

test('cutting keeps every second, whatever the fractions', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3e9 }), fc.nat(1_000_000), (after, seconds) => {
      const start = Date.UTC(2025, 2, 1) + after
      const span = { start, end: start + seconds * 1000 }
      const pieces = cutByPeriod(span, (instant) => workdayOf('Europe/Berlin', instant, '00:00'))
      expect(pieces.reduce((sum, piece) => sum + (piece.end - piece.start) / 1000, 0)).toBe(seconds)
      for (const piece of pieces) expect((piece.end - piece.start) % 1000).toBe(0)
    }),
  )
})

test('GC-032 the workweek moves: the way that gives more', () => {
  const change = compareWorkweekChange(
    { oldSeconds: 40 * hour, overlapSeconds: 5 * hour, newSeconds: 35 * hour },
    2400,
  )
  const pay = ({ regular, overtime }: { regular: number; overtime: number }) =>
    ((regular + 1.5 * overtime) / hour) * 5
  expect([pay(change.inOld), pay(change.inNew), pay(change[change.due])]).toEqual([412.5, 400, 412.5])
})

test('the workweek moves, and the new one gives more', () => {
  const change = compareWorkweekChange(
    { oldSeconds: 30 * hour, overlapSeconds: 8 * hour, newSeconds: 38 * hour },
    2400,
  )
  expect(change).toEqual({
    inOld: { regular: 76 * hour, overtime: 0 },
    inNew: { regular: 70 * hour, overtime: 6 * hour },
    due: 'inNew',
  })
})

describe('the workday of 24 hours from the first start', () => {
  const zone = 'America/Los_Angeles'
  const shifts = (pairs: [string, string][]) =>
    pairs.map(([start, end]) => ({ start: at(zone, start), end: at(zone, end) }))
  /** Overtime over 8 hours of each shift, in hours. */
  function overtimeByShift(pairs: [string, string][]) {
    const spans = shifts(pairs)
    const days = workdaysFromStart(spans)
    const worked = new Map<number, number>()
    return spans.map((span) =>
      cutByPeriod(span, (instant) => days.findLast((day) => day.start <= instant)!)
        .map((piece) => {
          const before = worked.get(piece.period.start) ?? 0
          const seconds = (piece.end - piece.start) / 1000
          worked.set(piece.period.start, before + seconds)
          const law = { ...noOvertime, daily: [{ afterMinutes: 480, class: 'overtime' as const }] }
          const one = { workday: '', seconds, dayBefore: before, stretchBefore: 0 }
          return classifyWeek([one], law).pieces[0]!.overtime / hour
        })
        .reduce((sum, hours) => sum + hours, 0),
    )
  }

  test('GC-054 an earlier start falls into the day before', () => {
    expect(
      overtimeByShift([
        ['2014-03-03T08:00', '2014-03-03T16:00'],
        ['2014-03-04T07:30', '2014-03-04T15:30'],
        ['2014-03-05T07:00', '2014-03-05T15:00'],
        ['2014-03-06T08:00', '2014-03-06T16:00'],
        ['2014-03-07T08:00', '2014-03-07T16:00'],
      ]),
    ).toEqual([0, 0.5, 0.5, 0, 0])
  })

  test('a start before the line that works on over it begins the next day at the line', () => {
    const days = workdaysFromStart(
      shifts([
        ['2025-06-02T08:00', '2025-06-02T16:00'],
        ['2025-06-03T07:30', '2025-06-03T15:30'],
        ['2025-06-05T10:00', '2025-06-05T11:00'],
      ]),
    )
    expect(days.map((day) => day.start)).toEqual([
      at(zone, '2025-06-02T08:00'),
      at(zone, '2025-06-03T08:00'),
      at(zone, '2025-06-05T10:00'),
    ])
  })
})
