/**
 * What is wrong with a policy beyond its shape: thresholds that do not ascend, rules that contradict
 * each other or the law that the policy says it follows. Each problem names its path
 * (`overtime.daily.1.afterMinutes`) in a sentence that a person can act on.
 */
import { rateOf, type Tier } from './overtime.ts'
import type { Policy } from './policy.ts'
import type { FieldProblem } from './schedule-validation.ts'

/** Empty when nothing is wrong. */
export function policyProblems(policy: Policy): FieldProblem[] {
  return checks.flatMap((check) => check(policy))
}

type Check = (policy: Policy) => FieldProblem[]

const when = (wrong: boolean, field: string, message: string): FieldProblem[] =>
  wrong ? [{ field, message }] : []

const overtimeTiers: Check = ({ overtime }) => [
  ...tierProblems('overtime.daily', overtime.daily),
  ...tierProblems('overtime.weekly', overtime.weekly),
  ...tierProblems('overtime.consecutive', overtime.consecutive),
]

function tierProblems(path: string, tiers: readonly Tier[]): FieldProblem[] {
  return tiers.flatMap((tier, i) => {
    const before = tiers[i - 1]
    if (!before) return []
    return [
      ...when(
        tier.afterMinutes <= before.afterMinutes,
        `${path}.${i}.afterMinutes`,
        `The thresholds must ascend: ${tier.afterMinutes} minutes do not come after ${before.afterMinutes}.`,
      ),
      ...when(
        rateOf(tier) <= rateOf(before),
        `${path}.${i}.${tier.ratePercent === undefined ? 'class' : 'ratePercent'}`,
        `A later threshold must give more than the one before (${rateOf(before)} %), not ${rateOf(tier)} %.`,
      ),
    ]
  })
}

const overtimeAgrees: Check = ({ overtime }) => {
  const { daily, weekly, consecutive, combine, seventhDay, weekCountsFirstMinutes } = overtime
  const tests = [daily, weekly, consecutive].filter((tiers) => tiers.length > 0).length
  return [
    ...when(
      combine === 'greater' && tests < 2,
      'overtime.combine',
      'The greater of the tests needs at least two of daily, weekly and consecutive thresholds.',
    ),
    ...when(
      combine === 'greater' && seventhDay !== null,
      'overtime.seventhDay',
      'A seventh day cannot be one of the tests of which the greater counts.',
    ),
    ...when(
      combine === 'all' && consecutive.length > 0 && daily.length > 0,
      'overtime.consecutive',
      'Consecutive hours beside daily thresholds need combine "greater", or hours would be judged twice.',
    ),
    ...when(
      weekCountsFirstMinutes !== null && weekly.length === 0,
      'overtime.weekCountsFirstMinutes',
      'What counts to the week needs a weekly threshold.',
    ),
    ...when(
      overtime.dailyOnlyIfRateBelow !== null && daily.length === 0,
      'overtime.dailyOnlyIfRateBelow',
      'The limit of the rate needs a daily threshold.',
    ),
    ...when(
      overtime.hourlyRate !== null && overtime.dailyOnlyIfRateBelow === null,
      'overtime.hourlyRate',
      'A rate says something only beside "dailyOnlyIfRateBelow".',
    ),
  ]
}

const workPeriods: Check = ({ workday, workweek, overtime }) =>
  when(
    workday.kind === 'clock' && overtime.weekly.length > 0 && workday.startsAt !== workweek.startsAt,
    'workweek.startsAt',
    'A workweek is seven whole workdays: it must start at the time at which the workday starts.',
  )

const breaks: Check = ({ breaks: { autoDeduct, required, blockMinutes, paidUpToMinutes } }) => [
  ...required.flatMap(([over, minutes], i) => {
    const [overBefore = -1, minutesBefore = 0] = required[i - 1] ?? []
    return [
      ...when(
        over <= overBefore,
        `breaks.required.${i}.0`,
        `The thresholds must ascend: ${over} minutes do not come after ${overBefore}.`,
      ),
      ...when(
        minutes <= minutesBefore,
        `breaks.required.${i}.1`,
        `A longer day needs a longer break than the ${minutesBefore} minutes before.`,
      ),
    ]
  }),
  ...when(
    required.length > 0 && blockMinutes > required[0]![1],
    'breaks.blockMinutes',
    'A block may not be longer than the first break that is due.',
  ),
  ...when(
    autoDeduct !== null && autoDeduct.minutes > autoDeduct.afterMinutes,
    'breaks.autoDeduct.minutes',
    'More would be deducted than was worked until then.',
  ),
  ...when(
    autoDeduct !== null && autoDeduct.minutes <= paidUpToMinutes,
    'breaks.paidUpToMinutes',
    'A break as long as the one that is deducted would be paid: make one of the two shorter.',
  ),
]

