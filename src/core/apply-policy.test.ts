import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountDays, type DayAccount } from './apply-policy.ts'
import { addDays } from './calendar.ts'
import { sentenceOf, type Step } from './explanation.ts'
import type { WorkedShift } from './payable-time.ts'
import { completePolicy, plainPolicy, type Policy, type PolicyInput } from './policy.ts'
import { findPreset } from './presets.ts'
import { localDate, resolveLocal } from './zone.ts'

const hour = 3600
const preset = (code: string): Policy => findPreset(code)!.rules
const overtimeAfter = (hours: number) => ({ afterMinutes: hours * 60, class: 'overtime' as const })

/** '2 08:00' is a day of June 2025 (the 2nd is a Monday); hours of 24 and more are on the next day. */
function at(text: string, zone: string): number {
  const [day = '', time = ''] = text.split(' ')
  const date = addDays('2025-06-01', Number(day) - 1 + Math.floor(Number(time.slice(0, 2)) / 24))
  return resolveLocal(zone, date, `${String(Number(time.slice(0, 2)) % 24).padStart(2, '0')}${time.slice(2)}`)
    .instant
}

interface ShiftText {
  work: string
  breaks?: string
  planned?: string
}

/** `work`: '2 08:00-17:00'; the end, breaks and plan are of the same day, beyond 24:00 of the next. */
function shift(text: ShiftText | string, zone = 'Europe/Berlin'): WorkedShift {
  const { work, breaks = '', planned } = typeof text === 'string' ? ({ work: text } as ShiftText) : text
  const [day = '', times = ''] = work.split(' ')
  const span = (pair: string) => {
    const [start = '', end = ''] = pair.split('-')
    return { start: at(`${day} ${start}`, zone), end: at(`${day} ${end}`, zone) }
  }
  const whole = span(times)
  return {
    ...whole,
    workDate: localDate(zone, whole.start),
    timeZone: zone,
    breaks: breaks === '' ? [] : breaks.split(', ').map(span),
    planned: planned === undefined ? null : span(planned),
  }
}

function account(policy: Policy | PolicyInput, shifts: (ShiftText | string)[], holidays: string[] = []) {
  const version = { id: 'v1', name: 'v1', policy: completePolicy(policy) }
  const steps: [string, Step][] = []
  const days = accountDays(
    shifts.map((one) => shift(one)),
    {
      policyOn: () => version,
      holidayOn: (date) => (holidays.includes(date) ? 'Test holiday' : undefined),
    },
    (date, step) => steps.push([date, step]),
  )
  return { days, steps }
}

/** The hours of the only day. */
function day(policy: Policy | PolicyInput, shifts: (ShiftText | string)[], holidays: string[] = []) {
  const { days } = account(policy, shifts, holidays)
  expect(days.size).toBe(1)
  return [...days.values()][0]!
}

const hoursOf = (one: DayAccount) => ({
  worked: one.workedSeconds / hour,
  paid: one.payableSeconds / hour,
  regular: one.regularSeconds / hour,
  overtime: one.overtimeSeconds / hour,
  double: one.doubleSeconds / hour,
})

test('without rules everything is regular and paid', () => {
  expect(day({}, [{ work: '2 08:00-17:00', breaks: '12:00-12:30' }])).toEqual({
    policyVersionId: 'v1',
    workedSeconds: 8.5 * hour,
    breakSeconds: 0.5 * hour,
    paidBreakSeconds: 0,
    deductedSeconds: 0,
    payableSeconds: 8.5 * hour,
    regularSeconds: 8.5 * hour,
    overtimeSeconds: 0,
    doubleSeconds: 0,
    nightSeconds: 0,
    holidaySeconds: 0,
    restDaySeconds: 0,
    roundingSeconds: 0,
    findings: [],
  })
})

