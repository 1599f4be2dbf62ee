/**
 * Whether a punch is accepted. A refusal says why; it never changes anything. The same rules hold
 * for a punch of now and for one that arrives late with an earlier time.
 */
import { isForgotten, longestShiftMs, type LongestShiftRules } from './longest-shift.ts'
import type { PairedShift, Pairing } from './pairing.ts'
import type { MarkKind } from './punch.ts'

export type RefusalCode =
  | 'already_clocked_in'
  | 'not_clocked_in'
  | 'already_on_break'
  | 'not_on_break'
  | 'overlapping_shift'
  | 'out_before_in'
  | 'shift_too_long'

export interface Refusal {
  code: RefusalCode
  /** The shift that stands in the way. */
  shift: PairedShift | undefined
}

/** `undefined`: accepted. `at` in epoch milliseconds. */
export function refusePunch(
  kind: MarkKind,
  at: number,
  { shifts }: Pairing,
  rules: LongestShiftRules,
): Refusal | undefined {
  return decisions[kind](at, shifts, rules)
}

type Decision = (at: number, shifts: readonly PairedShift[], rules: LongestShiftRules) => Refusal | undefined

const decisions = {
  in(at, shifts, rules) {
    const before = shifts.findLast((shift) => shift.in.at <= at)
    if (before?.out && at < before.out.at) return refuse('overlapping_shift', before)
    if (before && !before.out && within(before, at, rules)) return refuse('already_clocked_in', before)
    const after = shifts.find((shift) => shift.in.at > at)
    const longest = after && longestShiftMs({ at, timeZone: after.in.timeZone }, rules)
    if (after?.status === 'open' && after.in.at - at <= longest!) {
      return refuse('already_clocked_in', after)
    }
    return after && isInstant(after) ? refuse('overlapping_shift', after) : undefined
  },
  out(at, shifts, rules) {
    const i = shifts.findLastIndex((one) => one.in.at <= at)
    const shift = shifts[i]
    const isWithoutEnd = i > 0 && !shifts[i - 1]!.out
    if (shift && !shift.out && at === shift.in.at && isWithoutEnd) return refuse('out_before_in', shift)
    const open = shifts.at(-1)?.status === 'open' ? shifts.at(-1) : undefined
    if (shift?.out && at < shift.out.at) return refuse('overlapping_shift', shift)
    if (!shift || shift.out) return open ? refuse('out_before_in', open) : refuse('not_clocked_in', undefined)
    return within(shift, at, rules) ? undefined : refuse('shift_too_long', shift)
  },
  break_start(at, shifts, rules) {
    const shift = shiftAt(at, shifts, rules)
    if (!shift) return refuse('not_clocked_in', shifts.at(-1))
    return breakAt(at, shift) ? refuse('already_on_break', shift) : undefined
  },
  break_end(at, shifts, rules) {
    const shift = shiftAt(at, shifts, rules)
    if (!shift) return refuse('not_clocked_in', shifts.at(-1))
    return breakAt(at, shift) ? undefined : refuse('not_on_break', shift)
  },
} as const satisfies Record<MarkKind, Decision>

function refuse(code: RefusalCode, shift: PairedShift | undefined): Refusal {
  return { code, shift }
}

/**
 * In and out at one instant: nothing was worked. Its clock-out would end whatever is open before it, so
 * nothing may be opened there, and a shift that was left open allows no such instant after it.
 */
function isInstant({ in: arrival, out }: PairedShift): boolean {
  return out?.at === arrival.at
}

/** An open shift older than the longest shift is over: it waits for a correction and blocks nothing. */
function within(shift: PairedShift, at: number, rules: LongestShiftRules): boolean {
  return !isForgotten(shift.in, at, rules)
}

function shiftAt(
  at: number,
  shifts: readonly PairedShift[],
  rules: LongestShiftRules,
): PairedShift | undefined {
  const shift = shifts.findLast((one) => one.in.at <= at)
  if (!shift) return undefined
  return (shift.out ? at < shift.out.at : within(shift, at, rules)) ? shift : undefined
}

function breakAt(at: number, shift: PairedShift): boolean {
  return shift.breaks.some((pause) => pause.start.at <= at && (pause.end === null || at < pause.end.at))
}
