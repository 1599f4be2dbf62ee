/**
 * Days and weeks of work with what the law or the rule gives for them, computed by hand from the rule
 * and not by the program. They go through the core and through the API, and both must give this.
 */
import type { PolicyInput } from '../src/core/policy.ts'

export interface HoursCase {
  name: string
  zone: string
  /** The code of a preset, or rules. */
  policy: string | PolicyInput
  /** Planned each day of the week: '09:00-17:00', with an unpaid break at a time, if any. */
  planned?: string
  breakPlanned?: string
  grace?: number
  /** A holiday of the company. */
  holiday?: string
  /** '2025-06-02 08:00-17:00 (12:00-12:30, 15:00-15:10)'; hours of 24 and more are on the next day. */
  work: string[]
  /**
   * By date: '8:00 regular, 1:00 overtime'; classes that are not named are none. After a semicolon the
   * findings, all of them; without one they are not looked at.
   */
  gives: Record<string, string>
}

const daily = (...hours: number[]) =>
  hours.map((hour) => ({ afterMinutes: hour * 60, class: 'overtime' as const }))

/** The same work on each of these days of a month, '2025-06'. */
const each = (month: string, days: number[], work: string): string[] =>
  days.map((day) => `${month}-${String(day).padStart(2, '0')} ${work}`)

const quarter = (apply: 'marks' | 'shift' | 'day'): PolicyInput => ({
  rounding: {
    apply,
    rule: { stepMinutes: 15, mode: 'nearest' },
    outRule: null,
    breaks: 'exact',
    snapToPlannedMinutes: null,
  },
})

const federal: HoursCase[] = [
  {
    name: 'FLSA: one second over 40 hours',
    zone: 'America/Chicago',
    policy: 'US-FLSA',
    work: [...each('2025-06', [2, 3, 4, 5], '08:00-16:00'), '2025-06-06 08:00-16:00:01'],
    gives: { '2025-06-05': '8:00 regular', '2025-06-06': '8:00 regular, 0:00:01 overtime' },
  },
  {
    name: 'FLSA: the line of the workweek cuts a night from Saturday to Sunday',
    zone: 'America/Chicago',
    policy: 'US-FLSA',
    work: [
      ...each('2025-06', [2, 3, 4, 5, 6], '08:00-16:00'),
      '2025-06-07 20:00-28:00',
      '2025-06-09 08:00-16:00',
    ],
    gives: { '2025-06-07': '4:00 regular, 4:00 overtime', '2025-06-09': '8:00 regular' },
  },
  {
    name: 'FLSA: a rest of 20 minutes is work, one of a second more is not (29 CFR 785.18)',
    zone: 'America/Chicago',
    policy: 'US-FLSA',
    work: ['2025-06-02 08:00-16:30 (10:00-10:20)', '2025-06-03 08:00-16:30 (10:00-10:20:01)'],
    gives: {
      '2025-06-02': '8:30 regular, 8:30 worked, 0:20 break, 0:20 paid break',
      '2025-06-03': '8:09:59 regular, 8:09:59 worked, 0:20:01 break, 0:00 paid break',
    },
  },
  {
    name: 'FLSA: 39 hours in one week and 41 in the next are one of overtime',
    zone: 'America/New_York',
    policy: 'US-FLSA',
    work: [
      ...each('2025-06', [2, 3, 4, 5], '08:00-16:00'),
      '2025-06-06 08:00-15:00',
      ...each('2025-06', [9, 10, 11, 12], '08:00-16:00'),
      '2025-06-13 08:00-17:00',
    ],
    gives: { '2025-06-06': '7:00 regular', '2025-06-13': '8:00 regular, 1:00 overtime' },
  },
  {
    name: 'a workweek from Wednesday 06:00: four nights of 12 hours and a second',
    zone: 'America/Chicago',
    policy: { workweek: { startsOn: 3, startsAt: '06:00' }, overtime: { weekly: daily(40) } },
    work: [...each('2025-06', [3, 4, 5], '22:00-34:00'), '2025-06-06 22:00-34:00:01'],
    gives: { '2025-06-03': '12:00 regular', '2025-06-06': '12:00 regular, 0:00:01 overtime' },
  },
  {
    name: 'the autumn night counts nine hours: 41 in the week',
    zone: 'America/New_York',
    policy: { workweek: { startsOn: 1, startsAt: '00:00' }, overtime: { weekly: daily(40) } },
    work: [...each('2025-10', [27, 28, 29, 30], '08:00-16:00'), '2025-11-01 22:00-30:00'],
    gives: { '2025-11-01': '8:00 regular, 1:00 overtime' },
  },
]

