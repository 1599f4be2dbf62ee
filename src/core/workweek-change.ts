/**
 * When the start of the workweek changes, some hours lie in the old and in the new week. The
 * overtime of both weeks is computed with them in the old one and with them in the new one, and the
 * way that gives more counts; of equals the old. Source: 29 CFR 778.301, 778.302.
 */

/** Seconds: in the old week alone, in both, in the new week alone. */
export interface ChangedWeeks {
  oldSeconds: number
  overlapSeconds: number
  newSeconds: number
}

export interface StraightAndOvertime {
  regular: number
  overtime: number
}

export interface WorkweekChange {
  inOld: StraightAndOvertime
  inNew: StraightAndOvertime
  due: 'inOld' | 'inNew'
}

/** `afterMinutes`: the weekly threshold, strictly beyond which time is overtime. */
export function compareWorkweekChange(hours: ChangedWeeks, afterMinutes: number): WorkweekChange {
  const { oldSeconds, overlapSeconds, newSeconds } = hours
  const inOld = classify([oldSeconds + overlapSeconds, newSeconds], afterMinutes * 60)
  const inNew = classify([oldSeconds, overlapSeconds + newSeconds], afterMinutes * 60)
  return { inOld, inNew, due: inNew.overtime > inOld.overtime ? 'inNew' : 'inOld' }
}

function classify(weeks: readonly number[], after: number): StraightAndOvertime {
  const overtime = weeks.reduce((sum, seconds) => sum + Math.max(0, seconds - after), 0)
  return { regular: weeks.reduce((sum, seconds) => sum + seconds, 0) - overtime, overtime }
}
