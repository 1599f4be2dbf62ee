import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { june, mark, marks } from '../../test/marks.ts'
import { addDays } from './calendar.ts'
import { defaultPairingRules, pairMarks } from './pairing.ts'
import type { Mark, MarkKind } from './punch.ts'
import type { Plan, PlannedShift } from './schedule.ts'
import { emptyDay } from './day-of-shifts.ts'
import { deriveTimesheet, marksOf, tailOf, type TimesheetRules } from './timesheet.ts'
import { resolveLocal } from './zone.ts'

const hour = 3600
const nothing: Plan = () => []

/** A planned shift in June 2025, UTC: window an hour around it, grace 10 minutes in and 5 out. */
function planned(date: string, start: string, end: string, more: Partial<PlannedShift> = {}): PlannedShift {
  return {
    scheduleId: 'S',
    date: `2025-06-${date}`,
    start: june(start),
    end: june(end),
    windowStart: june(start) - hour * 1000,
    windowEnd: june(end) + hour * 1000,
    graceInSeconds: 600,
    graceOutSeconds: 300,
    ...more,
  }
}

const planOf =
  (...shifts: PlannedShift[]): Plan =>
  (_zone, from, to) =>
    shifts.filter((shift) => shift.date >= from && shift.date <= to)
const derive = (list: readonly Mark[], plan: Plan = nothing, more: Partial<TimesheetRules> = {}) =>
  deriveTimesheet(list, { ...defaultPairingRules, plan, ...more })
const dates = (list: readonly Mark[], plan: Plan = nothing) =>
  derive(list, plan).shifts.map((shift) => shift.workDate.slice(8))

describe('worked time', () => {
  test.each<[string, [MarkKind, string][], number, number]>([
    [
      'a shift with a break, seconds kept',
      [
        ['in', '02 08:00'],
        ['break_start', '02 12:00'],
        ['break_end', '02 12:30'],
        ['out', '02 16:30:59'],
      ],
      28_859,
      1800,
    ],
    [
      'GC-207 no length',
      [
        ['in', '02 09:00'],
        ['out', '02 09:00'],
      ],
      0,
      0,
    ],
    [
      'BUG-02 over midnight',
      [
        ['in', '02 23:55'],
        ['out', '03 00:05'],
      ],
      600,
      0,
    ],
    [
      'TT-38 15.5 hours',
      [
        ['in', '02 01:00'],
        ['out', '02 16:30'],
      ],
      15.5 * hour,
      0,
    ],
    ['OR-03 open: nothing yet', [['in', '02 08:00']], 0, 0],
    [
      'open, a break taken: nothing yet, the break counts',
      [
        ['in', '02 08:00'],
        ['break_start', '02 12:00'],
        ['break_end', '02 12:30'],
      ],
      0,
      1800,
    ],
    [
      'open, a break that runs',
      [
        ['in', '02 08:00'],
        ['break_start', '02 12:00'],
      ],
      0,
      0,
    ],
    [
      'a clock-out on a break ends it',
      [
        ['in', '02 08:00'],
        ['break_start', '02 12:00'],
        ['out', '02 12:30'],
      ],
      4 * hour,
      1800,
    ],
    [
      'two breaks',
      [
        ['in', '02 08:00'],
        ['break_start', '02 10:00'],
        ['break_end', '02 10:15'],
        ['break_start', '02 12:00'],
        ['break_end', '02 12:45'],
        ['out', '02 17:00'],
      ],
      8 * hour,
      hour,
    ],
  ])('%s', (_name, rows, workedSeconds, breakSeconds) => {
    const { shifts, days } = derive(marks(...rows))
    expect(shifts).toHaveLength(1)
    expect(shifts[0]).toMatchObject({
      workedSeconds,
      breakSeconds,
      planned: null,
      lateMinutes: 0,
      earlyMinutes: 0,
    })
    expect(days).toHaveLength(1)
    expect(days[0]).toMatchObject({ shifts: 1, workedSeconds, breakSeconds, regularSeconds: workedSeconds })
  })

  test('parts of a second are left out, of the whole and of each break', () => {
    const list = marks(
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_end', '02 10:01'],
      ['out', '02 12:00'],
    )
    list[0]!.at -= 500
    list[1]!.at += 100
    list[3]!.at += 600
    expect(derive(list).shifts[0]).toMatchObject({ breakSeconds: 59, workedSeconds: 4 * hour + 1 - 59 })
  })

  test('KI-05 in and out in two zones: elapsed between the instants, never negative', () => {
    const list = [
      mark('in', june('02 13:00'), { timeZone: 'America/New_York' }),
      mark('out', june('02 22:00'), { seq: 2, timeZone: 'America/Los_Angeles' }),
    ]
    expect(derive(list).shifts[0]).toMatchObject({ workedSeconds: 9 * hour, workDate: '2025-06-02' })
  })

  test.each([
    ['spring', '2025-03-29', '2025-03-30', 7],
    ['autumn', '2025-10-25', '2025-10-26', 9],
    ['another night', '2025-06-02', '2025-06-03', 8],
  ])('22:00 to 06:00 in Madrid in %s', (_name, from, to, hours) => {
    const timeZone = 'Europe/Madrid'
    const list = [
      mark('in', resolveLocal(timeZone, from, '22:00').instant, { timeZone }),
      mark('out', resolveLocal(timeZone, to, '06:00').instant, { seq: 2, timeZone }),
    ]
    expect(derive(list).days).toEqual([
      {
        ...emptyDay(from),
        shifts: 1,
        workedSeconds: hours * hour,
        payableSeconds: hours * hour,
        regularSeconds: hours * hour,
      },
    ])
  })
})

