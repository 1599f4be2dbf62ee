import { describe, expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { classPieces, type PaidDate } from './class-pieces.ts'
import { completePolicy, type PolicyInput } from './policy.ts'
import { findPreset } from './presets.ts'

const hour = 3600
const overtimeAfter = (hours: number) => ({ afterMinutes: hours * 60, class: 'overtime' as const })

/** '02 08-12, 13-17': the hours of a date of June 2025, UTC; above 24 they are on the next day. */
function paid(text: string, input: PolicyInput, policy = completePolicy(input)): PaidDate {
  const [day = '', ...spans] = text.split(/,? /)
  const at = (hours: string) => june(`${day} 00:00`) + Number(hours) * 3_600_000
  return {
    date: `2025-06-${day}`,
    timeZone: 'UTC',
    policy,
    spans: spans.map((span) => {
      const [start = '', end = ''] = span.split('-')
      return { start: at(start), end: at(end) }
    }),
  }
}

const none = () => undefined

function classed(input: PolicyInput, texts: string[], holidays: string[] = []) {
  const policy = completePolicy(input)
  const holidayOn = (date: string) => (holidays.includes(date) ? 'day' : undefined)
  return classPieces(
    texts.map((text) => paid(text, {}, policy)),
    holidayOn,
  )
}

/** [regular, overtime, double] in hours. */
const hoursOf = (pieces: ReturnType<typeof classed>) =>
  pieces.map((one) => [one.regular / hour, one.overtime / hour, one.double / hour])

describe('where paid time is cut', () => {
  const night = ['01 20-30']
  test.each<[string, PolicyInput, string[], string[][]]>([
    ['nowhere, without a rule that looks', {}, night, [['2025-06-01', '2025-06-01', '2025-06-01']]],
    [
      'at midnight by split, and accounted there',
      { dayAttribution: 'split' },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-02', '2025-06-02', '2025-06-02'],
      ],
    ],
    [
      'at midnight for holidays',
      { holiday: { class: 'overtime' } },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-01', '2025-06-02', '2025-06-01'],
      ],
    ],
    [
      'at midnight for days of rest',
      { restDay: { weekdays: [7], class: 'overtime' } },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-01', '2025-06-02', '2025-06-01'],
      ],
    ],
    [
      'at the begin of the workday',
      { workday: { kind: 'clock', startsAt: '05:00' } },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-01', '2025-06-02', '2025-06-02'],
      ],
    ],
    [
      'at the begin of the workweek',
      { workweek: { startsOn: 1, startsAt: '02:00' }, overtime: { weekly: [overtimeAfter(40)] } },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-01', '2025-06-02', '2025-06-01'],
      ],
    ],
    [
      '24 hours after the first start',
      { workday: { kind: 'from_first_start' } },
      ['01 10-12', '02 08-12'],
      [
        ['2025-06-01', '2025-06-01', '2025-06-01 10:00:00'],
        ['2025-06-02', '2025-06-02', '2025-06-01 10:00:00'],
        ['2025-06-02', '2025-06-02', '2025-06-02 10:00:00'],
      ],
    ],
    [
      'on each day again',
      { workday: { kind: 'from_first_start' } },
      ['01 10-12', '02 08-12', '03 08-12'],
      [
        ['2025-06-01', '2025-06-01', '2025-06-01 10:00:00'],
        ['2025-06-02', '2025-06-02', '2025-06-01 10:00:00'],
        ['2025-06-02', '2025-06-02', '2025-06-02 10:00:00'],
        ['2025-06-03', '2025-06-03', '2025-06-02 10:00:00'],
        ['2025-06-03', '2025-06-03', '2025-06-03 10:00:00'],
      ],
    ],
    [
      'not where it begins or ends on the line',
      { dayAttribution: 'split' },
      ['01 20-24', '02 00-04'],
      [
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-02', '2025-06-02', '2025-06-02'],
      ],
    ],
    [
      'in order of time, whatever the rules',
      {
        workday: { kind: 'clock', startsAt: '22:00' },
        dayAttribution: 'split',
        workweek: { startsOn: 7, startsAt: '23:00' },
        overtime: { weekly: [overtimeAfter(40)] },
      },
      night,
      [
        ['2025-06-01', '2025-06-01', '2025-05-31'],
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-01', '2025-06-01', '2025-06-01'],
        ['2025-06-02', '2025-06-02', '2025-06-01'],
      ],
    ],
  ])('%s', (_, policy, work, expected) => {
    const pieces = classed(policy, work)
    expect(pieces.map((one) => [one.date, one.localDate, one.workday])).toEqual(expected)
    expect(pieces.every((one) => one.seconds > 0)).toBe(true)
    expect(pieces.every((one, i) => i === 0 || one.start >= pieces[i - 1]!.end)).toBe(true)
  })

  test('a workday of 24 hours begins with work under such a policy, not under another', () => {
    const pieces = classPieces(
      [paid('01 10-12', {}), paid('02 08-12', { workday: { kind: 'from_first_start' } })],
      none,
    )
    expect(pieces.map((one) => one.workday)).toEqual(['2025-06-01', '2025-06-02 08:00:00'])
  })
})

