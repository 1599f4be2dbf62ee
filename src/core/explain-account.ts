/** Tells the steps of an account (explanation.ts): the same spans and pieces that gave the figures. */
import { nightsOf } from './account-night.ts'
import type { AccountUnit } from './account-unit.ts'
import type { DayAccount } from './apply-policy.ts'
import type { ClassedTime, HolidayOn } from './class-pieces.ts'
import { explainClasses } from './explain-classes.ts'
import type { Tell } from './explanation.ts'
import { mealPremiumHours, restBreaksDue } from './meal-periods.ts'
import { secondsOf } from './shift-spans.ts'
import { splitByDate } from './split-by-date.ts'
import { localTime } from './zone.ts'

export function explainAccount(
  units: readonly AccountUnit[],
  pieces: readonly ClassedTime[],
  days: ReadonlyMap<string, DayAccount>,
  holidayOn: HolidayOn,
  tell: Tell,
): void {
  const hasPolicy = new Set(units.map((unit) => unit.date))
  for (const unit of units) {
    explainPolicy(unit, unit.date, tell)
    explainShifts(unit, hasPolicy, tell)
    explainDeduction(unit, tell)
    explainPayable(unit, tell)
    explainNight(unit, tell)
  }
  explainClasses(pieces, holidayOn, tell)
  for (const unit of units) explainRests(unit, tell)
  for (const [date, day] of days) explainDay(date, day, tell)
}

function explainPolicy({ policy, versionId, policyName }: AccountUnit, date: string, tell: Tell): void {
  tell(date, { code: 'policy', name: policyName, version: versionId, jurisdiction: policy.jurisdiction })
}

/** `hasPolicy`: the dates whose policy is told, here or with their own shifts. */
function explainShifts(unit: AccountUnit, hasPolicy: Set<string>, tell: Tell): void {
  const { date, policy, timeZone } = unit
  const { dayAttribution: rule, breaks } = policy
  const time = (at: number): string => localTime(timeZone, at)
  for (const shift of unit.shifts) {
    const start = time(shift.start)
    if (rule === 'end' || rule === 'most') tell(date, { code: 'work_date', rule, start, date })
    const elapsed = Math.floor((shift.end - shift.start) / 1000)
    const worked = secondsOf(shift.worked)
    tell(date, {
      code: 'shift',
      in: start,
      out: time(shift.end),
      elapsed,
      breaks: elapsed - worked,
      worked,
    })
    for (const [i, pause] of shift.breaks.entries()) {
      const seconds = shift.paidBreakSeconds[i]!
      if (seconds === 0) continue
      const limitMinutes = breaks.paidUpToMinutes
      tell(date, { code: 'paid_break', from: time(pause.start), to: time(pause.end), seconds, limitMinutes })
    }
    if (rule !== 'split') continue
    const parts = splitByDate(shift.worked, timeZone)
    for (const part of parts) {
      if (!hasPolicy.has(part.date)) explainPolicy(unit, part.date, tell)
      hasPolicy.add(part.date)
      if (parts.length > 1 || part.date !== date)
        tell(part.date, { code: 'split', start, date, seconds: part.seconds })
    }
  }
}

function explainDeduction(unit: AccountUnit, tell: Tell): void {
  const { date, policy, timeZone, deducted, takenSeconds } = unit
  const total = secondsOf(deducted)
  if (total === 0) return
  const parts =
    policy.dayAttribution === 'split' ? splitByDate(deducted, timeZone) : [{ date, seconds: total }]
  for (const { date: on, seconds } of parts)
    tell(on, {
      code: 'deducted',
      seconds,
      afterMinutes: policy.breaks.autoDeduct!.afterMinutes,
      worked: secondsOf(unit.worked) + total,
      taken: takenSeconds,
    })
}

function explainPayable({ date, policy, payable }: AccountUnit, tell: Tell): void {
  const { tolerance, rounding, payableWindow } = policy
  if (tolerance && payable.tolerated !== null) {
    if (payable.tolerated) tell(date, { code: 'tolerated', seconds: payable.toleranceSeconds, ...tolerance })
    else tell(date, { code: 'not_tolerated', ...tolerance })
  }
  if (rounding) {
    const { stepMinutes, mode } = rounding.rule
    const seconds = payable.roundingSeconds
    tell(date, { code: 'rounded', apply: rounding.apply, stepMinutes, mode, seconds })
  }
  if (payableWindow && payable.windowSeconds !== 0)
    tell(date, { code: 'window', seconds: payable.windowSeconds, ...payableWindow })
}

function explainNight(unit: AccountUnit, tell: Tell): void {
  const { night } = unit.policy
  if (!night) return
  const { from, to, hourSeconds } = night
  for (const { date, ...figures } of nightsOf(unit))
    tell(date, { code: 'night', from, to, hourSeconds, ...figures })
}

/** Paid rest breaks are due and not punched: how many is told, not whether they were taken. */
function explainRests({ date, policy, worked }: AccountUnit, tell: Tell): void {
  const rests = policy.mealPeriods?.rests
  if (!rests) return
  const count = restBreaksDue(secondsOf(worked) / 60, rests)
  if (count > 0) tell(date, { code: 'rests_due', count, worked: secondsOf(worked) })
}

function explainDay(date: string, day: DayAccount, tell: Tell): void {
  for (const { code, values } of day.findings) tell(date, { code: 'finding', finding: code, values })
  const meals = day.findings.filter(({ code }) => code.startsWith('meal_'))
  if (meals.length > 0) tell(date, { code: 'meal_premium', hours: mealPremiumHours(meals) })
  tell(date, {
    code: 'totals',
    worked: day.workedSeconds,
    payable: day.payableSeconds,
    regular: day.regularSeconds,
    overtime: day.overtimeSeconds,
    double: day.doubleSeconds,
  })
}
