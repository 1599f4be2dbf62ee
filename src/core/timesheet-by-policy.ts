/**
 * Shifts and days of someone who has a policy: the longest shift and the pause that makes a new one,
 * forgotten clock-outs, work dates and the accounts of the days by the version that is valid.
 */
import { attributeShifts } from './attribute-shifts.ts'
import { accountShifts, emptyAccount, type DayAccount } from './apply-policy.ts'
import type { PolicyOn } from './account-unit.ts'
import { addDays } from './calendar.ts'
import { dayOfShifts, emptyDay } from './day-of-shifts.ts'
import type { Tell } from './explanation.ts'
import { interpretShift, keepOutermostLateness } from './interpret-shift.ts'
import { endByPolicy, isForgotten, policyAt, type Arrival } from './longest-shift.ts'
import type { Interval } from './overlap.ts'
import { pairMarks, type PairedShift, type PairingRules } from './pairing.ts'
import type { WorkedShift } from './payable-time.ts'
import { flags, type Mark } from './punch.ts'
import type { Day, Shift, Timesheet, TimesheetRules } from './timesheet.ts'
import { localTime } from './zone.ts'

type PolicyRules = TimesheetRules & { policyOn: PolicyOn }

/** As deriveTimesheet; `tell` takes the steps of the accounts. */
export function deriveByPolicy(marks: readonly Mark[], rules: PolicyRules, tell?: Tell): Timesheet {
  const { shifts: paired, orphans } = pairMarks(marks)
  const shifts: Shift[] = []
  for (const [i, one] of paired.entries()) {
    const shift = interpretShift(one, shifts.at(-1), { ...rules, ...pairingRulesAt(rules, one.in) })
    shifts.push(closeForgotten(shift, paired[i + 1], rules))
  }
  keepOutermostLateness(shifts, [])
  const dates = attributeShifts(shifts.map(toSpan), rules.policyOn)
  for (const [i, shift] of shifts.entries()) shift.workDate = unlocked(dates[i]!, rules)
  if (tell) tellShifts(shifts, rules, tell)
  const complete = shifts.filter((shift) => shift.status === 'complete')
  const holidayOn = rules.holidayOn ?? noHoliday
  const accounts = accountShifts(complete.map(toWorked), { policyOn: rules.policyOn, holidayOn }, tell)
  for (const [i, shift] of complete.entries()) shift.workedSeconds = accounts.workedSeconds[i]!
  return { shifts, days: daysOf(shifts, accounts.days, rules), orphans, policyOn: rules.policyOn }
}

/** The longest shift and the new-shift gap by the policy of the date of an arrival. */
export function pairingRulesAt(
  rules: Pick<TimesheetRules, 'policyOn'> & PairingRules,
  arrival: Arrival,
): PairingRules {
  const policy = policyAt(arrival, rules)
  if (!policy) return { maxShiftSeconds: rules.maxShiftSeconds, newShiftGapSeconds: rules.newShiftGapSeconds }
  return {
    maxShiftSeconds: policy.maxShiftMinutes * 60,
    newShiftGapSeconds: policy.newShiftGapMinutes * 60,
  }
}

function unlocked(date: string, { isLocked }: PolicyRules): string {
  let free = date
  while (isLocked?.(free)) free = addDays(free, 1)
  return free
}

/** A shift without a clock-out that the next clock-in, or the time that went by, left behind may have an end by policy. */
function closeForgotten(shift: Shift, next: PairedShift | undefined, rules: PolicyRules): Shift {
  const { asOf } = rules
  if (shift.status === 'open' && asOf !== undefined && isForgotten(shift.in, asOf, rules))
    shift.status = 'missing_out'
  if (shift.status !== 'missing_out') return shift
  const end = endByPolicy(shift.in, shift.planned?.end, next?.in.at ?? Number.POSITIVE_INFINITY, rules)
  if (end === undefined) return shift
  shift.status = 'complete'
  shift.automaticOutAt = end
  shift.breakSeconds = breaksWithin(shift, end).reduce(
    (sum, pause) => sum + Math.floor((pause.end - pause.start) / 1000),
    0,
  )
  shift.flags = [...shift.flags, flags.automaticOut].sort()
  return shift
}

/** The breaks of a shift that ends at `end`; one that still runs ends there too. */
function breaksWithin(shift: PairedShift, end: number): Interval[] {
  return shift.breaks.flatMap((pause) => {
    const stop = Math.min(end, pause.end?.at ?? end)
    return stop > pause.start.at ? [{ start: pause.start.at, end: stop }] : []
  })
}

const endOf = (shift: Shift): number => shift.out?.at ?? shift.automaticOutAt ?? shift.in.at

function toSpan(shift: Shift) {
  return { start: shift.in.at, end: endOf(shift), timeZone: shift.in.timeZone, workDate: shift.workDate }
}

function toWorked(shift: Shift): WorkedShift {
  return { ...toSpan(shift), breaks: breaksWithin(shift, endOf(shift)), planned: shift.planned }
}

/** Each date with shifts, or with hours that a shift of the date before brought over midnight. */
function daysOf(
  shifts: readonly Shift[],
  accounts: ReadonlyMap<string, DayAccount>,
  rules: PolicyRules,
): Day[] {
  const byDate = new Map<string, Shift[]>()
  for (const shift of shifts) {
    const list = byDate.get(shift.workDate)
    if (list) list.push(shift)
    else byDate.set(shift.workDate, [shift])
  }
  const dates = [...new Set([...byDate.keys(), ...accounts.keys()])].sort()
  return dates.map((date) => {
    const own = byDate.get(date) ?? []
    const day = own.length > 0 ? dayOfShifts(own, rules) : emptyDay(date)
    const account = accounts.get(date) ?? emptyAccount(rules.policyOn(date)?.id ?? null)
    return { ...day, ...account, breakSeconds: account.breakSeconds + breaksOfIncomplete(own) }
  })
}

function breaksOfIncomplete(shifts: readonly Shift[]): number {
  return shifts.reduce((sum, shift) => sum + (shift.status === 'complete' ? 0 : shift.breakSeconds), 0)
}

function tellShifts(shifts: readonly Shift[], rules: PolicyRules, tell: Tell): void {
  for (const shift of shifts) {
    const { timeZone, at } = shift.in
    if (shift.planned)
      tell(shift.workDate, {
        code: 'planned',
        in: localTime(timeZone, at),
        start: localTime(timeZone, shift.planned.start),
        end: localTime(timeZone, shift.planned.end),
        late: shift.lateMinutes,
        early: shift.earlyMinutes,
      })
    if (shift.status !== 'complete') tell(shift.workDate, { code: 'incomplete', in: localTime(timeZone, at) })
    if (shift.automaticOutAt === null) continue
    const { after, minutes } = policyAt(shift.in, rules)!.automaticClockOut!
    const out = localTime(timeZone, shift.automaticOutAt)
    tell(shift.workDate, { code: 'automatic_out', out, after: after.replace('_', ' '), minutes })
  }
}

const noHoliday = (): undefined => undefined
