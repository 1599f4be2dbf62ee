import { describe, expect, it, test } from 'vitest'
import {
  deriveExceptions,
  exceptionSeverities,
  stateOfException,
  type DaySeen,
  type ShiftSeen,
} from './exceptions.ts'
import type { PlannedShift } from './schedule.ts'

const minute = 60_000
const hour = 60 * minute
const at = (time: string): number => Date.parse(`2026-03-18T${time}:00Z`)

const planned = (start: string, end: string, change: Partial<PlannedShift> = {}): PlannedShift => ({
  scheduleId: 's',
  date: '2026-03-18',
  start: at(start),
  end: at(end),
  windowStart: at(start) - 4 * hour,
  windowEnd: at(end) + 4 * hour,
  graceInSeconds: 0,
  graceOutSeconds: 0,
  ...change,
})

/** By default of a plan from 08:00 to 17:00, kept to the minute. */
const shift = (start: string, end: string | null, change: Partial<ShiftSeen> = {}): ShiftSeen => ({
  id: start,
  status: end === null ? 'open' : 'complete',
  start: at(start),
  end: end === null ? null : at(end),
  planned: { start: at('08:00'), end: at('17:00') },
  lateMinutes: 0,
  earlyMinutes: 0,
  flags: [],
  ...change,
})

const day = (change: Partial<DaySeen> = {}): DaySeen => ({
  shifts: [],
  planned: [planned('08:00', '17:00')],
  hasSchedule: true,
  findings: [],
  strays: [],
  ...change,
})

/** `code minutes` of each. */
const found = (seen: DaySeen, now: string | number) =>
  deriveExceptions(seen, typeof now === 'number' ? now : at(now)).map(
    ({ code, minutes }) => `${code} ${minutes}`,
  )

describe('late and out late', () => {
  const grace = [planned('08:00', '17:00', { graceInSeconds: 300, graceOutSeconds: 300 })]
  test.each([
    ['TT-80 nobody came, 20 min after the start', day({ planned: grace }), '08:20', ['late 20']],
    ['within the grace', day({ planned: grace }), '08:05', []],
    ['a minute after the grace', day({ planned: grace }), '08:06', ['late 6']],
    [
      'TT-81 came 20 min late',
      day({ shifts: [shift('08:20', null, { lateMinutes: 20 })] }),
      '08:20',
      ['late 20'],
    ],
    ['TT-83 came 6 min before the start', day({ shifts: [shift('07:54', null)] }), '07:54', []],
    ['before the start', day(), '07:54', []],
    [
      'TT-85 grace 5, the shift ended 15 min ago, no out',
      day({ planned: grace, shifts: [shift('08:00', null)] }),
      '17:15',
      ['out_late 15'],
    ],
    ['within the grace of the end', day({ planned: grace, shifts: [shift('08:00', null)] }), '17:05', []],
    ['TT-87 the shift ends in 20 min', day({ shifts: [shift('08:00', null)] }), '16:40', []],
    [
      'left early',
      day({ shifts: [shift('08:00', '16:30', { earlyMinutes: 30 })] }),
      '18:00',
      ['left_early 30'],
    ],
    ['kept the plan', day({ shifts: [shift('08:00', '17:00')] }), '18:00', []],
  ])('%s', (_, seen, now, expected) => {
    expect(found(seen, now)).toEqual(expected)
  })

  it('BUG-10: a night shift from 23:55 with a grace of 10 minutes, begun at 00:02, is not late', () => {
    const night = planned('23:55', '23:55', { end: at('23:55') + 8 * hour, graceInSeconds: 600 })
    const begun = shift('23:55', null, {
      start: at('23:55') + 7 * minute,
      planned: { start: night.start, end: night.end },
    })
    expect(found(day({ planned: [night], shifts: [begun] }), at('23:55') + 8 * minute)).toEqual([])
  })
})

describe('absent', () => {
  test.each([
    ['the window is not over', day(), '21:00', ['late 540']],
    ['the window is over', day(), '21:01', ['absent 540']],
    ['FH-69: nothing planned', day({ planned: [] }), '23:00', []],
    ['came', day({ shifts: [shift('08:00', '12:00')] }), '21:01', []],
    [
      'worked in its time without a match',
      day({ shifts: [shift('15:00', '18:00', { planned: null })] }),
      '21:01',
      ['outside_schedule 180'],
    ],
  ])('%s', (_, seen, now, expected) => {
    expect(found(seen, now)).toEqual(expected)
  })

  it('FH-71: 15:00 to 23:30 with two hours after it, to 01:30', () => {
    const late = planned('15:00', '23:30', { windowEnd: at('23:30') + 2 * hour })
    expect(found(day({ planned: [late] }), late.windowEnd)).toEqual(['late 510'])
    expect(found(day({ planned: [late] }), late.windowEnd + 1)).toEqual(['absent 510'])
  })

  it('is told for each planned shift of a day', () => {
    const two = [planned('06:00', '10:00'), planned('14:00', '18:00')]
    const morning = shift('06:00', '10:00', { planned: { start: at('06:00'), end: at('10:00') } })
    const [one, ...others] = deriveExceptions(day({ planned: two, shifts: [morning] }), at('23:00'))
    expect([one, others]).toMatchObject([{ code: 'absent', key: 'planned-2', minutes: 240 }, []])
  })

  it('is not told for a planned shift that another was worked through', () => {
    const two = [planned('08:00', '12:00'), planned('13:00', '17:00')]
    expect(found(day({ planned: two, shifts: [shift('08:00', '17:00')] }), '23:00')).toEqual([])
  })
})

