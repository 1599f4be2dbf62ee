/**
 * Late and early. Who starts within the grace is on time, also exactly at its end; who starts after
 * it is late by all of the time since the planned start, not only by what the grace leaves. Leaving
 * early is the mirror of it. Compared on true instants, never on rounded or wall times, so that a
 * shift from 23:55 that is begun at 00:02 is 7 minutes late and not a day early.
 * Source: frappe/hrms grace periods; TimeTrex exceptions.
 */
import type { PlannedShift } from './schedule.ts'

/** Whole seconds late; 0 when on time. `startedAt` in epoch milliseconds. */
export function lateSeconds(
  startedAt: number,
  planned: Pick<PlannedShift, 'start' | 'graceInSeconds'>,
): number {
  return beyondGrace(startedAt - planned.start, planned.graceInSeconds)
}

/** Whole seconds early; 0 when on time. `endedAt` in epoch milliseconds. */
export function earlySeconds(
  endedAt: number,
  planned: Pick<PlannedShift, 'end' | 'graceOutSeconds'>,
): number {
  return beyondGrace(planned.end - endedAt, planned.graceOutSeconds)
}

function beyondGrace(differenceMs: number, graceSeconds: number): number {
  return differenceMs > graceSeconds * 1000 ? Math.floor(differenceMs / 1000) : 0
}
