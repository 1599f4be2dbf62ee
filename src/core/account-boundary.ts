/**
 * How far back the account of a person must be known, so that the next punch is accounted right.
 * Rules of a workweek look at all of it, and a shift may reach into it from the week before: the
 * account of that shift's date needs its own workweek in turn. What lies before is context; its own
 * figures are not to be trusted, and nothing of it is written.
 */
import type { PolicyOn } from './account-unit.ts'
import { hasWeeklyRules } from './policy.ts'
import { workweekOf } from './workweek.ts'

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

/** `shifts` are sorted and not empty. */
export function accountBoundary(shifts: readonly BoundaryShift[], policyOn: PolicyOn): AccountBoundary {
  const last = shifts.at(-1)!
  const week = weekStart(last, policyOn)
  const policy = policyOn(last.workDate)?.policy
  // Under `split` a date may have its first hours from the shift before; rest is counted from it.
  const looksBefore = policy?.dayAttribution === 'split' || (policy?.rest.dailyMinutes ?? null) !== null
  const touched = startOfDate(shifts, firstReaching(shifts, week ?? Infinity))
  const context = weekStart(shifts[touched]!, policyOn) ?? shifts[touched]!.start
  const before = looksBefore ? lastComplete(shifts, touched) : touched
  return {
    first: startOfDate(shifts, Math.min(before, firstReaching(shifts, context))),
    from: Math.max(week ?? -Infinity, shifts[touched]!.start),
  }
}

/** How long before a punch everything must be known that its account looks at: two workweeks and a shift. */
export const contextMs = 16 * 86_400_000

function weekStart(shift: BoundaryShift, policyOn: PolicyOn): number | undefined {
  const policy = policyOn(shift.workDate)?.policy
  if (!policy || !hasWeeklyRules(policy)) return undefined
  return workweekOf(shift.timeZone, shift.start, policy.workweek).start
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
