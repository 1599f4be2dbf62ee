/**
 * What is paid of what was worked on a date. Without a rule it is the same, to the second.
 *
 * 1. Tolerance: where all marks are within it, the day counts as planned (see tolerance.ts).
 * 2. Rounding of the marks, or of each shift's total.
 * 3. The payable window: time before the planned start or after the planned end, beyond what the
 *    policy pays, is not paid. It stays in the worked time (29 CFR 785.48(a)).
 * 4. Rounding of the day's total: its last clock-out moves.
 *
 * Lateness, breaks and meals are judged by the exact marks, never by these.
 */
import { mergeIntervals, type Interval } from './overlap.ts'
import type { PayableWindow, Policy, PolicyRounding } from './policy.ts'
import { roundInstant, roundSeconds } from './rounding.ts'
import { secondsOf, shiftSpans } from './shift-spans.ts'
import { snapToSchedule } from './snap-to-schedule.ts'
import { tolerate } from './tolerance.ts'

/** A planned shift, with the breaks that are planned at a time. */
export interface PlannedTime extends Interval {
  breaks?: readonly Interval[] | undefined
}

/** One complete shift; instants in epoch milliseconds. */
export interface WorkedShift extends Interval {
  workDate: string
  timeZone: string
  breaks: readonly Interval[]
  planned: PlannedTime | null
}

/** A shift with what its exact marks gave: its worked spans and the paid seconds of its breaks. */
export interface CountedShift extends WorkedShift {
  worked: readonly Interval[]
  paidBreakSeconds: readonly number[]
}

export interface PayableTime {
  spans: Interval[]
  /** Seconds gained (or lost, below zero) by each. */
  toleranceSeconds: number
  roundingSeconds: number
  windowSeconds: number
  /** Whether the day was within the tolerance; `null` where it could not be compared. */
  tolerated: boolean | null
}

export function payableTime(shifts: readonly CountedShift[], policy: Policy): PayableTime {
  const { rounding, payableWindow, tolerance } = policy
  const exact = shifts.map((shift) => shift.worked)
  if (!rounding && !payableWindow && !tolerance) {
    const spans = inOrder(exact)
    return { spans, toleranceSeconds: 0, roundingSeconds: 0, windowSeconds: 0, tolerated: null }
  }
  const tolerated = tolerance ? isTolerated(shifts, tolerance) : null
  const counted = tolerated ? asPlanned(shifts) : shifts
  const planned = tolerated ? counted.map((shift) => rebuilt(shift)) : exact
  const rounded = rounding ? counted.map((shift, i) => roundShift(shift, planned[i]!, rounding)) : planned
  const paid = payableWindow
    ? rounded.map((spans, i) => clip(spans, shifts[i]!.planned, payableWindow))
    : rounded
  const spans = inOrder(paid)
  const before = secondsOf(spans)
  if (rounding?.apply === 'day') moveEnd(spans, roundSeconds(before, rounding.rule) - before)
  return {
    spans,
    toleranceSeconds: sum(planned) - sum(exact),
    // Where marks were rounded into the next shift, what lies in both counts once.
    roundingSeconds: sum(rounded) - sum(planned) + secondsOf(spans) - sum(paid),
    windowSeconds: sum(paid) - sum(rounded),
    tolerated,
  }
}

/** Whether all marks are within the tolerance; `null` where a shift is not planned. */
function isTolerated(
  shifts: readonly CountedShift[],
  { perMarkMinutes, perDayMinutes }: NonNullable<Policy['tolerance']>,
): boolean | null {
  const compared = compare(shifts)
  if (!compared) return null
  const scheduled = compared.flatMap((one) => one.scheduled)
  const marks = compared.flatMap((one) => one.marks).map(wholeMinute)
  const rules = { perMarkSeconds: perMarkMinutes * 60, perDaySeconds: perDayMinutes * 60 }
  return tolerate(scheduled, marks, rules).tolerated
}

/** The shifts within one planned one; their marks beside what is planned. */
interface Compared {
  shifts: CountedShift[]
  scheduled: number[]
  marks: number[]
}

/**
 * All marks, where there are as many as planned ones; else the first and the last of each planned
 * shift. `undefined` where a shift is not planned.
 */
function compare(shifts: readonly CountedShift[]): Compared[] | undefined {
  const groups: CountedShift[][] = []
  for (const shift of shifts) {
    if (!shift.planned) return undefined
    const last = groups.at(-1)
    if (last?.[0]!.planned!.start === shift.planned.start) last.push(shift)
    else groups.push([shift])
  }
  return groups.map((group) => {
    const planned = group[0]!.planned!
    const scheduled = instantsOf(planned, planned.breaks ?? [])
    const marks = group.flatMap((shift) => instantsOf(shift, shift.breaks))
    return marks.length === scheduled.length
      ? { shifts: group, scheduled, marks }
      : {
          shifts: group,
          scheduled: [planned.start, planned.end],
          marks: [group[0]!.start, group.at(-1)!.end],
        }
  })
}

