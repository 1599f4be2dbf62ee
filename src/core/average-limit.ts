/**
 * The average of a policy over its reference period, which ends with a date. Days of leave and
 * sickness are taken out of it, or made up for by as many working days after it. For the working day
 * (Germany) public holidays are no days that count, but what is worked on them does, as on Sundays
 * (ArbZG s. 11(2)). Exactly at the limit is within it. Without a day that
 * counts there is no average. The computations are in averages.ts.
 */
import { germanDayAverage, referenceStart, ukAverage, ukNightAverage, weekAverage } from './averages.ts'
import { addDays, datesBetween } from './calendar.ts'
import type { AverageRule } from './policy.ts'

/** What is known of the days, from the start of the reference period on, and after its end. */
export interface AverageDays {
  workedOn(date: string): number
  /** Leave and sickness. */
  isExcluded(date: string): boolean
  isHoliday(date: string): boolean
  /** The last date of which anything is known. */
  knownTo: string
}

export interface AverageLimit {
  of: AverageRule['of']
  from: string
  to: string
  limitSeconds: number
  averageSeconds: number | null
  isWithin: boolean
  /** Excluded days that are not made up for yet: the average will change. */
  daysToCome: number
}

/** `to`: the last date of the reference period. */
export function averageLimit(rule: AverageRule, to: string, days: AverageDays): AverageLimit {
  const from = referenceStart(to, rule.reference)
  const dates = datesBetween(from, to)
  const excluded = dates.filter((date) => days.isExcluded(date))
  const { average, daysToCome } = averages[rule.of]({ rule, from, to, dates, excluded, days })
  const limitSeconds = rule.limitMinutes * 60
  return {
    of: rule.of,
    from,
    to,
    limitSeconds,
    averageSeconds: average === undefined ? null : Math.round(average),
    isWithin: average === undefined || average <= limitSeconds,
    daysToCome,
  }
}

interface Asked {
  rule: AverageRule
  from: string
  to: string
  dates: readonly string[]
  excluded: readonly string[]
  days: AverageDays
}

interface Average {
  average: number | undefined
  daysToCome: number
}

const averages = {
  week(asked) {
    const { rule, dates, excluded } = asked
    return rule.excludedDays === 'made_up'
      ? madeUpWeek(asked)
      : { average: weekAverage(counted(asked), dates.length, excluded.length), daysToCome: 0 }
  },
  working_day(asked) {
    const { from, to, dates, days } = asked
    const neutral = dates.filter((date) => days.isExcluded(date) || days.isHoliday(date))
    return { average: germanDayAverage(counted(asked), from, to, neutral), daysToCome: 0 }
  },
  night_day(asked) {
    const { dates, excluded } = asked
    return { average: ukNightAverage(counted(asked), dates.length - excluded.length), daysToCome: 0 }
  },
} as const satisfies Record<AverageRule['of'], (asked: Asked) => Average>

function madeUpWeek({ dates, from, days }: Asked): Average {
  const known = datesBetween(from, days.knownTo > dates.at(-1)! ? days.knownTo : dates.at(-1)!)
  const weeks = dates.length / 7
  const found = ukAverage(
    known.map((date) => days.workedOn(date)),
    known.map((date) => days.isExcluded(date)),
    weeks,
  )
  return { average: found.averageSeconds, daysToCome: found.daysToCome }
}

/** What was worked on the days that count. */
function counted({ dates, excluded, days }: Asked): number {
  const out = new Set(excluded)
  return dates.reduce((sum, date) => sum + (out.has(date) ? 0 : days.workedOn(date)), 0)
}

/** The last date that is of use to make up for days of a period that ends with `to`. */
export const makeUpTo = (to: string): string => addDays(to, 120)