const states: HoursCase[] = [
  {
    name: 'California: a second over 8 and over 12 hours',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: ['2025-06-02 08:00-16:00:01', '2025-06-03 08:00-20:00:01'],
    gives: {
      '2025-06-02': '8:00 regular, 0:00:01 overtime',
      '2025-06-03': '8:00 regular, 4:00 overtime, 0:00:01 double',
    },
  },
  {
    name: 'California: the workday of Tuesday has the end of the night and the evening, 14 hours',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: ['2025-06-02 18:00-30:00', '2025-06-03 14:00-22:00'],
    gives: { '2025-06-02': '12:00 regular', '2025-06-03': '2:00 regular, 4:00 overtime, 2:00 double' },
  },
  {
    name: 'California: six days with a free Saturday are no seventh day',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: each('2025-06', [1, 2, 3, 4, 5, 6], '08:00-16:00'),
    gives: { '2025-06-05': '8:00 regular', '2025-06-06': '8:00 overtime' },
  },
  {
    name: 'California: seven days in a row over two workweeks are no seventh day',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: each('2025-06', [4, 5, 6, 7, 8, 9, 10], '08:00-12:00'),
    gives: { '2025-06-07': '4:00 regular', '2025-06-10': '4:00 regular' },
  },
  {
    name: 'California: nine hours on the seventh day are eight of overtime and one double',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: [...each('2025-06', [1, 2, 3, 4, 5, 6], '08:00-12:00'), '2025-06-07 08:00-17:00'],
    gives: { '2025-06-06': '4:00 regular', '2025-06-07': '8:00 overtime, 1:00 double' },
  },
  {
    name: 'California: the seventh day begins at midnight, within the shift of Friday',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: [...each('2025-06', [1, 2, 3, 4, 5], '08:00-10:00'), '2025-06-06 22:00-26:00'],
    gives: { '2025-06-06': '2:00 regular, 2:00 overtime' },
  },
  {
    name: 'California: the day of 25 hours and the day of 23',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: ['2025-11-02 00:00-14:00', '2025-03-09 00:00-14:00'],
    gives: {
      '2025-11-02': '8:00 regular, 4:00 overtime, 3:00 double',
      '2025-03-09': '8:00 regular, 4:00 overtime, 1:00 double',
    },
  },
  {
    name: 'California: a meal exactly at the end of the fifth hour, of exactly 30 minutes',
    zone: 'America/Los_Angeles',
    policy: 'US-CA',
    work: [
      '2025-06-02 08:00-16:30 (13:00-13:30)',
      '2025-06-03 08:00-16:30 (13:00:01-13:30:01)',
      '2025-06-04 08:00-16:30 (12:59-13:28:59)',
      '2025-06-05 08:00-13:00',
      '2025-06-06 08:00-13:00:01',
    ],
    gives: {
      '2025-06-02': '8:00 regular;',
      '2025-06-03': '8:00 regular; meal_late',
      '2025-06-04': '8:00 regular, 0:00:01 overtime; meal_short',
      '2025-06-05': '5:00 regular;',
      '2025-06-06': '5:00:01 regular; meal_missing',
    },
  },
  {
    name: 'California: who has waived the first meal has none missing up to six hours',
    zone: 'America/Los_Angeles',
    policy: {
      mealPeriods: {
        meals: [{ afterMinutes: 300, waivableUpToMinutes: 360 }],
        minimumMinutes: 30,
        waived: [1],
        rests: { fromMinutes: 210, perMinutes: 240 },
      },
    },
    work: ['2025-06-02 08:00-14:00', '2025-06-03 08:00-14:00:01'],
    gives: { '2025-06-02': '6:00 regular;', '2025-06-03': '6:00:01 regular; meal_missing' },
  },
  {
    name: 'Alaska: six days of ten hours',
    zone: 'America/Anchorage',
    policy: 'US-AK',
    work: each('2025-06', [2, 3, 4, 5, 6, 7], '08:00-18:00'),
    gives: { '2025-06-06': '8:00 regular, 2:00 overtime', '2025-06-07': '10:00 overtime' },
  },
  {
    name: 'Colorado: 14 consecutive hours over midnight, 8 and 6 by the day',
    zone: 'America/Denver',
    policy: 'US-CO',
    work: ['2025-06-02 16:00-30:30 (23:00-23:30)'],
    gives: { '2025-06-02': '12:00 regular, 2:00 overtime' },
  },
  {
    name: 'Colorado: three days of 13 hours, and exactly 12',
    zone: 'America/Denver',
    policy: 'US-CO',
    work: [...each('2025-06', [2, 3, 4], '08:00-21:00'), '2025-06-09 08:00-20:00'],
    gives: { '2025-06-02': '12:00 regular, 1:00 overtime', '2025-06-09': '12:00 regular' },
  },
  {
    name: 'Colorado: four days of 12 hours are 8 over the week',
    zone: 'America/Denver',
    policy: 'US-CO',
    work: each('2025-06', [2, 3, 4, 5], '08:00-20:00'),
    gives: { '2025-06-04': '12:00 regular', '2025-06-05': '4:00 regular, 8:00 overtime' },
  },
  {
    name: 'Nevada: a second before 24 hours are over; exactly 24 hours later',
    zone: 'America/Los_Angeles',
    policy: 'US-NV',
    work: [
      '2025-06-02 08:00-16:00',
      '2025-06-03 07:59:59-15:59:59',
      '2025-06-05 08:00-16:00',
      '2025-06-06 08:00-16:00',
    ],
    gives: { '2025-06-03': '7:59:59 regular, 0:00:01 overtime', '2025-06-06': '8:00 regular' },
  },
  {
    name: 'Nevada: Saturday goes on into Sunday, over the line of the workweek',
    zone: 'America/Los_Angeles',
    policy: 'US-NV',
    work: ['2025-06-07 08:00-16:00', '2025-06-08 06:00-14:00'],
    gives: { '2025-06-08': '6:00 regular, 2:00 overtime' },
  },
]

