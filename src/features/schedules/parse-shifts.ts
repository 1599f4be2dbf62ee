/** Shifts as requests write them: with their times, or by the shift definition that they are of. */
import type { PlannedBreak, ScheduleDay, ShiftTimes } from '../../core/schedule-pattern.ts'
import type { FieldProblem } from '../../core/schedule-validation.ts'
import type { Definitions } from './book.queries.ts'

export interface BreakInput {
  start?: string
  end?: string
  minutes?: number
  paid?: boolean
}

export interface ShiftInput {
  definitionId?: string
  start?: string
  end?: string
  breaks?: readonly BreakInput[]
}

export interface DayInput extends ShiftInput {
  weekday?: number
  day?: number
}

export interface Parsed<T> {
  /** As it is stored: a definition is kept by its id alone. */
  stored: object[]
  /** With its times. */
  times: T[]
  problems: FieldProblem[]
}

/** Reads shifts under the path `path` (`days` or `shifts`). */
export function parseShifts(
  input: readonly ShiftInput[],
  path: string,
  definitions: Definitions,
): Parsed<ShiftTimes> {
  const parsed = input.map((shift, i) => parseShift(shift, `${path}.${i}`, definitions))
  return collect(parsed)
}

/** Reads the days of a pattern: shifts with a weekday, or a day of the cycle. */
export function parseDays(input: readonly DayInput[], definitions: Definitions): Parsed<ScheduleDay> {
  const parsed = input.map(({ weekday, day, ...shift }, i): One<ScheduleDay> => {
    const { stored, times, problem } = parseShift(shift, `days.${i}`, definitions)
    if ((weekday === undefined) === (day === undefined)) {
      const message = 'Name either the weekday, or the day of the cycle.'
      return { stored, times: undefined, problem: { field: `days.${i}.weekday`, message } }
    }
    const on = weekday === undefined ? { day: day! } : { weekday }
    return { stored: { ...on, ...stored }, times: times && { ...on, ...times }, problem }
  })
  return collect(parsed)
}

interface One<T> {
  stored: object
  times: T | undefined
  problem: FieldProblem | undefined
}

function collect<T>(parsed: readonly One<T>[]): Parsed<T> {
  return {
    stored: parsed.map((one) => one.stored),
    times: parsed.flatMap((one) => (one.times ? [one.times] : [])),
    problems: parsed.flatMap((one) => (one.problem ? [one.problem] : [])),
  }
}

function parseShift(shift: ShiftInput, path: string, definitions: Definitions): One<ShiftTimes> {
  const { definitionId, start, end, breaks } = shift
  const wrong = (field: string, message: string) => ({
    stored: {},
    times: undefined,
    problem: { field: `${path}.${field}`, message },
  })
  if (definitionId !== undefined) {
    const given = (['start', 'end', 'breaks'] as const).find((field) => shift[field] !== undefined)
    if (given) return wrong(given, 'A shift definition brings its times; give one or the other.')
    const times = definitions.get(definitionId)
    if (!times) return wrong('definitionId', 'There is no such shift definition in use.')
    return { stored: { definitionId }, times, problem: undefined }
  }
  if (start === undefined || end === undefined)
    return wrong(start === undefined ? 'start' : 'end', 'Give start and end, or a definitionId.')
  const read = parseBreaks(breaks ?? [], `${path}.breaks`)
  if (read.problem) return { stored: {}, times: undefined, problem: read.problem }
  const times = { start, end, ...(read.breaks.length > 0 ? { breaks: read.breaks } : {}) }
  return { stored: times, times, problem: undefined }
}

/** Breaks with both times, or a length. Not paid unless it says so. */
export function parseBreaks(
  input: readonly BreakInput[],
  path: string,
): { breaks: PlannedBreak[]; problem: FieldProblem | undefined } {
  const breaks: PlannedBreak[] = []
  for (const [i, { start, end, minutes, paid = false }] of input.entries()) {
    if (minutes !== undefined && start === undefined && end === undefined) breaks.push({ minutes, paid })
    else if (minutes === undefined && start !== undefined && end !== undefined)
      breaks.push({ start, end, paid })
    else {
      const message = 'A break has either start and end, or minutes.'
      return { breaks, problem: { field: `${path}.${i}`, message } }
    }
  }
  return { breaks, problem: undefined }
}
