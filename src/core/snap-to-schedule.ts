/**
 * A mark close to the planned time counts as the planned time; one further off stays as it is. The
 * edge is within. Source: TimeTrex, rounding to the schedule.
 */
export function snapToSchedule(at: number, planned: number, withinSeconds: number): number {
  return Math.abs(at - planned) <= withinSeconds * 1000 ? planned : at
}
