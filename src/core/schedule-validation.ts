/** What is wrong with a schedule, a shift or its breaks: each problem by its path, in a sentence. */
import { secondOfDay } from './calendar.ts'
import {
  endsNextDay,
  numberOf,
  type PlannedBreak,
  type ScheduleDay,
  type ShiftTimes,
} from './schedule-pattern.ts'

/** What is wrong with one field, by its path (`days.0.start`), in a sentence. */
export interface FieldProblem {
  field: string
  message: string
}

export interface Pattern {
  days: readonly ScheduleDay[]
  cycleDays?: number | undefined
  anchor?: string | null | undefined
}

const longestShiftMinutes = 16 * 60
const dayMinutes = 24 * 60

/** What is wrong with a pattern; empty when nothing is. */
export function validatePattern({ days, cycleDays = 7, anchor }: Pattern): FieldProblem[] {
  if (days.length === 0)
    return [{ field: 'days', message: 'This pattern never works: plan at least one shift.' }]
  const isWeek = cycleDays === 7
  if (isWeek && anchor)
    return [{ field: 'anchor', message: 'A weekly schedule begins on Mondays; it takes no anchor.' }]
  if (!isWeek && !anchor) {
    return [{ field: 'anchor', message: `Say on which date day 1 of the pattern of ${cycleDays} days is.` }]
  }
  const misnamed = days.flatMap((day, i) => {
    if (isWeek === 'weekday' in day) return []
    const message = isWeek
      ? 'A weekly schedule names weekdays.'
      : 'A pattern that is no week names days of its cycle, from 1 on.'
    return [{ field: `days.${i}.${isWeek ? 'weekday' : 'day'}`, message }]
  })
  return misnamed.length > 0 ? misnamed : validateDays(days, cycleDays)
}

/**
 * What is wrong with the shifts of a cycle, by default the week; empty when nothing is. Shifts may
 * touch, but two of one cycle may not overlap, also over midnight and from its last day into its first.
 */
export function validateDays(days: readonly ScheduleDay[], cycleDays = 7): FieldProblem[] {
  const problems = days.flatMap((day, i) => [
    ...numberProblems(day, `days.${i}`, cycleDays),
    ...shiftProblems(day, `days.${i}`),
  ])
  return problems.length > 0 ? problems : overlapProblems(days, cycleDays)
}

/** What is wrong with the shifts of a single date, under the path `shifts`. */
export function validateShifts(shifts: readonly ShiftTimes[]): FieldProblem[] {
  const problems = shifts.flatMap((shift, i) => shiftProblems(shift, `shifts.${i}`))
  if (problems.length > 0) return problems
  // Far from the end of its cycle, a single day overlaps with itself alone.
  const days = shifts.map((shift) => ({ ...shift, day: 1 }))
  return overlapProblems(days, 4).map(({ field }) => ({
    field: field.replace('days', 'shifts'),
    message: 'This shift overlaps another one of the same date.',
  }))
}

function numberProblems(day: ScheduleDay, path: string, cycleDays: number): FieldProblem[] {
  const number = numberOf(day)
  if (Number.isInteger(number) && number >= 1 && number <= cycleDays) return []
  return 'weekday' in day
    ? [{ field: `${path}.weekday`, message: 'The weekday is a number from 1 (Monday) to 7 (Sunday).' }]
    : [{ field: `${path}.day`, message: `The day is a number from 1 to ${cycleDays}.` }]
}

/** What is wrong with one shift and its breaks. */
export function shiftProblems(shift: ShiftTimes, path: string): FieldProblem[] {
  const problems = timeProblems(shift, path)
  if (problems.length > 0) return problems
  const at = (field: string) => (path === '' ? field : `${path}.${field}`)
  if (shift.start === shift.end)
    return [{ field: at('end'), message: 'The shift ends when it starts; give it a length.' }]
  if (lengthMinutes(shift) > longestShiftMinutes)
    return [{ field: at('end'), message: 'A shift may not be longer than 16 hours.' }]
  return breakProblems(shift, at('breaks'))
}

function timeProblems(times: { start: string; end: string }, path: string): FieldProblem[] {
  return (['start', 'end'] as const).flatMap((field) =>
    /^([01]\d|2[0-3]):[0-5]\d$/.test(times[field])
      ? []
      : [
          {
            field: path === '' ? field : `${path}.${field}`,
            message: 'Write the time as HH:MM, from 00:00 to 23:59.',
          },
        ],
  )
}

/** Breaks lie inside the shift and apart from each other, and leave something of it. */
function breakProblems(shift: ShiftTimes, path: string): FieldProblem[] {
  const length = lengthMinutes(shift)
  const problems: FieldProblem[] = []
  let total = 0
  let ends: [from: number, to: number][] = []
  for (const [i, pause] of (shift.breaks ?? []).entries()) {
    const wrong = 'minutes' in pause ? [] : timeProblems(pause, `${path}.${i}`)
    const span = wrong.length === 0 ? spanInShift(pause, shift) : undefined
    problems.push(...wrong)
    if (span && (span[1] <= span[0] || span[1] > length)) {
      problems.push({ field: `${path}.${i}.end`, message: 'The break does not lie within its shift.' })
    } else if (span && ends.some(([from, to]) => span[0] < to && from < span[1])) {
      problems.push({ field: `${path}.${i}.start`, message: 'The break overlaps another one.' })
    }
    if (span) ends = [...ends, span]
    total += 'minutes' in pause ? pause.minutes : span ? span[1] - span[0] : 0
  }
  if (problems.length === 0 && total >= length)
    problems.push({ field: path, message: 'The breaks leave nothing of the shift.' })
  return problems
}

/** Minutes from the start of the shift, for a break with times. */
function spanInShift(pause: PlannedBreak, shift: ShiftTimes): [number, number] | undefined {
  if ('minutes' in pause) return undefined
  const from = (time: string) => (minuteOfDay(time) - minuteOfDay(shift.start) + dayMinutes) % dayMinutes
  return [from(pause.start), from(pause.end)]
}

function overlapProblems(days: readonly ScheduleDay[], cycleDays: number): FieldProblem[] {
  return days.flatMap((day, index) => {
    const found = days.slice(0, index).find((earlier) => overlapInCycle(earlier, day, cycleDays))
    if (!found) return []
    const name = 'weekday' in found ? 'weekday' : 'day'
    return [
      {
        field: `days.${index}.start`,
        message: `This shift overlaps the one of ${name} ${numberOf(found)}, ${found.start} to ${found.end}.`,
      },
    ]
  })
}

/** The cycle is a circle: each begins within the other, counted onwards from it. */
function overlapInCycle(a: ScheduleDay, b: ScheduleDay, cycleDays: number): boolean {
  const cycle = cycleDays * dayMinutes
  const ahead = (startMinute(b) - startMinute(a) + cycle) % cycle
  return ahead < lengthMinutes(a) || (cycle - ahead) % cycle < lengthMinutes(b)
}

function startMinute(day: ScheduleDay): number {
  return (numberOf(day) - 1) * dayMinutes + minuteOfDay(day.start)
}

function lengthMinutes(shift: Pick<ShiftTimes, 'start' | 'end'>): number {
  return minuteOfDay(shift.end) - minuteOfDay(shift.start) + (endsNextDay(shift) ? dayMinutes : 0)
}

const minuteOfDay = (time: string): number => secondOfDay(time) / 60
