import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  classifyWeek,
  noOvertime,
  onlyTest,
  type OvertimeRules,
  type Tier,
  type WorkPiece,
} from './overtime.ts'

const hour = 3600
const overtime = (afterMinutes: number, ratePercent?: number): Tier => ({
  afterMinutes,
  class: 'overtime',
  ratePercent,
})
const double = (afterMinutes: number): Tier => ({ afterMinutes, class: 'double' })
const rules = (some: Partial<OvertimeRules>): OvertimeRules => ({ ...noOvertime, ...some })

const flsa = rules({ weekly: [overtime(2400)] })
const california = rules({
  daily: [overtime(480), double(720)],
  weekly: [overtime(2400)],
  seventhDay: { doubleAfterMinutes: 480 },
})
const alaska = rules({ daily: [overtime(480)], weekly: [overtime(2400)] })
const colorado = rules({
  daily: [overtime(720)],
  weekly: [overtime(2400)],
  consecutive: [overtime(720)],
  combine: 'greater',
})
const alberta = rules({ daily: [overtime(480)], weekly: [overtime(2640)], combine: 'greater' })
const columbia = rules({
  daily: [overtime(480), double(720)],
  weekly: [overtime(2400)],
  weekCountsFirstMinutes: 480,
})
const india = rules({ daily: [double(540)], weekly: [double(2880)], combine: 'greater' })

/** One piece a day of so many hours, each a stretch of its own. */
function week(hours: readonly number[]): WorkPiece[] {
  return hours.map((length, day) => ({
    workday: String(day),
    seconds: Math.round(length * hour),
    dayBefore: 0,
    stretchBefore: 0,
  }))
}

function sums(pieces: readonly WorkPiece[], law: OvertimeRules) {
  const classed = classifyWeek(pieces, law).pieces
  const sum = (of: 'regular' | 'overtime' | 'double') =>
    classed.reduce((total, piece) => total + piece[of], 0) / hour
  return { regular: sum('regular'), overtime: sum('overtime'), double: sum('double') }
}

test.each<[string, OvertimeRules, number[], [regular: number, overtime: number, double: number]]>([
  ['GC-026 44 h', flsa, [44], [40, 4, 0]],
  ['GC-028 first week', flsa, [30], [30, 0, 0]],
  ['GC-028 second week', flsa, [50], [40, 10, 0]],
  ['GC-030 no daily overtime', flsa, [12, 12, 12], [36, 0, 0]],
  ['GC-038 California 10/8/13/8/8', california, [10, 8, 13, 8, 8], [40, 6, 1]],
  ['GC-040 California, seven days', california, [8, 8, 8, 8, 8, 8, 8], [40, 16, 0]],
  ['GC-042 California, no pyramiding', california, [10, 10, 10, 10, 10], [40, 10, 0]],
  ['GC-044 California, 13 h', california, [13], [8, 4, 1]],
  ['GC-046 California, seven days over two weeks', california, [0, 0, 8, 8, 8, 8, 8], [40, 0, 0]],
  ['GC-048 California, exactly at the limits', california, [8, 12], [16, 4, 0]],
  ['California, seventh day of 10 h', california, [4, 4, 4, 4, 4, 4, 10], [24, 8, 2]],
  ['California, six of seven days', california, [8, 8, 8, 0, 8, 8, 8], [40, 8, 0]],
  ['California, the second over 8 h', california, [8 + 1 / 3600], [8, 1 / 3600, 0]],
  ['GC-050 Alaska', alaska, [8, 8, 8, 8, 8, 8], [40, 8, 0]],
  ['Alaska, daily hours leave the weekly count', alaska, [10, 10, 10, 10, 4], [36, 8, 0]],
  ['GC-052 Colorado', colorado, [14, 14, 14, 14], [40, 16, 0]],
  ['Colorado, the day is greater', colorado, [14, 14], [24, 4, 0]],
  ['GC-058 Alberta, the week is greater', alberta, [0, 8, 8, 8, 8, 8, 8], [44, 4, 0]],
  ['GC-060 Alberta, the day is greater', alberta, [10, 10, 10, 10, 10], [40, 10, 0]],
  ['GC-062 British Columbia', columbia, [13], [8, 4, 1]],
  ['British Columbia, six days', columbia, [8, 8, 8, 8, 8, 8], [40, 8, 0]],
  ['British Columbia, only the first 8 h of a day count', columbia, [13, 8, 8, 8, 8, 8], [40, 12, 1]],
  ['GC-112 India, 3 h a day', india, [12, 12, 12, 12], [36, 0, 12]],
  ['India, the week', india, [9, 9, 9, 9, 9, 9], [48, 0, 6]],
  ['nothing worked', california, [], [0, 0, 0]],
])('%s', (_id, law, hours, [regular, over, twice]) => {
  const found = sums(week(hours), law)
  expect(found.regular).toBeCloseTo(regular, 6)
  expect(found.overtime).toBeCloseTo(over, 6)
  expect(found.double).toBeCloseTo(twice, 6)
})