describe('a California week', () => {
  test('GC-038 10/8/13/8/8, day by day', () => {
    const shifts = ['2 08:00-18:00', '3 08:00-16:00', '4 08:00-21:00', '5 08:00-16:00', '6 08:00-16:00']
    const { days } = account(preset('US-CA'), shifts)
    expect([...days].map(([date, one]) => [date.slice(8), hoursOf(one)])).toEqual([
      ['02', { worked: 10, paid: 10, regular: 8, overtime: 2, double: 0 }],
      ['03', { worked: 8, paid: 8, regular: 8, overtime: 0, double: 0 }],
      ['04', { worked: 13, paid: 13, regular: 8, overtime: 4, double: 1 }],
      ['05', { worked: 8, paid: 8, regular: 8, overtime: 0, double: 0 }],
      ['06', { worked: 8, paid: 8, regular: 8, overtime: 0, double: 0 }],
    ])
  })

  test('GC-040 the seventh day of the workweek, from Sunday', () => {
    const shifts = [1, 2, 3, 4, 5, 6, 7].map((date) => `${date} 08:00-16:00`)
    const { days } = account(preset('US-CA'), shifts)
    expect([...days.values()].map((one) => one.overtimeSeconds / hour)).toEqual([0, 0, 0, 0, 0, 8, 8])
  })

  test('GC-046 seven days over two workweeks have no seventh day', () => {
    const shifts = [3, 4, 5, 6, 7, 8, 9].map((date) => `${date} 08:00-16:00`)
    const { days } = account(preset('US-CA'), shifts)
    expect([...days.values()].every((one) => one.overtimeSeconds === 0)).toBe(true)
  })

  test('a night is cut at midnight: 12 hours over two workdays are no overtime', () => {
    expect(hoursOf(day(preset('US-CA'), ['2 18:00-30:00']))).toMatchObject({ regular: 12, overtime: 0 })
    expect(
      hoursOf(day({ ...preset('US-CA'), workday: { kind: 'work_date' } }, ['2 18:00-30:00'])),
    ).toMatchObject({
      regular: 8,
      overtime: 4,
    })
  })

  test('GC-025 the meal began after 5 h 05', () => {
    const { findings } = day(preset('US-CA'), [{ work: '2 06:59-15:29', breaks: '12:04-12:34' }])
    expect(findings).toEqual([{ code: 'meal_late', values: { meal: 1, seconds: 300 } }])
  })

  test('a break of 15 minutes is work', () => {
    const one = day(preset('US-CA'), [{ work: '2 08:00-16:30', breaks: '10:00-10:15, 12:00-12:30' }])
    expect(one).toMatchObject({
      workedSeconds: 8 * hour,
      breakSeconds: 2700,
      paidBreakSeconds: 900,
      overtimeSeconds: 0,
      findings: [],
    })
  })
})

test('GC-034 the workweek from Wednesday 06:00 cuts a night', () => {
  const policy = { workweek: { startsOn: 3, startsAt: '06:00' }, overtime: { weekly: [overtimeAfter(40)] } }
  const shifts = ['3 22:00-34:00', '4 22:00-34:00', '5 22:00-34:00', '6 22:00-34:00', '8 22:00-24:00']
  const { days } = account(policy, shifts)
  // 4 + 12 + 12 + 12 are 40 hours of the second workweek; the 2 of Sunday are beyond them.
  expect([...days.values()].map((one) => one.overtimeSeconds / hour)).toEqual([0, 0, 0, 0, 2])
})

test('GC-054 Nevada: an earlier start falls into the workday before', () => {
  const shifts = ['2 08:00-16:00', '3 07:30-15:30', '4 07:00-15:00', '5 08:00-16:00', '6 08:00-16:00']
  const { days } = account(preset('US-NV'), shifts)
  expect([...days.values()].map((one) => one.overtimeSeconds / hour)).toEqual([0, 0.5, 0.5, 0, 0])
})

