/**
 * What a planned day counts as, by the time worked on it. Below the absent threshold, which is asked
 * first, it counts as absent; below the half-day threshold as half a day; exactly at a threshold it
 * is reached. A threshold that is not set takes no part. Source: frappe/hrms shift types.
 */

export type DayStatus = 'present' | 'half_day' | 'absent'

export interface DayStatusThresholds {
  halfDaySeconds?: number | undefined
  absentSeconds?: number | undefined
}

/** `workedSeconds` is `undefined` for a day without any punch: absent, whatever the thresholds. */
export function dayStatus(workedSeconds: number | undefined, thresholds: DayStatusThresholds): DayStatus {
  if (workedSeconds === undefined || below(workedSeconds, thresholds.absentSeconds)) return 'absent'
  return below(workedSeconds, thresholds.halfDaySeconds) ? 'half_day' : 'present'
}

function below(seconds: number, threshold: number | undefined): boolean {
  return threshold !== undefined && seconds < threshold
}
