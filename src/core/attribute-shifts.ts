/**
 * The work dates of shifts where a policy attributes them by their end or by most of their time.
 * Shifts with a pause shorter than the new-shift gap between them are one (work-date.ts); it has one
 * date, that of its policy, which is the policy of the date that it starts on. By `start` and `split`
 * a shift keeps the date that it has. A work date never goes back.
 */
import type { PolicyOn } from './account-unit.ts'
import type { Interval } from './overlap.ts'
import { attributeDays } from './work-date.ts'

/** A shift; one without an end counts as the instant of its start. */
export interface AttributedShift extends Interval {
  workDate: string
  timeZone: string
}

/** One date for each shift, in order. */
export function attributeShifts(shifts: readonly AttributedShift[], policyOn: PolicyOn): string[] {
  const dates: string[] = []
  for (let i = 0; i < shifts.length; i = dates.length) {
    const first = shifts[i]!
    const policy = policyOn(first.workDate)?.policy
    const rule = policy?.dayAttribution ?? 'start'
    if (rule === 'start' || rule === 'split') {
      dates.push(notBefore(dates.at(-1), first.workDate))
      continue
    }
    const group = groupFrom(shifts, i, policy!.newShiftGapMinutes * 60_000)
    const date = attributeDays(rule, first.timeZone, group)[0]!.date
    for (const _ of group) dates.push(notBefore(dates.at(-1), date))
  }
  return dates
}

function groupFrom(shifts: readonly AttributedShift[], from: number, gap: number): AttributedShift[] {
  let to = from + 1
  while (to < shifts.length && shifts[to]!.start - shifts[to - 1]!.end < gap) to += 1
  return shifts.slice(from, to)
}

const notBefore = (previous: string | undefined, date: string): string =>
  previous !== undefined && previous > date ? previous : date