test('Colorado: consecutive hours go on over midnight, and only the greater test counts', () => {
  expect(hoursOf(day(preset('US-CO'), ['2 17:00-31:00']))).toMatchObject({ regular: 12, overtime: 2 })
  const week = [2, 3, 4, 5].map((date) => `${date} 08:00-22:00`)
  const { days } = account(preset('US-CO'), week)
  const sum = [...days.values()].reduce((total, one) => total + one.overtimeSeconds, 0)
  expect(sum / hour).toBe(16)
})

test('a policy that changes within the week: its days by the old, then by the new', () => {
  const versions = {
    old: { id: 'old', name: 'old', policy: completePolicy({ overtime: { weekly: [overtimeAfter(16)] } }) },
    new: { id: 'new', name: 'new', policy: completePolicy({ overtime: { weekly: [overtimeAfter(24)] } }) },
  }
  const shifts = [2, 3, 4, 5].map((date) => shift(`${date} 08:00-18:00`))
  const days = accountDays(shifts, {
    policyOn: (date) => (date < '2025-06-04' ? versions.old : versions.new),
    holidayOn: () => undefined,
  })
  expect([...days.values()].map((one) => [one.policyVersionId, one.overtimeSeconds / hour])).toEqual([
    ['old', 0],
    ['old', 4],
    ['new', 2],
    ['new', 10],
  ])
})

describe('a German day', () => {
  const de = preset('DE')
  const codes = (shifts: (ShiftText | string)[]) => {
    const { days } = account(de, shifts)
    return [...days.values()].flatMap((one) => one.findings.map((finding) => finding.code))
  }
  test.each<[string, (ShiftText | string)[], string[]]>([
    ['GC-076 enough of a break', [{ work: '2 09:00-18:30', breaks: '13:00-13:30' }], []],
    [
      'GC-078 over six hours without one',
      [{ work: '2 07:00-16:00', breaks: '13:30-14:00' }],
      ['stretch_too_long'],
    ],
    [
      'blocks that are too short',
      [{ work: '2 08:00-16:00', breaks: '10:00-10:14, 12:00-12:20' }],
      ['break_too_short'],
    ],
    [
      'over ten hours',
      [{ work: '2 08:00-18:50', breaks: '12:00-12:25, 15:00-15:20' }],
      ['over_daily_maximum'],
    ],
    [
      'ten hours of rest',
      [{ work: '2 13:00-22:00', breaks: '17:00-17:30' }, { work: '3 08:00-12:00' }],
      ['rest_too_short'],
    ],
    ['night work', ['2 22:00-26:00'], ['night_work']],
    ['two hours of night are not yet', ['2 21:00-25:00'], []],
    ['a break by out and in', ['2 08:00-12:00', '2 12:30-17:00'], []],
  ])('%s', (_id, shifts, expected) => {
    expect(codes(shifts)).toEqual(expected)
  })

  test('the night and Sunday are told beside the hours', () => {
    expect(day(de, ['1 20:00-30:30'])).toMatchObject({
      payableSeconds: 10.5 * hour,
      nightSeconds: 7 * hour,
      // From midnight on it is Monday.
      restDaySeconds: 4 * hour,
    })
  })
})

