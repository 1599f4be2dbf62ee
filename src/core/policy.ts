/**
 * A policy: the thresholds and choices that hours are derived by. Data, valid from one date to
 * another; no threshold of it is a constant in code. `null` and empty lists mean: no such rule. The
 * policy that names nothing (`plainPolicy`) gives what TimeClock gives without one.
 */
import type { OvertimeRules, TierClass } from './overtime.ts'
import { defaultPairingRules } from './pairing.ts'
import type { RoundingRule } from './rounding.ts'
import type { DayRule } from './work-date.ts'
import type { WorkweekRule } from './workweek.ts'

export interface Policy {
  /** The preset whose law it follows; what contradicts that law is refused. */
  jurisdiction: string | null
  workday: WorkdayRule
  workweek: WorkweekRule
  /** The date that a shift over midnight is accounted to. */
  dayAttribution: DayRule
  maxShiftMinutes: number
  /** A shorter pause continues the shift before, over midnight too. */
  newShiftGapMinutes: number
  rounding: PolicyRounding | null
  breaks: BreakPolicy
  payableWindow: PayableWindow | null
  tolerance: { perMarkMinutes: number; perDayMinutes: number } | null
  overtime: OvertimePolicy
  night: NightRule | null
  holiday: { class: HourClass } | null
  /** ISO weekdays, 1 = Monday. */
  restDay: { weekdays: readonly number[]; class: HourClass } | null
  dayLimits: DayLimits
  rest: { dailyMinutes: number | null; weeklyMinutes: number | null }
  averages: readonly AverageRule[]
  mealPeriods: MealPeriodRule | null
  automaticClockOut: AutomaticClockOut | null
  /** Overtime of a month to the hour: from so many minutes up, below them down. Only for the month. */
  monthRoundingMinutes: number | null
  retentionYears: number | null
  /** What the years count from: the record, or the end of the year in which the employment ended. */
  retentionFrom: 'record' | 'employment_year_end'
  corrections: { consent: 'employer' | 'both' }
}

/**
 * `dailyOnlyIfRateBelow`: daily overtime holds for an hourly rate below this. `hourlyRate`: what the
 * people of this policy earn, from its date on; `null`: unknown, and daily overtime holds.
 */
export interface OvertimePolicy extends OvertimeRules {
  dailyOnlyIfRateBelow: number | null
  hourlyRate: number | null
}

/**
 * `work_date`: what is accounted to one date is one workday, wherever midnight lies. `clock`: it
 * begins at a local time, and a shift is cut there. `from_first_start`: 24 hours from the first work.
 */
export type WorkdayRule =
  | { kind: 'work_date' }
  | { kind: 'clock'; startsAt: string }
  | { kind: 'from_first_start' }

export type HourClass = 'regular' | TierClass

/**
 * `marks`: each clock-in and clock-out on the clock's grid. `shift`, `day`: the total; the last
 * clock-out moves by what it gains or loses. `breaks`: as they were, on the grid, or by their length.
 */
export interface PolicyRounding {
  apply: 'marks' | 'shift' | 'day'
  rule: RoundingRule
  /** For clock-outs, where they are rounded in another way. */
  outRule: RoundingRule | null
  breaks: 'exact' | 'marks' | 'length'
  /** A mark no further from its planned time counts as the planned time. */
  snapToPlannedMinutes: number | null
}

export interface BreakPolicy {
  /** Taken off without a punch, on a line of its own. */
  autoDeduct: AutoDeduct | null
  /** A break no longer than this is worked time. */
  paidUpToMinutes: number
  /** So much of the other breaks of a day is paid. */
  paidAllowanceMinutes: number
  /** `[over so many minutes worked, minutes of break due]`, ascending. */
  required: readonly (readonly [overMinutes: number, breakMinutes: number])[]
  /** Shorter blocks do not count towards what is due. */
  blockMinutes: number
  longestStretchMinutes: number | null
}

/** `whenTaken`: a real break cancels the deduction, lowers it by its length, or changes nothing. */
export interface AutoDeduct {
  afterMinutes: number
  minutes: number
  whenTaken: 'cancel' | 'difference' | 'deduct'
}

/** Minutes before the planned start and after the planned end that are paid; `null`: all. */
export interface PayableWindow {
  beforeMinutes: number | null
  afterMinutes: number | null
}

