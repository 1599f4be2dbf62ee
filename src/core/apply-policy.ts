/**
 * The accounts of the days of a person: from their complete shifts and the policy that is valid on
 * each date to what was worked, what is paid and how it is classed. The stages, each in a file of
 * its own: spans and breaks (shift-spans.ts), deduction (deduct-break.ts), paid time
 * (payable-time.ts), classes (class-pieces.ts), night (night.ts), findings (day-findings.ts).
 *
 * Always: regular + overtime + double = payable; the worked seconds are elapsed time less unpaid and
 * deducted breaks. Night, holiday and rest-day seconds lie within the payable time; they do not add
 * to it.
 */
import { unitsOf, type AccountUnit, type PolicyOn } from './account-unit.ts'
import { weekday } from './calendar.ts'
import { classPieces, type ClassedTime, type HolidayOn } from './class-pieces.ts'
import { cutByPeriod } from './cut-span.ts'
import { dayFindings, type Finding } from './day-findings.ts'
import { explainAccount } from './explain-account.ts'
import type { Tell } from './explanation.ts'
import { legalNightSeconds, nightSeconds } from './night.ts'
import type { Interval } from './overlap.ts'
import type { WorkedShift } from './payable-time.ts'
import type { Policy } from './policy.ts'
import { secondsOf, shiftSpans } from './shift-spans.ts'
import { groupSpans } from './work-date.ts'
import { workdayOf } from './workweek.ts'

export interface DayAccount {
  policyVersionId: string | null
  workedSeconds: number
  breakSeconds: number
  paidBreakSeconds: number
  deductedSeconds: number
  payableSeconds: number
  regularSeconds: number
  overtimeSeconds: number
  doubleSeconds: number
  /** Legal: in night hours of the policy's length. */
  nightSeconds: number
  holidaySeconds: number
  restDaySeconds: number
  /** Gained by rounding and tolerance; below zero when lost. */
  roundingSeconds: number
  findings: readonly Finding[]
}

export interface AccountRules {
  policyOn: PolicyOn
  holidayOn: HolidayOn
}

/**
 * `shifts` are complete, sorted by start, and begin at a boundary: with the first shift that reaches
 * into the workweek of the dates that are to be right.
 */
export function accountDays(
  shifts: readonly WorkedShift[],
  rules: AccountRules,
  tell?: Tell,
): Map<string, DayAccount> {
  return accountShifts(shifts, rules, tell).days
}

/** The same, with the worked seconds of each shift: elapsed time less its unpaid breaks. */
export function accountShifts(
  shifts: readonly WorkedShift[],
  rules: AccountRules,
  tell?: Tell,
): { days: Map<string, DayAccount>; workedSeconds: number[] } {
  const units = unitsOf(shifts, rules.policyOn)
  const days = new Map<string, DayAccount>()
  for (const [i, unit] of units.entries()) addUnit(days, unit, units[i - 1])
  const pieces = classPieces(units, rules.holidayOn)
  for (const piece of pieces) addPiece(dayOf(days, piece.date, null), piece, rules.holidayOn)
  if (tell) explainAccount(units, pieces, days, rules.holidayOn, tell)
  const workedSeconds = units.flatMap((unit) => unit.shifts.map((shift) => secondsOf(shift.worked)))
  return { days, workedSeconds }
}

/** A day on which nothing was worked. */
export function emptyAccount(policyVersionId: string | null): DayAccount {
  return {
    policyVersionId,
    workedSeconds: 0,
    breakSeconds: 0,
    paidBreakSeconds: 0,
    deductedSeconds: 0,
    payableSeconds: 0,
    regularSeconds: 0,
    overtimeSeconds: 0,
    doubleSeconds: 0,
    nightSeconds: 0,
    holidaySeconds: 0,
    restDaySeconds: 0,
    roundingSeconds: 0,
    findings: [],
  }
}

function dayOf(days: Map<string, DayAccount>, date: string, versionId: string | null): DayAccount {
  const known = days.get(date)
  if (known) return known
  const day = emptyAccount(versionId)
  days.set(date, day)
  return day
}