describe('a Brazilian day', () => {
  const br = preset('BR')
  test.each<[string, ShiftText, number, number]>([
    ['GC-096 within the tolerance', { work: '2 07:56-17:05', planned: '08:00-17:00' }, 9 * hour, -540],
    ['GC-098 one mark beyond it', { work: '2 07:52-18:00', planned: '08:00-18:00' }, 10 * hour + 480, 0],
    ['seconds are cut off', { work: '2 08:05-16:55', planned: '08:00-17:00' }, 9 * hour, 600],
    ['not planned', { work: '2 07:56-17:05' }, 9 * hour + 540, 0],
  ])('%s', (_id, work, paid, gained) => {
    expect(day(br, [work])).toMatchObject({ payableSeconds: paid, roundingSeconds: gained })
  })

  test('GC-100 and GC-102 four marks', () => {
    const marks = (first: string, second: string) => [
      { work: `2 ${first}`, planned: '08:00-12:00' },
      { work: `2 ${second}`, planned: '13:00-17:00' },
    ]
    expect(day(br, marks('08:06-12:01', '12:59-17:05')).payableSeconds).toBe(8 * hour + 60)
    expect(day(br, marks('07:57-12:03', '12:57-17:02')).payableSeconds).toBe(8 * hour + 660)
    expect(day(br, marks('07:58-12:02', '12:58-17:02')).payableSeconds).toBe(8 * hour)
  })

  test('GC-100 and GC-102 with a planned break', () => {
    const marks = (work: string, pause: string) => {
      const punched = shift({ work: `2 ${work}`, breaks: pause, planned: '08:00-17:00' })
      const [lunch] = shift({ work: '2 08:00-17:00', breaks: '12:00-13:00' }).breaks
      const version = { id: 'v', name: 'v', policy: br }
      const days = accountDays([{ ...punched, planned: { ...punched.planned!, breaks: [lunch!] } }], {
        policyOn: () => version,
        holidayOn: () => undefined,
      })
      return days.get('2025-06-02')!.payableSeconds - 8 * hour
    }
    expect(marks('08:06-17:05', '12:01-12:59')).toBe(60)
    expect(marks('07:57-17:02', '12:03-12:57')).toBe(660)
    expect(marks('07:58-17:02', '12:02-12:58')).toBe(0)
    // Lunch was not punched: the ends alone are compared, and nothing is taken off.
    expect(marks('07:58-17:02', '')).toBe(hour)
  })

  test('GC-104 the night goes on until the end, in hours of 52 min 30 s', () => {
    const one = day(br, ['2 22:00-32:00'])
    expect(one.nightSeconds / hour).toBeCloseTo(11.4286, 4)
    expect(one.payableSeconds).toBe(10 * hour)
  })
})

describe('breaks (TimeTrex)', () => {
  const deduct = (minutes: number, whenTaken: 'cancel' | 'difference' | 'deduct' = 'difference') => ({
    breaks: { autoDeduct: { afterMinutes: 360, minutes, whenTaken } },
  })
  const add = (minutes: number) => ({ breaks: { paidAllowanceMinutes: minutes } })
  test.each<[string, PolicyInput, (ShiftText | string)[], number]>([
    ['TT-130 out and in for lunch', deduct(60), ['2 08:00-12:00', '2 13:00-17:00'], 8],
    ['TT-132 added', add(60), [{ work: '2 08:00-17:00', breaks: '12:00-12:30' }], 9],
    ['TT-132 added in part', add(60), [{ work: '2 08:00-17:00', breaks: '12:00-13:30' }], 8.5],
    ['TT-134 under the trigger', deduct(60), ['2 08:00-13:00'], 5],
    ['TT-136', deduct(60), ['2 08:00-17:00'], 8],
    ['TT-143', deduct(15), ['2 08:00-17:15'], 9],
    ['TT-143 under the trigger', deduct(15), ['2 08:00-13:00'], 5],
    ['TT-07 once in a day', deduct(60), ['2 08:00-14:00', '2 14:00-17:00'], 8],
    ['TT-05 over midnight', deduct(60), ['2 22:00-31:00'], 8],
    [
      'a real lunch cancels it',
      deduct(60, 'cancel'),
      [{ work: '2 08:00-17:00', breaks: '12:00-12:30' }],
      8.5,
    ],
    ['or lowers it', deduct(60), [{ work: '2 08:00-17:00', breaks: '12:00-12:30' }], 8],
    ['TT-145 breaks added', add(30), [{ work: '2 08:00-17:30', breaks: '10:00-10:06, 12:00-12:21' }], 9.5],
  ])('%s', (_id, policy, shifts, worked) => {
    const one = day(policy, shifts)
    expect([one.workedSeconds / hour, one.payableSeconds / hour]).toEqual([worked, worked])
  })

  test('what is deducted has a line of its own', () => {
    expect(day(deduct(60), ['2 08:00-17:00'])).toMatchObject({ deductedSeconds: hour, breakSeconds: 0 })
  })
})

