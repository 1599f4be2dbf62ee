/**
 * Classes of worked time: regular, overtime and double. Each second gets one class, so regular +
 * overtime + double is what was worked, and no hour is paid twice.
 *
 * - Daily tiers: what exceeds so many minutes of the workday, strictly. The highest tier counts.
 * - The seventh day of a workweek, where all seven were worked: overtime from its first minute,
 *   double beyond so many. It looks at the workweek, never at any seven days in a row.
 * - Weekly tiers: walk the straight time of the week in order of time; what exceeds the threshold
 *   is overtime. Time that is overtime by the day does not count towards the week again. A weekly
 *   tier that pays more than the daily one takes the time, and counts it.
 * - `weekCountsFirstMinutes`: only so many minutes of each day count towards the week.
 * - `combine: 'greater'`: each test by itself over the week, and the one that pays most counts for
 *   the whole week; of equals the daily one. They are never added up.
 * - Consecutive hours: what exceeds so many in one stretch of work, whatever the workday.
 * - A piece may have a tier of its own (work on a holiday): it is the least that it gets.
 *
 * Source: California Labor Code 510, Monzon v. Schaefer (1990) 224 Cal.App.3d 16, Mendoza v.
 * Nordstrom (2017) 2 Cal.5th 1074; Alaska AS 23.10.060; Colorado 7 CCR 1103-1; Alberta Employment
 * Standards Code s. 21; British Columbia ESA s. 40; 29 CFR 778.
 */

export type TierClass = 'overtime' | 'double'

/** What exceeds `afterMinutes` gets the class. The rate orders tiers: 150 and 200 where left out. */
export interface Tier {
  afterMinutes: number
  class: TierClass
  ratePercent?: number | undefined
}

export interface OvertimeRules {
  daily: readonly Tier[]
  weekly: readonly Tier[]
  seventhDay: { doubleAfterMinutes: number } | null
  weekCountsFirstMinutes: number | null
  consecutive: readonly Tier[]
  combine: 'all' | 'greater'
}

/** A piece of work in one workday and one workweek. In order of time. */
export interface WorkPiece {
  /** Names the workday; only equality and order count. */
  workday: string
  seconds: number
  /** Worked in the workday before this piece. */
  dayBefore: number
  /** Worked in the same stretch without a rest before this piece. */
  stretchBefore: number
  /** The class that the piece has by itself. */
  base?: BaseTier | undefined
}

export interface BaseTier extends Tier {
  reason: 'holiday' | 'rest_day'
}

export type OvertimeTest = 'daily' | 'weekly' | 'consecutive'
export type BandReason = OvertimeTest | 'seventh_day' | 'holiday' | 'rest_day'

/** Seconds of a piece that are not regular, and why. */
export interface Band {
  reason: BandReason
  tier: Tier
  seconds: number
}

export interface ClassedPiece {
  regular: number
  overtime: number
  double: number
  bands: Band[]
}

export interface ClassedWeek {
  pieces: ClassedPiece[]
  /** With `greater`: which test counts for the week. */
  test: OvertimeTest | null
}

/** What of a workweek came before its pieces, where the rules change within it. */
export interface WeekSoFar {
  /** Straight seconds. */
  straight: number
  /** The seventh workday of the whole week, where all seven were worked. */
  seventh: string | undefined
}

export const noOvertime: OvertimeRules = {
  daily: [],
  weekly: [],
  seventhDay: null,
  weekCountsFirstMinutes: null,
  consecutive: [],
  combine: 'all',
}

/** Classifies the pieces of one workweek, or of the part of it that has these rules. */
export function classifyWeek(
  pieces: readonly WorkPiece[],
  rules: OvertimeRules,
  before: WeekSoFar = { straight: 0, seventh: seventhWorkday(pieces) },
): ClassedWeek {
  if (rules.combine === 'all') return { pieces: walk(pieces, rules, before), test: null }
  let best: ClassedWeek | undefined
  let most = -1
  for (const test of tests) {
    const classed = walk(pieces, onlyTest(rules, test), before)
    const worth = premium(classed)
    if (worth > most) {
      best = { pieces: classed, test }
      most = worth
    }
  }
  return best!
}

