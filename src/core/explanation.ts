/**
 * Why a day has the figures that it has: the steps of its derivation, each with its numbers, and the
 * sentences that tell them. The steps come out of the same computation as the figures. One table
 * turns them into English; times are those of the person's wall clock.
 */
import type { FindingCode } from './day-findings.ts'
import { formatHours } from './duration.ts'
import type { BandReason } from './overtime.ts'

/** What happened, with the numbers of it. Instants are wall times ('HH:MM:SS'), lengths seconds. */
export type Step =
  | { code: 'policy'; name: string | null; version: string | null; jurisdiction: string | null }
  | { code: 'work_date'; rule: string; start: string; date: string }
  | { code: 'shift'; in: string; out: string; elapsed: number; breaks: number; worked: number }
  | { code: 'split'; start: string; date: string; seconds: number }
  | { code: 'incomplete'; in: string }
  | { code: 'planned'; in: string; start: string; end: string; late: number; early: number }
  | { code: 'automatic_out'; out: string; after: string; minutes: number }
  | { code: 'paid_break'; from: string; to: string; seconds: number; limitMinutes: number }
  | { code: 'deducted'; seconds: number; afterMinutes: number; worked: number; taken: number }
  | { code: 'tolerated'; seconds: number; perMarkMinutes: number; perDayMinutes: number }
  | { code: 'not_tolerated'; perMarkMinutes: number; perDayMinutes: number }
  | { code: 'rounded'; apply: string; stepMinutes: number; mode: string; seconds: number }
  | { code: 'window'; seconds: number; beforeMinutes: number | null; afterMinutes: number | null }
  | { code: 'workday'; date: string; kind: string; before: number; seconds: number }
  | { code: 'workweek'; date: string; before: number }
  | { code: 'workweek_moved'; counted: 'old' | 'new' }
  | { code: 'greater'; test: string; tests: string }
  | {
      code: 'band'
      reason: BandReason
      seconds: number
      afterMinutes: number
      class: string
      ratePercent: number
    }
  | {
      code: 'night'
      from: string
      to: string
      clock: number
      legal: number
      hourSeconds: number
      prolonged: number
    }
  | { code: 'overtime_at_night'; seconds: number }
  | { code: 'holiday'; seconds: number; name: string }
  | { code: 'rest_day'; seconds: number }
  | { code: 'finding'; finding: FindingCode; values: Readonly<Record<string, number>> }
  | { code: 'rests_due'; count: number; worked: number }
  | { code: 'meal_premium'; hours: number }
  | { code: 'totals'; worked: number; payable: number; regular: number; overtime: number; double: number }

/** Takes a step of the account of a date. */
export type Tell = (date: string, step: Step) => void

/** The sentence of a step. */
export function sentenceOf(step: Step): string {
  // Each row of the table takes its own step; the code picks the row.
  return (sentences[step.code] as (step: Step) => string)(step)
}

