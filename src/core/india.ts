/**
 * Overtime in India: twice the rate for more than nine hours on a day or more than 48 in a week,
 * whichever gives more; the two are not added up. Source: Factories Act 1948, ss. 51, 54 and 59.
 */
export interface WeekLimits {
  daySeconds: number
  weekSeconds: number
}

export const factoriesAct = { daySeconds: 9 * 3600, weekSeconds: 48 * 3600 } as const satisfies WeekLimits

/** Seconds at twice the rate, of the seconds worked on each day of one week. */
export function doubleTimeSeconds(days: readonly number[], limits: WeekLimits): number {
  let week = 0
  let daily = 0
  for (const worked of days) {
    week += worked
    daily += Math.max(0, worked - limits.daySeconds)
  }
  return Math.max(daily, week - limits.weekSeconds)
}
