import { expect, test } from 'vitest'
import { sentenceOf, type Step } from './explanation.ts'

const hour = 3600

test.each<[Step, string]>([
  [
    { code: 'policy', name: null, version: null, jurisdiction: null },
    'No policy applies on this date: all worked time is regular and paid.',
  ],
  [
    { code: 'policy', name: 'Shop', version: 'v', jurisdiction: null },
    'The policy "Shop" applies on this date.',
  ],
  [
    { code: 'policy', name: 'Shop', version: 'v', jurisdiction: 'DE' },
    'The policy "Shop" (DE) applies on this date.',
  ],
  [
    { code: 'work_date', rule: 'end', start: '22:00:00', date: '2025-06-03' },
    'The shift of 22:00:00 is accounted to 2025-06-03, by the rule "end" of the policy.',
  ],
  [
    { code: 'shift', in: '08:00:00', out: '16:30:59', elapsed: 30_659, breaks: 1800, worked: 28_859 },
    'In at 08:00:00, out at 16:30:59: 8:30:59 elapsed, 0:30 of unpaid breaks, 8:00:59 worked.',
  ],
  [
    { code: 'split', start: '22:00:00', date: '2025-06-02', seconds: 6 * hour },
    'Of the shift of 22:00:00 on 2025-06-02, 6:00 of work lie on this date: the policy splits at midnight.',
  ],
  [
    { code: 'incomplete', in: '08:00:00' },
    'In at 08:00:00 without a clock-out: it has no total until it is corrected.',
  ],
  [
    { code: 'planned', in: '08:07:00', start: '08:00:00', end: '17:00:00', late: 7, early: 1 },
    'The clock-in at 08:07:00 belongs to the shift planned from 08:00:00 to 17:00:00: late by 7 minutes, left early by 1 minute.',
  ],
  [
    { code: 'planned', in: '08:00:00', start: '08:00:00', end: '17:00:00', late: 0, early: 0 },
    'The clock-in at 08:00:00 belongs to the shift planned from 08:00:00 to 17:00:00: not late, not left early.',
  ],
  [
    { code: 'automatic_out', out: '17:30:00', after: 'planned end', minutes: 30 },
    'Nobody clocked out: the policy ends the shift at 17:30:00, 30 minutes after its planned end. This time was not punched.',
  ],
  [
    { code: 'paid_break', from: '10:00:00', to: '10:15:00', seconds: 900, limitMinutes: 20 },
    'Of the break from 10:00:00 to 10:15:00, 0:15 are paid (breaks of up to 20 minutes are, and the allowance of the policy).',
  ],
  [
    { code: 'deducted', seconds: hour, afterMinutes: 360, worked: 9 * hour, taken: 0 },
    '9:00 worked is more than 6:00, and 0:00 of break was taken: 1:00 of break is deducted by the policy.',
  ],
  [
    { code: 'tolerated', seconds: -540, perMarkMinutes: 5, perDayMinutes: 10 },
    'No mark differs from the schedule by more than 5 minutes and all together by no more than 10: the day counts as planned (-0:09).',
  ],
  [
    { code: 'not_tolerated', perMarkMinutes: 5, perDayMinutes: 10 },
    'A mark differs from the schedule by more than 5 minutes, or all together by more than 10: all of it counts.',
  ],
  [
    { code: 'rounded', apply: 'marks', stepMinutes: 15, mode: 'nearest', seconds: 121 },
    'Rounding of the marks to 15 minutes (nearest) changes the paid time by +0:02:01.',
  ],
  [
    { code: 'rounded', apply: 'day', stepMinutes: 15, mode: 'down', seconds: 0 },
    'Rounding of the day to 15 minutes (down) changes the paid time by +0:00.',
  ],
  [
    { code: 'window', seconds: -1200, beforeMinutes: 0, afterMinutes: null },
    'Paid time begins 0 minutes before the planned start and ends with the clock-out: -0:20.',
  ],
  [
    { code: 'window', seconds: -1205, beforeMinutes: null, afterMinutes: 10 },
    'Paid time begins with the clock-in and ends 10 minutes after the planned end: -0:20:05.',
  ],
  [
    { code: 'workday', date: '2025-06-02', kind: 'clock', before: 4 * hour, seconds: 9 * hour },
    '9:00 belong to the workday 2025-06-02, in which 4:00 came before.',
  ],
  [
    {
      code: 'workday',
      date: '2025-06-02 07:00:00',
      kind: 'from_first_start',
      before: 4 * hour,
      seconds: 9 * hour,
    },
    '9:00 belong to the workday of 24 hours that began at 2025-06-02 07:00:00, in which 4:00 came before.',
  ],
  [
    { code: 'workweek', date: '2025-06-01', before: 40 * hour },
    'The workweek began on 2025-06-01; 40:00 of its straight time came before.',
  ],
  [
    { code: 'workweek_moved', counted: 'old' },
    'The workweek was moved: what lies in the old and in the new one is counted in the old one, as that gives no less overtime.',
  ],
  [
    { code: 'workweek_moved', counted: 'new' },
    'The workweek was moved: what lies in the old and in the new one is counted in the new one, which gives more overtime.',
  ],
  [
    { code: 'greater', test: 'weekly', tests: 'daily, weekly' },
    'Of the tests of this workweek (daily, weekly) the weekly one counts alone: none gives more.',
  ],
  [
    {
      code: 'night',
      from: '23:00',
      to: '06:00',
      clock: 7 * hour,
      legal: 7 * hour,
      hourSeconds: 3600,
      prolonged: 0,
    },
    '7:00 lie in the night from 23:00 to 06:00.',
  ],
  [
    {
      code: 'night',
      from: '22:00',
      to: '05:00',
      clock: 7 * hour,
      legal: 8 * hour,
      hourSeconds: 3150,
      prolonged: hour,
    },
    '7:00 on the clock count as night from 22:00 to 05:00, 1:00 of it after a full night; with a night hour of 0:52:30 they are 8:00.',
  ],
  [{ code: 'overtime_at_night', seconds: hour }, 'Of the overtime, 1:00 lie in the night.'],
  [
    { code: 'rests_due', count: 1, worked: 4 * hour },
    'For 4:00 of work 1 paid rest break is due; they are not punched.',
  ],
  [
    { code: 'rests_due', count: 2, worked: 8 * hour },
    'For 8:00 of work 2 paid rest breaks are due; they are not punched.',
  ],
  [{ code: 'meal_premium', hours: 1 }, 'For its meals the day has 1 hour of premium pay.'],
  [{ code: 'meal_premium', hours: 2 }, 'For its meals the day has 2 hours of premium pay.'],
  [{ code: 'holiday', seconds: hour, name: 'May Day' }, '1:00 were worked on a holiday (May Day).'],
  [{ code: 'rest_day', seconds: hour }, '1:00 were worked on a day of rest.'],
  [
    { code: 'totals', worked: 36_001, payable: 36_000, regular: 28_800, overtime: 3600, double: 3600 },
    'Worked 10:00:01; paid 10:00 = 8:00 regular + 1:00 overtime + 1:00 double.',
  ],
])('%o', (step, sentence) => {
  expect(sentenceOf(step)).toBe(sentence)
})