describe('rounding', () => {
  const quarter = { stepMinutes: 15, mode: 'nearest' as const }
  const by = (some: Partial<NonNullable<Policy['rounding']>>): PolicyInput => ({
    rounding: {
      apply: 'marks',
      rule: quarter,
      outRule: null,
      breaks: 'exact',
      snapToPlannedMinutes: null,
      ...some,
    },
  })
  const downTotal = by({ apply: 'day', rule: { stepMinutes: 15, mode: 'down', graceMinutes: 3 } })
  const lunch = (minutes: string) => ({ work: '2 08:03-17:12', breaks: `12:00-${minutes}` })
  const withDeduct = {
    ...downTotal,
    breaks: { autoDeduct: { afterMinutes: 360, minutes: 60, whenTaken: 'deduct' as const } },
  }
  test.each<[string, PolicyInput, (ShiftText | string)[], worked: number, paid: number]>([
    ['GC-019', by({}), ['2 08:03-16:46'], 8.7166, 8.75],
    [
      'in up, out down',
      by({ rule: { stepMinutes: 15, mode: 'up' }, outRule: { stepMinutes: 15, mode: 'down' } }),
      ['2 08:01-16:59'],
      8.9667,
      8.5,
    ],
    [
      'snapped to the plan',
      by({ rule: { stepMinutes: 1, mode: 'down' }, snapToPlannedMinutes: 5 }),
      [{ work: '2 07:58-17:04', planned: '08:00-17:00' }],
      9.1,
      9,
    ],
    ['TT-181 day total down 15, grace 3', downTotal, ['2 08:03-17:12'], 9.15, 9],
    ['TT-185 with a deduction', withDeduct, ['2 08:03-17:12'], 8.15, 8],
    ['TT-185 with 58 minutes of lunch', withDeduct, [lunch('12:58')], 7.1833, 7],
    ['TT-185 with 62 minutes', withDeduct, [lunch('13:02')], 7.1167, 7],
    [
      'TT-187 lunch by its length, then the day',
      by({ apply: 'marks', rule: quarter, breaks: 'length' }),
      [{ work: '2 08:03-17:07', breaks: '12:06-13:12' }],
      7.9667,
      8,
    ],
    [
      'KR-02 lunch of 37 minutes',
      by({ breaks: 'length' }),
      [{ work: '2 08:00-17:00', breaks: '12:07-12:44' }],
      8.3833,
      8.5,
    ],
    [
      'KR-02 lunch of 38 minutes',
      by({ breaks: 'length' }),
      [{ work: '2 08:00-17:00', breaks: '12:07-12:45' }],
      8.3667,
      8.25,
    ],
    ['each shift by itself', by({ apply: 'shift' }), ['2 08:00-12:05', '2 13:00-17:05'], 8.1667, 8],
    ['the day as one', by({ apply: 'day' }), ['2 08:00-12:05', '2 13:00-17:05'], 8.1667, 8.25],
  ])('%s', (_id, policy, shifts, worked, paid) => {
    const one = day(policy, shifts)
    expect(one.workedSeconds / hour).toBeCloseTo(worked, 3)
    expect(one.payableSeconds / hour).toBeCloseTo(paid, 6)
    expect(one.roundingSeconds).toBe(one.payableSeconds - one.workedSeconds)
  })
})

