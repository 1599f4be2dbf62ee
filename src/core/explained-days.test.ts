/** Whole explanations of days, from the marks to the last sentence: what is told, in which order, and what is not. */
import { expect, test } from 'vitest'
import { june, marks } from '../../test/marks.ts'
import { sentenceOf } from './explanation.ts'
import { defaultPairingRules } from './pairing.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { findPreset } from './presets.ts'
import type { Mark, MarkKind } from './punch.ts'
import type { PlannedShift } from './schedule.ts'
import { deriveByPolicy } from './timesheet-by-policy.ts'

/** '02 08:00-03 02:00 (02 12:00-02 13:00)': in and out, with breaks; an end of '' was never punched. */
function marksOf(lines: readonly string[]): Mark[] {
  return marks(
    ...lines.flatMap((line): [MarkKind, string][] => {
      const [start = '', end = '', ...pauses] = line.split(/-| \(|, |\)/)
      const breaks = pauses
        .filter((text) => text !== '')
        .map((text, i): [MarkKind, string] => [i % 2 === 0 ? 'break_start' : 'break_end', text])
      return [['in', start], ...breaks, ...(end === '' ? [] : [['out', end] as [MarkKind, string]])]
    }),
  )
}

const office: PlannedShift = {
  scheduleId: 's',
  date: '2025-06-02',
  start: june('02 09:00'),
  end: june('02 17:00'),
  windowStart: june('02 05:00'),
  windowEnd: june('02 21:00'),
  graceInSeconds: 0,
  graceOutSeconds: 0,
}

function told(policyOn: (date: string) => PolicyInput | undefined, lines: string[], isPlanned: boolean) {
  const sentences: string[] = []
  deriveByPolicy(
    marksOf(lines),
    {
      ...defaultPairingRules,
      plan: () => (isPlanned ? [office] : []),
      policyOn(date) {
        const input = policyOn(date)
        return input && { id: date, name: 'Shop', policy: completePolicy(input) }
      },
      holidayOn: (date) => ({ '2025-06-09': 'Whit Monday', '2025-06-10': 'Day after' })[date],
    },
    (date, step) => sentences.push(`${date.slice(8)} ${sentenceOf(step)}`),
  )
  return sentences
}

const over = (hours: number) => ({ afterMinutes: hours * 60, class: 'overtime' as const })
const none: string[] = []
const shop = (day: string) => `${day} The policy "Shop" applies on this date.`