test.each<[string, OvertimeRules, number[], [daily: number, weekly: number]]>([
  ['GC-052', colorado, [14, 14, 14, 14], [8, 16]],
  ['GC-058', alberta, [0, 8, 8, 8, 8, 8, 8], [0, 4]],
  ['GC-060', alberta, [10, 10, 10, 10, 10], [10, 6]],
])('each test by itself: %s', (_id, law, hours, [daily, weekly]) => {
  expect(sums(week(hours), onlyTest(law, 'daily')).overtime).toBe(daily)
  expect(sums(week(hours), onlyTest(law, 'weekly')).overtime).toBe(weekly)
})

test('consecutive hours count over the line of the workday', () => {
  const night: WorkPiece[] = [
    { workday: 'a', seconds: 7 * hour, dayBefore: 0, stretchBefore: 0 },
    { workday: 'b', seconds: 7 * hour, dayBefore: 0, stretchBefore: 7 * hour },
  ]
  const classed = classifyWeek(night, colorado)
  expect(classed.test).toBe('consecutive')
  expect(classed.pieces.map((piece) => piece.overtime / hour)).toEqual([0, 2])
})

test('a workday of two shifts is one day', () => {
  const shifts: WorkPiece[] = [
    { workday: 'a', seconds: 6 * hour, dayBefore: 0, stretchBefore: 0 },
    { workday: 'a', seconds: 6 * hour, dayBefore: 6 * hour, stretchBefore: 0 },
  ]
  const law = rules({ daily: [overtime(480, 150), double(600)], weekly: [overtime(2400, 150)] })
  // OD-63: 4 hours, of which 2 at 150 % and 2 at 200 %.
  expect(sums(shifts, law)).toEqual({ regular: 8, overtime: 2, double: 2 })
})

test('work on a holiday has a class of its own, which a higher tier passes', () => {
  const piece: WorkPiece = {
    workday: 'a',
    seconds: 13 * hour,
    dayBefore: 0,
    stretchBefore: 0,
    base: { ...overtime(0), reason: 'holiday' },
  }
  const [classed] = classifyWeek([piece, ...week([40])], california).pieces
  expect(classed).toMatchObject({ regular: 0, overtime: 12 * hour, double: hour })
  expect(classed!.bands.map((band) => band.reason)).toEqual(['holiday', 'daily'])
})

describe('several tiers (TimeTrex, days of 12 h)', () => {
  const day = (...after: [number, number, number]) =>
    after.map((hours, i) => overtime(hours * 60, 150 + i * 10))
  const daily = day(8, 9, 10)
  const weekly = day(31, 39, 47)
  /** Hours of the last of so many 12-hour days by reason and threshold. */
  function lastDay(law: Partial<OvertimeRules>, days: number) {
    const last = classifyWeek(week(Array(days).fill(12)), rules(law)).pieces.at(-1)!
    return [
      last.regular / hour,
      ...last.bands.map((band) => `${band.reason} ${band.tier.afterMinutes / 60}: ${band.seconds / hour}`),
    ]
  }
  test.each<[string, Partial<OvertimeRules>, number, (number | string)[]]>([
    ['TT-101', { daily }, 1, [8, 'daily 8: 1', 'daily 9: 1', 'daily 10: 2']],
    ['TT-103', { weekly: day(47, 59, 71) }, 3, [12]],
    ['after TT-103', { weekly: day(47, 59, 71) }, 5, [0, 'weekly 47: 11', 'weekly 59: 1']],
    ['TT-105 over two weeks', { weekly: day(80, 84, 86) }, 6, [12]],
    ['after TT-105', { weekly: day(80, 84, 86) }, 7, [8, 'weekly 80: 4']],
    ['TT-107', { daily, weekly }, 3, [8, 'daily 8: 1', 'daily 9: 1', 'daily 10: 2']],
    ['before TT-109', { daily, weekly }, 4, [7, 'weekly 31: 1', 'daily 8: 1', 'daily 9: 1', 'daily 10: 2']],
    ['TT-109', { daily, weekly }, 5, [0, 'weekly 31: 7', 'weekly 39: 2', 'daily 9: 1', 'daily 10: 2']],
    ['TT-111', { daily: [overtime(480)], weekly: [overtime(31 * 60)] }, 4, [7, 'weekly 31: 1', 'daily 8: 4']],
  ])('%s', (_id, law, days, expected) => {
    expect(lastDay(law, days)).toEqual(expected)
  })

  test('TT-113 daily and weekly at one rate', () => {
    const law = rules({ daily: [overtime(480)], weekly: [overtime(2400)] })
    const classed = classifyWeek(week([10, 10, 10, 5, 10]), law).pieces
    expect(classed.map((piece) => piece.overtime / hour)).toEqual([2, 2, 2, 0, 2])
  })
})