/** `hourSeconds`: the length of a legal night hour on the clock. */
export interface NightRule {
  from: string
  to: string
  hourSeconds: number
  /** A shift that covers the whole night goes on as night until it ends. */
  prorogation: boolean
  /** More night time than this makes a day of night work. */
  nightWorkOverMinutes: number | null
}

export interface DayLimits {
  normalMinutes: number | null
  maxMinutes: number | null
  /** From the first clock-in to the last clock-out, breaks included. */
  spreadOverMinutes: number | null
}

export interface AverageRule {
  of: 'week' | 'working_day' | 'night_day'
  limitMinutes: number
  reference: { weeks: number } | { months: number }
  /** How days of leave and sickness are kept out: taken out, or made up for by days after the period. */
  excludedDays: 'taken_out' | 'made_up'
}

/** `waived`: the meals (from 1) that were waived by agreement, by who has the policy. */
export interface MealPeriodRule {
  meals: readonly { afterMinutes: number; waivableUpToMinutes: number }[]
  minimumMinutes: number
  waived?: readonly number[] | undefined
  /** Paid rest breaks that are due: one for so much work or a major fraction of it. */
  rests?: { fromMinutes: number; perMinutes: number } | null | undefined
}

/** A shift whose clock-out was forgotten ends so many minutes after its start or its planned end. */
export interface AutomaticClockOut {
  after: 'start' | 'planned_end'
  minutes: number
}

export const plainPolicy: Policy = {
  jurisdiction: null,
  workday: { kind: 'work_date' },
  workweek: { startsOn: 1, startsAt: '00:00' },
  dayAttribution: 'start',
  maxShiftMinutes: defaultPairingRules.maxShiftSeconds / 60,
  newShiftGapMinutes: defaultPairingRules.newShiftGapSeconds / 60,
  rounding: null,
  breaks: {
    autoDeduct: null,
    paidUpToMinutes: 0,
    paidAllowanceMinutes: 0,
    required: [],
    blockMinutes: 0,
    longestStretchMinutes: null,
  },
  payableWindow: null,
  tolerance: null,
  overtime: {
    daily: [],
    weekly: [],
    seventhDay: null,
    weekCountsFirstMinutes: null,
    consecutive: [],
    combine: 'all',
    dailyOnlyIfRateBelow: null,
    hourlyRate: null,
  },
  night: null,
  holiday: null,
  restDay: null,
  dayLimits: { normalMinutes: null, maxMinutes: null, spreadOverMinutes: null },
  rest: { dailyMinutes: null, weeklyMinutes: null },
  averages: [],
  mealPeriods: null,
  automaticClockOut: null,
  monthRoundingMinutes: null,
  retentionYears: null,
  retentionFrom: 'record',
  corrections: { consent: 'employer' },
}

/** What someone writes of a policy: the sections that they care about, and of them what they care about. */
export type PolicyInput = {
  [Key in keyof Policy]?: Policy[Key] extends BreakPolicy | DayLimits | Policy['overtime'] | Policy['rest']
    ? Partial<Policy[Key]>
    : Policy[Key]
}

/** The whole policy: what is left out is what `plainPolicy` says. */
export function completePolicy(input: PolicyInput): Policy {
  return {
    ...plainPolicy,
    ...input,
    breaks: { ...plainPolicy.breaks, ...input.breaks },
    overtime: { ...plainPolicy.overtime, ...input.overtime },
    dayLimits: { ...plainPolicy.dayLimits, ...input.dayLimits },
    rest: { ...plainPolicy.rest, ...input.rest },
  }
}

/** Whether a day's classes depend on the other days of its workweek. */
export function hasWeeklyRules(policy: Policy): boolean {
  const { weekly, seventhDay, combine } = policy.overtime
  return weekly.length > 0 || seventhDay !== null || combine === 'greater'
}

/**
 * The rules of overtime for someone's hourly rate. Daily overtime may hold only below a rate
 * (Nevada: one and a half times the minimum wage). Without a rate, it holds.
 */
export function overtimeForRate(
  overtime: Policy['overtime'],
  hourlyRate: number | undefined,
): Policy['overtime'] {
  const limit = overtime.dailyOnlyIfRateBelow
  return limit !== null && hourlyRate !== undefined && hourlyRate >= limit
    ? { ...overtime, daily: [] }
    : overtime
}

/** The rules of overtime that a policy comes to, by its rate. */
export function overtimeOf({ overtime }: Policy): Policy['overtime'] {
  return overtimeForRate(overtime, overtime.hourlyRate ?? undefined)
}
