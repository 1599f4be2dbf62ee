/**
 * The account of a person: paired shifts get their work date, their planned shift, lateness and
 * worked time; the shifts of a date make a day. Everything here can be thrown away and derived
 * again from the marks, to the same values.
 */
import { accountBoundary, type AccountBoundary } from './account-boundary.ts'
import type { PolicyOn } from './account-unit.ts'
import type { HolidayOn } from './class-pieces.ts'
import type { Finding } from './day-findings.ts'
import { dayOfShifts } from './day-of-shifts.ts'
import { interpretShift, keepOutermostLateness } from './interpret-shift.ts'
import { pairMarks, type PairedShift, type PairingRules } from './pairing.ts'
import type { PlannedTime } from './payable-time.ts'
import type { Mark } from './punch.ts'
import type { Plan } from './schedule.ts'
import { deriveByPolicy } from './timesheet-by-policy.ts'

/** What a person's hours are derived by. */
export interface TimesheetRules extends PairingRules {
  plan: Plan
  /** For people who have a policy at some time. */
  policyOn?: PolicyOn | undefined
  /** The holidays that a policy looks at. */
  holidayOn?: HolidayOn | undefined
  /** Dates that take no shift any more: one that would belong there goes to the first date after them. */
  isLocked?: ((date: string) => boolean) | undefined
  /**
   * Where it is given, a policy also ends a shift that is open for longer than the longest at this moment
   * (epoch ms), as it will when the next clock-in comes. What is stored is derived without it.
   */
  asOf?: number | undefined
}

export interface Shift extends PairedShift {
  workDate: string
  planned: PlannedTime | null
  /** Elapsed time less the unpaid breaks; 0 until the shift is complete. */
  workedSeconds: number
  breakSeconds: number
  lateMinutes: number
  earlyMinutes: number
  flags: string[]
  /** The end that a policy gave to a shift whose clock-out was forgotten; it is no mark. */
  automaticOutAt: number | null
}

export interface Day {
  workDate: string
  shifts: number
  workedSeconds: number
  breakSeconds: number
  /** What is paid: regular + overtime + double. Without a policy, what was worked. */
  payableSeconds: number
  regularSeconds: number
  overtimeSeconds: number
  doubleSeconds: number
  /** Night, holiday and rest day lie within what is paid. Night seconds are those of the policy's hours. */
  nightSeconds: number
  holidaySeconds: number
  restDaySeconds: number
  /** Gained by rounding and tolerance; below zero when lost. */
  roundingSeconds: number
  /** Breaks that nobody punched, taken off by policy. */
  deductedSeconds: number
  /** What of the breaks is worked time. */
  paidBreakSeconds: number
  lateMinutes: number
  earlyMinutes: number
  missingOut: number
  /** The length of what was planned for the date, less unpaid planned breaks; 0 when nothing was. */
  plannedSeconds: number
  findings: readonly Finding[]
  /** The version that the day was accounted by. */
  policyVersionId: string | null
}

export interface Timesheet {
  shifts: Shift[]
  days: Day[]
  orphans: Mark[]
  /** What its dates were accounted by, where it was a policy. */
  policyOn?: PolicyOn | undefined
}

/**
 * Derives shifts and days from marks. The marks must begin at a boundary: with the first shift of
 * a work date. Sorted by start; a work date never goes back.
 *
 * `known` is what the same rules gave for marks of which most are the same objects: what none of the
 * changed marks touches is taken from it, as the same object, and not derived again.
 */
export function deriveTimesheet(marks: readonly Mark[], rules: TimesheetRules, known?: Timesheet): Timesheet {
  if (rules.policyOn) return deriveByPolicy(marks, { ...rules, policyOn: rules.policyOn })
  const { shifts: paired, orphans } = pairMarks(marks)
  const isKept = keptShifts(paired, known)
  const shifts: Shift[] = []
  for (const [i, shift] of paired.entries()) {
    shifts.push(isKept[i] ? known!.shifts[i]! : interpretShift(shift, shifts.at(-1), rules))
  }
  keepOutermostLateness(shifts, isKept)
  return { shifts, days: daysOf(shifts, isKept, rules, known), orphans }
}