test.each<[string, PolicyInput['payableWindow'], string, number]>([
  ['nothing before the start', { beforeMinutes: 0, afterMinutes: null }, '07:30-17:20', 9.3333],
  ['a quarter before it', { beforeMinutes: 15, afterMinutes: null }, '07:30-17:20', 9.5833],
  ['nothing after the end', { beforeMinutes: null, afterMinutes: 0 }, '07:30-17:20', 9.5],
  ['within', { beforeMinutes: 0, afterMinutes: 0 }, '08:10-16:50', 8.6667],
])('the payable window: %s', (_id, payableWindow, work, paid) => {
  const one = day({ payableWindow: payableWindow! }, [{ work: `2 ${work}`, planned: '08:00-17:00' }])
  expect(one.payableSeconds / hour).toBeCloseTo(paid, 3)
  expect(one.workedSeconds).toBeGreaterThanOrEqual(one.payableSeconds)
})

test('holidays and days of rest have their classes, from midnight to midnight', () => {
  const policy: PolicyInput = { holiday: { class: 'overtime' }, restDay: { weekdays: [7], class: 'double' } }
  expect(day(policy, ['7 20:00-28:00'])).toMatchObject({
    regularSeconds: 4 * hour,
    doubleSeconds: 4 * hour,
    restDaySeconds: 4 * hour,
    holidaySeconds: 0,
  })
  expect(day(policy, ['8 08:00-12:00'], ['2025-06-08'])).toMatchObject({
    overtimeSeconds: 0,
    doubleSeconds: 4 * hour,
    restDaySeconds: 4 * hour,
    holidaySeconds: 4 * hour,
  })
  expect(day(policy, ['9 08:00-12:00'], ['2025-06-09'])).toMatchObject({ overtimeSeconds: 4 * hour })
})

test('split at midnight, each date has its own hours, breaks and night', () => {
  const { days } = account({ dayAttribution: 'split', night: preset('DE').night }, [
    { work: '2 18:00-30:00', breaks: '23:30-24:30' },
  ])
  expect(
    [...days].map(([date, one]) => [
      date.slice(8),
      one.workedSeconds / hour,
      one.breakSeconds,
      one.nightSeconds / hour,
    ]),
  ).toEqual([
    ['02', 5.5, 1800, 0.5],
    ['03', 5.5, 1800, 5.5],
  ])
})

test('the steps tell the facts and the rules with their numbers', () => {
  const { steps } = account(preset('US-CA'), [{ work: '4 08:00-21:30', breaks: '12:00-12:30, 16:00-16:10' }])
  expect(steps.map(([date, step]) => `${date.slice(8)} ${sentenceOf(step)}`)).toEqual([
    '04 The policy "v1" (US-CA) applies on this date.',
    '04 In at 08:00:00, out at 21:30:00: 13:30 elapsed, 0:30 of unpaid breaks, 13:00 worked.',
    '04 Of the break from 16:00:00 to 16:10:00, 0:10 are paid (breaks of up to 20 minutes are, and the allowance of the policy).',
    '04 13:00 belong to the workday 2025-06-04, in which 0:00 came before.',
    '04 The workweek began on 2025-06-01; 0:00 of its straight time came before.',
    '04 4:00 are overtime (150 %): beyond 8:00 of the workday.',
    '04 1:00 are double (200 %): beyond 12:00 of the workday.',
    '04 For 13:00 of work 3 paid rest breaks are due; they are not punched.',
    '04 To look at: meal 2, due by the hours worked, was not taken.',
    '04 For its meals the day has 1 hour of premium pay.',
    '04 Worked 13:00; paid 13:00 = 8:00 regular + 4:00 overtime + 1:00 double.',
  ])
})