test.each<[string, PolicyInput | undefined, string[], boolean, string[]]>([
  [
    'without a policy',
    undefined,
    ['02 08:00-02 12:00'],
    false,
    [
      '02 No policy applies on this date: all worked time is regular and paid.',
      '02 In at 08:00:00, out at 12:00:00: 4:00 elapsed, 0:00 of unpaid breaks, 4:00 worked.',
      '02 Worked 4:00; paid 4:00 = 4:00 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  ['nothing punched, nothing told', {}, none, true, none],
  [
    'planned, and not ended',
    {},
    ['02 09:05-'],
    true,
    [
      '02 The clock-in at 09:05:00 belongs to the shift planned from 09:00:00 to 17:00:00: late by 5 minutes, not left early.',
      '02 In at 09:05:00 without a clock-out: it has no total until it is corrected.',
    ],
  ],
  [
    'a tolerance, a window and a rounding of the day',
    {
      tolerance: { perMarkMinutes: 5, perDayMinutes: 10 },
      rounding: {
        apply: 'day',
        rule: { stepMinutes: 15, mode: 'down' },
        outRule: null,
        breaks: 'exact',
        snapToPlannedMinutes: null,
      },
      payableWindow: { beforeMinutes: 0, afterMinutes: 0 },
    },
    ['02 08:40-02 17:10'],
    true,
    [
      '02 The clock-in at 08:40:00 belongs to the shift planned from 09:00:00 to 17:00:00: not late, not left early.',
      shop('02'),
      '02 In at 08:40:00, out at 17:10:00: 8:30 elapsed, 0:00 of unpaid breaks, 8:30 worked.',
      '02 A mark differs from the schedule by more than 5 minutes, or all together by more than 10: all of it counts.',
      '02 Rounding of the day to 15 minutes (down) changes the paid time by +0:00.',
      '02 Paid time begins 0 minutes before the planned start and ends 0 minutes after the planned end: -0:30.',
      '02 Worked 8:30; paid 8:00 = 8:00 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'a deduction that the split lays on two dates',
    {
      dayAttribution: 'split',
      breaks: { autoDeduct: { afterMinutes: 210, minutes: 60, whenTaken: 'deduct' } },
    },
    ['02 20:00-03 04:00'],
    false,
    [
      shop('02'),
      '02 In at 20:00:00, out at 04:00:00: 8:00 elapsed, 0:00 of unpaid breaks, 8:00 worked.',
      '02 Of the shift of 20:00:00 on 2025-06-02, 4:00 of work lie on this date: the policy splits at midnight.',
      shop('03'),
      '03 Of the shift of 20:00:00 on 2025-06-02, 4:00 of work lie on this date: the policy splits at midnight.',
      '02 8:00 worked is more than 3:30, and 0:00 of break was taken: 0:30 of break is deducted by the policy.',
      '03 8:00 worked is more than 3:30, and 0:00 of break was taken: 0:30 of break is deducted by the policy.',
      '02 Worked 3:30; paid 3:30 = 3:30 regular + 0:00 overtime + 0:00 double.',
      '03 Worked 3:30; paid 3:30 = 3:30 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'split into a date that has a shift of its own: its policy is told once',
    { dayAttribution: 'split' },
    ['02 22:00-03 02:00', '03 20:00-03 22:00'],
    false,
    [
      shop('02'),
      '02 In at 22:00:00, out at 02:00:00: 4:00 elapsed, 0:00 of unpaid breaks, 4:00 worked.',
      '02 Of the shift of 22:00:00 on 2025-06-02, 2:00 of work lie on this date: the policy splits at midnight.',
      '03 Of the shift of 22:00:00 on 2025-06-02, 2:00 of work lie on this date: the policy splits at midnight.',
      shop('03'),
      '03 In at 20:00:00, out at 22:00:00: 2:00 elapsed, 0:00 of unpaid breaks, 2:00 worked.',
      '02 Worked 2:00; paid 2:00 = 2:00 regular + 0:00 overtime + 0:00 double.',
      '03 Worked 4:00; paid 4:00 = 4:00 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'the date of most of it, and the week beside the day',
    { dayAttribution: 'most', overtime: { daily: [over(8)], weekly: [over(9)] } },
    ['02 08:00-02 17:00', '03 22:00-04 05:00'],
    false,
    [
      shop('02'),
      '02 The shift of 08:00:00 is accounted to 2025-06-02, by the rule "most" of the policy.',
      '02 In at 08:00:00, out at 17:00:00: 9:00 elapsed, 0:00 of unpaid breaks, 9:00 worked.',
      shop('04'),
      '04 The shift of 22:00:00 is accounted to 2025-06-04, by the rule "most" of the policy.',
      '04 In at 22:00:00, out at 05:00:00: 7:00 elapsed, 0:00 of unpaid breaks, 7:00 worked.',
      '02 9:00 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
      '02 1:00 are overtime (150 %): beyond 8:00 of the workday.',
      '04 7:00 belong to the workday 2025-06-04, in which 0:00 came before.',
      '04 The workweek began on 2025-06-02; 8:00 of its straight time came before.',
      '04 6:00 are overtime (150 %): beyond 9:00 of straight time in the workweek.',
      '02 Worked 9:00; paid 9:00 = 8:00 regular + 1:00 overtime + 0:00 double.',
      '04 Worked 7:00; paid 7:00 = 1:00 regular + 6:00 overtime + 0:00 double.',
    ],
  ],
  [
    'a day with a break that goes over a workday of the clock',
    {
      workday: { kind: 'clock', startsAt: '12:00' },
      overtime: { daily: [over(3), { afterMinutes: 240, class: 'double' }], weekly: [over(40)] },
    },
    ['02 06:00-02 18:00 (02 08:00-02 09:00)'],
    false,
    [
      shop('02'),
      '02 In at 06:00:00, out at 18:00:00: 12:00 elapsed, 1:00 of unpaid breaks, 11:00 worked.',
      '02 5:00 belong to the workday 2025-06-01, in which 0:00 came before.',
      '02 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
      '02 1:00 are overtime (150 %): beyond 3:00 of the workday.',
      '02 1:00 are double (200 %): beyond 4:00 of the workday.',
      '02 6:00 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 1:00 are overtime (150 %): beyond 3:00 of the workday.',
      '02 2:00 are double (200 %): beyond 4:00 of the workday.',
      '02 Worked 11:00; paid 11:00 = 6:00 regular + 2:00 overtime + 3:00 double.',
    ],
  ],
  [
    'overtime of two stretches of one workday is told in one sentence, with its night',
    {
      overtime: { daily: [over(2)] },
      night: {
        from: '22:00',
        to: '05:00',
        hourSeconds: 3600,
        prorogation: false,
        nightWorkOverMinutes: null,
      },
    },
    ['02 18:00-02 21:00', '02 22:00-02 23:30'],
    false,
    [
      shop('02'),
      '02 In at 18:00:00, out at 21:00:00: 3:00 elapsed, 0:00 of unpaid breaks, 3:00 worked.',
      '02 In at 22:00:00, out at 23:30:00: 1:30 elapsed, 0:00 of unpaid breaks, 1:30 worked.',
      '02 1:30 lie in the night from 22:00 to 05:00.',
      '02 4:30 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 2:30 are overtime (150 %): beyond 2:00 of the workday.',
      '02 Of the overtime, 1:30 lie in the night.',
      '02 Worked 4:30; paid 4:30 = 2:00 regular + 2:30 overtime + 0:00 double.',
    ],
  ],
  [
    'double time at night is told with the overtime at night',
    {
      overtime: { daily: [over(2), { afterMinutes: 180, class: 'double' }] },
      night: {
        from: '22:00',
        to: '05:00',
        hourSeconds: 3600,
        prorogation: false,
        nightWorkOverMinutes: null,
      },
    },
    ['02 20:00-03 00:00'],
    false,
    [
      shop('02'),
      '02 In at 20:00:00, out at 00:00:00: 4:00 elapsed, 0:00 of unpaid breaks, 4:00 worked.',
      '02 2:00 lie in the night from 22:00 to 05:00.',
      '02 4:00 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 1:00 are overtime (150 %): beyond 2:00 of the workday.',
      '02 1:00 are double (200 %): beyond 3:00 of the workday.',
      '02 Of the overtime, 2:00 lie in the night.',
      '02 Worked 4:00; paid 4:00 = 2:00 regular + 1:00 overtime + 1:00 double.',
    ],
  ],
  [
    'a night without overtime, and a day that is too long',
    {
      dayLimits: { maxMinutes: 180 },
      night: {
        from: '22:00',
        to: '05:00',
        hourSeconds: 3600,
        prorogation: false,
        nightWorkOverMinutes: null,
      },
    },
    ['02 20:00-03 00:00'],
    false,
    [
      shop('02'),
      '02 In at 20:00:00, out at 00:00:00: 4:00 elapsed, 0:00 of unpaid breaks, 4:00 worked.',
      '02 2:00 lie in the night from 22:00 to 05:00.',
      '02 To look at: 4:00 worked, 3:00 a day are allowed.',
      '02 Worked 4:00; paid 4:00 = 4:00 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'a day of two findings, of which one costs a premium',
    { ...findPreset('US-CA')!.rules, jurisdiction: null, overtime: {}, dayLimits: { maxMinutes: 300 } },
    ['02 08:00-02 13:30'],
    false,
    [
      shop('02'),
      '02 In at 08:00:00, out at 13:30:00: 5:30 elapsed, 0:00 of unpaid breaks, 5:30 worked.',
      '02 For 5:30 of work 1 paid rest break is due; they are not punched.',
      '02 To look at: 5:30 worked, 5:00 a day are allowed.',
      '02 To look at: meal 1, due by the hours worked, was not taken.',
      '02 For its meals the day has 1 hour of premium pay.',
      '02 Worked 5:30; paid 5:30 = 5:30 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'split: work that was resumed after midnight lies on the date that it was done on, and its policy is told once',
    { dayAttribution: 'split' },
    ['02 22:00-03 01:00', '03 01:30-03 03:00'],
    false,
    [
      shop('02'),
      '02 In at 22:00:00, out at 01:00:00: 3:00 elapsed, 0:00 of unpaid breaks, 3:00 worked.',
      '02 Of the shift of 22:00:00 on 2025-06-02, 2:00 of work lie on this date: the policy splits at midnight.',
      shop('03'),
      '03 Of the shift of 22:00:00 on 2025-06-02, 1:00 of work lie on this date: the policy splits at midnight.',
      '02 In at 01:30:00, out at 03:00:00: 1:30 elapsed, 0:00 of unpaid breaks, 1:30 worked.',
      '03 Of the shift of 01:30:00 on 2025-06-02, 1:30 of work lie on this date: the policy splits at midnight.',
      '02 Worked 2:00; paid 2:00 = 2:00 regular + 0:00 overtime + 0:00 double.',
      '03 Worked 2:30; paid 2:30 = 2:30 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'two holidays in one night, of which the second is the day of rest',
    {
      holiday: { class: 'overtime' },
      restDay: { weekdays: [2], class: 'double' },
    },
    ['09 20:00-10 03:00'],
    false,
    [
      shop('09'),
      '09 In at 20:00:00, out at 03:00:00: 7:00 elapsed, 0:00 of unpaid breaks, 7:00 worked.',
      '09 4:00 are overtime (150 %): work on a holiday.',
      '09 3:00 are double (200 %): work on a day of rest.',
      '09 4:00 were worked on a holiday (Whit Monday).',
      '09 3:00 were worked on a holiday (Day after).',
      '09 3:00 were worked on a day of rest.',
      '09 Worked 7:00; paid 7:00 = 0:00 regular + 4:00 overtime + 3:00 double.',
    ],
  ],
  [
    'a day in California without a meal, short enough for one rest',
    findPreset('US-CA')!.rules,
    ['02 08:00-02 13:30'],
    false,
    [
      '02 The policy "Shop" (US-CA) applies on this date.',
      '02 In at 08:00:00, out at 13:30:00: 5:30 elapsed, 0:00 of unpaid breaks, 5:30 worked.',
      '02 5:30 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 The workweek began on 2025-06-01; 0:00 of its straight time came before.',
      '02 For 5:30 of work 1 paid rest break is due; they are not punched.',
      '02 To look at: meal 1, due by the hours worked, was not taken.',
      '02 For its meals the day has 1 hour of premium pay.',
      '02 Worked 5:30; paid 5:30 = 5:30 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'a day in California that is too short for a rest',
    findPreset('US-CA')!.rules,
    ['02 08:00-02 11:29'],
    false,
    [
      '02 The policy "Shop" (US-CA) applies on this date.',
      '02 In at 08:00:00, out at 11:29:00: 3:29 elapsed, 0:00 of unpaid breaks, 3:29 worked.',
      '02 3:29 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 The workweek began on 2025-06-01; 0:00 of its straight time came before.',
      '02 Worked 3:29; paid 3:29 = 3:29 regular + 0:00 overtime + 0:00 double.',
    ],
  ],
  [
    'the greater of the two tests',
    { overtime: { daily: [over(8)], weekly: [over(4)], combine: 'greater' } },
    ['02 08:00-02 17:00'],
    false,
    [
      shop('02'),
      '02 In at 08:00:00, out at 17:00:00: 9:00 elapsed, 0:00 of unpaid breaks, 9:00 worked.',
      '02 9:00 belong to the workday 2025-06-02, in which 0:00 came before.',
      '02 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
      '02 Of the tests of this workweek (daily, weekly) the weekly one counts alone: none gives more.',
      '02 5:00 are overtime (150 %): beyond 4:00 of straight time in the workweek.',
      '02 Worked 9:00; paid 9:00 = 4:00 regular + 5:00 overtime + 0:00 double.',
    ],
  ],
  [
    'consecutive hours and a week: the third test has its name',
    { overtime: { weekly: [over(40)], consecutive: [over(6)], combine: 'greater' } },
    ['02 08:00-02 16:00'],
    false,
    [
      shop('02'),
      '02 In at 08:00:00, out at 16:00:00: 8:00 elapsed, 0:00 of unpaid breaks, 8:00 worked.',
      '02 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
      '02 Of the tests of this workweek (weekly, consecutive) the consecutive one counts alone: none gives more.',
      '02 2:00 are overtime (150 %): beyond 6:00 of consecutive work.',
      '02 Worked 8:00; paid 8:00 = 6:00 regular + 2:00 overtime + 0:00 double.',
    ],
  ],
  [
    'what a night brings over the line of the week is told with the new one',
    { overtime: { weekly: [over(1)] } },
    ['08 22:00-09 02:00'],
    false,
    [
      shop('08'),
      '08 In at 22:00:00, out at 02:00:00: 4:00 elapsed, 0:00 of unpaid breaks, 4:00 worked.',
      '08 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
      '08 1:00 are overtime (150 %): beyond 1:00 of straight time in the workweek.',
      '08 The workweek began on 2025-06-09; 0:00 of its straight time came before.',
      '08 1:00 are overtime (150 %): beyond 1:00 of straight time in the workweek.',
      '08 Worked 4:00; paid 4:00 = 2:00 regular + 2:00 overtime + 0:00 double.',
    ],
  ],
])('%s', (_, policy, lines, isPlanned, sentences) => {
  expect(told(() => policy, lines, isPlanned)).toEqual(sentences)
})

test('a date that two policies have a part of', () => {
  const policyOn = (date: string) => ({
    dayAttribution: 'split' as const,
    overtime: { daily: [over(date === '2025-06-02' ? 1 : 2)] },
  })
  expect(
    told(policyOn, ['02 23:00-03 02:00', '03 20:00-03 23:00'], false).filter((text) =>
      /workday|; paid/.test(text),
    ),
  ).toEqual([
    '02 1:00 belong to the workday 2025-06-02, in which 0:00 came before.',
    '03 2:00 belong to the workday 2025-06-03, in which 0:00 came before.',
    '03 1:00 are overtime (150 %): beyond 1:00 of the workday.',
    '03 3:00 belong to the workday 2025-06-03, in which 2:00 came before.',
    '03 3:00 are overtime (150 %): beyond 2:00 of the workday.',
    '02 Worked 1:00; paid 1:00 = 1:00 regular + 0:00 overtime + 0:00 double.',
    '03 Worked 5:00; paid 5:00 = 1:00 regular + 4:00 overtime + 0:00 double.',
  ])
})

test('a workweek that was moved', () => {
  const rules = { overtime: { weekly: [over(4)] } }
  const moved = { ...rules, workweek: { startsOn: 3, startsAt: '00:00' } }
  const policyOn = (date: string) => (date < '2025-06-04' ? rules : moved)
  // The 4th lies in the week from Monday, and in that from Wednesday.
  expect(
    told(policyOn, ['02 08:00-02 11:00', '04 08:00-04 11:00'], false).filter((text) =>
      /workweek|overtime/.test(text),
    ),
  ).toEqual([
    '02 The workweek began on 2025-06-02; 0:00 of its straight time came before.',
    '02 The workweek was moved: what lies in the old and in the new one is counted in the old one, as that gives no less overtime.',
    '04 The workweek began on 2025-06-02; 3:00 of its straight time came before.',
    '04 The workweek was moved: what lies in the old and in the new one is counted in the old one, as that gives no less overtime.',
    '04 2:00 are overtime (150 %): beyond 4:00 of straight time in the workweek.',
    '02 Worked 3:00; paid 3:00 = 3:00 regular + 0:00 overtime + 0:00 double.',
    '04 Worked 3:00; paid 3:00 = 1:00 regular + 2:00 overtime + 0:00 double.',
  ])
})