describe('a workday of another rule is another', () => {
  const daily = { overtime: { daily: [overtimeAfter(8)] } }
  const before = (...dates: PaidDate[]) =>
    classPieces(dates, none).map((one) => [one.workday, one.dayBefore / hour])

  test('also where both have the name of a date', () => {
    const fromNoon: PolicyInput = { ...daily, workday: { kind: 'clock', startsAt: '12:00' } }
    expect(before(paid('02 08-12', daily), paid('03 08-11', fromNoon), paid('03 11-13', fromNoon))).toEqual([
      ['2025-06-02', 0],
      ['2025-06-02', 0],
      ['2025-06-02', 3],
      ['2025-06-03', 0],
    ])
  })

  test('and goes on under another version with the same rule', () => {
    const split: PolicyInput = { ...daily, dayAttribution: 'split' }
    expect(before(paid('02 20-26', split), paid('03 08-12', { ...split, retentionYears: 1 }))).toEqual([
      ['2025-06-02', 0],
      ['2025-06-03', 0],
      ['2025-06-03', 2],
    ])
  })
})

test('a line within the first second of a span cuts nothing off', () => {
  const date = paid('01 20-30', { dayAttribution: 'split' })
  const start = june('01 23:59:59') + 500
  const pieces = classPieces([{ ...date, spans: [{ start, end: start + 5000 }] }], none)
  expect(pieces.map((one) => [one.date, one.seconds])).toEqual([['2025-06-02', 5]])
})

describe('a workweek that is moved over work', () => {
  const rules = (hours: number, startsOn: number, startsAt: string): PolicyInput => ({
    workweek: { startsOn, startsAt },
    overtime: { weekly: [overtimeAfter(hours)] },
  })
  const old = rules(5, 1, '07:00')
  const moved = rules(5, 1, '00:00')
  const shown = (...dates: PaidDate[]) =>
    classPieces(dates, none).map((one) => [
      one.localDate.slice(8),
      one.regular / hour,
      one.overtime / hour,
      one.week && `${one.week.date.slice(8)} ${one.week.moved}`,
    ])

  test('what lies in both weeks is a piece of its own, and stays in the old week where that gives no less', () => {
    expect(shown(paid('08 08-12', old), paid('09 05-10', moved), paid('10 08-09', moved))).toEqual([
      ['08', 4, 0, '02 old'],
      ['09', 1, 1, '02 old'],
      ['09', 3, 0, '09 old'],
      ['10', 1, 0, '09 old'],
    ])
  })

  test('or goes to the new one, which gives more', () => {
    expect(shown(paid('08 08-10', old), paid('09 05-11', moved))).toEqual([
      ['08', 2, 0, '02 new'],
      ['09', 2, 0, '09 new'],
      ['09', 3, 1, '09 new'],
    ])
  })

  test('also over a date without paid time, and one without rules of a week', () => {
    const free: PolicyInput = { workweek: { startsOn: 4, startsAt: '00:00' } }
    expect(
      shown(paid('07 08-12', old), paid('08 12-14', free), paid('09', moved), paid('09 05-11', moved)),
    ).toEqual([
      ['07', 4, 0, '02 old'],
      ['08', 2, 0, null],
      ['09', 1, 1, '02 old'],
      ['09', 4, 0, '09 old'],
    ])
  })

  test('work up to the line lies in the old week', () => {
    expect(
      shown(paid('08 22-31', old), paid('09 08-10', moved), paid('16 05-09', moved)).map(([date]) => date),
    ).toEqual(['08', '09', '09', '16'])
  })

  test('weeks that do not overlap are two', () => {
    expect(shown(paid('08 08-14', moved), paid('09 08-14', old))).toEqual([
      ['08', 5, 1, '02 null'],
      ['09', 5, 1, '09 null'],
    ])
  })
})

describe('a stretch of work', () => {
  const policy: PolicyInput = { overtime: { consecutive: [overtimeAfter(12)] } }
  test.each<[string, string[], number[]]>([
    ['goes on over a break', ['02 06-13, 14-21'], [0, 2]],
    ['goes on over the date', ['02 16-24', '03 03-10'], [0, 3]],
    ['begins anew after the new-shift gap', ['02 06-13, 17-24'], [0, 0]],
    ['an hour less is no gap', ['02 06-13, 16-23'], [0, 2]],
  ])('%s', (_, work, overtime) => {
    expect(classed(policy, work).map((one) => one.overtime / hour)).toEqual(overtime)
  })
})