describe('the work date', () => {
  test('without a plan it is the local date of the clock-in', () => {
    expect(dates(marks(['in', '02 23:30'], ['out', '03 06:00']))).toEqual(['02'])
    const honolulu = [mark('in', june('03 05:00'), { timeZone: 'Pacific/Honolulu' })]
    expect(dates(honolulu)).toEqual(['02'])
    const tokyo = [mark('in', june('02 16:00'), { timeZone: 'Asia/Tokyo' })]
    expect(dates(tokyo)).toEqual(['03'])
  })

  test('work resumed within 4 hours belongs to the date before, at 4 hours it does not', () => {
    const resumed = (at: string) => dates(marks(['in', '02 18:00'], ['out', '02 23:30'], ['in', at]))
    expect(resumed('03 00:30')).toEqual(['02', '02'])
    expect(resumed('03 03:29:59')).toEqual(['02', '02'])
    expect(resumed('03 03:30')).toEqual(['02', '03'])
  })

  test('the gap is a rule', () => {
    const list = marks(['in', '02 18:00'], ['out', '02 23:30'], ['in', '03 00:30'])
    expect(derive(list, nothing, { newShiftGapSeconds: 3600 }).shifts[1]!.workDate).toBe('2025-06-03')
    expect(derive(list, nothing, { newShiftGapSeconds: 3601 }).shifts[1]!.workDate).toBe('2025-06-02')
  })

  test('a forgotten shift does not take the next one to its date', () => {
    expect(dates(marks(['in', '02 23:00'], ['in', '03 01:00'], ['out', '03 09:00']))).toEqual(['02', '03'])
  })

  test('a shift that matches a planned one has its date', () => {
    const night = planOf(planned('02', '02 22:00', '03 06:00'))
    expect(dates(marks(['in', '03 00:05'], ['out', '03 06:00']), night)).toEqual(['02'])
  })

  test('TT-03 who comes before midnight for a shift after it has the date of the shift', () => {
    const early = planOf(planned('03', '03 00:30', '03 08:00'))
    expect(dates(marks(['in', '02 23:30'], ['out', '03 08:00']), early)).toEqual(['03'])
    expect(derive(marks(['in', '02 23:30'], ['out', '03 08:00']), early).days).toMatchObject([
      { workDate: '2025-06-03', workedSeconds: 8.5 * hour },
    ])
  })

  test('a planned shift comes before the pause since the last', () => {
    const next = planOf(planned('03', '03 01:00', '03 05:00'))
    const list = marks(['in', '02 18:00'], ['out', '02 23:30'], ['in', '03 01:00'], ['out', '03 05:00'])
    expect(dates(list, next)).toEqual(['02', '03'])
  })

  test('TT-01 where two planned shifts touch, arriving is the second', () => {
    const plan = planOf(
      planned('02', '02 09:00', '02 13:00', { windowEnd: june('02 13:00') }),
      planned('02', '02 13:00', '02 17:00', { windowStart: june('02 13:00') }),
    )
    const list = marks(['in', '02 13:00'], ['out', '02 17:00'])
    expect(derive(list, plan).shifts[0]).toMatchObject({
      planned: { start: june('02 13:00') },
      lateMinutes: 0,
    })
  })

  test('over the date line it does not go back either', () => {
    const list = [
      mark('in', june('02 16:00'), { seq: 1, timeZone: 'Asia/Tokyo' }),
      mark('out', june('02 18:00'), { seq: 2, timeZone: 'Asia/Tokyo' }),
      mark('in', june('02 23:00'), { seq: 3, timeZone: 'Pacific/Honolulu' }),
    ]
    expect(dates(list)).toEqual(['03', '03'])
  })

  test('it never goes back', () => {
    // The second arrival, within the window of the day before, comes after work of the new date.
    const plan = planOf(
      planned('02', '02 22:00', '03 06:00'),
      planned('03', '03 05:30', '03 06:30', { windowStart: june('03 04:30') }),
    )
    const found = dates(
      marks(
        ['in', '02 22:00'],
        ['out', '03 05:00'],
        ['in', '03 05:25'],
        ['out', '03 05:40'],
        ['in', '03 05:41'],
        ['out', '03 06:00'],
      ),
      plan,
    )
    expect(found).toEqual(found.toSorted())
  })

  test('OD-25 the zone of the mark decides, and a shift is kept together', () => {
    const timeZone = 'America/New_York'
    const list = [
      mark('in', Date.parse('2024-05-30T03:00Z'), { seq: 1, timeZone }),
      mark('out', Date.parse('2024-05-30T10:00Z'), { seq: 2, timeZone }),
      mark('in', Date.parse('2024-05-31T04:00Z'), { seq: 3, timeZone }),
      mark('out', Date.parse('2024-05-31T10:00Z'), { seq: 4, timeZone }),
    ]
    expect(derive(list).days.map((day) => [day.workDate, day.workedSeconds / hour])).toEqual([
      ['2024-05-29', 7],
      ['2024-05-31', 6],
    ])
  })
})

