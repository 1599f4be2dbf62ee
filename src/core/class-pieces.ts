/**
 * Paid time gets its classes: the spans of each work date are cut where a workweek, a workday or (for
 * holidays and days of rest) a local date begins, and the pieces of each workweek are classed in
 * order of time by the policy of their own work date.
 */
import { weekday } from './calendar.ts'
import { cutPoint } from './cut-span.ts'
import type { Interval } from './overlap.ts'
import { classWeeks, hasSameWorkweek } from './class-weeks.ts'
import type { BaseTier, Band, OvertimeTest, WorkPiece } from './overtime.ts'
import { hasWeeklyRules, type Policy, type WorkdayRule } from './policy.ts'
import { workdaysFromStart } from './workday-from-start.ts'
import { workdayOf, workweekOf } from './workweek.ts'
import { localDate, localTime } from './zone.ts'

/** The paid spans of one work date. */
export interface PaidDate {
  date: string
  timeZone: string
  policy: Policy
  spans: readonly Interval[]
}

export interface ClassedTime extends Interval {
  /** The date that it is accounted to. */
  date: string
  /** The local date that it lies on; that of its start where nothing asked for more. */
  localDate: string
  timeZone: string
  workday: string
  dayBefore: number
  week: PieceWeek | null
  policy: Policy
  seconds: number
  regular: number
  overtime: number
  double: number
  bands: readonly Band[]
}

/** The workweek of a piece, by the date on which it begins. */
export interface PieceWeek {
  date: string
  /** Straight time of it that came before. */
  before: number
  test: OvertimeTest | null
  /** Where the workweek was moved: the week in which what lies in both was counted. */
  moved: 'old' | 'new' | null
}

/** The names of holidays. */
export type HolidayOn = (date: string) => string | undefined

export function classPieces(dates: readonly PaidDate[], holidayOn: HolidayOn): ClassedTime[] {
  const pieces = cutIntoPieces(dates, holidayOn)
  classWeeks(pieces)
  return pieces
}

/** `at` lies in the periods that the piece belongs to: its start may be a fraction of a second before. */
export type Piece = ClassedTime & WorkPiece & { at: number }

function cutIntoPieces(dates: readonly PaidDate[], holidayOn: HolidayOn): Piece[] {
  const started = startedWorkdays(dates)
  const moved = movedLines(dates)
  const workedBy = new Map<string, Map<string, number>>()
  let worked = new Map<string, number>()
  let policy: Policy | undefined
  const pieces: Piece[] = []
  let stretch = 0
  let end = 0
  for (const paid of dates) {
    if (paid.policy !== policy) {
      policy = paid.policy
      // Workdays of another rule are others, also where they have the name of a date in common.
      const rule = JSON.stringify(policy.workday)
      worked = workedBy.get(rule) ?? new Map()
      workedBy.set(rule, worked)
    }
    for (const span of paid.spans) {
      if (span.start - end >= paid.policy.newShiftGapMinutes * 60_000) stretch = 0
      end = span.end
      for (const cut of cutAt(span, linesWithin(span, paid, started, moved))) {
        const piece = newPiece(cut, paid, started, holidayOn)
        piece.dayBefore = worked.get(piece.workday) ?? 0
        piece.stretchBefore = stretch
        worked.set(piece.workday, piece.dayBefore + piece.seconds)
        stretch += piece.seconds
        pieces.push(piece)
      }
    }
  }
  return pieces
}

interface Cut extends Interval {
  at: number
}

function newPiece(cut: Cut, paid: PaidDate, started: readonly Interval[], holidayOn: HolidayOn): Piece {
  const { policy, timeZone } = paid
  const local = localDate(timeZone, cut.at)
  const date = policy.dayAttribution === 'split' ? local : paid.date
  const seconds = (cut.end - cut.start) / 1000
  return {
    start: cut.start,
    end: cut.end,
    at: cut.at,
    date,
    localDate: local,
    timeZone,
    workday: workdayNames[policy.workday.kind](cut.at, paid, date, started),
    seconds,
    dayBefore: 0,
    stretchBefore: 0,
    base: baseTier(policy, local, holidayOn),
    policy,
    week: hasWeeklyRules(policy)
      ? { date: workweekOf(timeZone, cut.at, policy.workweek).date, before: 0, test: null, moved: null }
      : null,
    regular: seconds,
    overtime: 0,
    double: 0,
    bands: noBands,
  }
}

