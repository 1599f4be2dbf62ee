/**
 * Policies for jurisdictions, to start from. Each says where its numbers come from and what it does
 * not do. They are no legal advice; laws change, and a version of a policy has dates for that.
 */
import type { Tier } from './overtime.ts'
import { completePolicy, plainPolicy, type Policy, type PolicyInput } from './policy.ts'

export interface Preset {
  code: string
  name: string
  source: string
  /** What the preset leaves to people, in sentences. */
  limits: readonly string[]
  rules: Policy
}

const overtime = (hours: number): Tier => ({ afterMinutes: hours * 60, class: 'overtime' })
const double = (hours: number): Tier => ({ afterMinutes: hours * 60, class: 'double' })
const breaksOf = (
  required: readonly (readonly [number, number])[],
  some: Partial<Policy['breaks']> = {},
) => ({
  ...plainPolicy.breaks,
  required,
  ...some,
})
const nightOf = (from: string, to: string, some: Partial<NonNullable<Policy['night']>> = {}) => ({
  from,
  to,
  hourSeconds: 3600,
  prorogation: false,
  nightWorkOverMinutes: null,
  ...some,
})
const fortyEightHours = (
  reference: { weeks: number } | { months: number },
  made: 'taken_out' | 'made_up',
) => ({
  of: 'week' as const,
  limitMinutes: 2880,
  reference,
  excludedDays: made,
})

interface PresetSource {
  name: string
  source: string
  limits: readonly string[]
  rules: PolicyInput
}