describe('late and early', () => {
  const office = planned('02', '02 09:00', '02 17:00')
  const lateEarly = (list: Mark[], plan: Plan = planOf(office)) =>
    derive(list, plan).shifts.map((shift) => [shift.lateMinutes, shift.earlyMinutes])

  test.each<[string, string, string, number, number]>([
    ['on time', '02 09:00', '02 17:00', 0, 0],
    ['before and after', '02 08:30', '02 17:30', 0, 0],
    ['at the end of both graces', '02 09:10', '02 16:55', 0, 0],
    ['beyond them: all of it, in full minutes', '02 09:10:01', '02 16:54:59', 10, 5],
    ['by 25 and 61 minutes', '02 09:25:59', '02 15:58:30', 25, 61],
    ['came at the planned end: not late', '02 17:00', '02 17:30', 0, 0],
    ['came just before it', '02 16:59', '02 17:30', 479, 0],
    ['left as it began: not early', '02 08:30', '02 09:00', 0, 0],
    ['left just after', '02 08:30', '02 09:01', 0, 479],
  ])('%s', (_name, start, end, late, early) => {
    expect(lateEarly(marks(['in', start], ['out', end]))).toEqual([[late, early]])
  })

  test('an open shift can be late, not early', () => {
    expect(lateEarly(marks(['in', '02 09:30']))).toEqual([[30, 0]])
  })

  test('lunch by clocking out is neither', () => {
    const list = marks(['in', '02 09:30'], ['out', '02 12:00'], ['in', '02 13:00'], ['out', '02 16:30'])
    expect(lateEarly(list)).toEqual([
      [30, 0],
      [0, 30],
    ])
    const { days } = derive(list, planOf(office))
    expect(days).toMatchObject([{ shifts: 2, lateMinutes: 30, earlyMinutes: 30, workedSeconds: 6 * hour }])
  })

  test('two planned shifts on a day: late and early for each', () => {
    const plan = planOf(
      planned('02', '02 08:00', '02 12:00', { windowEnd: june('02 12:00') }),
      planned('02', '02 14:00', '02 18:00'),
    )
    const list = marks(['in', '02 08:20'], ['out', '02 11:30'], ['in', '02 14:20'], ['out', '02 17:30'])
    expect(lateEarly(list, plan)).toEqual([
      [20, 30],
      [20, 30],
    ])
  })

  test('who works through two planned shifts leaves the later', () => {
    const plan = planOf(planned('02', '02 08:00', '02 12:00'), planned('02', '02 13:00', '02 17:00'))
    const through = (out: string) => derive(marks(['in', '02 08:00'], ['out', out]), plan).shifts[0]
    expect(through('02 17:00')).toMatchObject({
      planned: { start: june('02 08:00'), end: june('02 17:00') },
      earlyMinutes: 0,
    })
    expect(through('02 16:00')).toMatchObject({
      planned: { start: june('02 08:00'), end: june('02 17:00') },
      earlyMinutes: 60,
    })
    // Until the second one begins, it is the first that is left.
    expect(through('02 13:00')).toMatchObject({ planned: { end: june('02 12:00') }, earlyMinutes: 0 })
    expect(through('02 11:00')).toMatchObject({ planned: { end: june('02 12:00') }, earlyMinutes: 60 })
  })

  test('who works through three leaves the third', () => {
    const plan = planOf(
      planned('02', '02 06:00', '02 09:00'),
      planned('02', '02 10:00', '02 13:00'),
      planned('02', '02 14:00', '02 17:00'),
    )
    expect(derive(marks(['in', '02 06:00'], ['out', '02 16:00']), plan).shifts[0]).toMatchObject({
      planned: { start: june('02 06:00'), end: june('02 17:00') },
      earlyMinutes: 60,
    })
  })

  test('who leaves before the shift of the arrival begins does not leave an earlier one', () => {
    const plan = planOf(planned('02', '02 08:00', '02 12:00'), planned('02', '02 13:00', '02 17:00'))
    expect(derive(marks(['in', '02 12:35'], ['out', '02 12:45']), plan).shifts[0]).toMatchObject({
      planned: { start: june('02 13:00'), end: june('02 17:00') },
      lateMinutes: 0,
      earlyMinutes: 0,
    })
  })

  test('the planned shift of another date is not left', () => {
    const plan = planOf(planned('02', '02 14:00', '02 22:00'), planned('03', '02 23:00', '03 07:00'))
    expect(derive(marks(['in', '02 14:00'], ['out', '02 23:30']), plan).shifts[0]).toMatchObject({
      planned: { start: june('02 14:00'), end: june('02 22:00') },
      earlyMinutes: 0,
    })
  })

  test('lunch, where the second stay reaches into another planned shift', () => {
    const plan = planOf(planned('02', '02 08:00', '02 12:00'), planned('02', '02 12:30', '02 16:30'))
    const list = marks(['in', '02 08:30'], ['out', '02 10:00'], ['in', '02 10:30'], ['out', '02 16:00'])
    expect(lateEarly(list, plan)).toEqual([
      [30, 120],
      [0, 30],
    ])
  })

  test('the same planned shift again on the next date starts afresh', () => {
    const plan = planOf(office, planned('03', '03 09:00', '03 17:00'))
    const list = marks(['in', '02 09:30'], ['out', '02 16:30'], ['in', '03 09:30'], ['out', '03 16:30'])
    expect(lateEarly(list, plan)).toEqual([
      [30, 30],
      [30, 30],
    ])
  })
})

