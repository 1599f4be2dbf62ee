import { expect, test } from 'vitest'
import { policyProblems } from './policy-problems.ts'
import { completePolicy, type PolicyInput } from './policy.ts'

const overtime = (afterMinutes: number, ratePercent?: number) => ({
  afterMinutes,
  class: 'overtime' as const,
  ...(ratePercent !== undefined && { ratePercent }),
})
const double = (afterMinutes: number) => ({ afterMinutes, class: 'double' as const })
const roundTo = (stepMinutes: number, mode: 'nearest' | 'up' = 'nearest') => ({
  apply: 'marks' as const,
  rule: { stepMinutes, mode },
  outRule: null,
  breaks: 'exact' as const,
  snapToPlannedMinutes: null,
})
const night = {
  from: '22:00',
  to: '22:00',
  hourSeconds: 3600,
  prorogation: false,
  nightWorkOverMinutes: null,
}
const meal = (afterMinutes: number, waivableUpToMinutes: number) => ({ afterMinutes, waivableUpToMinutes })
const mealsOf = (...meals: ReturnType<typeof meal>[]) => ({ mealPeriods: { meals, minimumMinutes: 30 } })
const deduct = (afterMinutes: number, minutes: number) => ({
  afterMinutes,
  minutes,
  whenTaken: 'cancel' as const,
})