const canada: HoursCase[] = [
  {
    name: 'Alberta: four days of 11 hours are 44 a week, but 12 by the day',
    zone: 'America/Edmonton',
    policy: 'CA-AB',
    work: each('2025-06', [2, 3, 4, 5], '07:00-18:00'),
    gives: { '2025-06-02': '8:00 regular, 3:00 overtime', '2025-06-05': '8:00 regular, 3:00 overtime' },
  },
  {
    name: 'Alberta: five days of 8 and one of 6 hours are 2 over the week',
    zone: 'America/Edmonton',
    policy: 'CA-AB',
    work: [...each('2025-06', [2, 3, 4, 5, 6], '08:00-16:00'), '2025-06-07 08:00-14:00'],
    gives: { '2025-06-06': '8:00 regular', '2025-06-07': '4:00 regular, 2:00 overtime' },
  },
  {
    name: 'British Columbia: only the first 8 hours of a day count to the week',
    zone: 'America/Vancouver',
    policy: 'CA-BC',
    work: each('2025-06', [2, 3, 4, 5, 6], '08:00-18:00'),
    gives: { '2025-06-06': '8:00 regular, 2:00 overtime' },
  },
  {
    name: 'British Columbia: six days of 9 hours',
    zone: 'America/Vancouver',
    policy: 'CA-BC',
    work: each('2025-06', [2, 3, 4, 5, 6, 7], '08:00-17:00'),
    gives: { '2025-06-06': '8:00 regular, 1:00 overtime', '2025-06-07': '9:00 overtime' },
  },
]

