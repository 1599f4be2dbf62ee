/**
 * Meal and rest periods in California. Work of more than 5 hours has a meal of 30 minutes, which
 * begins no later than the end of the fifth hour of work; of more than 10 hours a second one, no
 * later than the end of the tenth. The first may be waived where the day has 6 hours or less, the
 * second where it has 12 or less and the first was taken. There is no third. Exact marks are
 * compared, never rounded ones. Source: Labor Code 512(a), 226.7; Brinker v. Superior Court (2012)
 * 53 Cal.4th 1004; Donohue v. AMN Services (2021) 11 Cal.5th 58.
 */
import type { Interval } from './overlap.ts'

export interface MealRule {
  /** Due when more is worked; the meal begins no later than when so much has been worked. */
  afterMinutes: number
  /** May be waived where no more than this is worked. */
  waivableUpToMinutes: number
}

export interface MealRules {
  meals: readonly MealRule[]
  /** A shorter meal is short. */
  minimumMinutes: number
}

export const californiaMeals = {
  meals: [
    { afterMinutes: 300, waivableUpToMinutes: 360 },
    { afterMinutes: 600, waivableUpToMinutes: 720 },
  ],
  minimumMinutes: 30,
} as const satisfies MealRules

/** How many meals are due for the minutes worked, without the meals themselves. */
export function mealsDue(workedMinutes: number, rules: MealRules): number {
  let due = 0
  for (const meal of rules.meals) if (workedMinutes > meal.afterMinutes) due += 1
  return due
}

/** Whether meal number `meal` (from 1) is due and may be waived. */
export function mealWaivable(workedMinutes: number, meal: number, rules: MealRules): boolean {
  const rule = rules.meals[meal - 1]
  return rule !== undefined && workedMinutes > rule.afterMinutes && workedMinutes <= rule.waivableUpToMinutes
}

export interface MealFinding {
  /** The first meal is 1. */
  meal: number
  kind: 'late' | 'short' | 'missing'
  /** `late`: how much too late it began. `short`: how much it was too short. `missing`: the length due. */
  seconds: number
}

/**
 * What is wrong with the meals of one day; at most one finding a meal due. `pieces` is what was
 * worked, without the meals, sorted and apart (see `workedPieces`): a meal is what lies between two
 * pieces. Paid rest breaks are work and do not interrupt a piece. The meals taken are those of full
 * length, in order, each standing for one that is due; one that is too short stands for the next
 * due where no full one is left. `waived` names the meals that the person has agreed to go without.
 */
export function mealFindings(
  pieces: readonly Interval[],
  rules: MealRules,
  waived: readonly number[] = [],
): MealFinding[] {
  const workedMinutes = pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0) / minuteMs
  const due = mealsDue(workedMinutes, rules)
  if (due === 0) return []
  const { full, short } = pauses(pieces, rules.minimumMinutes * minuteMs)
  const findings: MealFinding[] = []
  for (let meal = 1; meal <= due; meal++) {
    const taken = full[meal - 1]
    const late = taken ? taken.workedBefore - rules.meals[meal - 1]!.afterMinutes * minuteMs : 0
    if (taken) {
      if (late > 0) findings.push({ meal, kind: 'late', seconds: wholeSeconds(late) })
      continue
    }
    const firstTaken = meal === 1 || full.length > 0
    if (firstTaken && waived.includes(meal) && mealWaivable(workedMinutes, meal, rules)) continue
    const tooShort = short.shift()
    const missing = rules.minimumMinutes * minuteMs - (tooShort?.length ?? 0)
    findings.push({ meal, kind: tooShort ? 'short' : 'missing', seconds: wholeSeconds(missing) })
  }
  return findings
}

/** Hours of premium pay for a day's meal findings: one, however many there are (Labor Code 226.7). */
export function mealPremiumHours(findings: readonly unknown[]): number {
  return findings.length > 0 ? 1 : 0
}

export interface RestBreakRules {
  /** No rest break where less is worked. */
  fromMinutes: number
  /** One for so much work, or a major fraction of it. */
  perMinutes: number
}

/** Wage Orders, par. 12. */
export const californiaRests = { fromMinutes: 210, perMinutes: 240 } as const satisfies RestBreakRules

/**
 * Paid rest breaks of 10 minutes that are due: one for every 4 hours of work or major fraction of
 * 4 hours, where a major fraction is more than 2; none below 3.5 hours. From 3.5 hours 1, over 6
 * hours 2, over 10 hours 3, over 14 hours 4. They are due, not punched.
 */
export function restBreaksDue(workedMinutes: number, rules: RestBreakRules): number {
  if (workedMinutes < rules.fromMinutes) return 0
  return Math.max(1, Math.ceil((workedMinutes - rules.perMinutes / 2) / rules.perMinutes))
}

interface Pause {
  length: number
  workedBefore: number
}

function pauses(pieces: readonly Interval[], minimum: number): { full: Pause[]; short: Pause[] } {
  const full: Pause[] = []
  const short: Pause[] = []
  let workedBefore = 0
  for (let i = 1; i < pieces.length; i++) {
    const before = pieces[i - 1]!
    workedBefore += before.end - before.start
    const length = pieces[i]!.start - before.end
    const kind = length >= minimum ? full : short
    kind.push({ length, workedBefore })
  }
  return { full, short }
}

const minuteMs = 60_000
/** Up: a finding of less than a second is one too. */
const wholeSeconds = (milliseconds: number): number => Math.ceil(milliseconds / 1000)
