import { describe, expect, test } from 'vitest'
import { june, mark, marks } from '../../test/marks.ts'
import { interpretShift, keepOutermostLateness } from './interpret-shift.ts'
import { defaultPairingRules, pairMarks } from './pairing.ts'
import type { Mark } from './punch.ts'
import type { PlannedPause, PlannedShift } from './schedule.ts'
import type { Shift, TimesheetRules } from './timesheet.ts'

const hour = 3600

/** '09:00-17:00' of a day of June 2025, UTC; hours above 24 are on the next day. Windows are 4 hours wide. */
function planned(day: string, times: string, change: Partial<PlannedShift> = {}): PlannedShift {
  const [start = 0, end = 0] = times
    .split('-')
    .map(
      (time) =>
        june(`${day} 00:00`) + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000,
    )
  return {
    scheduleId: 's',
    date: `2025-06-${day}`,
    start,
    end,
    windowStart: start - 4 * 3_600_000,
    windowEnd: end + 4 * 3_600_000,
    graceInSeconds: 0,
    graceOutSeconds: 0,
    ...change,
  }
}

function interpret(
  list: readonly Mark[],
  plan: readonly PlannedShift[] = [],
  more: Partial<TimesheetRules> = {},
  previous?: Shift,
): Shift {
  const rules: TimesheetRules = {
    ...defaultPairingRules,
    plan: (_zone, from, to) => plan.filter(({ date }) => date >= from && date <= to),
    ...more,
  }
  return interpretShift(pairMarks(list).shifts[0]!, previous, rules)
}

const worked = (from: string, to: string) => marks(['in', from], ['out', to])

test('a shift without a plan', () => {
  const list = marks(
    ['in', '02 08:00'],
    ['break_start', '02 10:00'],
    ['break_end', '02 10:15'],
    ['break_start', '02 12:00'],
    ['break_end', '02 12:30'],
    ['out', '02 17:00'],
  )
  expect(interpret(list)).toEqual({
    in: list[0],
    out: list[5],
    breaks: [
      { start: list[1], end: list[2] },
      { start: list[3], end: list[4] },
    ],
    status: 'complete',
    workDate: '2025-06-02',
    planned: null,
    workedSeconds: 8.25 * hour,
    breakSeconds: 0.75 * hour,
    lateMinutes: 0,
    earlyMinutes: 0,
    flags: [],
    automaticOutAt: null,
  })
})

test('one that is open has its breaks so far, and no worked time', () => {
  const list = marks(
    ['in', '02 08:00'],
    ['break_start', '02 10:00'],
    ['break_end', '02 10:15'],
    ['break_start', '02 12:00'],
  )
  expect(interpret(list, [planned('02', '08:00-17:00')])).toMatchObject({
    status: 'open',
    out: null,
    workedSeconds: 0,
    breakSeconds: 900,
    earlyMinutes: 0,
    planned: { start: june('02 08:00'), end: june('02 17:00') },
  })
})

describe('late and early, in whole minutes', () => {
  const office = [planned('02', '09:00-17:00', { graceInSeconds: 300, graceOutSeconds: 300 })]
  test.each([
    ['on time', '02 09:00', '02 17:00', 0, 0],
    ['within the grace', '02 09:05', '02 16:55', 0, 0],
    ['beyond it', '02 09:06', '02 16:54', 6, 6],
    ['a part of a minute is none', '02 09:06:59', '02 16:53:01', 6, 6],
    ['before and after', '02 08:00', '02 18:00', 0, 0],
    ['who comes a second before the end is late', '02 16:59:59', '02 18:00', 479, 0],
    ['who comes as it ends is not', '02 17:00', '02 18:00', 0, 0],
    ['who leaves a second after the start leaves early', '02 08:00', '02 09:00:01', 0, 479],
    ['who leaves as it starts does not', '02 08:00', '02 09:00', 0, 0],
  ])('%s', (_, from, to, lateMinutes, earlyMinutes) => {
    expect(interpret(worked(from, to), office)).toMatchObject({ lateMinutes, earlyMinutes })
  })
})

