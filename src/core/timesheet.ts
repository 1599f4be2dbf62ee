/**
 * The account of a person: paired shifts get their work date, their planned shift, lateness and
 * worked time; the shifts of a date make a day. Everything here can be thrown away and derived
 * again from the marks, to the same values.
 */
import { addDays } from './calendar.ts'
import { earlySeconds, lateSeconds } from './lateness.ts'
import { pairMarks, type PairedShift, type PairingRules } from './pairing.ts'
import { flags, type Mark } from './punch.ts'
import { matchPlanned, type Plan, type PlannedShift } from './schedule.ts'
import { localDate } from './zone.ts'

/** What a person's hours are derived by. */
export interface TimesheetRules extends PairingRules {
  plan: Plan
}

export interface Shift extends PairedShift {
  workDate: string
  planned: { start: number; end: number } | null
  /** Elapsed time less the breaks; 0 until the shift is complete. */
  workedSeconds: number
  breakSeconds: number
  lateMinutes: number
  earlyMinutes: number
  flags: string[]
}

export interface Day {
  workDate: string
  shifts: number
  workedSeconds: number
  breakSeconds: number
  regularSeconds: number
  overtimeSeconds: number
  lateMinutes: number
  earlyMinutes: number
  missingOut: number
  /** The length of what was planned for the date; 0 when nothing was. */
  plannedSeconds: number
}

export interface Timesheet {
  shifts: Shift[]
  days: Day[]
  orphans: Mark[]
}

/**
 * Derives shifts and days from marks. The marks must begin at a boundary: with the first shift of
 * a work date. Sorted by start; a work date never goes back.
 */
export function deriveTimesheet(marks: readonly Mark[], rules: TimesheetRules): Timesheet {
  const { shifts: paired, orphans } = pairMarks(marks)
  const shifts: Shift[] = []
  for (const shift of paired) shifts.push(interpretShift(shift, shifts.at(-1), rules))
  keepOutermostLateness(shifts)
  const days: Day[] = []
  for (const shift of shifts) {
    if (days.at(-1)?.workDate !== shift.workDate)
      days.push(emptyDay(shift.workDate, plannedSecondsOn(shift, rules)))
    addToDay(days.at(-1)!, shift)
  }
  return { shifts, days, orphans }
}

function interpretShift(shift: PairedShift, previous: Shift | undefined, rules: TimesheetRules): Shift {
  const plan = plannedAround(shift.in, rules)
  const arrival = matchPlanned(plan, shift.in.at, 'in')
  const leaving = arrival && shift.out ? plannedLeaving(plan, arrival, shift.out.at) : arrival
  const elapsed = shift.out ? seconds(shift.out.at - shift.in.at) : 0
  const breakSeconds = shift.breaks.reduce(
    (sum, pause) => sum + (pause.end ? seconds(pause.end.at - pause.start.at) : 0),
    0,
  )
  return {
    ...shift,
    workDate: workDateOf(shift.in, arrival, previous, rules),
    planned: arrival && leaving ? { start: arrival.start, end: leaving.end } : null,
    workedSeconds: shift.out ? elapsed - breakSeconds : 0,
    breakSeconds,
    // Who comes when the planned shift is over is not late for it; who leaves before it began, not early.
    lateMinutes: arrival && shift.in.at < arrival.end ? minutes(lateSeconds(shift.in.at, arrival)) : 0,
    earlyMinutes:
      leaving && shift.out && shift.out.at > leaving.start ? minutes(earlySeconds(shift.out.at, leaving)) : 0,
    flags: flagsOf(shift, elapsed, rules),
  }
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
  const date = planned?.date ?? resumed ?? localDate(arrival.timeZone, arrival.at)
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
function keepOutermostLateness(shifts: Shift[]): void {
  for (let i = 1; i < shifts.length; i++) {
    const before = shifts[i - 1]!
    const shift = shifts[i]!
    if (!before.planned || !shift.planned || before.workDate !== shift.workDate) continue
    if (before.planned.start === shift.planned.start) shift.lateMinutes = 0
    if (before.planned.end === shift.planned.end) before.earlyMinutes = 0
  }
}

/** A day without shifts. */
export function emptyDay(workDate: string, plannedSeconds = 0): Day {
  return {
    workDate,
    shifts: 0,
    workedSeconds: 0,
    breakSeconds: 0,
    regularSeconds: 0,
    overtimeSeconds: 0,
    lateMinutes: 0,
    earlyMinutes: 0,
    missingOut: 0,
    plannedSeconds,
  }
}

function plannedSecondsOn(shift: Shift, rules: TimesheetRules): number {
  const planned = rules.plan(shift.in.timeZone, shift.workDate, shift.workDate)
  return planned.reduce((sum, one) => sum + seconds(one.end - one.start), 0)
}

function addToDay(day: Day, shift: Shift): void {
  day.shifts += 1
  day.workedSeconds += shift.workedSeconds
  day.breakSeconds += shift.breakSeconds
  // Without an overtime policy every worked second is regular.
  day.regularSeconds += shift.workedSeconds
  day.lateMinutes += shift.lateMinutes
  day.earlyMinutes += shift.earlyMinutes
  day.missingOut += shift.status === 'missing_out' ? 1 : 0
}

/** The marks of the last work date: all that the next punch can still change in the ordinary case. */
export function tailMarks(sheet: Timesheet): Mark[] {
  const date = sheet.shifts.at(-1)?.workDate
  return sheet.shifts.filter((shift) => shift.workDate === date).flatMap(marksOf)
}

/** Their numbers, ascending: by these the tail is found again among the facts. */
export function tailNumbers(sheet: Timesheet): number[] {
  return tailMarks(sheet)
    .map((mark) => mark.seq)
    .sort((a, b) => a - b)
}

/** The marks of a shift, each once, in order. */
export function marksOf(shift: PairedShift): Mark[] {
  const pauses = shift.breaks.flatMap((pause) =>
    pause.end && pause.end !== shift.out ? [pause.start, pause.end] : [pause.start],
  )
  return shift.out ? [shift.in, ...pauses, shift.out] : [shift.in, ...pauses]
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)
const minutes = (wholeSeconds: number): number => Math.floor(wholeSeconds / 60)
