/** Tells the steps of an account (explanation.ts): the same spans and pieces that gave the figures. */
import type { AccountUnit } from './account-unit.ts'
import type { DayAccount } from './apply-policy.ts'
import { weekday } from './calendar.ts'
import type { ClassedTime, HolidayOn } from './class-pieces.ts'
import type { Tell } from './explanation.ts'
import { nightSeconds } from './night.ts'
import { rateOf } from './overtime.ts'
import { overtimeOf } from './policy.ts'
import { secondsOf } from './shift-spans.ts'
import { groupSpans } from './work-date.ts'
import { localTime } from './zone.ts'

export function explainAccount(
  units: readonly AccountUnit[],
  pieces: readonly ClassedTime[],
  days: ReadonlyMap<string, DayAccount>,
  holidayOn: HolidayOn,
  tell: Tell,
): void {
  for (const unit of units) {
    explainShifts(unit, tell)
    explainPayable(unit, tell)
    explainNight(unit, tell)
  }
  for (const piece of pieces) explainPiece(piece, holidayOn, tell)
  for (const [date, day] of days) explainDay(date, day, tell)
}

function explainShifts(unit: AccountUnit, tell: Tell): void {
  const { date, policy, versionId, policyName, timeZone } = unit
  tell(date, { code: 'policy', name: policyName, version: versionId, jurisdiction: policy.jurisdiction })
  const time = (at: number): string => localTime(timeZone, at)
  for (const shift of unit.shifts) {
    if (policy.dayAttribution !== 'start')
      tell(date, { code: 'work_date', rule: policy.dayAttribution, start: time(shift.start), date })
    const elapsed = Math.floor((shift.end - shift.start) / 1000)
    const worked = secondsOf(shift.worked)
    tell(date, {
      code: 'shift',
      in: time(shift.start),
      out: time(shift.end),
      elapsed,
      breaks: elapsed - worked,
      worked,
    })
    for (const [i, pause] of shift.breaks.entries()) {
      const seconds = shift.paidBreakSeconds[i]!
      if (seconds === 0) continue
      const limitMinutes = policy.breaks.paidUpToMinutes
      tell(date, { code: 'paid_break', from: time(pause.start), to: time(pause.end), seconds, limitMinutes })
    }
  }
  const deducted = secondsOf(unit.deducted)
  if (deducted > 0)
    tell(date, {
      code: 'deducted',
      seconds: deducted,
      afterMinutes: policy.breaks.autoDeduct!.afterMinutes,
      worked: secondsOf(unit.worked) + deducted,
      taken: unit.takenSeconds,
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

function explainNight({ date, timeZone, policy, spans }: AccountUnit, tell: Tell): void {
  const { night, newShiftGapMinutes } = policy
  if (!night) return
  const { from, to, hourSeconds, prorogation } = night
  const clock = groupSpans(spans, newShiftGapMinutes * 60).reduce(
    (sum, shift) => sum + nightSeconds(shift, timeZone, { start: from, end: to }, prorogation),
    0,
  )
  const legal = Math.round((clock * 3600) / hourSeconds)
  if (clock > 0) tell(date, { code: 'night', from, to, clock, legal, hourSeconds })
}

function explainPiece(piece: ClassedTime, holidayOn: HolidayOn, tell: Tell): void {
  const { date, policy, seconds, week } = piece
  if (overtimeOf(policy).daily.length > 0)
    tell(date, {
      code: 'workday',
      date: piece.workday,
      kind: policy.workday.kind,
      before: piece.dayBefore,
      seconds,
    })
  if (week) tell(date, { code: 'workweek', date: week.date, before: week.before })
  if (week?.test) tell(date, { code: 'greater', test: week.test })
  for (const { reason, tier, seconds: banded } of piece.bands)
    tell(date, {
      code: 'band',
      reason,
      seconds: banded,
      afterMinutes: tier.afterMinutes,
      class: tier.class,
      ratePercent: rateOf(tier),
    })
  const name = policy.holiday ? holidayOn(piece.localDate) : undefined
  if (name !== undefined) tell(date, { code: 'holiday', seconds, name })
  if (policy.restDay?.weekdays.includes(weekday(piece.localDate))) tell(date, { code: 'rest_day', seconds })
}

function explainDay(date: string, day: DayAccount, tell: Tell): void {
  for (const { code, values } of day.findings) tell(date, { code: 'finding', finding: code, values })
  tell(date, {
    code: 'totals',
    worked: day.workedSeconds,
    payable: day.payableSeconds,
    regular: day.regularSeconds,
    overtime: day.overtimeSeconds,
    double: day.doubleSeconds,
  })
}