const sources: Record<string, PresetSource> = {
  'US-FLSA': {
    name: 'United States, federal',
    source:
      '29 CFR 778.105 to 778.113 (workweek, overtime), 785.18 and 785.19 (rest and meal), 516.5 (records)',
    limits: [
      'No rounding. Steps of 5, 6 or 15 minutes to the nearest are allowed where they average out.',
      'The regular rate and exempt employees are not judged: hours come by class, pay is an export.',
      'States may ask for more; take the preset of the state.',
    ],
    rules: {
      workday: { kind: 'clock', startsAt: '00:00' },
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: { weekly: [overtime(40)] },
      breaks: { paidUpToMinutes: 20 },
      retentionYears: 3,
    },
  },
  'US-CA': {
    name: 'California',
    source:
      'Labor Code 500, 510, 512, 226.7; Wage Orders par. 7, 11 and 12; Donohue v. AMN Services (2021) 11 Cal.5th 58',
    limits: [
      'Alternative workweek schedules, industries with other wage orders and exempt employees are not covered.',
      'Waivers of meals are agreements between people: name them in mealPeriods.waived of a policy for those who agreed.',
      'Rest breaks are paid and not punched; how many are due is told, not whether they were taken.',
      'Three years of records are kept by Wage Orders par. 7; check whether longer limitation periods concern you.',
    ],
    rules: {
      workday: { kind: 'clock', startsAt: '00:00' },
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: {
        daily: [overtime(8), double(12)],
        weekly: [overtime(40)],
        seventhDay: { doubleAfterMinutes: 480 },
      },
      breaks: { paidUpToMinutes: 20 },
      mealPeriods: {
        meals: [
          { afterMinutes: 300, waivableUpToMinutes: 360 },
          { afterMinutes: 600, waivableUpToMinutes: 720 },
        ],
        minimumMinutes: 30,
        rests: { fromMinutes: 210, perMinutes: 240 },
      },
      retentionYears: 3,
    },
  },
  'US-AK': {
    name: 'Alaska',
    source: 'AS 23.10.060',
    limits: ['Employers of fewer than four people are exempt. Flexible work hour plans are not covered.'],
    rules: {
      workday: { kind: 'clock', startsAt: '00:00' },
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: { daily: [overtime(8)], weekly: [overtime(40)] },
      breaks: { paidUpToMinutes: 20 },
      retentionYears: 3,
    },
  },
  'US-CO': {
    name: 'Colorado',
    source: 'COMPS Order, 7 CCR 1103-1',
    limits: ['Meal and rest periods of the order are not judged.'],
    rules: {
      workday: { kind: 'clock', startsAt: '00:00' },
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: {
        daily: [overtime(12)],
        weekly: [overtime(40)],
        consecutive: [overtime(12)],
        combine: 'greater',
      },
      breaks: { paidUpToMinutes: 20 },
      retentionYears: 3,
    },
  },
  'US-NV': {
    name: 'Nevada, paid less than one and a half times the minimum wage',
    source: 'NRS 608.018, 608.0126; the rate of $18.00 since 2024-07-01',
    limits: [
      'TimeClock holds no rates: give this policy to the people who are paid less than $18.00 an hour, and US-FLSA to the others.',
      'Agreements on four days of ten hours are exempt and not covered.',
    ],
    rules: {
      workday: { kind: 'from_first_start' },
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: { daily: [overtime(8)], weekly: [overtime(40)], dailyOnlyIfRateBelow: 18 },
      breaks: { paidUpToMinutes: 20 },
      retentionYears: 3,
    },
  },
  'CA-AB': {
    name: 'Alberta',
    source: 'Employment Standards Code s. 21; alberta.ca',
    limits: ['Averaging agreements and general holiday pay are not covered.'],
    rules: {
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: { daily: [overtime(8)], weekly: [overtime(44)], combine: 'greater' },
      retentionYears: 3,
    },
  },
  'CA-BC': {
    name: 'British Columbia',
    source: 'Employment Standards Act ss. 35, 40; Interpretation Guidelines Manual',
    limits: ['Averaging agreements and statutory holiday pay are not covered.'],
    rules: {
      workweek: { startsOn: 7, startsAt: '00:00' },
      overtime: { daily: [overtime(8), double(12)], weekly: [overtime(40)], weekCountsFirstMinutes: 480 },
    },
  },
  EU: {
    name: 'European Union, the directive alone',
    source: 'Directive 2003/88/EC arts. 3 to 8 and 16; C-55/18 CCOO v Deutsche Bank',
    limits: ['National law asks for more: take the preset of the country where there is one.'],
    rules: {
      rest: { dailyMinutes: 660, weeklyMinutes: 2100 },
      averages: [
        fortyEightHours({ months: 4 }, 'taken_out'),
        { of: 'night_day', limitMinutes: 480, reference: { months: 4 }, excludedDays: 'taken_out' },
      ],
      night: nightOf('00:00', '05:00'),
    },
  },
  DE: {
    name: 'Germany',
    source: 'ArbZG ss. 2 to 5 and 16; BAG 13.09.2022, 1 ABR 22/21',
    limits: [
      'Collective agreements (s. 7) may set other numbers; write them into a version of your own.',
      'The average of 8 hours is judged over 24 weeks; the choice of six calendar months is a setting.',
      'Breaks are not deducted unless you add a deduction.',
    ],
    rules: {
      dayLimits: { normalMinutes: 480, maxMinutes: 600 },
      breaks: breaksOf(
        [
          [360, 30],
          [540, 45],
        ],
        { blockMinutes: 15, longestStretchMinutes: 360 },
      ),
      rest: { dailyMinutes: 660 },
      night: nightOf('23:00', '06:00', { nightWorkOverMinutes: 120 }),
      restDay: { weekdays: [7], class: 'regular' },
      averages: [
        { of: 'working_day', limitMinutes: 480, reference: { weeks: 24 }, excludedDays: 'taken_out' },
      ],
      retentionYears: 2,
    },
  },
  ES: {
    name: 'Spain',
    source: 'Estatuto de los Trabajadores arts. 34.3, 34.9, 35.5 and 36; RDL 8/2019',
    limits: [
      'The consent of both sides to corrections is a draft decree of 2025: set corrections.consent to "both" to work by it.',
      'Collective agreements set the ordinary day; 9 hours are the limit of the statute.',
    ],
    rules: {
      dayLimits: { normalMinutes: 540 },
      rest: { dailyMinutes: 720 },
      night: nightOf('22:00', '06:00'),
      retentionYears: 4,
    },
  },
  PT: {
    name: 'Portugal',
    source: 'Código do Trabalho art. 202',
    limits: ['Only the register and its retention; hours by collective agreement.'],
    rules: { retentionYears: 5 },
  },
  PL: {
    name: 'Poland',
    source: 'Kodeks pracy arts. 128, 129 and 94 no. 9b',
    limits: ['The workday of 24 hours starts with the first work, not with the schedule.'],
    rules: {
      workday: { kind: 'from_first_start' },
      overtime: { daily: [overtime(8)] },
      averages: [{ of: 'week', limitMinutes: 2400, reference: { months: 4 }, excludedDays: 'taken_out' }],
      retentionYears: 10,
      retentionFrom: 'employment_year_end',
    },
  },
  UK: {
    name: 'United Kingdom',
    source: 'Working Time Regulations 1998 regs. 4, 6, 9 to 12',
    limits: ['Who has opted out of the 48 hours, or is young, is not told apart.'],
    rules: {
      breaks: breaksOf([[360, 20]], { blockMinutes: 20 }),
      rest: { dailyMinutes: 660, weeklyMinutes: 1440 },
      averages: [
        fortyEightHours({ weeks: 17 }, 'made_up'),
        { of: 'night_day', limitMinutes: 480, reference: { weeks: 17 }, excludedDays: 'made_up' },
      ],
      night: nightOf('23:00', '06:00', { nightWorkOverMinutes: 180 }),
      retentionYears: 2,
    },
  },
  BR: {
    name: 'Brazil',
    source: 'CLT arts. 58, 66, 71 and 73; Súmulas 60 and 366 of the TST; Portaria MTP 671/2021',
    limits: [
      'The tolerance is judged where what was punched can be laid beside what is planned.',
      'The contract and the collective agreement set the hours: add their daily and weekly thresholds, and the classes of Sundays and holidays.',
      'Compensation banks (banco de horas) are not kept.',
    ],
    rules: {
      tolerance: { perMarkMinutes: 5, perDayMinutes: 10 },
      night: nightOf('22:00', '05:00', { hourSeconds: 3150, prorogation: true }),
      rest: { dailyMinutes: 660 },
      breaks: breaksOf([
        [240, 15],
        [360, 60],
      ]),
      restDay: { weekdays: [7], class: 'regular' },
      holiday: { class: 'regular' },
    },
  },
  JP: {
    name: 'Japan',
    source: 'Labour Standards Act arts. 32, 34, 37, 109 and 143; Kihatsu 150 of 1988-03-14',
    limits: [
      'The statutory holiday is the Sunday; change restDay where it is another day.',
      'More than 60 hours of overtime a month (50 %) is told by the month, not by the day.',
    ],
    rules: {
      overtime: { daily: [overtime(8)], weekly: [overtime(40)] },
      breaks: breaksOf([
        [360, 45],
        [480, 60],
      ]),
      night: nightOf('22:00', '05:00'),
      restDay: { weekdays: [7], class: 'regular' },
      monthRoundingMinutes: 30,
      retentionYears: 3,
    },
  },
  'IN-FA': {
    name: 'India, Factories Act',
    source: 'Factories Act 1948 ss. 51, 54, 56 and 59',
    limits: [
      'Where a state has rules under the OSH Code 2020, write their numbers into a version of your own.',
    ],
    rules: {
      overtime: { daily: [double(9)], weekly: [double(48)], combine: 'greater' },
      dayLimits: { spreadOverMinutes: 630 },
    },
  },
}

export const presets: readonly Preset[] = Object.entries(sources).map(([code, { rules, ...about }]) => ({
  code,
  ...about,
  rules: completePolicy({ jurisdiction: code, ...rules }),
}))

/** By its code; `undefined` where there is none. */
export function findPreset(code: string): Preset | undefined {
  return presets.find((preset) => preset.code === code)
}