function addUnit(days: Map<string, DayAccount>, unit: AccountUnit, before: AccountUnit | undefined): void {
  const { policy, payable, versionId } = unit
  const day = dayOf(days, unit.date, versionId)
  day.policyVersionId = versionId
  for (const [spans, field] of [
    [unit.worked, 'workedSeconds'],
    [unit.breaks, 'breakSeconds'],
    [unit.paid, 'paidBreakSeconds'],
    [unit.deducted, 'deductedSeconds'],
  ] as const) {
    if (policy.dayAttribution !== 'split') day[field] += secondsOf(spans)
    else for (const part of splitByDate(spans, unit)) dayOf(days, part.date, versionId)[field] += part.seconds
  }
  day.roundingSeconds += payable.roundingSeconds + payable.toleranceSeconds
  const night = addNight(days, unit)
  if (hasFindings(policy)) day.findings = findingsOf(unit, before, night)
}

function addPiece(day: DayAccount, piece: ClassedTime, holidayOn: HolidayOn): void {
  day.payableSeconds += piece.seconds
  day.regularSeconds += piece.regular
  day.overtimeSeconds += piece.overtime
  day.doubleSeconds += piece.double
  const { holiday, restDay } = piece.policy
  if (holiday && holidayOn(piece.localDate) !== undefined) day.holidaySeconds += piece.seconds
  if (restDay?.weekdays.includes(weekday(piece.localDate))) day.restDaySeconds += piece.seconds
}

/** Adds the legal night seconds to the days; gives those on the clock. */
function addNight(days: Map<string, DayAccount>, unit: AccountUnit): number {
  const { night, newShiftGapMinutes, dayAttribution } = unit.policy
  if (!night) return 0
  const window = { start: night.from, end: night.to }
  const clock = (spans: readonly Interval[]) => nightSeconds(spans, unit.timeZone, window, night.prorogation)
  const add = (date: string, seconds: number): void => {
    if (seconds > 0)
      dayOf(days, date, unit.versionId).nightSeconds += Math.round(
        legalNightSeconds(seconds, night.hourSeconds),
      )
  }
  let total = 0
  for (const shift of groupSpans(unit.spans, newShiftGapMinutes * 60)) {
    const whole = clock(shift)
    total += whole
    if (dayAttribution !== 'split') add(unit.date, whole)
    else addSplitNight(shift, unit, clock, add)
  }
  return total
}

/** Each date gets what its part of the shift adds to the night of the parts before. */
function addSplitNight(
  shift: readonly Interval[],
  unit: AccountUnit,
  clock: (spans: readonly Interval[]) => number,
  add: (date: string, seconds: number) => void,
): void {
  const whole = clock(shift)
  const parts = splitByDate(shift, unit)
  let before = 0
  for (const [i, part] of parts.entries()) {
    const upTo = i === parts.length - 1 ? whole : clock(parts.slice(0, i + 1).flatMap((one) => one.spans))
    add(part.date, upTo - before)
    before = upTo
  }
}

interface DatePart {
  date: string
  spans: Interval[]
  seconds: number
}

/** The spans cut at local midnights, by date, in order. */
function splitByDate(spans: readonly Interval[], { timeZone }: AccountUnit): DatePart[] {
  const parts: DatePart[] = []
  for (const span of spans) {
    for (const { start, end, period } of cutByPeriod(span, (at) => workdayOf(timeZone, at, '00:00'))) {
      const last = parts.at(-1)
      const part = last?.date === period.date ? last : { date: period.date, spans: [], seconds: 0 }
      if (part !== last) parts.push(part)
      part.spans.push({ start, end })
      part.seconds += (end - start) / 1000
    }
  }
  return parts
}

/** Whether the policy has anything that a finding could come from. */
function hasFindings({ breaks, dayLimits, mealPeriods, night, rest }: Policy): boolean {
  return (
    breaks.required.length > 0 ||
    mealPeriods !== null ||
    [
      breaks.longestStretchMinutes,
      rest.dailyMinutes,
      dayLimits.maxMinutes,
      dayLimits.spreadOverMinutes,
      night?.nightWorkOverMinutes ?? null,
    ].some((limit) => limit !== null)
  )
}

function findingsOf(unit: AccountUnit, before: AccountUnit | undefined, night: number): Finding[] {
  return dayFindings(
    {
      withoutBreaks: unit.shifts.flatMap((shift) => shiftSpans(shift, shift.breaks, []).worked),
      worked: unit.shifts.flatMap((shift) => shift.worked),
      nightSeconds: night,
      shifts: [...(before?.shifts.slice(-1) ?? []), ...unit.shifts],
    },
    unit.policy,
  )
}