test.each([
  ['daily', 'beyond 8:00 of the workday'],
  ['weekly', 'beyond 8:00 of straight time in the workweek'],
  ['consecutive', 'beyond 8:00 of consecutive work'],
  ['seventh_day', 'beyond 8:00 on the seventh day worked in the workweek'],
  ['holiday', 'work on a holiday'],
  ['rest_day', 'work on a day of rest'],
] as const)('overtime by %s', (reason, why) => {
  const band = { seconds: hour, afterMinutes: 480, class: 'overtime', ratePercent: 150 }
  expect(sentenceOf({ code: 'band', reason, ...band })).toBe(`1:00 are overtime (150 %): ${why}.`)
})

test('the seventh day from its first hour needs no length of it', () => {
  const band = { seconds: hour, afterMinutes: 0, class: 'overtime', ratePercent: 150 }
  expect(sentenceOf({ code: 'band', reason: 'seventh_day', ...band })).toBe(
    '1:00 are overtime (150 %): on the seventh day worked in the workweek.',
  )
})

test.each([
  [
    'break_too_short',
    { requiredSeconds: 1800, breakSeconds: 1200 },
    'breaks of 0:30 are due, 0:20 were taken',
  ],
  [
    'stretch_too_long',
    { longestStretchSeconds: 21_660, limitSeconds: 21_600 },
    '6:01 without a break, 6:00 are allowed',
  ],
  ['over_daily_maximum', { seconds: 36_060, limitSeconds: 36_000 }, '10:01 worked, 10:00 a day are allowed'],
  [
    'over_spread',
    { seconds: 36_060, limitSeconds: 36_000 },
    '10:01 from the first clock-in to the last clock-out, 10:00 are allowed',
  ],
  ['meal_late', { meal: 1, seconds: 300 }, 'meal 1 began 0:05 too late'],
  ['meal_short', { meal: 2, seconds: 1200 }, 'meal 2 was 0:20 too short'],
  ['meal_missing', { meal: 2, seconds: 0 }, 'meal 2, due by the hours worked, was not taken'],
  ['night_work', { nightSeconds: 7201 }, '2:00:01 at night make this night work'],
  [
    'rest_too_short',
    { restSeconds: 36_000, shortSeconds: 3600 },
    '10:00 of rest before a shift of this day, 1:00 too little',
  ],
] as const)('a finding of %s', (finding, values, text) => {
  expect(sentenceOf({ code: 'finding', finding, values: values as never })).toBe(`To look at: ${text}.`)
})