/** What is derived of a shift, besides its marks: how two values of each are compared. */
const sameDerived = {
  workDate: Object.is,
  planned: (a, b) => a?.start === b?.start && a?.end === b?.end,
  workedSeconds: Object.is,
  breakSeconds: Object.is,
  lateMinutes: Object.is,
  earlyMinutes: Object.is,
  flags: (a, b) => a.length === b.length && a.every((flag, i) => flag === b[i]),
  automaticOutAt: Object.is,
} as const satisfies {
  [K in Exclude<keyof Shift, keyof PairedShift>]: (a: Shift[K], b: Shift[K]) => boolean
}
const derivedKeys = Object.keys(sameDerived) as (keyof typeof sameDerived)[]

/** Whether two shifts of the same marks, as objects, were derived to the same values. */
export function isSameShift(a: Shift, b: Shift): boolean {
  return isSamePair(a, b) && derivedKeys.every((key) => sameDerived[key](a[key] as never, b[key] as never))
}

/** A shift depends on those before it, by its work date, and on the one after it, by its lateness. */
function keptShifts(paired: readonly PairedShift[], known: Timesheet | undefined): boolean[] {
  if (!known) return []
  const firstChange = paired.findIndex((shift, i) => !isSamePair(shift, known.shifts[i]))
  const unchanged = firstChange < 0 ? paired.length : firstChange
  const hasLostTheNext = unchanged === paired.length && known.shifts.length > unchanged
  const kept = unchanged === paired.length && !hasLostTheNext ? unchanged : unchanged - 1
  return paired.map((_, i) => i < kept)
}

function isSamePair(a: PairedShift, b: PairedShift | undefined): boolean {
  return (
    b !== undefined &&
    a.in === b.in &&
    a.out === b.out &&
    a.status === b.status &&
    a.breaks.length === b.breaks.length &&
    a.breaks.every((pause, i) => pause.start === b.breaks[i]!.start && pause.end === b.breaks[i]!.end)
  )
}

function daysOf(
  shifts: readonly Shift[],
  isKept: readonly boolean[],
  rules: TimesheetRules,
  known: Timesheet | undefined,
): Day[] {
  const days: Day[] = []
  for (let i = 0; i < shifts.length;) {
    const { workDate } = shifts[i]!
    const first = i
    while (i < shifts.length && shifts[i]!.workDate === workDate) i++
    const old = known?.days[days.length]
    const isSame = old?.workDate === workDate && old.shifts === i - first && isKept[i - 1]
    days.push(isSame ? old : dayOfShifts(shifts.slice(first, i), rules))
  }
  return days
}

/** What the next punch can still change in the ordinary case. */
export interface Tail {
  /** Of the last work date, and of as much before it as its policy looks at. */
  marks: Mark[]
  /** From this instant (epoch milliseconds) on, a punch can be accounted with them. */
  from: number
  /** The shift that they begin with. */
  first: number
}

export function tailOf({ shifts, policyOn }: Timesheet): Tail {
  const last = shifts.at(-1)
  if (!last) return { marks: [], from: Number.NEGATIVE_INFINITY, first: 0 }
  const boundary = (policyOn && boundaryOf(shifts, policyOn)) ?? boundaryOfLastDate(shifts)
  return { marks: shifts.slice(boundary.first).flatMap(marksOf), ...boundary }
}

function boundaryOfLastDate(shifts: readonly Shift[]): AccountBoundary {
  const date = shifts.at(-1)!.workDate
  const first = shifts.findIndex((shift) => shift.workDate === date)
  return { first, from: shifts[first]!.in.at }
}

function boundaryOf(shifts: readonly Shift[], policyOn: PolicyOn): AccountBoundary | undefined {
  const spans = shifts.map((shift) => ({
    workDate: shift.workDate,
    timeZone: shift.in.timeZone,
    start: shift.in.at,
    end: endOf(shift) ?? shift.in.at,
  }))
  return accountBoundary(spans, policyOn)
}

/** When a shift ended, if it did. */
export function endOf({ out, automaticOutAt }: Shift): number | null {
  return out?.at ?? automaticOutAt
}

/** The numbers of its marks, ascending: by these the tail is found again among the facts. */
export function tailNumbers(tail: Tail): number[] {
  return tail.marks.map((mark) => mark.seq).sort((a, b) => a - b)
}

/** The marks of a shift, each once, in order. */
export function marksOf(shift: PairedShift): Mark[] {
  const pauses = shift.breaks.flatMap((pause) =>
    pause.end && pause.end !== shift.out ? [pause.start, pause.end] : [pause.start],
  )
  return shift.out ? [shift.in, ...pauses, shift.out] : [shift.in, ...pauses]
}
