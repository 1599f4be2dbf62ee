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
import { nightsOf } from './account-night.ts'
import { unitsOf, type AccountUnit, type PolicyOn } from './account-unit.ts'
import { weekday } from './calendar.ts'
import { classPieces, type ClassedTime, type HolidayOn } from './class-pieces.ts'
import { dayFindings, type Finding } from './day-findings.ts'
import { explainAccount } from './explain-account.ts'
import type { Tell } from './explanation.ts'
import type { WorkedShift } from './payable-time.ts'
import type { Policy } from './policy.ts'
import { secondsOf, shiftSpans } from './shift-spans.ts'
import { splitByDate } from './split-by-date.ts'

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
    else
      for (const part of splitByDate(spans, unit.timeZone))
        dayOf(days, part.date, versionId)[field] += part.seconds
  }
  day.roundingSeconds += payable.roundingSeconds + payable.toleranceSeconds
  const nights = nightsOf(unit)
  for (const { date, legal } of nights) dayOf(days, date, versionId).nightSeconds += legal
  const night = nights.reduce((sum, { clock }) => sum + clock, 0)
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