const europe: HoursCase[] = [
  {
    name: 'Germany: six hours and a second, nine hours and a second, ten hours and a second',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: [
      '2025-06-02 08:00-14:00',
      '2025-06-03 08:00-14:00:01',
      '2025-06-04 08:00-17:30 (12:00-12:30)',
      '2025-06-05 08:00-17:30:01 (12:00-12:30)',
      '2025-06-10 08:00-18:45 (12:15-13:00)',
      '2025-06-11 08:00-18:45:01 (12:15-13:00)',
    ],
    gives: {
      '2025-06-02': '6:00 regular;',
      '2025-06-03': '6:00:01 regular; break_too_short, stretch_too_long',
      '2025-06-04': '9:00 regular;',
      '2025-06-05': '9:00:01 regular; break_too_short',
      '2025-06-10': '10:00 regular;',
      '2025-06-11': '10:00:01 regular; over_daily_maximum',
    },
  },
  {
    name: 'Germany: two blocks of 15 minutes are enough, one of a second less is none',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: [
      '2025-06-02 08:00-16:00 (11:00-11:15, 14:00-14:15)',
      '2025-06-03 08:00-16:00 (11:00-11:15, 14:00-14:14:59)',
    ],
    gives: { '2025-06-02': '7:30 regular;', '2025-06-03': '7:30:01 regular; break_too_short' },
  },
  {
    name: 'Germany: a break over midnight, and the night around it',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: ['2025-06-02 20:00-30:00 (23:50-24:20)'],
    gives: { '2025-06-02': '9:30 regular, 6:30 night, 0:30 break; break_too_short, night_work' },
  },
  {
    name: 'Germany: the autumn night: 22:00 to 08:00 are 11 hours of rest; in spring until 09:00 only 10',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: [
      '2025-10-25 18:00-22:00',
      '2025-10-26 08:00-12:00',
      '2025-03-29 18:00-22:00',
      '2025-03-30 09:00-13:00',
    ],
    gives: {
      '2025-10-26': '4:00 regular, 4:00 rest day;',
      '2025-03-30': '4:00 regular, 4:00 rest day; rest_too_short',
    },
  },
  {
    name: 'Germany: a second less than 11 hours of rest',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: [
      '2025-06-02 18:00-22:00',
      '2025-06-03 09:00-13:00',
      '2025-06-03 18:00-22:00',
      '2025-06-04 08:59:59-12:59:59',
    ],
    gives: { '2025-06-03': '8:00 regular; rest_too_short', '2025-06-04': '4:00 regular; rest_too_short' },
  },
  {
    name: 'Germany: the night from 23:00 in the night of the change of clocks',
    zone: 'Europe/Berlin',
    policy: 'DE',
    work: ['2025-10-25 22:00-30:00', '2025-03-29 22:00-30:00', '2025-06-02 22:59:59-25:00'],
    gives: {
      '2025-10-25': '9:00 regular, 8:00 night',
      '2025-03-29': '7:00 regular, 6:00 night',
      '2025-06-02': '2:00:01 regular, 2:00 night;',
    },
  },
  {
    name: 'United Kingdom: 20 minutes over six hours, in one block',
    zone: 'Europe/London',
    policy: 'UK',
    work: [
      '2025-06-02 09:00-15:00',
      '2025-06-03 09:00-15:20:01 (12:00-12:20)',
      '2025-06-04 09:00-15:20:01 (12:00-12:19:59)',
      '2025-06-05 09:00-15:30 (11:00-11:10, 13:00-13:10)',
    ],
    gives: {
      '2025-06-02': '6:00 regular;',
      '2025-06-03': '6:00:01 regular;',
      '2025-06-04': '6:00:02 regular; break_too_short',
      '2025-06-05': '6:10 regular; break_too_short',
    },
  },
  {
    name: 'Spain: 12 hours between the days, night from 22:00 to 06:00',
    zone: 'Europe/Madrid',
    policy: 'ES',
    work: ['2025-06-02 14:00-23:00', '2025-06-03 11:00-12:00', '2025-06-03 23:00-31:00'],
    gives: {
      '2025-06-02': '9:00 regular, 1:00 night;',
      '2025-06-03': '9:00 regular, 7:00 night; rest_too_short',
    },
  },
  {
    name: 'Poland: the second day begins within the first',
    zone: 'Europe/Warsaw',
    policy: 'PL',
    work: ['2025-06-02 09:00-17:00', '2025-06-03 07:00-15:00', '2025-06-04 09:00-17:00'],
    gives: {
      '2025-06-02': '8:00 regular',
      '2025-06-03': '6:00 regular, 2:00 overtime',
      '2025-06-04': '8:00 regular',
    },
  },
]