test.each<[PolicyInput, string]>([
  [
    { overtime: { daily: [overtime(480), double(480)] } },
    'overtime.daily.1.afterMinutes: The thresholds must ascend: 480 minutes do not come after 480.',
  ],
  [
    { overtime: { weekly: [double(2400), overtime(3000)] } },
    'overtime.weekly.1.class: A later threshold must give more than the one before (200 %), not 150 %.',
  ],
  [
    { overtime: { consecutive: [overtime(600, 150), overtime(720, 150)] } },
    'overtime.consecutive.1.ratePercent: A later threshold must give more than the one before (150 %), not 150 %.',
  ],
  [
    { overtime: { weekly: [overtime(2400)], combine: 'greater' } },
    'overtime.combine: The greater of the tests needs at least two of daily, weekly and consecutive thresholds.',
  ],
  [
    {
      overtime: {
        daily: [overtime(480)],
        consecutive: [overtime(720)],
        combine: 'greater',
        seventhDay: { doubleAfterMinutes: 480 },
      },
    },
    'overtime.seventhDay: A seventh day cannot be one of the tests of which the greater counts.',
  ],
  [
    { overtime: { daily: [overtime(480)], consecutive: [overtime(720)] } },
    'overtime.consecutive: Consecutive hours beside daily thresholds need combine "greater", or hours would be judged twice.',
  ],
  [
    { overtime: { weekCountsFirstMinutes: 480 } },
    'overtime.weekCountsFirstMinutes: What counts to the week needs a weekly threshold.',
  ],
  [
    { overtime: { dailyOnlyIfRateBelow: 18 } },
    'overtime.dailyOnlyIfRateBelow: The limit of the rate needs a daily threshold.',
  ],
  [
    { overtime: { hourlyRate: 18 } },
    'overtime.hourlyRate: A rate says something only beside "dailyOnlyIfRateBelow".',
  ],
  [
    { workday: { kind: 'clock', startsAt: '06:00' }, overtime: { weekly: [overtime(2400)] } },
    'workweek.startsAt: A workweek is seven whole workdays: it must start at the time at which the workday starts.',
  ],
  [
    {
      breaks: {
        required: [
          [360, 30],
          [360, 45],
        ],
      },
    },
    'breaks.required.1.0: The thresholds must ascend: 360 minutes do not come after 360.',
  ],
  [
    {
      breaks: {
        required: [
          [360, 30],
          [540, 30],
        ],
      },
    },
    'breaks.required.1.1: A longer day needs a longer break than the 30 minutes before.',
  ],
  [
    { breaks: { required: [[0, 0]] } },
    'breaks.required.0.1: A longer day needs a longer break than the 0 minutes before.',
  ],
  [
    { breaks: { required: [[360, 30]], blockMinutes: 31 } },
    'breaks.blockMinutes: A block may not be longer than the first break that is due.',
  ],
  [
    { breaks: { autoDeduct: deduct(29, 30) } },
    'breaks.autoDeduct.minutes: More would be deducted than was worked until then.',
  ],
  [
    { breaks: { autoDeduct: deduct(360, 30), paidUpToMinutes: 30 } },
    'breaks.paidUpToMinutes: A break as long as the one that is deducted would be paid: make one of the two shorter.',
  ],
  [
    { dayLimits: { normalMinutes: 480, maxMinutes: 479 } },
    'dayLimits.maxMinutes: The longest day cannot be shorter than the normal one.',
  ],
  [
    { rest: { dailyMinutes: 660, weeklyMinutes: 660 } },
    'rest.weeklyMinutes: The rest of a week must be longer than the rest of a day.',
  ],
  [
    { tolerance: { perMarkMinutes: 5, perDayMinutes: 4 } },
    'tolerance.perDayMinutes: The tolerance of a day cannot be smaller than that of one mark.',
  ],
  [
    { maxShiftMinutes: 600, automaticClockOut: { after: 'start', minutes: 601 } },
    'automaticClockOut.minutes: It would close a shift after the longest one (600 minutes).',
  ],
  [
    { attendance: { absentBelowMinutes: 240, halfDayBelowMinutes: 240 } },
    'attendance.halfDayBelowMinutes: Below the absent threshold a day is absent: half a day must reach further.',
  ],
  [{ night }, 'night.to: The night ends when it begins; give it a length.'],
  [
    { restDay: { weekdays: [6, 7, 6], class: 'regular' } },
    'restDay.weekdays.2: The weekday is there already.',
  ],
  [mealsOf(meal(300, 360), meal(300, 720)), 'mealPeriods.meals.1.afterMinutes: The thresholds must ascend.'],
  [
    mealsOf(meal(300, 299)),
    'mealPeriods.meals.0.waivableUpToMinutes: A meal can only be waived on a day on which it is due.',
  ],
  [
    { mealPeriods: { meals: [meal(300, 360)], minimumMinutes: 30, waived: [1, 2] } },
    'mealPeriods.waived.1: There is no meal 2 that could be waived.',
  ],
  [
    { ...mealsOf(meal(300, 360)), rounding: { ...roundTo(15), breaks: 'marks' } },
    'rounding.breaks: Meal periods are judged by exact marks and may not be rounded (Donohue v. AMN Services).',
  ],
  [
    { jurisdiction: 'US-CA', rounding: roundTo(7, 'up') },
    'rounding: US-CA does not allow it: Camp v. Home Depot (2022) 84 Cal.App.5th 638.',
  ],
  [
    { jurisdiction: 'BR', rounding: roundTo(15) },
    'rounding: BR does not allow it: CLT art. 58 par. 1 knows a tolerance only.',
  ],
  [
    { jurisdiction: 'JP', rounding: roundTo(15) },
    'rounding: JP does not allow it: daily cut-off is unlawful, only the total of a month may be rounded.',
  ],
  [
    { jurisdiction: 'US-FLSA', rounding: roundTo(10) },
    'rounding.rule.stepMinutes: US-FLSA allows steps of 5, 6, 15 minutes (29 CFR 785.48(b)).',
  ],
  [
    { jurisdiction: 'US-FLSA', rounding: roundTo(5, 'up') },
    'rounding.rule.mode: US-FLSA allows rounding to the nearest step only: it must average out (29 CFR 785.48(b)).',
  ],
  [
    {
      jurisdiction: 'US-FLSA',
      rounding: { ...roundTo(6), outRule: { stepMinutes: 6, mode: 'up' } },
    },
    'rounding.rule.mode: US-FLSA allows rounding to the nearest step only: it must average out (29 CFR 785.48(b)).',
  ],
  [
    {
      jurisdiction: 'US-FLSA',
      rounding: { ...roundTo(6, 'up'), outRule: { stepMinutes: 6, mode: 'nearest' } },
    },
    'rounding.rule.mode: US-FLSA allows rounding to the nearest step only: it must average out (29 CFR 785.48(b)).',
  ],
  [
    { rounding: roundTo(15), tolerance: { perMarkMinutes: 5, perDayMinutes: 10 } },
    'tolerance: Rounded marks cannot be compared within a tolerance of minutes: choose one of the two.',
  ],
  [
    { rounding: { ...roundTo(15), apply: 'shift', outRule: { stepMinutes: 15, mode: 'nearest' } } },
    'rounding.outRule: Only marks have clock-outs.',
  ],
])('%o is refused', (policy, problem) => {
  expect(policyProblems(completePolicy(policy)).map(({ field, message }) => `${field}: ${message}`)).toEqual([
    problem,
  ])
})

