/**
 * The end that a policy gives to a shift whose clock-out was forgotten: so many minutes after its
 * start, or after its planned end. It is an interpretation and not a fact: the shift is flagged, a
 * real clock-out takes its place, and it is never longer than up to the next clock-in or than the
 * longest shift. Whether a clock-out was forgotten shows the next clock-in; before that the shift is
 * open. A shift that is not planned has no planned end, and stays without one.
 * Source: OCA hr_attendance_autoclose; Odoo, automatic check-out.
 */
import type { Policy } from './policy.ts'

export interface ForgottenShift {
  start: number
  plannedEnd: number | undefined
  nextStart: number
}

/** Epoch milliseconds; `undefined` where the policy gives no end. */
export function automaticOut(shift: ForgottenShift, policy: Policy): number | undefined {
  const { automaticClockOut: rule, maxShiftMinutes } = policy
  if (!rule) return undefined
  const from = rule.after === 'start' ? shift.start : shift.plannedEnd
  if (from === undefined) return undefined
  const end = Math.min(from + rule.minutes * 60_000, shift.nextStart, shift.start + maxShiftMinutes * 60_000)
  return end > shift.start ? end : undefined
}
