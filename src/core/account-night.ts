/** The night of the shifts of one work date, by the date that it is accounted to. */
import type { AccountUnit } from './account-unit.ts'
import { legalNightSeconds, nightSeconds } from './night.ts'
import type { Interval } from './overlap.ts'
import { splitByDate } from './split-by-date.ts'
import { groupSpans } from './work-date.ts'

export interface AccountedNight {
  date: string
  /** On the clock. */
  clock: number
  /** In night hours of the policy's length. */
  legal: number
  /** What of it on the clock goes on after a full night. */
  prolonged: number
}

/** One for each shift and date; none without night. */
export function nightsOf(unit: AccountUnit): AccountedNight[] {
  const { night, newShiftGapMinutes, dayAttribution } = unit.policy
  if (!night) return []
  const window = { start: night.from, end: night.to }
  const clockOf = (spans: readonly Interval[], prolonged: boolean) =>
    nightSeconds(spans, unit.timeZone, window, prolonged)
  const nights: AccountedNight[] = []
  for (const shift of groupSpans(unit.spans, newShiftGapMinutes * 60)) {
    const parts =
      dayAttribution === 'split' ? splitByDate(shift, unit.timeZone) : [{ date: unit.date, spans: shift }]
    // Each date gets what its part of the shift adds to the night of the parts before.
    let before = 0
    for (const [i, part] of parts.entries()) {
      const soFar = parts.slice(0, i + 1).flatMap((one) => one.spans)
      const upTo = clockOf(soFar, night.prorogation)
      const clock = upTo - before
      before = upTo
      if (clock === 0) continue
      const prolonged = night.prorogation ? clock - clockOf(part.spans, false) : 0
      const legal = Math.round(legalNightSeconds(clock, night.hourSeconds))
      nights.push({ date: part.date, clock, legal, prolonged })
    }
  }
  return nights
}