test.each<[string, PolicyInput]>([
  [
    'two tests, and the greater of them',
    { overtime: { daily: [overtime(480)], weekly: [overtime(2400)], combine: 'greater' } },
  ],
  ['consecutive hours alone', { overtime: { consecutive: [overtime(720)] } }],
  ['days alone', { overtime: { daily: [overtime(480)] } }],
  [
    'consecutive hours and the week',
    { overtime: { consecutive: [overtime(720)], weekly: [overtime(2400)] } },
  ],
  [
    'a seventh day beside the rest',
    {
      overtime: { daily: [overtime(480)], weekly: [overtime(2400)], seventhDay: { doubleAfterMinutes: 480 } },
    },
  ],
  ['minutes that count to a week', { overtime: { weekly: [overtime(2400)], weekCountsFirstMinutes: 480 } }],
  [
    'a rate for daily hours',
    { overtime: { daily: [overtime(480)], dailyOnlyIfRateBelow: 18, hourlyRate: 20 } },
  ],
  [
    'a workday of its own without a week',
    { workday: { kind: 'clock', startsAt: '06:00' }, overtime: { daily: [overtime(480)] } },
  ],
  [
    'a week within work dates',
    { workweek: { startsOn: 3, startsAt: '06:00' }, overtime: { weekly: [overtime(2400)] } },
  ],
  [
    'a workweek with its workday',
    {
      workday: { kind: 'clock', startsAt: '06:00' },
      workweek: { startsOn: 3, startsAt: '06:00' },
      overtime: { weekly: [overtime(2400)] },
    },
  ],
  ['a break for any work', { breaks: { required: [[0, 15]] } }],
  [
    'a block as long as the break',
    {
      breaks: {
        required: [
          [360, 30],
          [540, 45],
        ],
        blockMinutes: 30,
      },
    },
  ],
  ['a block without a break that is due', { breaks: { blockMinutes: 30 } }],
  ['as much deducted as was worked', { breaks: { autoDeduct: deduct(30, 30), paidUpToMinutes: 29 } }],
  ['paid breaks without a deduction', { breaks: { paidUpToMinutes: 20 } }],
  ['a longest day as long as the normal one', { dayLimits: { normalMinutes: 480, maxMinutes: 480 } }],
  ['a normal day alone', { dayLimits: { normalMinutes: 480 } }],
  ['a longest day alone', { dayLimits: { maxMinutes: 480 } }],
  ['a rest of the day alone', { rest: { dailyMinutes: 660 } }],
  ['a rest of the week alone', { rest: { weeklyMinutes: 600 } }],
  ['more rest in the week', { rest: { dailyMinutes: 660, weeklyMinutes: 661 } }],
  ['a tolerance of one mark a day', { tolerance: { perMarkMinutes: 5, perDayMinutes: 5 } }],
  [
    'an end with the longest shift',
    { maxShiftMinutes: 600, automaticClockOut: { after: 'start', minutes: 600 } },
  ],
  [
    'an end long after the planned one',
    { maxShiftMinutes: 600, automaticClockOut: { after: 'planned_end', minutes: 700 } },
  ],
  ['a night', { night: { ...night, to: '05:00' } }],
  ['half a day above an absence', { attendance: { absentBelowMinutes: 240, halfDayBelowMinutes: 241 } }],
  ['an absence alone', { attendance: { absentBelowMinutes: 240, halfDayBelowMinutes: null } }],
  ['half a day alone', { attendance: { absentBelowMinutes: null, halfDayBelowMinutes: 240 } }],
  ['two days of rest', { restDay: { weekdays: [6, 7], class: 'regular' } }],
  ['two meals', mealsOf(meal(300, 360), meal(600, 720))],
  ['a meal that is waived when it is due', mealsOf(meal(300, 300))],
  ['rounding with exact meals', { ...mealsOf(meal(300, 360)), rounding: roundTo(15) }],
  ['any rounding without a law', { rounding: roundTo(30, 'up') }],
  ['any rounding under a law that says nothing', { jurisdiction: 'UK', rounding: roundTo(30, 'up') }],
  ['the total of a day', { rounding: { ...roundTo(15), apply: 'day' } }],
  ['clock-outs by another rule', { rounding: { ...roundTo(15), outRule: { stepMinutes: 5, mode: 'up' } } }],
  [
    'clock-outs to the nearest too',
    { jurisdiction: 'US-FLSA', rounding: { ...roundTo(15), outRule: { stepMinutes: 15, mode: 'nearest' } } },
  ],
])('%s is sound', (_, policy) => {
  expect(policyProblems(completePolicy(policy))).toEqual([])
})
