/**
 * How far back the account of a person must be known, so that the next punch is accounted right.
 * Rules of a workweek look at all of it, and a shift may reach into it from the week before: the
 * account of that shift's date needs its own workweek in turn. Rules of a day may look before their
 * work date, too: a workday of the clock holds what a night shift of the date before brought into
 * it, a workday of 24 hours has the phase of the one before, and consecutive hours go on over a
 * short pause. What lies before is context; its own figures are not to be trusted, and nothing of
 * it is written.
 */
import type { PolicyOn } from './account-unit.ts'
import { addDays } from './calendar.ts'
import { hasWeeklyRules, type Policy } from './policy.ts'
import { workdayOf, workweekOf } from './workweek.ts'
import { localDate } from './zone.ts'

export interface BoundaryShift {
  workDate: string
  timeZone: string
  start: number
  /** The start, for one that has no end. */
  end: number
}

export interface AccountBoundary {
  /** The first shift that must be known. */
  first: number
  /** From this instant (epoch milliseconds) on, punches are accounted right. */
  from: number
}

/** `shifts` are sorted and not empty; `undefined` where the last work date is enough. */
export function accountBoundary(
  shifts: readonly BoundaryShift[],
  policyOn: PolicyOn,
): AccountBoundary | undefined {
  const week = weekAround(shifts, policyOn)
  const lastDate = startOfDate(shifts, shifts.length - 1)
  const reached = startOfDate(shifts, firstReaching(shifts, week ?? Infinity))
  const touched = firstOfItsDates(shifts, reached, policyOn)
  const day = dayContext(shifts, touched, policyOn)
  const before = looksBefore(shifts, touched, policyOn) ? lastComplete(shifts, touched) : touched
  if (week === undefined && Math.min(before, day) === lastDate) return undefined
  const context = weekAround(shifts.slice(0, touched + 1), policyOn) ?? shifts[touched]!.start
  return {
    first: startOfDate(shifts, Math.min(before, day, firstReaching(shifts, context))),
    from: Math.max(week ?? -Infinity, shifts[reached]!.start),
  }
}

/**
 * Under `split` a date may have its first hours from the shift before; rest is counted from it. A
 * shift that is not over yet may still come to the next date, and so to another policy.
 */
function looksBefore(shifts: readonly BoundaryShift[], touched: number, policyOn: PolicyOn): boolean {
  const last = shifts.at(-1)!.workDate
  const dates = [shifts[touched]!.workDate, last, addDays(last, 1)]
  const before = shifts[touched - 1]
  return (
    (before && policyOn(before.workDate)?.policy.dayAttribution === 'split') ||
    dates.some((date) => {
      const policy = policyOn(date)?.policy
      return policy?.dayAttribution === 'split' || (policy?.rest.dailyMinutes ?? null) !== null
    })
  )
}

/**
 * By `end` and `most` a shift can come back to the date of its start when its end is moved: of that
 * date everything must be known.
 */
function firstOfItsDates(shifts: readonly BoundaryShift[], index: number, policyOn: PolicyOn): number {
  const { workDate, timeZone, start } = shifts[index]!
  const date = localDate(timeZone, start)
  const rules = [date, workDate].map((on) => policyOn(on)?.policy.dayAttribution)
  if (!rules.includes('end') && !rules.includes('most')) return index
  let first = index
  while (first > 0 && shifts[first - 1]!.workDate >= date) first -= 1
  return first
}

/** How long before a punch everything must be known that its account looks at: two workweeks and a shift. */
export const contextMs = 16 * 86_400_000

/**
 * The start of the workweek of the last shift. A policy of an earlier date in it may be the one with
 * such rules; where the workweek was moved, the old one that overlaps it counts too.
 */
function weekAround(shifts: readonly BoundaryShift[], policyOn: PolicyOn): number | undefined {
  const last = shifts.at(-1)!
  let start: number | undefined
  const rules = new Set<string>()
  // By its end a shift may still come to the next date, and so to another policy.
  const next = { ...last, workDate: addDays(last.workDate, 1) }
  for (const shift of [next, ...shifts.toReversed()]) {
    if (shift.start <= (start ?? last.start) - weekMs) break
    const policy = policyOn(shift.workDate)?.policy
    if (!policy || !hasWeeklyRules(policy)) continue
    const { workweek } = policy
    rules.add(`${workweek.startsOn} ${workweek.startsAt}`)
    if (start === undefined) start = workweekOf(shift.timeZone, last.start, workweek).start
    if (rules.size === 1) continue
    const week = workweekOf(shift.timeZone, shift.start, workweek)
    const end = workweekOf(shift.timeZone, Math.max(shift.end - 1, shift.start), workweek).end
    if (end > start) start = Math.min(start, week.start)
  }
  return start
}

const weekMs = 7 * 86_400_000 + 3_600_000

/** The first shift that the daily rules of the shifts from `touched` on look at. */
function dayContext(shifts: readonly BoundaryShift[], touched: number, policyOn: PolicyOn): number {
  let first = touched
  for (let i = touched; i < shifts.length; i++) {
    const policy = policyOn(shifts[i]!.workDate)?.policy
    if (!policy) continue
    if (policy.overtime.daily.length > 0)
      first = Math.min(first, workdayContext[policy.workday.kind](shifts, touched, policy))
    if (policy.overtime.consecutive.length > 0)
      first = Math.min(first, afterPause(shifts, touched, policy.newShiftGapMinutes * 60_000))
  }
  return startOfDate(shifts, first)
}

const workdayContext = {
  work_date: (_shifts, touched) => touched,
  clock(shifts, touched, { workday }) {
    const { start, timeZone } = shifts[touched]!
    const startsAt = workday.kind === 'clock' ? workday.startsAt : '00:00'
    const line = workdayOf(timeZone, start, startsAt).start
    return firstReaching(shifts.slice(0, touched + 1), line)
  },
  // Nothing that began before a whole day without work reaches over it.
  from_first_start: (shifts, touched) => afterPause(shifts, touched, 86_400_000),
} as const satisfies Record<
  Policy['workday']['kind'],
  (shifts: readonly BoundaryShift[], touched: number, policy: Policy) => number
>

/** Back to a shift with a pause of such a length before it. */
function afterPause(shifts: readonly BoundaryShift[], index: number, pause: number): number {
  let first = index
  while (first > 0 && shifts[first]!.start - shifts[first - 1]!.end < pause) first -= 1
  return first
}

/** The first of the shifts at the end of the list that reach beyond the instant. */
function firstReaching(shifts: readonly BoundaryShift[], instant: number): number {
  let index = shifts.length - 1
  while (index > 0 && Math.max(shifts[index - 1]!.end, shifts[index - 1]!.start + 1) > instant) index -= 1
  return index
}

/** The last complete shift before this one, if there is any. */
function lastComplete(shifts: readonly BoundaryShift[], index: number): number {
  let before = index - 1
  while (before > 0 && shifts[before]!.end === shifts[before]!.start) before -= 1
  return Math.max(0, before)
}

function startOfDate(shifts: readonly BoundaryShift[], index: number): number {
  let first = index
  while (first > 0 && shifts[first - 1]!.workDate === shifts[index]!.workDate) first -= 1
  return first
}