test.each<[string, number, number, number]>([
  ['08–16', 8, 0, 0],
  ['08–18', 10, 2, 0],
  ['08–20', 12, 2, 2],
])('OD-61 %s', (_id, hours, at150, at200) => {
  const law = rules({ daily: [overtime(480, 150), double(600)], weekly: [overtime(2400, 150)] })
  expect(sums(week([hours]), law)).toMatchObject({ overtime: at150, double: at200 })
})

describe('laws', () => {
  const laws = fc.constantFrom(flsa, california, alaska, colorado, alberta, columbia, india)
  const days = fc.array(fc.integer({ min: 0, max: 86_400 }), { maxLength: 7 })
  const pieces = days.map((lengths) =>
    lengths.map((seconds, day) => ({ workday: String(day), seconds, dayBefore: 0, stretchBefore: 0 })),
  )

  test('regular, overtime and double are what was worked', () => {
    fc.assert(
      fc.property(laws, pieces, (law, work) => {
        const classed = classifyWeek(work, law).pieces
        for (const [i, piece] of classed.entries()) {
          expect(piece.regular + piece.overtime + piece.double).toBe(work[i]!.seconds)
          const banded = piece.bands.reduce((sum, band) => sum + band.seconds, 0)
          expect(banded).toBe(piece.overtime + piece.double)
        }
      }),
    )
  })

  test('a piece cut in two is classed as the whole', () => {
    const parts = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(laws, pieces, parts, (law, work, percent) => {
        const cut = work.flatMap((piece) => {
          const first = Math.floor((piece.seconds * percent) / 100)
          return [
            { ...piece, seconds: first },
            { ...piece, seconds: piece.seconds - first, dayBefore: first, stretchBefore: first },
          ]
        })
        expect(sums(cut, law)).toEqual(sums(work, law))
      }),
    )
  })

  test('of an hour more, none is paid less', () => {
    fc.assert(
      fc.property(laws, pieces, fc.nat(6), (law, work, which) => {
        if (!work[which] || work[which].seconds > 82_800) return
        const longer = work.map((piece, i) =>
          i === which ? { ...piece, seconds: piece.seconds + hour } : piece,
        )
        const before = sums(work, law)
        const after = sums(longer, law)
        expect(after.overtime * 0.5 + after.double).toBeGreaterThanOrEqual(
          before.overtime * 0.5 + before.double - 1e-9,
        )
      }),
    )
  })
})

describe('the edges of the rules', () => {
  test('of equals the daily test counts, and it is told', () => {
    const law = rules({ daily: [overtime(480)], weekly: [overtime(480)], combine: 'greater' })
    expect(classifyWeek(week([10]), law).test).toBe('daily')
  })

  test('the seventh day goes with the daily test, and with no other', () => {
    const law = rules({ daily: [overtime(480)], seventhDay: { doubleAfterMinutes: 480 } })
    expect(onlyTest(law, 'daily').seventhDay).toEqual({ doubleAfterMinutes: 480 })
    expect(onlyTest(law, 'weekly').seventhDay).toBeNull()
    expect(onlyTest(law, 'consecutive').seventhDay).toBeNull()
  })

  test('two pieces of a day are one of the seven', () => {
    const days = week([4, 4, 4, 4, 4, 4])
    const [first] = days
    const twice = [first!, { ...first!, dayBefore: 4 * hour }, ...days.slice(1)]
    expect(sums(twice, california)).toEqual({ regular: 28, overtime: 0, double: 0 })
  })

  test('only the first minutes of a day count to its week, over two pieces of it too', () => {
    const law = rules({ weekly: [overtime(600)], weekCountsFirstMinutes: 300 })
    const day = (name: string, before: number, hours: number): WorkPiece => ({
      workday: name,
      seconds: hours * hour,
      dayBefore: before * hour,
      stretchBefore: 0,
    })
    const pieces = [day('a', 0, 4), day('a', 4, 4), day('b', 0, 6), day('c', 0, 6)]
    expect(
      classifyWeek(pieces, law).pieces.map(({ regular, overtime: over }) => [regular / hour, over / hour]),
    ).toEqual([
      [4, 0],
      [4, 0],
      [6, 0],
      [1, 5],
    ])
  })

  test('the greater of two tests is what pays more, not what takes more hours', () => {
    const law = rules({ daily: [overtime(480, 120)], weekly: [double(2400)], combine: 'greater' })
    // Five hours at a fifth more are less than two at double.
    expect(classifyWeek(week([9, 9, 9, 9, 6]), law).test).toBe('weekly')
    const cheap = rules({ daily: [overtime(480, 110)], weekly: [overtime(2520, 150)], combine: 'greater' })
    expect(classifyWeek(week([10, 10, 10, 10, 3]), cheap).test).toBe('daily')
  })

  test('the same tier for two reasons is two bands', () => {
    const shared = overtime(0)
    const law = rules({ daily: [shared], weekly: [{ ...shared, ratePercent: 160 }] })
    const piece = { workday: 'a', seconds: hour, dayBefore: 0, stretchBefore: 0 }
    expect(classifyWeek([piece], law).pieces[0]!.bands.map(({ reason }) => reason)).toEqual(['weekly'])
  })
})