test('a meal that was waived by agreement is none that is missing, as long as it may be waived', () => {
  const california = preset('US-CA')
  const waived = (meals: number[]) =>
    completePolicy({ ...california, mealPeriods: { ...california.mealPeriods!, waived: meals } })
  const found = (policy: Policy, work: ShiftText | string) =>
    account(policy, [work])
      .days.get('2025-06-04')!
      .findings.map(({ code, values }) => [code, values['meal']])
  // The first up to 6 hours of work, the second up to 12 where the first was taken (Labor Code 512).
  expect(found(waived([1]), '4 08:00-14:00')).toEqual([])
  expect(found(waived([1]), '4 08:00-14:01')).toEqual([['meal_missing', 1]])
  expect(found(waived([2]), '4 08:00-14:00')).toEqual([['meal_missing', 1]])
  expect(found(waived([2]), { work: '4 08:00-20:30', breaks: '12:00-12:30' })).toEqual([])
  expect(found(waived([2]), { work: '4 08:00-20:31', breaks: '12:00-12:30' })).toEqual([['meal_missing', 2]])
  expect(found(california, { work: '4 08:00-20:30', breaks: '12:00-12:30' })).toEqual([['meal_missing', 2]])
})

test.each([
  [
    'a night split at midnight',
    completePolicy({ dayAttribution: 'split' }),
    '4 22:00-30:00',
    [
      '04 Of the shift of 22:00:00 on 2025-06-04, 2:00 of work lie on this date: the policy splits at midnight.',
      '05 Of the shift of 22:00:00 on 2025-06-04, 6:00 of work lie on this date: the policy splits at midnight.',
    ],
  ],
  [
    'a full night in Brazil that goes on',
    preset('BR'),
    '4 22:00-30:00',
    [
      '04 8:00 on the clock count as night from 22:00 to 05:00, 1:00 of it after a full night; with a night hour of 0:52:30 they are 9:08:34.',
    ],
  ],
  [
    'GC-106 a day in Japan until 05:00',
    preset('JP'),
    { work: '4 08:30-29:00', breaks: '12:00-13:00' },
    [
      '04 11:30 are overtime (150 %): beyond 8:00 of the workday.',
      '04 7:00 lie in the night from 22:00 to 05:00.',
      '04 Of the overtime, 7:00 lie in the night.',
    ],
  ],
  [
    'a meal that is late, and one that is short',
    preset('US-CA'),
    { work: '4 08:00-21:00', breaks: '13:00:01-13:30:01, 17:00-17:29' },
    ['04 To look at: meal 1 began 0:00:01 too late.', '04 To look at: meal 2 was 0:01 too short.'],
  ],
  [
    'Alberta has two tests',
    preset('CA-AB'),
    '4 08:00-17:00',
    ['04 Of the tests of this workweek (daily, weekly) the daily one counts alone: none gives more.'],
  ],
])('%s is told', (_name, policy, work, sentences) => {
  const { steps } = account(policy, [work as ShiftText | string])
  expect(steps.map(([date, step]) => `${date.slice(8)} ${sentenceOf(step)}`)).toEqual(
    expect.arrayContaining(sentences),
  )
})

