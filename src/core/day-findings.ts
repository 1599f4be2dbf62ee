/**
 * What on a day someone should look at, by the policy: breaks, meals, rests and lengths. Judged by
 * the exact marks. A finding takes nothing from anybody's hours.
 */
import { mealFindings } from './meal-periods.ts'
import { isNightWork } from './night.ts'
import type { Interval } from './overlap.ts'
import type { Policy } from './policy.ts'
import { checkBreaks } from './required-breaks.ts'
import { restFindings, type DatedSpan } from './rest.ts'
import { secondsOf } from './shift-spans.ts'

export const findingCodes = [
  'break_too_short',
  'stretch_too_long',
  'over_daily_maximum',
  'over_spread',
  'meal_late',
  'meal_short',
  'meal_missing',
  'night_work',
  'rest_too_short',
] as const
export type FindingCode = (typeof findingCodes)[number]

export interface Finding {
  code: FindingCode
  values: Readonly<Record<string, number>>
}

export interface FindingDay {
  /** What was worked, without any break, sorted and apart. */
  withoutBreaks: readonly Interval[]
  /** What was worked, paid breaks included. */
  worked: readonly Interval[]
  nightSeconds: number
  /** This day's shifts, and the last one before them. */
  shifts: readonly DatedSpan[]
}

export function dayFindings(day: FindingDay, policy: Policy): Finding[] {
  return [
    ...breakFindings(day, policy),
    ...lengthFindings(day, policy),
    ...meals(day, policy),
    ...rests(day, policy),
  ]
}

function breakFindings({ withoutBreaks }: FindingDay, { breaks }: Policy): Finding[] {
  if (breaks.required.length === 0 && breaks.longestStretchMinutes === null) return []
  const found = checkBreaks(withoutBreaks, {
    steps: breaks.required,
    blockMinutes: breaks.blockMinutes,
    stretchMinutes: breaks.longestStretchMinutes ?? Infinity,
    dayMinutes: Infinity,
  })
  const { requiredSeconds, breakSeconds, shortSeconds, longestStretchSeconds } = found
  return [
    ...when(shortSeconds > 0, 'break_too_short', { requiredSeconds, breakSeconds, shortSeconds }),
    ...when(found.overStretch, 'stretch_too_long', {
      longestStretchSeconds,
      limitSeconds: (breaks.longestStretchMinutes ?? 0) * 60,
    }),
  ]
}

function lengthFindings({ worked, nightSeconds }: FindingDay, { dayLimits, night }: Policy): Finding[] {
  const { maxMinutes, spreadOverMinutes } = dayLimits
  const nightWork = night?.nightWorkOverMinutes ?? null
  const workedSeconds = secondsOf(worked)
  const spreadSeconds = worked.length === 0 ? 0 : (worked.at(-1)!.end - worked[0]!.start) / 1000
  return [
    ...over('over_daily_maximum', workedSeconds, maxMinutes),
    ...over('over_spread', Math.floor(spreadSeconds), spreadOverMinutes),
    ...when(nightWork !== null && isNightWork(nightSeconds, nightWork * 60), 'night_work', { nightSeconds }),
  ]
}

function meals({ worked }: FindingDay, { mealPeriods }: Policy): Finding[] {
  if (!mealPeriods) return []
  return mealFindings(worked, mealPeriods, mealPeriods.waived).map(({ kind, meal, seconds }) => ({
    code: `meal_${kind}` as const,
    values: { meal, seconds },
  }))
}

function rests({ shifts }: FindingDay, { rest, newShiftGapMinutes }: Policy): Finding[] {
  if (rest.dailyMinutes === null) return []
  return restFindings(shifts, rest.dailyMinutes * 60, newShiftGapMinutes * 60).map(
    ({ seconds, shortSeconds }) => ({
      code: 'rest_too_short' as const,
      values: { restSeconds: seconds, shortSeconds },
    }),
  )
}

function over(code: FindingCode, seconds: number, limitMinutes: number | null): Finding[] {
  if (limitMinutes === null || seconds <= limitMinutes * 60) return []
  return [{ code, values: { seconds, limitSeconds: limitMinutes * 60 } }]
}

const when = (wrong: boolean, code: FindingCode, values: Finding['values']): Finding[] =>
  wrong ? [{ code, values }] : []
