/**
 * Punctuality: of the days on which something was planned and the person came, the share on which they were not
 * late, in percent to one digit. Days without a plan do not count, for nobody can be late on them; absences do not
 * count either, they are counted by themselves. Null where there is no such day.
 */
export function punctualityOf({
  plannedPresent,
  lateCount,
}: {
  plannedPresent: number
  lateCount: number
}): number | null {
  if (plannedPresent === 0) return null
  return Math.round((1 - lateCount / plannedPresent) * 1000) / 10
}
