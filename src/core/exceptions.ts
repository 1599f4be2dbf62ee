/**
 * Exceptions: what a manager should look at on one day of one person. They follow from what is
 * recorded and planned, and are derived whenever they are asked for; what people say about them is
 * kept elsewhere. What may still right itself because the day is not over is not raised yet: a
 * shift without an end is `out_late` while it may still be ended, and `missing_out` after it.
 * Source: TimeTrex exceptions (in late, out late, missing in, missing out, "pre-mature").
 */
import type { PlannedShift } from './schedule.ts'

/** Each code, with how grave it is unless a policy says otherwise. */
export const exceptionSeverities = {
  /** Came after the planned start and the grace, or is not there yet. */
  late: 'warning',
  left_early: 'warning',
  /** Planned, the window over, and nobody came. */
  absent: 'severe',
  /** A clock-out was tried without a clock-in. */
  missing_in: 'severe',
  /** A clock-out was forgotten: the shift has no total. */
  missing_out: 'severe',
  /** Still in after the planned end and the grace. */
  out_late: 'info',
  /** A break was ended only by the clock-out. */
  missing_break_end: 'warning',
  /** The time was stated, and differs from the server's. */
  unverified: 'warning',
  /** Punched outside the fence of the branch. */
  outside_fence: 'warning',
  /** Punched without a position, which the branch requires. */
  location_missing: 'info',
  /** Worked when nothing was planned, by somebody who has a schedule. */
  outside_schedule: 'info',
  break_short: 'warning',
  break_late: 'warning',
  /** A break that is required was not taken. */
  break_missing: 'severe',
  rest_short: 'severe',
  over_daily_maximum: 'severe',
  /** A punch was refused because it lies inside a recorded shift. */
  overlap_refused: 'info',
  /** A queued punch collides with what a manager entered: both are kept, one counts. */
  offline_conflict: 'warning',
  /** A punch came late for a locked day: it is kept and not counted. */
  period_locked: 'warning',
} as const satisfies Record<string, Severity>

export const severities = ['info', 'warning', 'severe'] as const
export type Severity = (typeof severities)[number]
export type ExceptionCode = keyof typeof exceptionSeverities
export const exceptionCodes = Object.keys(exceptionSeverities) as ExceptionCode[]

export interface ExceptionFound {
  code: ExceptionCode
  /** Which one of its code on this day: the id of the punch it is about, or `planned-1`. */
  key: string
  severity: Severity
  /** How much, where there is a measure; else 0. */
  minutes: number
  /** The instant that it is about, epoch ms, where there is one. */
  at: number | null
}

/** What is known of a shift, as it is seen now (`longest-shift.ts`). Instants in epoch ms. */
export interface ShiftSeen {
  /** The id of its clock-in. */
  id: string
  status: 'open' | 'complete' | 'missing_out'
  start: number
  end: number | null
  planned: { start: number; end: number } | null
  lateMinutes: number
  earlyMinutes: number
  flags: readonly string[]
}

/** What a policy found on the day: codes such as `rest_short`, with its own severity. */
export interface PolicyFinding {
  code: ExceptionCode
  minutes: number
  severity?: Severity | undefined
}

/** A punch that is kept or was refused, and does not count. */
export interface StrayPunch {
  code: 'missing_in' | 'overlap_refused' | 'offline_conflict' | 'period_locked'
  key: string
  at: number
}

export interface DaySeen {
  shifts: readonly ShiftSeen[]
  planned: readonly PlannedShift[]
  /** Whether the person has a schedule at all, though nothing may be planned on the day. */
  hasSchedule: boolean
  findings: readonly PolicyFinding[]
  strays: readonly StrayPunch[]
}

/** Everything to look at on the day, as of `now` (epoch ms). */
export function deriveExceptions(day: DaySeen, now: number): ExceptionFound[] {
  return [
    ...day.planned.flatMap((planned, i) => ofPlanned(planned, `planned-${i + 1}`, day.shifts, now)),
    ...day.shifts.flatMap((shift) => ofShift(shift, day, now)),
    ...day.findings.map((finding, i) => ({
      ...found(finding.code, `policy-${i + 1}`, finding.minutes, null),
      ...(finding.severity && { severity: finding.severity }),
    })),
    ...day.strays.filter((stray) => !isMadeGood(stray, day.shifts)).map(ofStray),
  ]
}