const limits: Check = ({ dayLimits, rest, tolerance, maxShiftMinutes, automaticClockOut }) => [
  ...when(
    dayLimits.normalMinutes !== null &&
      dayLimits.maxMinutes !== null &&
      dayLimits.maxMinutes < dayLimits.normalMinutes,
    'dayLimits.maxMinutes',
    'The longest day cannot be shorter than the normal one.',
  ),
  ...when(
    rest.dailyMinutes !== null && rest.weeklyMinutes !== null && rest.weeklyMinutes <= rest.dailyMinutes,
    'rest.weeklyMinutes',
    'The rest of a week must be longer than the rest of a day.',
  ),
  ...when(
    tolerance !== null && tolerance.perDayMinutes < tolerance.perMarkMinutes,
    'tolerance.perDayMinutes',
    'The tolerance of a day cannot be smaller than that of one mark.',
  ),
  ...when(
    automaticClockOut?.after === 'start' && automaticClockOut.minutes > maxShiftMinutes,
    'automaticClockOut.minutes',
    `It would close a shift after the longest one (${maxShiftMinutes} minutes).`,
  ),
]

const night: Check = ({ night: rule }) =>
  when(rule !== null && rule.from === rule.to, 'night.to', 'The night ends when it begins; give it a length.')

const restDays: Check = ({ restDay }) =>
  restDay === null
    ? []
    : restDay.weekdays.flatMap((day, i) =>
        when(restDay.weekdays.indexOf(day) < i, `restDay.weekdays.${i}`, 'The weekday is there already.'),
      )

const meals: Check = ({ mealPeriods, rounding }) => {
  if (!mealPeriods) return []
  return [
    ...mealPeriods.meals.flatMap((meal, i) => [
      ...when(
        i > 0 && meal.afterMinutes <= mealPeriods.meals[i - 1]!.afterMinutes,
        `mealPeriods.meals.${i}.afterMinutes`,
        'The thresholds must ascend.',
      ),
      ...when(
        meal.waivableUpToMinutes < meal.afterMinutes,
        `mealPeriods.meals.${i}.waivableUpToMinutes`,
        'A meal can only be waived on a day on which it is due.',
      ),
    ]),
    ...(mealPeriods.waived ?? []).flatMap((meal, i) =>
      when(
        meal > mealPeriods.meals.length,
        `mealPeriods.waived.${i}`,
        `There is no meal ${meal} that could be waived.`,
      ),
    ),
    ...when(
      rounding !== null && rounding.breaks !== 'exact',
      'rounding.breaks',
      'Meal periods are judged by exact marks and may not be rounded (Donohue v. AMN Services).',
    ),
  ]
}

const rounding: Check = ({ rounding: rule, tolerance, jurisdiction }) => {
  if (!rule) return []
  const { stepMinutes, mode } = rule.rule
  const law = jurisdiction === null ? undefined : roundingLaws[jurisdiction]
  const forbidden = law?.steps.length === 0
  return [
    ...when(forbidden, 'rounding', `${jurisdiction} does not allow it: ${law?.why}.`),
    ...when(
      law !== undefined && !forbidden && !law.steps.includes(stepMinutes),
      'rounding.rule.stepMinutes',
      `${jurisdiction} allows steps of ${law?.steps.join(', ')} minutes (${law?.why}).`,
    ),
    ...when(
      law !== undefined && !forbidden && (mode !== 'nearest' || (rule.outRule?.mode ?? mode) !== 'nearest'),
      'rounding.rule.mode',
      `${jurisdiction} allows rounding to the nearest step only: it must average out (${law?.why}).`,
    ),
    ...when(
      tolerance !== null,
      'tolerance',
      'Rounded marks cannot be compared within a tolerance of minutes: choose one of the two.',
    ),
    ...when(
      rule.outRule !== null && rule.apply !== 'marks',
      'rounding.outRule',
      'Only marks have clock-outs.',
    ),
  ]
}

/** The steps that a law allows; none where it forbids rounding. */
const roundingLaws: Partial<Record<string, { steps: readonly number[]; why: string }>> = {
  'US-FLSA': { steps: [5, 6, 15], why: '29 CFR 785.48(b)' },
  'US-CA': { steps: [], why: 'Camp v. Home Depot (2022) 84 Cal.App.5th 638' },
  BR: { steps: [], why: 'CLT art. 58 par. 1 knows a tolerance only' },
  JP: { steps: [], why: 'daily cut-off is unlawful, only the total of a month may be rounded' },
}

const checks: readonly Check[] = [
  overtimeTiers,
  overtimeAgrees,
  workPeriods,
  breaks,
  limits,
  night,
  restDays,
  meals,
  rounding,
]