describe('the planned shift', () => {
  const pause: PlannedPause = { start: june('02 12:00'), end: june('02 13:00'), seconds: 3600, paid: false }
  const byLength: PlannedPause = { start: null, end: null, seconds: 900, paid: true }
  const morning = planned('02', '08:00-12:00', { breaks: [pause] })
  const evening = planned('02', '14:00-18:00', { breaks: [pause] })
  const span = (from: string, to: string) => ({ start: june(from), end: june(to) })

  test('has the breaks that are planned at a time', () => {
    const day = planned('02', '08:00-17:00', { breaks: [byLength, pause] })
    expect(interpret(worked('02 08:00', '02 17:00'), [day]).planned).toEqual({
      ...span('02 08:00', '02 17:00'),
      breaks: [{ start: pause.start, end: pause.end }],
    })
    const free = planned('02', '08:00-17:00', { breaks: [byLength] })
    expect(interpret(worked('02 08:00', '02 17:00'), [free]).planned).toEqual(span('02 08:00', '02 17:00'))
  })

  test.each([
    ['the first alone', '02 08:00', '02 13:00', '02 08:00', '02 12:00', true],
    ['as the second begins, the first alone', '02 08:00', '02 14:00', '02 08:00', '02 12:00', true],
    ['both, when the second has begun', '02 08:00', '02 14:01', '02 08:00', '02 18:00', false],
    ['the second alone', '02 14:00', '02 18:00', '02 14:00', '02 18:00', true],
  ])('of two: %s', (_, from, to, start, end, hasBreaks) => {
    const found = interpret(worked(from, to), [morning, evening]).planned
    expect(found).toMatchObject(span(start, end))
    expect(found!.breaks !== undefined).toBe(hasBreaks)
  })

  test('what is planned on the next date is not entered', () => {
    const plan = [planned('02', '16:00-22:00'), planned('03', '00:00-06:00')]
    expect(interpret(worked('02 16:00', '03 02:00'), plan)).toMatchObject({
      planned: span('02 16:00', '02 22:00'),
      workDate: '2025-06-02',
    })
  })

  test('may be of the date before or after', () => {
    expect(interpret(worked('03 01:00', '03 06:00'), [planned('02', '22:00-30:00')]).workDate).toBe(
      '2025-06-02',
    )
    expect(interpret(worked('02 23:30', '03 06:00'), [planned('03', '00:00-06:00')]).workDate).toBe(
      '2025-06-03',
    )
    const seen: string[] = []
    interpret(worked('03 01:00', '03 06:00'), [], {
      plan: (zone, from, to) => {
        seen.push(`${zone} ${from} ${to}`)
        return []
      },
    })
    expect(seen).toEqual(['UTC 2025-06-02 2025-06-04'])
  })
})

describe('the work date without a plan', () => {
  const before = interpret(worked('02 18:00', '02 23:00'))
  test.each([
    ['resumed within the gap', '03 02:59:59', {}, '2025-06-02'],
    ['after the gap', '03 03:00', {}, '2025-06-03'],
    ['of a shorter gap', '03 00:30', { newShiftGapSeconds: 3600 }, '2025-06-03'],
    ['locked', '04 08:00', { isLocked: (date: string) => date < '2025-06-06' }, '2025-06-06'],
  ])('%s', (_, from, rules, date) => {
    expect(interpret(worked(from, `${from.slice(0, 2)} 12:00`), [], rules, before).workDate).toBe(date)
  })

  test('never goes back, and is that of the arrival after one that was not ended', () => {
    const later = { ...before, workDate: '2025-06-05' }
    expect(interpret(worked('04 08:00', '04 12:00'), [], {}, later).workDate).toBe('2025-06-05')
    const open = { ...before, out: null }
    expect(interpret(worked('03 01:00', '03 02:00'), [], {}, open).workDate).toBe('2025-06-03')
  })
})