const brazil: HoursCase[] = [
  {
    name: 'Brazil: five minutes at each mark, ten in all, is within the tolerance',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    planned: '08:00-17:00',
    work: [
      '2025-06-02 08:05-17:05',
      '2025-06-03 07:55-16:55',
      '2025-06-04 07:55-17:05',
      '2025-06-05 08:05-16:55',
    ],
    gives: {
      '2025-06-02': '9:00 regular, 9:00 worked',
      '2025-06-03': '9:00 regular, 9:00 worked',
      '2025-06-04': '9:00 regular, 9:10 worked',
      '2025-06-05': '9:00 regular, 8:50 worked',
    },
  },
  {
    name: 'Brazil: a mark of six minutes makes all of it count, on either side',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    planned: '08:00-17:00',
    work: [
      '2025-06-02 08:06-17:00',
      '2025-06-03 07:54-17:00',
      '2025-06-04 08:00-16:54',
      '2025-06-05 08:00-17:06',
    ],
    gives: {
      '2025-06-02': '8:54 regular',
      '2025-06-03': '9:06 regular',
      '2025-06-04': '8:54 regular',
      '2025-06-05': '9:06 regular',
    },
  },
  {
    name: 'Brazil: marks are compared by the minute',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    planned: '08:00-17:00',
    work: ['2025-06-02 08:05:59-17:05:59', '2025-06-03 08:06:00-17:05:59'],
    gives: { '2025-06-02': '9:00 regular', '2025-06-03': '8:59:59 regular' },
  },
  {
    name: 'Brazil: four marks, 10 minutes in all and 11',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    planned: '08:00-17:00',
    breakPlanned: '12:00-13:00',
    work: ['2025-06-02 07:57-17:02 (12:03-12:58)', '2025-06-03 07:57-17:02 (12:03-12:57)'],
    gives: { '2025-06-02': '8:00 regular, 8:10 worked', '2025-06-03': '8:11 regular, 8:11 worked' },
  },
  {
    name: 'Brazil: seven hours of night are eight, and a full night goes on as night',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    work: ['2025-06-02 22:00-29:00', '2025-06-04 22:00-30:00', '2025-06-06 22:01-30:00'],
    gives: {
      '2025-06-02': '7:00 regular, 8:00 night; break_too_short',
      // 8 h × 3600 / 3150 = 9 h 08 min 34.29 s.
      '2025-06-04': '8:00 regular, 9:08:34 night; break_too_short',
      // 6 h 59 min × 3600 / 3150 = 7 h 58 min 51.43 s.
      '2025-06-06': '7:59 regular, 7:58:51 night; break_too_short',
    },
  },
  {
    name: 'Brazil: 15 minutes over four hours, an hour over six, 11 hours between the days',
    zone: 'America/Sao_Paulo',
    policy: 'BR',
    work: [
      '2025-06-02 08:00-12:00',
      '2025-06-03 08:00-12:15:01 (10:00-10:15)',
      '2025-06-04 08:00-12:00:01',
      '2025-06-05 08:00-15:00 (12:00-12:59:59)',
      '2025-06-06 01:59:59-05:59',
    ],
    gives: {
      '2025-06-02': '4:00 regular;',
      '2025-06-03': '4:00:01 regular;',
      '2025-06-04': '4:00:01 regular; break_too_short',
      '2025-06-05': '6:00:01 regular; break_too_short',
      '2025-06-06': '3:59:01 regular; rest_too_short',
    },
  },
]

