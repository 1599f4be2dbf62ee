/**
 * The shifts of one work date as spans: what was worked, the breaks and what of them is paid, the
 * break that the policy deducts, and what is paid of it all. The first stages of an account.
 */
import { deductAt, deductionSeconds } from './deduct-break.ts'
import type { Interval } from './overlap.ts'
import { payableTime, type CountedShift, type PayableTime, type WorkedShift } from './payable-time.ts'
import { plainPolicy, type Policy } from './policy.ts'
import { paidBreakSeconds, secondsOf, shiftSpans } from './shift-spans.ts'

/** A policy as it is valid from one date to another. */
export interface PolicyVersion {
  id: string
  /** What people call the policy. */
  name: string
  policy: Policy
}

/** The version that is valid for a person on a date. */
export type PolicyOn = (date: string) => PolicyVersion | undefined

/** The shifts of one work date with what the first stages made of them. */
export interface AccountUnit {
  date: string
  timeZone: string
  versionId: string | null
  policyName: string | null
  policy: Policy
  shifts: readonly CountedShift[]
  /** Exact: without unpaid and deducted breaks. */
  worked: readonly Interval[]
  breaks: readonly Interval[]
  paid: readonly Interval[]
  deducted: readonly Interval[]
  takenSeconds: number
  payable: PayableTime
  /** The payable spans without the deducted break. */
  spans: readonly Interval[]
}

/** The units of shifts that are sorted by start; a work date is one unit. */
export function unitsOf(shifts: readonly WorkedShift[], policyOn: PolicyOn): AccountUnit[] {
  const units: AccountUnit[] = []
  for (let i = 0; i < shifts.length;) {
    const date = shifts[i]!.workDate
    let end = i + 1
    while (end < shifts.length && shifts[end]!.workDate === date) end += 1
    units.push(unitOf(date, shifts.slice(i, end), policyOn(date)))
    i = end
  }
  return units
}

function unitOf(
  date: string,
  given: readonly WorkedShift[],
  version: PolicyVersion | undefined,
): AccountUnit {
  const policy = version?.policy ?? plainPolicy
  const shifts: CountedShift[] = []
  const worked: Interval[] = []
  const breaks: Interval[] = []
  const paid: Interval[] = []
  for (const shift of given) {
    const allowance = policy.breaks.paidAllowanceMinutes * 60 - secondsOf(paid)
    const seconds = paidBreakSeconds(shift.breaks, policy.breaks, Math.max(0, allowance))
    const spans = shiftSpans(shift, shift.breaks, seconds)
    shifts.push({ ...shift, worked: spans.worked, paidBreakSeconds: seconds })
    worked.push(...spans.worked)
    breaks.push(...spans.breaks)
    paid.push(...spans.paid)
  }
  const payable = payableTime(shifts, policy)
  const { autoDeduct } = policy.breaks
  const takenSeconds = autoDeduct ? takenBreakSeconds(worked, policy) : 0
  const seconds = autoDeduct ? deductionSeconds(autoDeduct, secondsOf(worked), takenSeconds) : 0
  const at = (autoDeduct?.afterMinutes ?? 0) * 60
  const exact = seconds > 0 ? deductAt(worked, at, seconds) : { kept: worked, removed: [] }
  return {
    date,
    timeZone: given[0]!.timeZone,
    versionId: version?.id ?? null,
    policyName: version?.name ?? null,
    policy,
    shifts,
    worked: exact.kept,
    breaks,
    paid,
    deducted: exact.removed,
    takenSeconds,
    payable,
    spans: seconds > 0 ? deductAt(payable.spans, at, seconds).kept : payable.spans,
  }
}

/** Pauses of the day that are long enough to be a break, whether punched as one or by out and in. */
function takenBreakSeconds(worked: readonly Interval[], policy: Policy): number {
  let taken = 0
  for (let i = 1; i < worked.length; i++) {
    const pause = Math.floor((worked[i]!.start - worked[i - 1]!.end) / 1000)
    if (pause >= policy.breaks.blockMinutes * 60 && pause < policy.newShiftGapMinutes * 60) taken += pause
  }
  return taken
}
