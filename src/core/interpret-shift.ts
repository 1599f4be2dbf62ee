/**
 * What a shift is beside its marks: its work date, the planned shift that it belongs to, worked time,
 * lateness and flags.
 */
import { addDays } from './calendar.ts'
import { earlySeconds, lateSeconds } from './lateness.ts'
import type { PairedShift, PairingRules } from './pairing.ts'
import type { PlannedTime } from './payable-time.ts'
import { flags, type Mark } from './punch.ts'
import { matchPlanned, type PlannedShift } from './schedule.ts'
import type { Shift, TimesheetRules } from './timesheet.ts'
import { localDate } from './zone.ts'

export function interpretShift(
  shift: PairedShift,
  previous: Shift | undefined,
  rules: TimesheetRules,
): Shift {
  const plan = plannedAround(shift.in, rules)
  const arrival = matchPlanned(plan, shift.in.at, 'in')
  const leaving = arrival && shift.out ? plannedLeaving(plan, arrival, shift.out.at) : arrival
  const elapsed = shift.out ? seconds(shift.out.at - shift.in.at) : 0
  const breakSeconds = shift.breaks.reduce(
    (sum, pause) => sum + (pause.end ? seconds(pause.end.at - pause.start.at) : 0),
    0,
  )
  return {
    in: shift.in,
    out: shift.out,
    breaks: shift.breaks,
    status: shift.status,
    workDate: workDateOf(shift.in, arrival, previous, rules),
    planned: arrival && leaving ? plannedTime(arrival, leaving) : null,
    workedSeconds: shift.out ? elapsed - breakSeconds : 0,
    breakSeconds,
    // Who comes when the planned shift is over is not late for it; who leaves before it began, not early.
    lateMinutes: arrival && shift.in.at < arrival.end ? minutes(lateSeconds(shift.in.at, arrival)) : 0,
    earlyMinutes:
      leaving && shift.out && shift.out.at > leaving.start ? minutes(earlySeconds(shift.out.at, leaving)) : 0,
    flags: flagsOf(shift, elapsed, rules),
    automaticOutAt: null,
  }
}

/** From the start of one to the end of another; with the breaks that are planned at a time. */
function plannedTime(arrival: PlannedShift, leaving: PlannedShift): PlannedTime {
  const planned = { start: arrival.start, end: leaving.end }
  const breaks = (arrival === leaving ? (arrival.breaks ?? []) : []).flatMap(({ start, end }) =>
    start === null || end === null ? [] : [{ start, end }],
  )
  return breaks.length === 0 ? planned : { ...planned, breaks }
}

/** The planned shifts that an arrival can belong to: yesterday's night shift to tomorrow's early one. */
function plannedAround(arrival: Mark, rules: TimesheetRules): readonly PlannedShift[] {
  const date = localDate(arrival.timeZone, arrival.at)
  return rules.plan(arrival.timeZone, addDays(date, -1), addDays(date, 1))
}

/** Who works through several planned shifts leaves the last one that began before the clock-out. */
function plannedLeaving(plan: readonly PlannedShift[], arrival: PlannedShift, out: number): PlannedShift {
  const entered = plan.filter((planned) => planned.date === arrival.date && planned.start < out)
  const last = entered.at(-1)
  return last && last.start > arrival.start ? last : arrival
}

/**
 * The date of the planned shift; without one, the date of the shift before where the pause since
 * then is shorter than the new-shift gap (work resumed after midnight); else the date of the
 * arrival. Source: docs/decisions, TimeTrex "shift assigned day".
 */
function workDateOf(
  arrival: Mark,
  planned: PlannedShift | undefined,
  previous: Shift | undefined,
  rules: TimesheetRules,
): string {
  const resumed =
    previous?.out && seconds(arrival.at - previous.out.at) < rules.newShiftGapSeconds
      ? previous.workDate
      : undefined
  let date = planned?.date ?? resumed ?? localDate(arrival.timeZone, arrival.at)
  while (rules.isLocked?.(date)) date = addDays(date, 1)
  return previous && previous.workDate > date ? previous.workDate : date
}

function flagsOf(shift: PairedShift, elapsed: number, rules: PairingRules): string[] {
  const marks = [shift.in, ...shift.breaks.flatMap((pause) => [pause.start, pause.end]), shift.out]
  const found = new Set(marks.flatMap((mark) => mark?.flags ?? []))
  if (shift.out && shift.breaks.some((pause) => pause.end === shift.out)) found.add(flags.breakEndedByOut)
  if (elapsed > rules.maxShiftSeconds) found.add(flags.overMaximum)
  return [...found].sort()
}

/**
 * Within one planned shift only the first arrival can be late and only the last leaving early: a
 * clock-out for lunch is neither.
 */
export function keepOutermostLateness(shifts: readonly Shift[], isKept: readonly boolean[]): void {
  for (let i = 1; i < shifts.length; i++) {
    if (isKept[i]) continue
    const before = shifts[i - 1]!
    const shift = shifts[i]!
    if (!before.planned || !shift.planned || before.workDate !== shift.workDate) continue
    if (before.planned.start === shift.planned.start) shift.lateMinutes = 0
    if (before.planned.end === shift.planned.end) before.earlyMinutes = 0
  }
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
const minutes = (wholeSeconds: number): number => Math.floor(wholeSeconds / 60)