const asia: HoursCase[] = [
  {
    name: 'Japan: 45 minutes over six hours, 60 over eight',
    zone: 'Asia/Tokyo',
    policy: 'JP',
    work: [
      '2025-06-02 09:00-15:00',
      '2025-06-03 09:00-17:45 (12:00-12:45)',
      '2025-06-04 09:00-17:45:01 (12:00-12:45)',
      '2025-06-05 09:00-23:00 (12:00-13:00)',
    ],
    gives: {
      '2025-06-02': '6:00 regular;',
      '2025-06-03': '8:00 regular;',
      '2025-06-04': '8:00 regular, 0:00:01 overtime; break_too_short',
      '2025-06-05': '8:00 regular, 5:00 overtime, 1:00 night;',
    },
  },
  {
    name: 'Japan: six days of seven hours are two over 40',
    zone: 'Asia/Tokyo',
    policy: 'JP',
    work: each('2025-06', [2, 3, 4, 5, 6, 7], '09:00-16:45 (12:00-12:45)'),
    gives: { '2025-06-06': '7:00 regular', '2025-06-07': '5:00 regular, 2:00 overtime' },
  },
  {
    name: 'India: five days of ten hours: 5 by the day and 2 by the week, the greater counts',
    zone: 'Asia/Kolkata',
    policy: 'IN-FA',
    work: each('2025-06', [2, 3, 4, 5, 6], '08:00-18:00'),
    gives: { '2025-06-02': '9:00 regular, 1:00 double', '2025-06-06': '9:00 regular, 1:00 double' },
  },
  {
    name: 'India: six days of ten hours: 6 by the day and 12 by the week',
    zone: 'Asia/Kolkata',
    policy: 'IN-FA',
    work: each('2025-06', [2, 3, 4, 5, 6, 7], '08:00-18:00'),
    gives: {
      '2025-06-02': '10:00 regular',
      '2025-06-06': '8:00 regular, 2:00 double',
      '2025-06-07': '10:00 double',
    },
  },
  {
    name: 'India: spread over ten and a half hours, and a second more',
    zone: 'Asia/Kolkata',
    policy: 'IN-FA',
    work: ['2025-06-02 08:00-18:30 (11:00-13:00)', '2025-06-03 08:00-18:30:01 (11:00-13:00)'],
    gives: { '2025-06-02': '8:30 regular;', '2025-06-03': '8:30:01 regular; over_spread' },
  },
  {
    name: 'Kathmandu, at +05:45: a quarter of an hour of the wall clock',
    zone: 'Asia/Kathmandu',
    policy: quarter('marks'),
    work: ['2025-06-02 08:07:59-16:52:59', '2025-06-03 08:08-16:53', '2025-06-04 23:53-24:07'],
    gives: {
      '2025-06-02': '8:45 regular, 8:45 worked',
      '2025-06-03': '8:45 regular',
      '2025-06-04': '0:00 regular, 0:14 worked',
    },
  },
]