describe('flags', () => {
  const flagsOf = (list: Mark[], more: Partial<TimesheetRules> = {}) =>
    derive(list, nothing, more).shifts[0]!.flags

  test('none', () => {
    expect(flagsOf(marks(['in', '02 08:00'], ['out', '02 17:00']))).toEqual([])
  })

  test('those of all its marks, each once, sorted', () => {
    const list = marks(
      ['in', '02 08:00'],
      ['break_start', '02 12:00'],
      ['break_end', '02 12:30'],
      ['out', '02 17:00'],
    )
    list[0]!.flags = ['unverified']
    list[1]!.flags = ['time_in_gap']
    list[2]!.flags = ['corrected']
    list[3]!.flags = ['unverified', 'other']
    expect(flagsOf(list)).toEqual(['corrected', 'other', 'time_in_gap', 'unverified'])
  })

  test('a break that the clock-out ended', () => {
    expect(flagsOf(marks(['in', '02 08:00'], ['break_start', '02 12:00'], ['out', '02 17:00']))).toEqual([
      'break_ended_by_out',
    ])
    expect(flagsOf(marks(['in', '02 08:00'], ['break_start', '02 12:00']))).toEqual([])
  })

  test('longer than the longest shift, as after a correction', () => {
    expect(flagsOf(marks(['in', '02 08:00'], ['out', '03 00:00']))).toEqual([])
    expect(flagsOf(marks(['in', '02 08:00'], ['out', '03 00:00:01']))).toEqual(['over_maximum'])
    expect(flagsOf(marks(['in', '02 08:00'], ['out', '02 12:00:01']), { maxShiftSeconds: 4 * hour })).toEqual(
      ['over_maximum'],
    )
  })
})