/** Nobody came: late, by no more than what was planned, while somebody still may come; absent once the window is over. */
function ofPlanned(
  planned: PlannedShift,
  key: string,
  shifts: readonly ShiftSeen[],
  now: number,
): ExceptionFound[] {
  if (shifts.some((shift) => covers(shift, planned))) return []
  if (now > planned.windowEnd) {
    return [found('absent', key, minutesBetween(planned.start, planned.end), planned.start)]
  }
  if (now <= planned.start + planned.graceInSeconds * 1000) return []
  return [found('late', key, minutesBetween(planned.start, Math.min(now, planned.end)), planned.start)]
}

/** A shift is for the planned one by its match, or because it reaches into it. */
function covers(shift: ShiftSeen, planned: PlannedShift): boolean {
  if (shift.planned && shift.planned.start <= planned.start && shift.planned.end >= planned.end) return true
  if (shift.end === null) return shift.start >= planned.windowStart && shift.start < planned.end
  return shift.start < planned.end && shift.end > planned.start
}

function ofShift(shift: ShiftSeen, day: DaySeen, now: number): ExceptionFound[] {
  const list: ExceptionFound[] = []
  const add = (code: ExceptionCode, minutes: number, at: number | null) =>
    list.push(found(code, shift.id, minutes, at))
  if (shift.lateMinutes > 0) add('late', shift.lateMinutes, shift.start)
  if (shift.earlyMinutes > 0) add('left_early', shift.earlyMinutes, shift.end)
  if (shift.status === 'missing_out') add('missing_out', 0, shift.start)
  else if (shift.status === 'open' && shift.planned && now > leavingBy(shift.planned.end, day)) {
    add('out_late', minutesBetween(shift.planned.end, now), shift.planned.end)
  }
  if (shift.flags.includes('unverified')) add('unverified', 0, shift.start)
  if (shift.flags.includes('outside_fence')) add('outside_fence', 0, shift.start)
  if (shift.flags.includes('location_missing')) add('location_missing', 0, shift.start)
  if (shift.flags.includes('break_ended_by_out')) add('missing_break_end', 0, shift.end)
  if (day.hasSchedule && !shift.planned) {
    add('outside_schedule', shift.end === null ? 0 : minutesBetween(shift.start, shift.end), shift.start)
  }
  return list
}

/** The planned end and its grace. */
function leavingBy(end: number, day: DaySeen): number {
  const grace = day.planned.find((planned) => planned.end === end)?.graceOutSeconds ?? 0
  return end + grace * 1000
}

/** A clock-out that was refused is made good by a shift that was ended at that minute or later. */
function isMadeGood(stray: StrayPunch, shifts: readonly ShiftSeen[]): boolean {
  if (stray.code !== 'missing_in') return false
  const minute = Math.floor(stray.at / 60_000)
  return shifts.some(
    (shift) => shift.start <= stray.at && shift.end !== null && Math.floor(shift.end / 60_000) >= minute,
  )
}

const ofStray = ({ code, key, at }: StrayPunch): ExceptionFound => found(code, key, 0, at)

function found(code: ExceptionCode, key: string, minutes: number, at: number | null): ExceptionFound {
  return { code, key, severity: exceptionSeverities[code], minutes, at }
}

const minutesBetween = (from: number, to: number): number => Math.floor((to - from) / 60_000)

export const exceptionStates = ['open', 'explained', 'accepted'] as const
export type ExceptionState = (typeof exceptionStates)[number]

/** What was said holds while the exception is not larger than what was accepted. */
export function stateOfException(
  exception: Pick<ExceptionFound, 'minutes'>,
  said: { state: ExceptionState; minutes: number; explanation: string | null } | undefined,
): ExceptionState {
  if (!said) return 'open'
  if (said.state !== 'accepted' || exception.minutes <= said.minutes) return said.state
  return said.explanation === null ? 'open' : 'explained'
}