const clocks: HoursCase[] = [
  {
    name: 'Lord Howe: half an hour more in April, half an hour less in October',
    zone: 'Australia/Lord_Howe',
    policy: { overtime: { daily: daily(8) }, night: nightFrom('22:00', '06:00') },
    work: ['2025-04-05 22:00-30:00', '2025-10-04 22:00-30:00'],
    gives: {
      '2025-04-05': '8:00 regular, 0:30 overtime, 8:30 night',
      '2025-10-04': '7:30 regular, 7:30 night',
    },
  },
  {
    name: 'Chatham, at +12:45: a night split at midnight, in the spring night an hour less',
    zone: 'Pacific/Chatham',
    policy: { dayAttribution: 'split', overtime: { daily: daily(3) } },
    work: ['2025-09-27 22:00-30:00'],
    gives: { '2025-09-27': '2:00 regular', '2025-09-28': '3:00 regular, 2:00 overtime' },
  },
  {
    name: 'Cairo: the day that has no midnight',
    zone: 'Africa/Cairo',
    policy: { dayAttribution: 'split' },
    work: ['2025-04-24 22:00-30:00'],
    gives: { '2025-04-24': '2:00 regular', '2025-04-25': '5:00 regular' },
  },
  {
    name: 'Samoa left out 30 December 2011',
    zone: 'Pacific/Apia',
    policy: { overtime: { weekly: daily(40) } },
    work: ['2011-12-29 22:00-54:00', '2011-12-31 12:00-20:00'],
    gives: { '2011-12-29': '8:00 regular', '2011-12-31': '8:00 regular' },
  },
  {
    name: 'Santiago: the hour before midnight happens twice',
    zone: 'America/Santiago',
    policy: { dayAttribution: 'split', restDay: { weekdays: [7], class: 'double' } },
    work: ['2025-04-05 22:00-30:00'],
    gives: { '2025-04-05': '3:00 regular', '2025-04-06': '6:00 double, 6:00 rest day' },
  },
]