describe('missing punches', () => {
  const out = (time: string) => [{ code: 'missing_in' as const, key: 'out', at: at(time) }]
  test.each([
    ['TT-91 only an out at 17:00', day({ planned: [], strays: out('17:00') }), '23:00', ['missing_in 0']],
    [
      'made good by a correction',
      day({ shifts: [shift('08:00', '17:00')], strays: out('17:00') }),
      '23:00',
      [],
    ],
    [
      'made good by a minute',
      day({ shifts: [shift('08:00', '17:00')], strays: [{ ...out('17:00')[0]!, at: at('17:00') + 40_000 }] }),
      '23:00',
      [],
    ],
    [
      'not made good by a shift that ended before',
      day({ shifts: [shift('08:00', '17:00')], strays: out('18:00') }),
      '23:00',
      ['missing_in 0'],
    ],
    ['TT-93 today, only in 08:00: the day is not over', day({ shifts: [shift('08:00', null)] }), '12:00', []],
    [
      'only in, followed by the next in',
      day({ shifts: [shift('08:00', null, { status: 'missing_out' })] }),
      '12:00',
      ['missing_out 0'],
    ],
    [
      'only in, and it runs',
      day({ planned: [], hasSchedule: false, shifts: [shift('04:00', null, { planned: null })] }),
      '20:00',
      [],
    ],
    [
      'only in, and seen as forgotten',
      day({
        planned: [],
        hasSchedule: false,
        shifts: [shift('04:00', null, { planned: null, status: 'missing_out' })],
      }),
      '20:01',
      ['missing_out 0'],
    ],
    [
      'TT-95, TT-97 a break that nobody ended',
      day({ shifts: [shift('08:00', '17:00', { flags: ['break_ended_by_out'] })] }),
      '23:00',
      ['missing_break_end 0'],
    ],
    [
      'an unverified time',
      day({ shifts: [shift('08:00', '17:00', { flags: ['corrected', 'unverified'] })] }),
      '23:00',
      ['unverified 0'],
    ],
  ])('%s', (_, seen, now, expected) => {
    expect(found(seen, now)).toEqual(expected)
  })
})

describe('outside the schedule', () => {
  const extra = [shift('08:00', '10:30', { planned: null })]
  test.each([
    ['by somebody with a schedule', day({ planned: [], shifts: extra }), ['outside_schedule 150']],
    ['by somebody without one', day({ planned: [], shifts: extra, hasSchedule: false }), []],
  ])('%s', (_, seen, expected) => {
    expect(found(seen, '23:00')).toEqual(expected)
  })
})

test.each([
  ['late', shift('08:20', '17:00', { lateMinutes: 20 }), 'late', 'warning', 20, '08:20'],
  ['gone early', shift('08:00', '16:30', { earlyMinutes: 30 }), 'left_early', 'warning', 30, '16:30'],
  ['forgotten', shift('08:00', null, { status: 'missing_out' }), 'missing_out', 'severe', 0, '08:00'],
  ['still in', shift('08:00', null), 'out_late', 'info', 60, '17:00'],
  [
    'a time that was stated',
    shift('08:00', '17:00', { flags: ['unverified'] }),
    'unverified',
    'warning',
    0,
    '08:00',
  ],
  [
    'elsewhere',
    shift('08:00', '17:00', { flags: ['outside_fence'] }),
    'outside_fence',
    'warning',
    0,
    '08:00',
  ],
  [
    'nowhere',
    shift('08:00', '17:00', { flags: ['location_missing'] }),
    'location_missing',
    'info',
    0,
    '08:00',
  ],
  [
    'a break without an end',
    shift('08:00', '17:00', { flags: ['break_ended_by_out'] }),
    'missing_break_end',
    'warning',
    0,
    '17:00',
  ],
  ['not planned', shift('08:00', '09:00', { planned: null }), 'outside_schedule', 'info', 60, '08:00'],
  [
    'not planned, and still in',
    shift('08:00', null, { planned: null }),
    'outside_schedule',
    'info',
    0,
    '08:00',
  ],
])(
  'a shift that is %s says so: of its clock-in, with the measure and the instant',
  (_, one, code, severity, minutes, on) => {
    expect(deriveExceptions(day({ shifts: [one] }), at('18:00'))).toEqual([
      { code, key: one.id, severity, minutes, at: at(on) },
    ])
  },
)