describe('laws', () => {
  const policies = fc.constantFrom(
    ...['US-FLSA', 'US-CA', 'US-AK', 'US-CO', 'US-NV', 'CA-AB', 'CA-BC', 'DE', 'BR', 'JP', 'IN-FA'].map(
      preset,
    ),
    completePolicy({
      rounding: {
        apply: 'marks',
        rule: { stepMinutes: 15, mode: 'nearest' },
        outRule: null,
        breaks: 'length',
        snapToPlannedMinutes: 5,
      },
      breaks: {
        autoDeduct: { afterMinutes: 360, minutes: 45, whenTaken: 'difference' },
        paidAllowanceMinutes: 10,
      },
      payableWindow: { beforeMinutes: 0, afterMinutes: 30 },
      overtime: { daily: [overtimeAfter(8)] },
      holiday: { class: 'double' },
      dayAttribution: 'split',
    }),
  )
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Africa/Cairo')
  const lengths = fc.record({
    pause: fc.integer({ min: 0, max: 200_000 }),
    work: fc.integer({ min: 0, max: 57_600_000 }),
    rest: fc.integer({ min: 0, max: 5_000_000 }),
    planned: fc.boolean(),
  })
  const starts = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 0, 1) })

  /** Shifts one after the other, each with a break in its middle. */
  const shifts = fc
    .tuple(zones, starts, fc.array(lengths, { minLength: 1, maxLength: 9 }))
    .map(([zone, start, parts]): WorkedShift[] => {
      let from = start
      return parts.map(({ pause, work, rest, planned }) => {
        const begin = from + pause * 300
        const end = begin + work
        const half = begin + Math.floor(work / 2)
        from = end
        return {
          start: begin,
          end,
          workDate: localDate(zone, begin),
          timeZone: zone,
          breaks: rest > 0 && half + rest < end ? [{ start: half, end: half + rest }] : [],
          planned: planned ? { start: begin - 300_000, end: end + 300_000 } : null,
        }
      })
    })
  const accountOf = (work: readonly WorkedShift[], policy: Policy) =>
    accountDays(work, {
      policyOn: () => ({ id: 'v', name: 'v', policy }),
      holidayOn: (date) => (date.endsWith('5') ? 'five' : undefined),
    })
  const total = (
    days: Map<string, DayAccount>,
    field:
      | 'workedSeconds'
      | 'payableSeconds'
      | 'breakSeconds'
      | 'overtimeSeconds'
      | 'doubleSeconds'
      | 'deductedSeconds'
      | 'paidBreakSeconds',
  ) => [...days.values()].reduce((sum, one) => sum + one[field], 0)

  test('regular, overtime and double are what is paid, in whole seconds', () => {
    fc.assert(
      fc.property(policies, shifts, (policy, work) => {
        for (const one of accountOf(work, policy).values()) {
          expect(one.regularSeconds + one.overtimeSeconds + one.doubleSeconds).toBe(one.payableSeconds)
          expect(
            Object.values(one).every((value) => typeof value !== 'number' || Number.isInteger(value)),
          ).toBe(true)
          expect(one.holidaySeconds).toBeLessThanOrEqual(one.payableSeconds)
        }
      }),
    )
  })

  test('elapsed time is work and unpaid breaks, and nothing is lost', () => {
    fc.assert(
      fc.property(policies, shifts, (policy, work) => {
        const days = accountOf(work, policy)
        const elapsed = work.reduce((sum, one) => sum + Math.floor((one.end - one.start) / 1000), 0)
        const unpaid = total(days, 'breakSeconds') - total(days, 'paidBreakSeconds')
        expect(total(days, 'workedSeconds') + unpaid + total(days, 'deductedSeconds')).toBe(elapsed)
        if (!policy.rounding && !policy.payableWindow && !policy.tolerance)
          expect(total(days, 'payableSeconds')).toBe(total(days, 'workedSeconds'))
      }),
    )
  })

  test('splitting at midnight changes no total', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(preset('US-CA'), preset('US-AK'), preset('US-FLSA')),
        shifts,
        (policy, work) => {
          const whole = accountOf(work, policy)
          const split = accountOf(work, { ...policy, dayAttribution: 'split' })
          for (const field of [
            'workedSeconds',
            'payableSeconds',
            'breakSeconds',
            'overtimeSeconds',
            'doubleSeconds',
          ] as const)
            expect(total(split, field)).toBe(total(whole, field))
        },
      ),
    )
  })

  test('telling changes nothing', () => {
    fc.assert(
      fc.property(policies, shifts, (policy, work) => {
        const rules = { policyOn: () => ({ id: 'v', name: 'v', policy }), holidayOn: () => undefined }
        const told: string[] = []
        const days = accountDays(work, rules, (_date, step) => told.push(sentenceOf(step)))
        expect(days).toEqual(accountDays(work, rules))
        expect(told.every((sentence) => sentence.endsWith('.') && !/undefined|NaN/.test(sentence))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test('the plain policy pays what was worked', () => {
    fc.assert(
      fc.property(shifts, (work) => {
        for (const one of accountOf(work, plainPolicy).values())
          expect(one.regularSeconds).toBe(one.workedSeconds)
      }),
    )
  })
})