describe('days', () => {
  test('add up their shifts; a forgotten clock-out is counted', () => {
    const list = marks(
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_end', '02 10:15'],
      ['out', '02 12:00'],
      ['in', '02 13:00'],
      ['out', '02 17:00'],
      ['in', '03 08:00'],
      ['in', '04 08:00'],
    )
    expect(derive(list).days).toMatchObject([
      { workDate: '2025-06-02', shifts: 2, workedSeconds: 7.75 * hour, breakSeconds: 900, missingOut: 0 },
      { workDate: '2025-06-03', shifts: 1, workedSeconds: 0, missingOut: 1 },
      { workDate: '2025-06-04', shifts: 1, workedSeconds: 0, missingOut: 0 },
    ])
  })

  test('know what was planned for them, worked or not', () => {
    const plan = planOf(
      planned('02', '02 08:00', '02 12:00'),
      planned('02', '02 13:00', '02 16:30'),
      planned('03', '03 08:00', '03 12:00'),
    )
    const { days } = derive(
      marks(['in', '02 08:00'], ['out', '02 12:00'], ['in', '04 08:00'], ['out', '04 12:00']),
      plan,
    )
    expect(days).toMatchObject([
      { workDate: '2025-06-02', plannedSeconds: 7.5 * hour },
      { workDate: '2025-06-04', plannedSeconds: 0 },
    ])
  })

  test('nothing gives nothing', () => {
    expect(derive([])).toEqual({ shifts: [], days: [], orphans: [] })
    expect(derive(marks(['out', '02 17:00'])).orphans.map((one) => one.kind)).toEqual(['out'])
  })

  test('an empty day', () => {
    expect(emptyDay('2025-06-02')).toMatchObject({
      workDate: '2025-06-02',
      shifts: 0,
      workedSeconds: 0,
      plannedSeconds: 0,
    })
    expect(emptyDay('2025-06-02', 28_800)).toMatchObject({ plannedSeconds: 28_800 })
  })
})

describe('marks of shifts', () => {
  test('each once, in order', () => {
    const list = marks(
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_end', '02 10:15'],
      ['break_start', '02 12:00'],
      ['out', '02 12:30'],
    )
    expect(marksOf(pairMarks(list).shifts[0]!)).toEqual(list)
    expect(marksOf(pairMarks(list.slice(0, 4)).shifts[0]!)).toEqual(list.slice(0, 4))
    expect(marksOf(pairMarks(list.slice(0, 3)).shifts[0]!)).toEqual(list.slice(0, 3))
  })

  test('the tail is the last work date', () => {
    const list = marks(
      ['in', '01 08:00'],
      ['out', '01 17:00'],
      ['in', '02 18:00'],
      ['out', '02 23:30'],
      ['in', '03 00:30'],
    )
    expect(tailOf(derive(list)).marks).toEqual(list.slice(2))
    expect(tailOf(derive([])).marks).toEqual([])
  })
})

const offsets = fc.array(fc.integer({ min: 1, max: 20 * 60 }), { minLength: 1, maxLength: 24 })
const kinds: MarkKind[] = ['in', 'break_start', 'break_end', 'out']
/** Whole shifts with a break each, one after the other, in whole minutes. */
const account = fc
  .tuple(fc.constantFrom('UTC', 'Europe/Madrid', 'Africa/Cairo', 'Pacific/Apia'), offsets)
  .map(([timeZone, steps]) => {
    let at = june('01 00:00')
    return steps.map((minutes, i) => {
      at += minutes * 60_000
      return mark(kinds[i % 4]!, at, { seq: i + 1, timeZone })
    })
  })

test('days are the sum of their shifts, whatever the order of arrival', () => {
  const reversible = account.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(reversible, ([list, shuffled]) => {
      const sheet = derive(list)
      expect(derive(shuffled)).toEqual(sheet)
      const sum = (rows: readonly { workedSeconds: number; breakSeconds: number }[]) =>
        rows.reduce((total, row) => total + row.workedSeconds + row.breakSeconds, 0)
      expect(sum(sheet.days)).toBe(sum(sheet.shifts))
      expect(sheet.days.map((day) => day.workDate)).toEqual([
        ...new Set(sheet.shifts.map((shift) => shift.workDate)),
      ])
      const worked = sheet.shifts.map((shift) => shift.workDate)
      expect(worked).toEqual(worked.toSorted())
    }),
  )
})

test('deriving the tail again gives the last day as it was', () => {
  const plan: Plan = (_zone, from, to) => {
    const shifts: PlannedShift[] = []
    for (let date = from; date <= to; date = addDays(date, 1)) {
      const start = Date.parse(`${date}T09:00:00Z`)
      const end = start + 8 * hour * 1000
      shifts.push({
        ...planned('01', '01 09:00', '01 17:00'),
        date,
        start,
        end,
        windowStart: start - 3_600_000,
        windowEnd: end + 3_600_000,
      })
    }
    return shifts
  }
  fc.assert(
    fc.property(account, (list) => {
      const sheet = derive(list, plan)
      const again = derive(tailOf(sheet).marks, plan)
      expect(again.days).toEqual(sheet.days.slice(-1))
    }),
  )
})