/** The rules with one of their tests only. */
export function onlyTest(rules: OvertimeRules, test: OvertimeTest): OvertimeRules {
  return {
    ...noOvertime,
    weekCountsFirstMinutes: rules.weekCountsFirstMinutes,
    [test]: rules[test],
    seventhDay: test === 'daily' ? rules.seventhDay : null,
  }
}

const tests = ['daily', 'weekly', 'consecutive'] as const

function walk(
  pieces: readonly WorkPiece[],
  rules: OvertimeRules,
  { straight, seventh }: WeekSoFar,
): ClassedPiece[] {
  const seventhTiers = rules.seventhDay ? tiersOfSeventhDay(rules.seventhDay.doubleAfterMinutes) : none
  let week = straight
  return pieces.map((piece) => {
    const classed: ClassedPiece = { regular: 0, overtime: 0, double: 0, bands: [] }
    const special = piece.workday === seventh ? seventhTiers : none
    for (let done = 0; done < piece.seconds;) {
      const step = nextStep(piece, done, week, special, rules)
      if (step.countsToWeek) week += step.seconds
      add(classed, step)
      done += step.seconds
    }
    return classed
  })
}

interface Step {
  tier: Tier | undefined
  reason: BandReason
  seconds: number
  countsToWeek: boolean
}

/** As much of the piece, from `done` on, as has one class. */
function nextStep(
  piece: WorkPiece,
  done: number,
  week: number,
  special: readonly Tier[],
  rules: OvertimeRules,
): Step {
  const day = piece.dayBefore + done
  const stretch = piece.stretchBefore + done
  const weekCounts = rules.weekCountsFirstMinutes === null ? Infinity : rules.weekCountsFirstMinutes * 60
  const weekly = day < weekCounts ? rules.weekly : none
  let tier: Tier | undefined = piece.base
  let reason: BandReason = piece.base?.reason ?? 'daily'
  const tests = [
    [special, day, 'seventh_day'],
    [rules.daily, day, 'daily'],
    [rules.consecutive, stretch, 'consecutive'],
    [weekly, week, 'weekly'],
  ] as const
  let seconds = Math.min(piece.seconds - done, day < weekCounts ? weekCounts - day : Infinity)
  for (const [tiers, at, why] of tests) {
    for (const one of tiers) {
      const ahead = one.afterMinutes * 60 - at
      if (ahead > 0) {
        seconds = Math.min(seconds, ahead)
        break
      }
      if (rateOf(one) > rateOf(tier)) {
        tier = one
        reason = why
      }
    }
  }
  return { tier, reason, seconds, countsToWeek: day < weekCounts && (!tier || reason === 'weekly') }
}

/** The seventh of the workdays with work, if there are seven. */
export function seventhWorkday(pieces: readonly WorkPiece[]): string | undefined {
  let last: string | undefined
  let count = 0
  for (const { workday, seconds } of pieces) {
    if (seconds === 0 || workday === last) continue
    last = workday
    count += 1
  }
  return count === 7 ? last : undefined
}

function tiersOfSeventhDay(doubleAfterMinutes: number): Tier[] {
  return [
    { afterMinutes: 0, class: 'overtime' },
    { afterMinutes: doubleAfterMinutes, class: 'double' },
  ]
}

function add(piece: ClassedPiece, { tier, reason, seconds }: Step): void {
  if (!tier) {
    piece.regular += seconds
    return
  }
  piece[tier.class] += seconds
  const last = piece.bands.at(-1)
  if (last && last.tier === tier && last.reason === reason) last.seconds += seconds
  else piece.bands.push({ reason, tier, seconds })
}

/** What the classes are worth beyond straight time: what `greater` compares. */
function premium(pieces: readonly ClassedPiece[]): number {
  let sum = 0
  for (const piece of pieces) for (const band of piece.bands) sum += band.seconds * (rateOf(band.tier) - 100)
  return sum
}

/** What a tier pays of the straight rate, in percent; without one, 100. */
export function rateOf(tier: Tier | undefined): number {
  return tier ? (tier.ratePercent ?? rates[tier.class]) : 100
}

const rates = { overtime: 150, double: 200 } as const satisfies Record<TierClass, number>
const none: readonly Tier[] = []