const h = formatHours
const signed = (seconds: number): string => `${seconds < 0 ? '-' : '+'}${exact(Math.abs(seconds))}`
/** h:mm, with the seconds where there are any. */
function exact(seconds: number): string {
  const rest = seconds % 60
  return rest === 0 ? h(seconds) : `${h(seconds)}:${String(rest).padStart(2, '0')}`
}
const hours = (minutes: number): string => h(minutes * 60)
const minutesOf = (minutes: number): string => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`

const sentences: { [Code in Step['code']]: (step: Extract<Step, { code: Code }>) => string } = {
  policy: ({ name, version, jurisdiction }) =>
    version === null
      ? 'No policy applies on this date: all worked time is regular and paid.'
      : `The policy "${name}"${jurisdiction === null ? '' : ` (${jurisdiction})`} applies on this date.`,
  work_date: ({ rule, start, date }) =>
    `The shift of ${start} is accounted to ${date}, by the rule "${rule}" of the policy.`,
  shift: ({ in: from, out, elapsed, breaks, worked }) =>
    `In at ${from}, out at ${out}: ${exact(elapsed)} elapsed, ${exact(breaks)} of unpaid breaks, ${exact(worked)} worked.`,
  split: ({ start, date, seconds }) =>
    `Of the shift of ${start} on ${date}, ${exact(seconds)} of work lie on this date: the policy splits at midnight.`,
  incomplete: ({ in: from }) => `In at ${from} without a clock-out: it has no total until it is corrected.`,
  planned: ({ in: from, start, end, late, early }) =>
    `The clock-in at ${from} belongs to the shift planned from ${start} to ${end}: ${
      late > 0 ? `late by ${minutesOf(late)}` : 'not late'
    }, ${early > 0 ? `left early by ${minutesOf(early)}` : 'not left early'}.`,
  automatic_out: ({ out, after, minutes }) =>
    `Nobody clocked out: the policy ends the shift at ${out}, ${minutes} minutes after its ${after}. This time was not punched.`,
  paid_break: ({ from, to, seconds, limitMinutes }) =>
    `Of the break from ${from} to ${to}, ${exact(seconds)} are paid (breaks of up to ${limitMinutes} minutes are, and the allowance of the policy).`,
  deducted: ({ seconds, afterMinutes, worked, taken }) =>
    `${exact(worked)} worked is more than ${hours(afterMinutes)}, and ${exact(taken)} of break was taken: ${exact(seconds)} of break is deducted by the policy.`,
  tolerated: ({ seconds, perMarkMinutes, perDayMinutes }) =>
    `No mark differs from the schedule by more than ${perMarkMinutes} minutes and all together by no more than ${perDayMinutes}: the day counts as planned (${signed(seconds)}).`,
  not_tolerated: ({ perMarkMinutes, perDayMinutes }) =>
    `A mark differs from the schedule by more than ${perMarkMinutes} minutes, or all together by more than ${perDayMinutes}: all of it counts.`,
  rounded: ({ apply, stepMinutes, mode, seconds }) =>
    `Rounding of the ${apply} to ${stepMinutes} minutes (${mode}) changes the paid time by ${signed(seconds)}.`,
  window: ({ seconds, beforeMinutes, afterMinutes }) =>
    `Paid time begins ${beforeMinutes === null ? 'with the clock-in' : `${beforeMinutes} minutes before the planned start`} and ends ${afterMinutes === null ? 'with the clock-out' : `${afterMinutes} minutes after the planned end`}: ${signed(seconds)}.`,
  workday: ({ date, kind, before, seconds }) =>
    `${exact(seconds)} belong to the workday ${
      kind === 'from_first_start' ? `of 24 hours that began at ${date}` : date
    }, in which ${exact(before)} came before.`,
  workweek: ({ date, before }) =>
    `The workweek began on ${date}; ${exact(before)} of its straight time came before.`,
  workweek_moved: ({ counted }) =>
    `The workweek was moved: what lies in the old and in the new one is counted in the ${counted} one, ${
      counted === 'old' ? 'as that gives no less' : 'which gives more'
    } overtime.`,
  greater: ({ test, tests }) =>
    `Of the tests of this workweek (${tests}) the ${test} one counts alone: none gives more.`,
  band: ({ reason, seconds, afterMinutes, class: name, ratePercent }) =>
    `${exact(seconds)} are ${name} (${ratePercent} %): ${bandReasons[reason](hours(afterMinutes))}.`,
  night: ({ from, to, clock, legal, hourSeconds, prolonged }) => {
    const after = prolonged > 0 ? `, ${exact(prolonged)} of it after a full night` : ''
    return hourSeconds === 3600
      ? `${exact(clock)} lie in the night from ${from} to ${to}${after}.`
      : `${exact(clock)} on the clock count as night from ${from} to ${to}${after}; with a night hour of ${exact(hourSeconds)} they are ${exact(legal)}.`
  },
  overtime_at_night: ({ seconds }) => `Of the overtime, ${exact(seconds)} lie in the night.`,
  holiday: ({ seconds, name }) => `${exact(seconds)} were worked on a holiday (${name}).`,
  rest_day: ({ seconds }) => `${exact(seconds)} were worked on a day of rest.`,
  finding: ({ finding, values }) => `To look at: ${findingSentences[finding](values)}.`,
  rests_due: ({ count, worked }) =>
    `For ${exact(worked)} of work ${count} paid rest ${count === 1 ? 'break is' : 'breaks are'} due; they are not punched.`,
  meal_premium: ({ hours: due }) =>
    `For its meals the day has ${due} ${due === 1 ? 'hour' : 'hours'} of premium pay.`,
  totals: ({ worked, payable, regular, overtime, double }) =>
    `Worked ${exact(worked)}; paid ${exact(payable)} = ${exact(regular)} regular + ${exact(overtime)} overtime + ${exact(double)} double.`,
}

type Values = Readonly<Record<string, number>>
/** A length among the values of a finding. */
const of = (values: Values, name: string): string => exact(values[name] ?? 0)

const findingSentences: Record<FindingCode, (values: Values) => string> = {
  break_too_short: (values) =>
    `breaks of ${of(values, 'requiredSeconds')} are due, ${of(values, 'breakSeconds')} were taken`,
  stretch_too_long: (values) =>
    `${of(values, 'longestStretchSeconds')} without a break, ${of(values, 'limitSeconds')} are allowed`,
  over_daily_maximum: (values) =>
    `${of(values, 'seconds')} worked, ${of(values, 'limitSeconds')} a day are allowed`,
  over_spread: (values) =>
    `${of(values, 'seconds')} from the first clock-in to the last clock-out, ${of(values, 'limitSeconds')} are allowed`,
  meal_late: (values) => `meal ${values['meal']} began ${of(values, 'seconds')} too late`,
  meal_short: (values) => `meal ${values['meal']} was ${of(values, 'seconds')} too short`,
  meal_missing: (values) => `meal ${values['meal']}, due by the hours worked, was not taken`,
  night_work: (values) => `${of(values, 'nightSeconds')} at night make this night work`,
  rest_too_short: (values) =>
    `${of(values, 'restSeconds')} of rest before a shift of this day, ${of(values, 'shortSeconds')} too little`,
}

const bandReasons: Record<BandReason, (after: string) => string> = {
  daily: (after) => `beyond ${after} of the workday`,
  weekly: (after) => `beyond ${after} of straight time in the workweek`,
  consecutive: (after) => `beyond ${after} of consecutive work`,
  seventh_day: (after) =>
    `${after === '0:00' ? '' : `beyond ${after} `}on the seventh day worked in the workweek`,
  holiday: () => 'work on a holiday',
  rest_day: () => 'work on a day of rest',
}