const instantsOf = ({ start, end }: Interval, breaks: readonly Interval[]): number[] => [
  start,
  ...breaks.flatMap((pause) => [pause.start, pause.end]),
  end,
]

/** The marks that were compared, at the times that were planned. */
function asPlanned(shifts: readonly CountedShift[]): CountedShift[] {
  return (compare(shifts) ?? []).flatMap(({ shifts: group, scheduled, marks }) => {
    const plannedAt = new Map(marks.map((at, i) => [at, scheduled[i]!]))
    const moved = (at: number): number => plannedAt.get(at) ?? at
    return group.map((shift) => ({
      ...shift,
      start: moved(shift.start),
      end: moved(shift.end),
      breaks: shift.breaks.map((pause) => ({ start: moved(pause.start), end: moved(pause.end) })),
    }))
  })
}

function roundShift(
  shift: CountedShift,
  spans: readonly Interval[],
  rounding: PolicyRounding,
): readonly Interval[] {
  if (rounding.apply === 'marks') return roundMarks(shift, rounding)
  if (rounding.apply === 'day') return spans
  const moved = spans.map((span) => ({ ...span }))
  const total = secondsOf(spans)
  moveEnd(moved, roundSeconds(total, rounding.rule) - total)
  return moved
}

function roundMarks(shift: CountedShift, rounding: PolicyRounding): Interval[] {
  const { rule, outRule, snapToPlannedMinutes: snap } = rounding
  const { timeZone, planned } = shift
  const near = (at: number, to: number | undefined): number =>
    snap === null || to === undefined ? at : snapToSchedule(at, to, snap * 60)
  const start = roundInstant(timeZone, near(shift.start, planned?.start), rule)
  const end = roundInstant(timeZone, near(shift.end, planned?.end), outRule ?? rule)
  const breaks = shift.breaks.map((pause) => breakRounding[rounding.breaks](pause, timeZone, rounding))
  return rebuilt({ ...shift, start, end: Math.max(start, end), breaks })
}

const breakRounding = {
  exact: (pause) => pause,
  marks: ({ start, end }, zone, { rule }) => ({
    start: roundInstant(zone, start, rule),
    end: roundInstant(zone, end, rule),
  }),
  length: ({ start, end }, _zone, { rule }) => ({
    start,
    end: start + roundSeconds((end - start) / 1000, rule) * 1000,
  }),
} as const satisfies Record<
  PolicyRounding['breaks'],
  (pause: Interval, zone: string, rounding: PolicyRounding) => Interval
>

function rebuilt(shift: CountedShift): Interval[] {
  return shiftSpans(shift, shift.breaks, shift.paidBreakSeconds).worked
}

function clip(spans: readonly Interval[], planned: Interval | null, window: PayableWindow): Interval[] {
  if (!planned) return [...spans]
  const from = window.beforeMinutes === null ? -Infinity : planned.start - window.beforeMinutes * 60_000
  const to = window.afterMinutes === null ? Infinity : planned.end + window.afterMinutes * 60_000
  return spans.flatMap(({ start, end }) => {
    // Whole seconds from the start of the span, as everywhere.
    const first = start < from ? start + Math.ceil((from - start) / 1000) * 1000 : start
    const last = end > to ? first + Math.floor((to - first) / 1000) * 1000 : end
    return last > first ? [{ start: first, end: last }] : []
  })
}

/** Moves the end of the last span; a loss may take whole spans away. */
function moveEnd(spans: Interval[], seconds: number): void {
  let move = seconds * 1000
  while (move !== 0 && spans.length > 0) {
    const last = spans.at(-1)!
    const length = last.end - last.start
    if (length + move > 0) {
      last.end += move
      return
    }
    move += length
    spans.pop()
  }
}

/** One list of spans, sorted and apart: rounding may have moved a shift into the next. */
function inOrder(shifts: readonly (readonly Interval[])[]): Interval[] {
  const spans = shifts.flatMap((list) => list.map(({ start, end }) => ({ start, end })))
  const apart = spans.every((span, i) => i === 0 || span.start >= spans[i - 1]!.end)
  return apart ? spans : mergeIntervals(spans)
}

const sum = (shifts: readonly (readonly Interval[])[]): number =>
  shifts.reduce((total, spans) => total + secondsOf(spans), 0)
const wholeMinute = (instant: number): number => Math.floor(instant / 60_000) * 60_000