describe('flags', () => {
  test('those of all marks, each once, in order', () => {
    const kinds = [
      ['in', '02 08:00', ['unverified']],
      ['break_start', '02 10:00', ['outside_fence']],
      ['break_end', '02 10:15', ['added', 'unverified']],
      ['out', '02 12:00', ['corrected']],
    ] as const
    const list = kinds.map(([kind, at, flags], i) => mark(kind, june(at), { seq: i + 1, flags: [...flags] }))
    expect(interpret(list).flags).toEqual(['added', 'corrected', 'outside_fence', 'unverified'])
  })

  test('a break that the clock-out ended, and a shift over the longest', () => {
    const list = marks(['in', '02 08:00'], ['break_start', '02 10:00'], ['out', '02 12:00'])
    expect(interpret(list).flags).toEqual(['break_ended_by_out'])
    expect(interpret(worked('02 04:00', '02 20:00')).flags).toEqual([])
    expect(interpret(worked('02 04:00', '02 20:00:01')).flags).toEqual(['over_maximum'])
    expect(interpret(marks(['in', '02 04:00'])).flags).toEqual([])
  })
})

describe('within one planned shift', () => {
  const of = (plan: string | null, workDate = '2025-06-02') =>
    ({
      planned:
        plan === null ? null : { start: june(`02 ${plan.slice(0, 5)}`), end: june(`02 ${plan.slice(6)}`) },
      workDate,
      lateMinutes: 7,
      earlyMinutes: 9,
    }) as Shift
  const kept = (shifts: Shift[], isKept: boolean[] = []) => {
    keepOutermostLateness(shifts, isKept)
    return shifts.map(({ lateMinutes, earlyMinutes }) => [lateMinutes, earlyMinutes])
  }

  test('only the first can be late, and the last leave early', () => {
    expect(kept([of('09:00-17:00'), of('09:00-17:00'), of('09:00-17:00')])).toEqual([
      [7, 0],
      [0, 0],
      [0, 9],
    ])
  })

  test.each([
    [
      'planned to another end',
      [of('09:00-12:00'), of('09:00-17:00')],
      [
        [7, 9],
        [0, 9],
      ],
    ],
    [
      'planned from another start',
      [of('09:00-17:00'), of('13:00-17:00')],
      [
        [7, 0],
        [7, 9],
      ],
    ],
    [
      'not planned before',
      [of(null), of('09:00-17:00')],
      [
        [7, 9],
        [7, 9],
      ],
    ],
    [
      'not planned after',
      [of('09:00-17:00'), of(null)],
      [
        [7, 9],
        [7, 9],
      ],
    ],
    [
      'of another date',
      [of('09:00-17:00'), of('09:00-17:00', '2025-06-03')],
      [
        [7, 9],
        [7, 9],
      ],
    ],
  ])('%s', (_, shifts, expected) => {
    expect(kept(shifts)).toEqual(expected)
  })

  test('what was kept is not touched', () => {
    expect(kept([of('09:00-17:00'), of('09:00-17:00')], [true, true])).toEqual([
      [7, 9],
      [7, 9],
    ])
    expect(kept([of('09:00-17:00'), of('09:00-17:00')], [true, false])).toEqual([
      [7, 0],
      [0, 9],
    ])
  })
})

test('of two planned shifts whose windows hold an arrival it belongs to the nearer one', () => {
  const two = [planned('02', '08:00-10:00'), planned('02', '11:00-13:00')]
  const start = (from: string) => interpret(worked(from, '02 14:00'), two.toReversed()).planned?.start
  expect([start('02 09:00'), start('02 09:30'), start('02 10:00')]).toEqual([
    june('02 08:00'),
    june('02 11:00'),
    june('02 11:00'),
  ])
})
