/**
 * Paid time gets its classes: the spans of each work date are cut where a workweek, a workday or (for
 * holidays and days of rest) a local date begins, and the pieces of each workweek are classed in
 * order of time by the policy of their own work date.
 */
import { weekday } from './calendar.ts'
import { cutPoint } from './cut-span.ts'
import type { Interval } from './overlap.ts'
import {
  classifyWeek,
  seventhWorkday,
  type BaseTier,
  type Band,
  type ClassedWeek,
  type OvertimeTest,
  type WorkPiece,
} from './overtime.ts'
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
  week: { date: string; before: number; test: OvertimeTest | null } | null
  policy: Policy
  seconds: number
  regular: number
  overtime: number
  double: number
  bands: readonly Band[]
}

/** The names of holidays. */
export type HolidayOn = (date: string) => string | undefined

export function classPieces(dates: readonly PaidDate[], holidayOn: HolidayOn): ClassedTime[] {
  const pieces = cutIntoPieces(dates, holidayOn)
  for (const group of groupsOf(pieces)) classGroup(group)
  return pieces
}

type Piece = ClassedTime & WorkPiece

function cutIntoPieces(dates: readonly PaidDate[], holidayOn: HolidayOn): Piece[] {
  const started = startedWorkdays(dates)
  const worked = new Map<string, number>()
  const pieces: Piece[] = []
  let stretch = 0
  let end = -Infinity
  for (const paid of dates) {
    for (const span of paid.spans) {
      if (span.start - end >= paid.policy.newShiftGapMinutes * 60_000) stretch = 0
      end = span.end
      for (const cut of cutAt(span, linesWithin(span, paid, started))) {
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

/** A piece of a span. `at` lies in the periods that it belongs to: its start may be a fraction before. */
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
      ? { date: workweekOf(timeZone, cut.at, policy.workweek).date, before: 0, test: null }
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

/** The instants within the span at which something begins that the policy looks at. */
function linesWithin(span: Interval, { policy, timeZone }: PaidDate, started: readonly Interval[]): number[] {
  const lines: number[] = []
  const { workday } = policy
  const collect = (periodAt: (instant: number) => Interval): void => {
    for (let line = periodAt(span.start).end; line < span.end; line = periodAt(line).end) lines.push(line)
  }
  if (policy.dayAttribution === 'split' || policy.holiday || policy.restDay)
    collect((at) => workdayOf(timeZone, at, '00:00'))
  if (workday.kind === 'clock') collect((at) => workdayOf(timeZone, at, workday.startsAt))
  if (workday.kind === 'from_first_start') {
    for (const day of started) if (day.start > span.start && day.start < span.end) lines.push(day.start)
  }
  if (hasWeeklyRules(policy)) collect((at) => workweekOf(timeZone, at, policy.workweek))
  return lines.length > 1 ? lines.sort((a, b) => a - b) : lines
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

/** The workdays of 24 hours of everything that has such a policy. */
function startedWorkdays(dates: readonly PaidDate[]): Interval[] {
  const spans = dates
    .filter(({ policy }) => policy.workday.kind === 'from_first_start')
    .flatMap((paid) => paid.spans)
  return spans.length === 0 ? [] : workdaysFromStart(spans)
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

/** The pieces of a workweek, or of a workday where no rule looks at the week, in order. */
function groupsOf(pieces: readonly Piece[]): Piece[][] {
  const groups = new Map<string, Piece[]>()
  for (const piece of pieces) {
    if (!piece.week && !hasDailyRules(piece)) continue
    const { startsOn, startsAt } = piece.policy.workweek
    const key = piece.week ? `${piece.week.date}/${startsOn}/${startsAt}` : piece.workday
    const group = groups.get(key)
    if (group) group.push(piece)
    else groups.set(key, [piece])
  }
  return [...groups.values()]
}

function hasDailyRules({ policy, base }: Piece): boolean {
  return base !== undefined || policy.overtime.daily.length > 0 || policy.overtime.consecutive.length > 0
}

/**
 * One set of rules after the other, where they change within the week: the straight time goes on, and
 * the seventh day is the seventh of the whole week. Two versions with the same rules of overtime are one set.
 */
function classGroup(pieces: readonly Piece[]): void {
  const seventh = seventhWorkday(pieces)
  let straight = 0
  for (let i = 0; i < pieces.length;) {
    const { policy } = pieces[i]!
    let end = i + 1
    while (end < pieces.length && hasSameOvertime(pieces[end]!.policy, policy)) end += 1
    const run = pieces.slice(i, end)
    straight = classRun(run, classifyWeek(run, policy.overtime, { straight, seventh }), straight)
    i = end
  }
}

function hasSameOvertime(a: Policy, b: Policy): boolean {
  return a === b || JSON.stringify(a.overtime) === JSON.stringify(b.overtime)
}

function classRun(pieces: readonly Piece[], classed: ClassedWeek, straightBefore: number): number {
  let straight = straightBefore
  for (const [i, piece] of pieces.entries()) {
    const { regular, overtime, double, bands } = classed.pieces[i]!
    Object.assign(piece, { regular, overtime, double, bands })
    if (piece.week) Object.assign(piece.week, { before: straight, test: classed.test })
    straight += regular
  }
  return straight
}

const noBands: readonly Band[] = []