const layers: HoursCase[] = [
  {
    name: 'a quarter of an hour by the total of the shift, and of the day',
    zone: 'UTC',
    policy: quarter('shift'),
    work: ['2025-06-02 08:00-09:07', '2025-06-02 10:00-11:08', '2025-06-03 08:00-08:07:59'],
    gives: { '2025-06-02': '2:15 regular, 2:15 worked', '2025-06-03': '0:00 regular' },
  },
  {
    name: 'by the total of the day',
    zone: 'UTC',
    policy: quarter('day'),
    work: [
      '2025-06-02 08:00-09:07',
      '2025-06-02 10:00-11:07',
      '2025-06-03 08:00-09:03',
      '2025-06-03 10:00-11:04',
    ],
    gives: { '2025-06-02': '2:15 regular, 2:14 worked', '2025-06-03': '2:00 regular, 2:07 worked' },
  },
  {
    name: 'an hour is deducted over six hours, less what was taken; not at exactly six',
    zone: 'UTC',
    policy: { breaks: { autoDeduct: { afterMinutes: 360, minutes: 60, whenTaken: 'difference' } } },
    work: [
      '2025-06-02 08:00-14:00',
      '2025-06-03 08:00-14:00:01',
      '2025-06-04 08:00-17:00 (12:00-13:00)',
      '2025-06-05 08:00-12:00',
      '2025-06-05 12:40-17:00',
    ],
    gives: {
      '2025-06-02': '6:00 regular, 0:00 deducted',
      '2025-06-03': '5:00:01 regular, 1:00 deducted',
      '2025-06-04': '8:00 regular, 0:00 deducted',
      '2025-06-05': '8:00 regular, 0:20 deducted',
    },
  },
  {
    name: 'a break over midnight, with the hours split there',
    zone: 'UTC',
    policy: { dayAttribution: 'split' },
    work: ['2025-06-02 20:00-28:00 (23:30-24:30)'],
    gives: { '2025-06-02': '3:30 regular, 0:30 break', '2025-06-03': '3:30 regular, 0:30 break' },
  },
  {
    name: 'a holiday begins and ends at midnight, within a shift',
    zone: 'Europe/Berlin',
    policy: { holiday: { class: 'double' }, overtime: { daily: daily(6) } },
    holiday: '2025-06-03',
    work: ['2025-06-02 20:00-28:00', '2025-06-03 20:00-28:00'],
    gives: {
      '2025-06-02': '4:00 regular, 4:00 double, 4:00 holiday',
      '2025-06-03': '2:00 regular, 2:00 overtime, 4:00 double, 4:00 holiday',
    },
  },
  {
    name: 'by the end of the shift, also where it ends at midnight',
    zone: 'Europe/Berlin',
    policy: { dayAttribution: 'end' },
    work: ['2025-06-02 16:00-24:00', '2025-06-03 20:00-24:00:01'],
    gives: { '2025-06-02': '8:00 regular', '2025-06-04': '4:00:01 regular' },
  },
  {
    name: 'by most of the time, of equals the first date',
    zone: 'Europe/Berlin',
    policy: { dayAttribution: 'most' },
    work: ['2025-06-02 20:00-28:00', '2025-06-04 20:00-28:00:01'],
    gives: { '2025-06-02': '8:00 regular', '2025-06-05': '8:00:01 regular' },
  },
  {
    name: 'early arrival is not paid but for ten minutes, nor late leaving',
    zone: 'UTC',
    policy: { payableWindow: { beforeMinutes: 10, afterMinutes: 0 }, overtime: { daily: daily(8) } },
    planned: '08:00-16:00',
    work: ['2025-06-02 07:49:59-16:00', '2025-06-03 07:50-16:00:01', '2025-06-04 08:00-16:30'],
    gives: {
      '2025-06-02': '8:00 regular, 0:10 overtime, 8:10:01 worked',
      '2025-06-03': '8:00 regular, 0:10 overtime, 8:10:01 worked',
      '2025-06-04': '8:00 regular, 8:30 worked',
    },
  },
  {
    name: 'late and early strictly beyond the grace; two shifts of a day are one planned shift',
    zone: 'Europe/Berlin',
    policy: {},
    planned: '09:00-17:00',
    grace: 10,
    work: [
      '2025-06-02 09:10-16:50',
      '2025-06-03 09:10:01-16:49:59',
      '2025-06-04 09:00-12:00',
      '2025-06-04 13:00-17:00',
    ],
    gives: {
      '2025-06-02': '7:40 regular, 0 late, 0 early',
      '2025-06-03': '7:39:58 regular, 10 late, 10 early',
      '2025-06-04': '7:00 regular, 0 late, 0 early',
    },
  },
  {
    name: 'a night that is planned belongs to the date of its plan, on either side of midnight',
    zone: 'Europe/Berlin',
    policy: {},
    planned: '23:30-07:30',
    grace: 5,
    work: ['2025-06-02 24:02-31:30', '2025-06-03 23:30-31:30'],
    gives: { '2025-06-02': '7:28 regular, 32 late', '2025-06-03': '8:00 regular, 0 late' },
  },
  {
    name: 'a rest day by its date: the Sunday within a night is double',
    zone: 'Europe/Berlin',
    policy: { restDay: { weekdays: [7], class: 'double' } },
    work: ['2025-06-07 22:00-30:00', '2025-06-08 22:00-30:00'],
    gives: {
      '2025-06-07': '2:00 regular, 6:00 double, 6:00 rest day',
      '2025-06-08': '6:00 regular, 2:00 double, 2:00 rest day',
    },
  },
]

function nightFrom(from: string, to: string): NonNullable<PolicyInput['night']> {
  return { from, to, hourSeconds: 3600, prorogation: false, nightWorkOverMinutes: null }
}

export const hoursCases: readonly HoursCase[] = [
  ...federal,
  ...states,
  ...canada,
  ...europe,
  ...brazil,
  ...asia,
  ...clocks,
  ...layers,
]
