/**
 * Where somebody is at a moment: what the live board shows.
 *
 * What the clock says comes first: `in`, or on `break`. Who is neither is held against their plan:
 *
 * - `late`: a planned shift began more than its grace ago, its window is open, and they did not come.
 *   Exactly at start + grace nobody is late yet.
 * - `absent`: the same, and its window is over; until the end of the date that it was planned for.
 * - `missing_out`: the last shift was never clocked out, and none of the above needs eyes more.
 * - `expected`: the next planned shift of today has still to begin, or is within its grace.
 * - `out`: none of these. Who came to a planned shift and left again is out, whatever the hour.
 *
 * Source: the rules of lateness and absence of this product (docs/rules.md), seen before the fact.
 */
import type { PlannedShift } from './schedule.ts'

export const clockStates = ['in', 'break', 'out', 'missing_out'] as const
export type ClockState = (typeof clockStates)[number]

export const boardStates = ['in', 'break', 'late', 'absent', 'expected', 'out', 'missing_out'] as const
export type BoardState = (typeof boardStates)[number]

/** A shift as it is seen now (`longest-shift.ts`), as far as presence needs it. Instants in epoch milliseconds. */
export interface PresentShift {
  status: 'open' | 'complete' | 'missing_out'
  start: number
  end: number | null
  breaks: readonly { start: number; end: number | null }[]
  plannedStart: number | null
  plannedEnd: number | null
}

export interface ClockPresence {
  state: ClockState
  /** Since when; for `missing_out` the clock-in that was never ended. Null before the first punch. */
  since: number | null
}

/** What the clock says by the latest shift. */
export function clockPresence(latest: PresentShift | undefined): ClockPresence {
  if (!latest) return { state: 'out', since: null }
  if (latest.end !== null) return { state: 'out', since: latest.end }
  if (latest.status !== 'open') return { state: 'missing_out', since: latest.start }
  const running = latest.breaks.find((pause) => pause.end === null)
  return running ? { state: 'break', since: running.start } : { state: 'in', since: latest.start }
}

export interface BoardPresence {
  state: BoardState
  since: number | null
  /** The planned shift that the state is about. */
  plannedStart: number | null
  plannedEnd: number | null
}

/**
 * The state on the board. `shifts` are the recent ones, the latest first; `planned` the planned shifts
 * around `today` (the date at `now` in the person's zone), sorted by start.
 */
export function boardPresence(
  shifts: readonly PresentShift[],
  planned: readonly PlannedShift[],
  today: string,
  now: number,
): BoardPresence {
  const latest = shifts[0]
  const clock = clockPresence(latest)
  if (clock.state === 'in' || clock.state === 'break') {
    return { ...clock, plannedStart: latest!.plannedStart, plannedEnd: latest!.plannedEnd }
  }
  const attended = new Set(shifts.map((shift) => shift.plannedStart))
  const isDue = (one: PlannedShift) => now > one.start + one.graceInSeconds * 1000
  const missed = planned.findLast(isDue)
  if (missed && !attended.has(missed.start)) {
    const about = { since: missed.start, plannedStart: missed.start, plannedEnd: missed.end }
    if (now <= missed.windowEnd) return { state: 'late', ...about }
    if (missed.date === today) return { state: 'absent', ...about }
  }
  const next = planned.find((one) => !isDue(one) && !attended.has(one.start) && one.date === today)
  const about = { plannedStart: next?.start ?? null, plannedEnd: next?.end ?? null }
  if (clock.state === 'missing_out') return { ...clock, ...about }
  if (next) return { state: 'expected', since: clock.since, ...about }
  const last = latest?.plannedStart === missed?.start ? missed : undefined
  return { ...clock, plannedStart: last?.start ?? null, plannedEnd: last?.end ?? null }
}

/**
 * Whole seconds worked within `day` (half-open) by shifts of today, the running one up to `now`. A shift
 * that was never clocked out has none. A break counts as far as it lies within its shift.
 */
export function secondsWithin(
  shifts: readonly PresentShift[],
  day: { start: number; end: number },
  now: number,
): number {
  const within = (start: number, end: number) =>
    Math.max(0, Math.floor((Math.min(end, day.end) - Math.max(start, day.start)) / 1000))
  return shifts.reduce((sum, shift) => {
    if (shift.end === null && shift.status !== 'open') return sum
    const end = shift.end ?? now
    const breaks = shift.breaks.map((pause) => within(pause.start, Math.min(pause.end ?? end, end)))
    return sum + within(shift.start, end) - breaks.reduce((a, b) => a + b, 0)
  }, 0)
}