const workdayNames = {
  work_date: (_at, _paid, date) => date,
  clock: (at, { timeZone, policy: { workday } }) =>
    workdayOf(timeZone, at, workday.kind === 'clock' ? workday.startsAt : '00:00').date,
  from_first_start: (at, { timeZone }, _date, started) => {
    const begun = started.findLast((day) => day.start <= at)!.start
    return `${localDate(timeZone, begun)} ${localTime(timeZone, begun)}`
  },
} as const satisfies Record<
  WorkdayRule['kind'],
  (at: number, paid: PaidDate, date: string, started: readonly Interval[]) => string
>

/** The instants at which something begins that the policy looks at; those after the span cut nothing. */
function linesWithin(
  span: Interval,
  { policy, timeZone }: PaidDate,
  started: readonly Interval[],
  moved: readonly number[],
): number[] {
  const lines: number[] = []
  const { workday } = policy
  const collect = (periodAt: (instant: number) => Interval): void => {
    for (let line = periodAt(span.start).end; line < span.end; line = periodAt(line).end) lines.push(line)
  }
  if (policy.dayAttribution === 'split' || policy.holiday || policy.restDay)
    collect((at) => workdayOf(timeZone, at, '00:00'))
  if (workday.kind === 'clock') collect((at) => workdayOf(timeZone, at, workday.startsAt))
  for (const day of started) if (day.start > span.start) lines.push(day.start)
  if (hasWeeklyRules(policy)) collect((at) => workweekOf(timeZone, at, policy.workweek))
  for (const line of moved) if (line > span.start) lines.push(line)
  return lines.sort((a, b) => a - b)
}

function cutAt(span: Interval, lines: readonly number[]): Cut[] {
  const cuts: Cut[] = []
  let start = span.start
  let at = span.start
  for (const line of lines) {
    const end = cutPoint({ start, end: span.end }, line)
    if (end > start) cuts.push({ start, end, at })
    start = end
    at = line
  }
  if (span.end > start) cuts.push({ start, end: span.end, at })
  return cuts
}

/**
 * Where the old workweek ends and the new one begins, when the workweek is moved. Where they do not
 * overlap, these lie between the shifts and cut nothing.
 */
function movedLines(dates: readonly PaidDate[]): number[] {
  const lines: number[] = []
  let before: PaidDate | undefined
  for (const paid of dates) {
    if (paid.spans.length === 0 || !hasWeeklyRules(paid.policy)) continue
    if (before && !hasSameWorkweek(before.policy, paid.policy)) {
      const old = workweekOf(before.timeZone, before.spans.at(-1)!.end - 1, before.policy.workweek)
      const fresh = workweekOf(paid.timeZone, paid.spans[0]!.start, paid.policy.workweek)
      lines.push(old.end, fresh.start)
    }
    before = paid
  }
  return lines
}

/** The workdays of 24 hours of everything that has such a policy; each begins within work under it. */
function startedWorkdays(dates: readonly PaidDate[]): Interval[] {
  return workdaysFromStart(
    dates.filter(({ policy }) => policy.workday.kind === 'from_first_start').flatMap((paid) => paid.spans),
  )
}

/** The better of what a holiday and a day of rest give. */
function baseTier({ holiday, restDay }: Policy, date: string, holidayOn: HolidayOn): BaseTier | undefined {
  const tiers: BaseTier[] = []
  if (holiday && holiday.class !== 'regular' && holidayOn(date) !== undefined)
    tiers.push({ afterMinutes: 0, class: holiday.class, reason: 'holiday' })
  if (restDay && restDay.class !== 'regular' && restDay.weekdays.includes(weekday(date)))
    tiers.push({ afterMinutes: 0, class: restDay.class, reason: 'rest_day' })
  return tiers.find((tier) => tier.class === 'double') ?? tiers[0]
}

const noBands: readonly Band[] = []