test('a planned shift without work is told by its number, from its start', () => {
  const two = [planned('06:00', '08:00'), planned('14:00', '18:00', { graceInSeconds: 60 })]
  expect(deriveExceptions(day({ planned: two }), at('14:30'))).toEqual([
    { code: 'absent', key: 'planned-1', severity: 'severe', minutes: 120, at: at('06:00') },
    { code: 'late', key: 'planned-2', severity: 'warning', minutes: 30, at: at('14:00') },
  ])
})

describe('a planned shift is kept by work', () => {
  const late = [planned('14:00', '18:00')]
  const free = { planned: null }
  const absent = ['absent 240']
  test.each([
    ['that reaches into it', shift('08:00', '14:01', free), []],
    ['not by what ends as it begins', shift('08:00', '14:00', free), absent],
    ['not by what begins as it ends', shift('18:00', '19:00', free), absent],
    ['that begins within it', shift('17:59', '19:00', free), []],
    ['that runs since its window', shift('10:00', null, free), []],
    ['not by what runs since before', shift('09:59', null, free), absent],
    ['not by what runs since its end', shift('18:00', null, free), absent],
    [
      'that was planned over it',
      shift('08:00', '09:00', { planned: { start: at('14:00'), end: at('18:00') } }),
      [],
    ],
    [
      'not where the plan was a part',
      shift('08:00', '09:00', { planned: { start: at('14:01'), end: at('18:00') } }),
      absent,
    ],
    [
      'at its end neither',
      shift('08:00', '09:00', { planned: { start: at('14:00'), end: at('17:59') } }),
      absent,
    ],
  ])('%s', (_, one, expected) => {
    const seen = day({ planned: late, shifts: [one], hasSchedule: false })
    expect(found(seen, at('22:00') + 1).filter((text) => text.startsWith('absent'))).toEqual(expected)
  })
})

test('the grace of the end is that of the planned shift that ends then', () => {
  const early = planned('06:00', '10:00', { graceOutSeconds: 3600 })
  const seen = day({ planned: [early, planned('08:00', '17:00')], shifts: [shift('08:00', null)] })
  expect(found(seen, '17:00').includes('out_late 0')).toBe(false)
  expect(found(seen, '17:01')).toContain('out_late 1')
  const unknown = day({ planned: [early], shifts: [shift('08:00', null)] })
  expect(found(unknown, '17:01')).toContain('out_late 1')
})

test('a clock-out that was tried before the shift, or while it runs, is not made good', () => {
  const strays = [{ code: 'missing_in' as const, key: 'out', at: at('07:59') }]
  const by = (one: ShiftSeen) => deriveExceptions(day({ shifts: [one], strays }), at('16:00'))
  const missing = [{ code: 'missing_in', key: 'out', severity: 'severe', minutes: 0, at: at('07:59') }]
  expect(by(shift('08:00', '17:00'))).toEqual(missing)
  expect(by(shift('07:59', '17:00'))).toEqual([])
  expect(by(shift('07:00', null))).toEqual(missing)
})

it('keeps what policies find, with their severity', () => {
  const findings = [
    { code: 'rest_short' as const, minutes: 90 },
    { code: 'break_short' as const, minutes: 12, severity: 'severe' as const },
  ]
  expect(deriveExceptions(day({ planned: [], findings }), at('23:00'))).toEqual([
    { code: 'rest_short', key: 'policy-1', minutes: 90, severity: exceptionSeverities.rest_short, at: null },
    { code: 'break_short', key: 'policy-2', minutes: 12, severity: 'severe', at: null },
  ])
})

it('keeps punches that do not count until somebody decides', () => {
  const strays = (['period_locked', 'offline_conflict', 'overlap_refused'] as const).map((code) => ({
    code,
    key: code,
    at: at('08:00'),
  }))
  expect(found(day({ planned: [], strays, shifts: [shift('08:00', '17:00')] }), '23:00')).toEqual([
    'period_locked 0',
    'offline_conflict 0',
    'overlap_refused 0',
  ])
})

describe('what was said', () => {
  const said = (
    state: 'open' | 'explained' | 'accepted',
    minutes: number,
    explanation: string | null = null,
  ) => ({
    state,
    minutes,
    explanation,
  })
  test.each([
    ['nothing', 10, undefined, 'open'],
    ['accepted', 10, said('accepted', 10), 'accepted'],
    ['accepted, and it became less', 5, said('accepted', 10), 'accepted'],
    ['accepted, and it became more', 11, said('accepted', 10), 'open'],
    ['accepted, became more, and was explained', 11, said('accepted', 10, 'bus'), 'explained'],
    ['explained', 11, said('explained', 10, 'bus'), 'explained'],
    ['opened again', 10, said('open', 10), 'open'],
  ])('%s', (_, minutes, given, expected) => {
    expect(stateOfException({ minutes }, given)).toBe(expected)
  })
})
