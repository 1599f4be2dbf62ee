/** The shifts of a work date add up to its day. Without a policy all that was worked is regular and paid. */
import { plannedWorkSeconds } from './schedule.ts'
import type { Day, Shift, TimesheetRules } from './timesheet.ts'

/** A day without shifts. */
export function emptyDay(workDate: string, plannedSeconds = 0): Day {
  return {
    workDate,
    shifts: 0,
    workedSeconds: 0,
    breakSeconds: 0,
    payableSeconds: 0,
    regularSeconds: 0,
    overtimeSeconds: 0,
    doubleSeconds: 0,
    nightSeconds: 0,
    holidaySeconds: 0,
    restDaySeconds: 0,
    roundingSeconds: 0,
    deductedSeconds: 0,
    paidBreakSeconds: 0,
    lateMinutes: 0,
    earlyMinutes: 0,
    missingOut: 0,
    plannedSeconds,
    findings: [],
    policyVersionId: null,
  }
}

export function dayOfShifts(shifts: readonly Shift[], rules: TimesheetRules): Day {
  const day = emptyDay(shifts[0]!.workDate, plannedSecondsOn(shifts[0]!, rules))
  for (const shift of shifts) addToDay(day, shift)
  return day
}

function plannedSecondsOn(shift: Shift, rules: TimesheetRules): number {
  const planned = rules.plan(shift.in.timeZone, shift.workDate, shift.workDate)
  return planned.reduce((sum, one) => sum + plannedWorkSeconds(one), 0)
}

function addToDay(day: Day, shift: Shift): void {
  day.shifts += 1
  day.workedSeconds += shift.workedSeconds
  day.breakSeconds += shift.breakSeconds
  day.payableSeconds += shift.workedSeconds
  day.regularSeconds += shift.workedSeconds
  day.lateMinutes += shift.lateMinutes
  day.earlyMinutes += shift.earlyMinutes
  day.missingOut += shift.status === 'missing_out' ? 1 : 0
}