describe('holidays and days of rest', () => {
  const rules = (holiday: 'regular' | 'overtime' | 'double', rest: 'regular' | 'overtime' | 'double') => ({
    holiday: { class: holiday },
    restDay: { weekdays: [1], class: rest },
  })
  test.each([
    ['overtime', 'double', [0, 0, 4], 'rest_day'],
    ['double', 'overtime', [0, 0, 4], 'holiday'],
    ['overtime', 'overtime', [0, 4, 0], 'holiday'],
    ['regular', 'overtime', [0, 4, 0], 'rest_day'],
    ['regular', 'regular', [4, 0, 0], undefined],
  ] as const)('a holiday of class %s on a day of rest of class %s', (holiday, rest, hours, reason) => {
    const pieces = classed(rules(holiday, rest), ['02 08-12'], ['2025-06-02'])
    expect(hoursOf(pieces)).toEqual([hours])
    expect(pieces[0]!.bands.map((band) => band.reason)).toEqual(reason ? [reason] : [])
  })

  test('of a class that is regular, time counts towards the week', () => {
    const policy = { ...rules('regular', 'regular'), overtime: { weekly: [overtimeAfter(5)] } }
    expect(hoursOf(classed(policy, ['02 08-12', '03 08-12'], ['2025-06-02']))).toEqual([
      [4, 0, 0],
      [1, 3, 0],
    ])
  })

  test('of a class of its own, it does not', () => {
    const policy = { ...rules('overtime', 'regular'), overtime: { weekly: [overtimeAfter(5)] } }
    expect(hoursOf(classed(policy, ['02 08-12', '03 08-12'], ['2025-06-02']))).toEqual([
      [0, 4, 0],
      [4, 0, 0],
    ])
  })
})

describe('the workweek', () => {
  test('is classed as a whole: a seventh day needs the six before it', () => {
    const days = ['01', '02', '03', '04', '05', '06', '07'].map((day) => `${day} 08-12`)
    expect(hoursOf(classed(findPreset('US-CA')!.rules, days)).map(([, overtime]) => overtime)).toEqual([
      0, 0, 0, 0, 0, 0, 4,
    ])
  })

  test('a policy that changes within it classes its own days', () => {
    const old = completePolicy({ overtime: { weekly: [overtimeAfter(10)] } })
    const next = completePolicy({ overtime: { weekly: [overtimeAfter(20)] } })
    const pieces = classPieces(
      [
        paid('02 08-20', {}, old),
        paid('03 08-10', {}, old),
        paid('04 08-19', {}, next),
        paid('05 08-13', {}, next),
      ],
      none,
    )
    expect(hoursOf(pieces)).toEqual([
      [10, 2, 0],
      [0, 2, 0],
      [10, 1, 0],
      [0, 5, 0],
    ])
    expect(pieces.map((one) => one.week!.before / hour)).toEqual([0, 10, 10, 20])
  })

  test('two versions that differ in nothing about overtime class it as one', () => {
    const greater = (more: object) => ({
      overtime: {
        daily: [overtimeAfter(8)],
        weekly: [overtimeAfter(15)],
        combine: 'greater' as const,
        ...more,
      },
    })
    const overtime = (next: PolicyInput) =>
      classPieces([paid('02 08-18', greater({})), paid('03 08-18', next)], none).map(
        (one) => one.overtime / hour,
      )
    // 5 hours by the week are more than twice 2 by the day.
    expect(overtime({ ...greater({}), retentionYears: 1 })).toEqual([0, 5])
    expect(overtime(greater({ hourlyRate: 20 }))).toEqual([0, 5])
    // By itself, the first day gives more by the day.
    expect(overtime(greater({ weekly: [overtimeAfter(16)] }))).toEqual([2, 2])
  })

  test('where the line of the week is moved, what lies in both weeks goes where it gives more', () => {
    const monday = { overtime: { weekly: [overtimeAfter(10)] } }
    const sunday = { workweek: { startsOn: 7, startsAt: '00:00' }, ...monday }
    const pieces = classPieces([paid('02 08-18', monday), paid('03 08-18', sunday)], none)
    expect(hoursOf(pieces)).toEqual([
      [10, 0, 0],
      [0, 10, 0],
    ])
  })

  test('with the greater test, the test is told', () => {
    const greater = {
      overtime: { daily: [overtimeAfter(8)], weekly: [overtimeAfter(15)], combine: 'greater' as const },
    }
    expect(
      classed(greater, ['02 08-18', '03 08-18']).map((one) => [one.overtime / hour, one.week!.test]),
    ).toEqual([
      [0, 'weekly'],
      [5, 'weekly'],
    ])
  })
})

test.each([
  [null, 2],
  [17.99, 2],
  [18, 0],
])('Nevada at a rate of %s', (hourlyRate, overtime) => {
  const { rules } = findPreset('US-NV')!
  const policy = { ...rules, overtime: { ...rules.overtime, hourlyRate } }
  expect(hoursOf(classed(policy, ['02 08-18']))).toEqual([[10 - overtime, overtime, 0]])
})

test('the hours of a workday add up over its pieces', () => {
  const daily = { overtime: { daily: [overtimeAfter(8)] } }
  expect(hoursOf(classed(daily, ['02 06-12, 13-18', '03 06-12']))).toEqual([
    [6, 0, 0],
    [2, 3, 0],
    [6, 0, 0],
  ])
})
