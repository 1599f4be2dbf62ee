import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { june, mark, marks } from '../../test/marks.ts'
import { dayNumber } from './calendar.ts'
import { sentenceOf, type Step } from './explanation.ts'
import { completePolicy, type Policy, type PolicyInput } from './policy.ts'
import { defaultPairingRules } from './pairing.ts'
import { findPreset, presets } from './presets.ts'
import type { Mark } from './punch.ts'
import { deriveByPolicy, pairingRulesAt } from './timesheet-by-policy.ts'
import { deriveTimesheet, tailOf, type Day, type TimesheetRules } from './timesheet.ts'

const hour = 3600
const overtimeAfter = (hours: number) => ({ afterMinutes: hours * 60, class: 'overtime' as const })

function rulesOf(
  input: PolicyInput | Policy,
): TimesheetRules & { policyOn: NonNullable<TimesheetRules['policyOn']> } {
  const version = { id: 'v1', name: 'v1', policy: completePolicy(input) }
  return { ...defaultPairingRules, plan: () => [], policyOn: () => version }
}

const derive = (input: PolicyInput | Policy, list: readonly Mark[]) => deriveTimesheet(list, rulesOf(input))

test('a day has the account of its policy, and its version', () => {
  const { days, shifts } = derive(
    { overtime: { daily: [overtimeAfter(8)] }, breaks: { paidUpToMinutes: 20 } },
    marks(
      ['in', '02 08:00'],
      ['break_start', '02 10:00'],
      ['break_end', '02 10:15'],
      ['break_start', '02 12:00'],
      ['break_end', '02 12:30'],
      ['out', '02 18:00'],
    ),
  )
  expect(days).toHaveLength(1)
  expect(days[0]).toMatchObject({
    workDate: '2025-06-02',
    shifts: 1,
    workedSeconds: 9.5 * hour,
    breakSeconds: 0.75 * hour,
    paidBreakSeconds: 0.25 * hour,
    payableSeconds: 9.5 * hour,
    regularSeconds: 8 * hour,
    overtimeSeconds: 1.5 * hour,
    policyVersionId: 'v1',
  })
  expect(shifts[0]!.workedSeconds).toBe(9.5 * hour)
})

test('an open shift is on its day and counts nothing', () => {
  const { days } = derive(findPreset('US-CA')!.rules, marks(['in', '02 08:00']))
  expect(days).toMatchObject([{ shifts: 1, workedSeconds: 0, payableSeconds: 0, policyVersionId: 'v1' }])
})

describe('the date', () => {
  test.each<[string, PolicyInput['dayAttribution'], [string, number, number][]]>([
    ['TT-20', 'start', [['2025-06-02', 1, 7]]],
    ['TT-24', 'end', [['2025-06-03', 1, 7]]],
    ['TT-26', 'most', [['2025-06-03', 1, 7]]],
    [
      'TT-28',
      'split',
      [
        ['2025-06-02', 1, 1],
        ['2025-06-03', 0, 6],
      ],
    ],
  ])('%s of a night by %s', (_id, dayAttribution, expected) => {
    const { days } = derive(
      { dayAttribution: dayAttribution! },
      marks(['in', '02 23:00'], ['out', '03 06:00']),
    )
    expect(days.map((day) => [day.workDate, day.shifts, day.workedSeconds / hour])).toEqual(expected)
  })

  test('TT-40 the pause that makes a new shift, and the longest shift, are those of the policy', () => {
    const list = marks(['in', '02 20:00'], ['out', '02 23:30'], ['in', '03 00:30'], ['out', '03 04:00'])
    expect(derive({}, list).days.map((day) => day.workDate)).toEqual(['2025-06-02'])
    expect(derive({ newShiftGapMinutes: 60 }, list).days.map((day) => day.workDate)).toEqual([
      '2025-06-02',
      '2025-06-03',
    ])
    const long = marks(['in', '02 08:00'], ['out', '02 19:00'])
    expect(derive({ maxShiftMinutes: 600 }, long).shifts[0]!.flags).toEqual(['over_maximum'])
    expect(pairingRulesAt(rulesOf({ maxShiftMinutes: 600, newShiftGapMinutes: 0 }), long[0]!)).toEqual({
      maxShiftSeconds: 36_000,
      newShiftGapSeconds: 0,
    })
    expect(pairingRulesAt(defaultPairingRules, long[0]!)).toEqual(defaultPairingRules)
  })
})

describe('a forgotten clock-out', () => {
  const forgotten = marks(
    ['in', '02 09:00'],
    ['break_start', '02 12:00'],
    ['in', '03 08:00'],
    ['out', '03 12:00'],
  )
  const elevenHours = { automaticClockOut: { after: 'start' as const, minutes: 660 } }

  test('waits for a correction', () => {
    expect(derive({}, forgotten).days[0]).toMatchObject({ missingOut: 1, workedSeconds: 0 })
  })

  test('OC-10 is ended by a policy, visibly', () => {
    const { shifts, days } = derive({ ...elevenHours, breaks: { paidUpToMinutes: 0 } }, [
      ...marks(['in', '02 09:00'], ['break_start', '02 12:00'], ['break_end', '02 13:00']),
      mark('in', june('03 08:00'), { seq: 4 }),
    ])
    expect(shifts[0]).toMatchObject({
      status: 'complete',
      out: null,
      automaticOutAt: june('02 20:00'),
      flags: ['automatic_out'],
      workedSeconds: 10 * hour,
    })
    expect(days[0]).toMatchObject({ missingOut: 0, workedSeconds: 10 * hour, breakSeconds: hour })
    expect(shifts[1]!.status).toBe('open')
  })

  test('a break that still runs ends with it', () => {
    expect(derive(elevenHours, forgotten).days[0]).toMatchObject({
      workedSeconds: 3 * hour,
      breakSeconds: 8 * hour,
    })
  })

  test('it is no mark: the tail has only what was punched', () => {
    const sheet = derive(elevenHours, forgotten.slice(0, 3))
    expect(tailOf(sheet).marks.map((one) => one.kind)).toEqual(['in'])
    const whole = derive({ ...elevenHours, overtime: { weekly: [overtimeAfter(40)] } }, forgotten.slice(0, 3))
    expect(tailOf(whole).marks.map((one) => one.seq)).toEqual([1, 2, 3])
  })

  test('a clock-out that comes later takes its place', () => {
    const { shifts } = derive(elevenHours, [...forgotten, mark('out', june('02 17:00'), { seq: 5 })])
    expect(shifts[0]).toMatchObject({
      status: 'complete',
      automaticOutAt: null,
      flags: ['break_ended_by_out'],
    })
  })

  test('the explanation says that nobody punched it', () => {
    const told: string[] = []
    deriveByPolicy(forgotten, rulesOf(elevenHours), (_date, step) => told.push(sentenceOf(step)))
    expect(told).toContain(
      'Nobody clocked out: the policy ends the shift at 20:00:00, 660 minutes after its start. This time was not punched.',
    )
  })
})

describe('the tail', () => {
  test('of a week reaches back to its start, and over a shift on the line', () => {
    const weekly = { overtime: { weekly: [overtimeAfter(40)] } }
    const list = marks(
      ['in', '05 08:00'],
      ['out', '05 16:00'],
      ['in', '08 22:00'],
      ['out', '09 06:00'],
      ['in', '10 08:00'],
      ['out', '10 16:00'],
    )
    // Monday was the 9th: the night to it belongs to the 8th, in the week from the 2nd, on which the 5th lies.
    const tail = tailOf(derive(weekly, list))
    expect(tail.marks.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(tail.from).toBe(june('09 00:00'))
    const calm = tailOf(
      derive(
        weekly,
        list.filter((one) => one.seq !== 3 && one.seq !== 4),
      ),
    )
    expect(calm.marks.map((one) => one.seq)).toEqual([5, 6])
    expect(calm.from).toBe(june('10 08:00'))
  })

  test('without rules of a week it is the last date', () => {
    const list = marks(['in', '02 08:00'], ['out', '02 16:00'], ['in', '03 08:00'])
    expect(
      tailOf(derive({ overtime: { daily: [overtimeAfter(8)] } }, list)).marks.map((one) => one.seq),
    ).toEqual([3])
    expect(tailOf(derive({ dayAttribution: 'split' }, list)).marks.map((one) => one.seq)).toEqual([1, 2, 3])
    expect(tailOf(derive({}, []))).toEqual({ marks: [], from: -Infinity, first: 0 })
  })
})

describe('what a day looks at before its date', () => {
  const hoursOf = (policy: Policy | PolicyInput, ...rows: [Mark['kind'], string][]) => {
    const all = marks(...rows)
    // The last shift is punched in later: only the tail is known then.
    const tail = tailOf(derive(policy, all.slice(0, -2))).marks
    const days = [derive(policy, all), derive(policy, [...tail, ...all.slice(-2)])].map((sheet) =>
      sheet.days.at(-1)!,
    )
    expect(days[1]).toEqual(days[0])
    return [days[0]!.regularSeconds / hour, days[0]!.overtimeSeconds / hour]
  }

  test('Nevada, Poland: the workday of the day before goes on for 24 hours', () => {
    for (const code of ['US-NV', 'PL'])
      expect(
        hoursOf(
          findPreset(code)!.rules,
          ['in', '02 08:00'],
          ['out', '02 16:00'],
          ['in', '03 07:00'],
          ['out', '03 15:00'],
        ),
      ).toEqual([7, 1])
  })

  test('Nevada: over the line of a workweek, too (Saturday to Sunday)', () => {
    expect(
      hoursOf(
        findPreset('US-NV')!.rules,
        ['in', '07 08:00'],
        ['out', '07 16:00'],
        ['in', '08 07:30'],
        ['out', '08 15:30'],
      ),
    ).toEqual([7.5, 0.5])
  })

  test('a night shift fills the workday of the clock that the next shift lies in', () => {
    const daily: PolicyInput = {
      workday: { kind: 'clock', startsAt: '00:00' },
      overtime: { daily: [overtimeAfter(8)] },
    }
    expect(
      hoursOf(daily, ['in', '02 22:00'], ['out', '03 06:00'], ['in', '03 14:00'], ['out', '03 22:00']),
    ).toEqual([2, 6])
  })

  test('seventh day: a new version with the same rules of overtime begins no new count', () => {
    const california = findPreset('US-CA')!.rules
    const week = marks(
      ...['08', '09', '10', '11', '12', '13', '14'].flatMap((day): [Mark['kind'], string][] => [
        ['in', `${day} 08:00`],
        ['out', `${day} 12:00`],
      ]),
    )
    const newer = completePolicy({ ...california, retentionYears: 4 })
    const { days } = deriveTimesheet(week, {
      ...rulesOf(california),
      policyOn: (date) => ({ id: 'v', name: 'v', policy: date < '2025-06-11' ? california : newer }),
    })
    expect(days.at(-1)).toMatchObject({ regularSeconds: 0, overtimeSeconds: 4 * hour })
  })

  test('by `end`, a shift that is moved back finds all of its date', () => {
    const policy: PolicyInput = { dayAttribution: 'end', overtime: { daily: [overtimeAfter(8)] } }
    const tail = tailOf(
      derive(policy, marks(['in', '02 06:00'], ['out', '02 12:00'], ['in', '02 18:00'], ['out', '03 02:00'])),
    ).marks
    expect(tail.map((one) => one.seq)).toEqual([1, 2, 3, 4])
  })
})

describe('a workweek that is moved (29 CFR 778.302)', () => {
  const weekFrom = (startsOn: number, startsAt: string) =>
    completePolicy({ workweek: { startsOn, startsAt }, overtime: { weekly: [overtimeAfter(40)] } })
  const shifts = (...rows: [day: number, hours: number][]) =>
    marks(
      ...rows.flatMap(([day, hours]): [Mark['kind'], string][] => {
        const date = String(day).padStart(2, '0')
        return [
          ['in', `${date} 08:00`],
          ['out', `${date} ${8 + hours}:00`.replace(' 9:', ' 09:')],
        ]
      }),
    )

  test.each<[string, Policy, Policy, number, [day: number, hours: number][], Record<number, number>, string]>(
    [
      [
        'GC-032 the overlap gives 5 hours in the old week, none in the new',
        weekFrom(1, '07:00'),
        weekFrom(7, '07:00'),
        8,
        [
          ...[2, 3, 4, 5, 6].map((day): [number, number] => [day, 8]),
          [8, 5],
          ...[9, 10, 11, 12, 13].map((day): [number, number] => [day, 7]),
        ],
        { 6: 0, 8: 5, 13: 0 },
        'old',
      ],
      [
        'the overlap gives 5 hours in the new week, none in the old',
        weekFrom(1, '07:00'),
        weekFrom(7, '07:00'),
        8,
        [
          ...[2, 3, 4, 5, 6].map((day): [number, number] => [day, 6]),
          [8, 5],
          ...[9, 10, 11, 12, 13].map((day): [number, number] => [day, 8]),
        ],
        { 6: 0, 8: 0, 12: 0, 13: 5 },
        'new',
      ],
      [
        'moved on a Wednesday, nobody loses the hours of Sunday to Tuesday',
        weekFrom(7, '00:00'),
        weekFrom(1, '00:00'),
        4,
        [1, 2, 3, 4, 5, 6].map((day): [number, number] => [day, 10]),
        { 3: 0, 4: 0, 5: 10, 6: 10 },
        'old',
      ],
    ],
  )('%s', (_name, before, after, on, rows, overtime, counted) => {
    const version = (policy: Policy) => ({ id: 'v', name: 'v', policy })
    const line = `2025-06-${String(on).padStart(2, '0')}`
    const rules = {
      ...rulesOf(before),
      policyOn: (date: string) => version(date < line ? before : after),
    }
    const told: Step[] = []
    const { days } = deriveByPolicy(shifts(...rows), rules, (_date, step) => told.push(step))
    const found = Object.keys(overtime).map((day) => {
      const date = `2025-06-${day.padStart(2, '0')}`
      return [day, days.find((one) => one.workDate === date)!.overtimeSeconds / hour]
    })
    expect(Object.fromEntries(found)).toEqual(overtime)
    expect(told).toContainEqual({ code: 'workweek_moved', counted })
  })
})

describe('laws', () => {
  const policies = fc.constantFrom<Policy>(
    ...presets.map(({ rules }) => rules),
    completePolicy({ overtime: { consecutive: [overtimeAfter(8)] } }),
    ...['00:00', '06:00'].map((startsAt) =>
      completePolicy({ workday: { kind: 'clock', startsAt }, overtime: { daily: [overtimeAfter(8)] } }),
    ),
    completePolicy({ dayAttribution: 'end', rest: { dailyMinutes: 660, weeklyMinutes: null } }),
    completePolicy({
      dayAttribution: 'split',
      overtime: { daily: [overtimeAfter(8)], weekly: [overtimeAfter(30)] },
    }),
    completePolicy({ dayAttribution: 'split', night: findPreset('BR')!.rules.night }),
    completePolicy({
      dayAttribution: 'end',
      overtime: { weekly: [overtimeAfter(20)], daily: [overtimeAfter(6)], combine: 'greater' },
    }),
    completePolicy({
      dayAttribution: 'most',
      workweek: { startsOn: 3, startsAt: '06:00' },
      overtime: { weekly: [overtimeAfter(20)] },
    }),
    completePolicy({
      automaticClockOut: { after: 'start', minutes: 480 },
      overtime: { weekly: [overtimeAfter(20)] },
    }),
  )
  const pieces = fc.array(
    fc.record({
      pause: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 40 * 60 })),
      work: fc.integer({ min: 1, max: 15 * 60 }),
      hasBreak: fc.boolean(),
      forgotten: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    }),
    { minLength: 2, maxLength: 24 },
  )

  /** Shifts one after the other, in minutes from the 1st of June. */
  function history(parts: { pause: number; work: number; hasBreak: boolean; forgotten: boolean }[]): Mark[] {
    const list: Mark[] = []
    let minute = 0
    const add = (kind: Mark['kind'], at: number) =>
      list.push(
        mark(kind, june('01 00:00') + at * 60_000, { seq: list.length + 1, timeZone: 'America/New_York' }),
      )
    for (const { pause, work, hasBreak, forgotten } of parts) {
      minute += pause
      add('in', minute)
      if (hasBreak && work > 10) {
        add('break_start', minute + Math.floor(work / 3))
        add('break_end', minute + Math.floor(work / 2))
      }
      if (!forgotten) add('out', minute + work)
      minute += work
    }
    return list
  }

  const byDate = (days: readonly Day[]) => new Map(days.map((day) => [day.workDate, day]))

  /** As the writer does: what the tail gives otherwise than before is written over what is stored. */
  function written(
    stored: readonly Day[],
    tail: readonly Mark[],
    added: readonly Mark[],
    rules: TimesheetRules,
  ) {
    const days = byDate(stored)
    const before = byDate(deriveTimesheet(tail, rules).days)
    const after = byDate(deriveTimesheet([...tail, ...added], rules).days)
    for (const [date, day] of after)
      if (JSON.stringify(day) !== JSON.stringify(before.get(date))) days.set(date, day)
    for (const date of before.keys()) if (!after.has(date)) days.delete(date)
    return [...days.values()].sort((a, b) => (a.workDate < b.workDate ? -1 : 1))
  }

  test('what is written with a punch from the tail is what all marks give', () => {
    fc.assert(
      fc.property(policies, pieces, fc.nat(3), (policy, parts, count) => {
        const rules = rulesOf(policy)
        const all = history(parts)
        const known = all.slice(0, Math.max(1, all.length - 1 - count))
        const sheet = deriveTimesheet(known, rules)
        const added = all.slice(known.length)
        const found = written(sheet.days, tailOf(sheet).marks, added, rules)
        expect(found).toEqual(deriveTimesheet(all, rules).days)
      }),
      { numRuns: 400 },
    )
  })

  /** One policy for a person, or several that follow each other. */
  const changing = fc
    .tuple(fc.array(fc.option(policies), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 9 }))
    .map(([list, days]): TimesheetRules => {
      const versions = list.map((policy, i) => (policy ? { id: `v${i}`, name: 'v', policy } : undefined))
      const policyOn = (date: string) => versions[Math.floor(dayNumber(date) / days) % versions.length]
      return { ...defaultPairingRules, plan: () => [], policyOn }
    })

  test('punch by punch from the tail gives what all marks give, also where policies change', () => {
    fc.assert(
      fc.property(changing, pieces, (rules, parts) => {
        const all = history(parts)
        let stored: Day[] = []
        let tail: readonly Mark[] = []
        for (const one of all) {
          stored = written(stored, tail, [one], rules)
          tail = tailOf(deriveTimesheet([...tail, one], rules)).marks
        }
        expect(stored).toEqual(deriveTimesheet(all, rules).days)
      }),
      { numRuns: 400 },
    )
  })

  test('a version that is split into two with the same rules changes nothing', () => {
    fc.assert(
      fc.property(policies, pieces, fc.integer({ min: 1, max: 20 }), (policy, parts, day) => {
        const all = history(parts)
        const line = `2025-06-${String(day).padStart(2, '0')}`
        const version = (rules: Policy) => ({ id: 'v1', name: 'v1', policy: rules })
        const [first, second] = [version(policy), version(structuredClone(policy))]
        const split = { ...rulesOf(policy), policyOn: (date: string) => (date < line ? first : second) }
        expect(deriveTimesheet(all, split).days).toEqual(derive(policy, all).days)
      }),
      { numRuns: 300 },
    )
  })

  test('no second is lost or made, whatever policies follow each other', () => {
    fc.assert(
      fc.property(changing, pieces, (rules, parts) => {
        const { shifts, days } = deriveTimesheet(history(parts), rules)
        const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)
        expect(sum((day) => day.regularSeconds + day.overtimeSeconds + day.doubleSeconds)).toBe(
          sum((day) => day.payableSeconds),
        )
        expect(sum((day) => day.payableSeconds)).toBe(sum((day) => day.workedSeconds))
        expect(sum((day) => day.workedSeconds + day.deductedSeconds)).toBe(
          shifts.reduce((total, shift) => total + shift.workedSeconds, 0),
        )
        for (const day of days) {
          expect(day.regularSeconds + day.overtimeSeconds + day.doubleSeconds).toBe(day.payableSeconds)
          expect(day.restDaySeconds).toBeLessThanOrEqual(day.payableSeconds)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the numbers of the explanation are those of the day', () => {
    const rounded = (apply: 'marks' | 'shift' | 'day', mode: 'nearest' | 'up'): Policy =>
      completePolicy({
        rounding: {
          apply,
          rule: { stepMinutes: 15, mode },
          outRule: null,
          breaks: 'exact',
          snapToPlannedMinutes: null,
        },
        night: findPreset('BR')!.rules.night,
        holiday: { class: 'double' },
        overtime: { daily: [overtimeAfter(6)] },
      })
    const explained = fc.oneof(
      policies,
      fc.constantFrom(
        rounded('marks', 'nearest'),
        rounded('marks', 'up'),
        rounded('shift', 'up'),
        rounded('day', 'nearest'),
      ),
      fc.constant(
        completePolicy({
          breaks: {
            paidUpToMinutes: 20,
            autoDeduct: { afterMinutes: 240, minutes: 30, whenTaken: 'difference' },
          },
          overtime: { daily: [overtimeAfter(6)], weekly: [overtimeAfter(20)] },
        }),
      ),
    )
    fc.assert(
      fc.property(explained, pieces, (policy, parts) => {
        const told = new Map<string, Step[]>()
        const rules = {
          ...rulesOf(policy),
          holidayOn: (date: string) => (date.endsWith('5') ? 'Day' : undefined),
        }
        const { days } = deriveByPolicy(history(parts), rules, (date, step) => {
          const list = told.get(date)
          if (list) list.push(step)
          else told.set(date, [step])
        })
        for (const day of days) {
          const steps = told.get(day.workDate) ?? []
          const sum = (code: Step['code'], field: string, only: (step: Step) => boolean = () => true) =>
            steps
              .filter((step) => step.code === code && only(step))
              .reduce((total, step) => total + Number(step[field as keyof Step]), 0)
          const isSplit = policy.dayAttribution === 'split'
          const given = {
            overtimeSeconds: sum(
              'band',
              'seconds',
              (step) => step.code === 'band' && step.class === 'overtime',
            ),
            doubleSeconds: sum('band', 'seconds', (step) => step.code === 'band' && step.class === 'double'),
            nightSeconds: sum('night', 'legal'),
            holidaySeconds: sum('holiday', 'seconds'),
            restDaySeconds: sum('rest_day', 'seconds'),
            roundingSeconds: sum('tolerated', 'seconds') + sum('rounded', 'seconds'),
            deductedSeconds: sum('deducted', 'seconds'),
            workedSeconds: isSplit ? day.workedSeconds : sum('shift', 'worked') - sum('deducted', 'seconds'),
            payableSeconds: isSplit
              ? day.payableSeconds
              : day.workedSeconds +
                sum('tolerated', 'seconds') +
                sum('rounded', 'seconds') +
                sum('window', 'seconds'),
          }
          expect(day).toMatchObject(given)
          if (policy.overtime.daily.length > 0) expect(sum('workday', 'seconds')).toBe(day.payableSeconds)
          const split = steps.some((step) => step.code === 'split')
          const alone = steps.every((step) => step.code !== 'shift' || step.worked === 0)
          if (split && alone) expect(sum('split', 'seconds')).toBe(day.workedSeconds + day.deductedSeconds)
          for (const step of steps) expect(sentenceOf(step)).not.toMatch(/undefined|NaN|null|--/)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('so is one that comes late, within what the tail tells', () => {
    fc.assert(
      fc.property(policies, pieces, fc.nat(60), (policy, parts, which) => {
        const rules = rulesOf(policy)
        const all = history(parts)
        const late = all[all.length - 1 - (which % all.length)]!
        const known = all.filter((one) => one !== late)
        if (known.length === 0) return
        const sheet = deriveTimesheet(known, rules)
        const tail = tailOf(sheet)
        if (late.at < tail.from || sheet.orphans.length > 0) return
        const found = written(sheet.days, tail.marks, [late], rules)
        expect(found).toEqual(deriveTimesheet(all, rules).days)
      }),
      { numRuns: 400 },
    )
  })

  test('the order in which marks arrive does not matter', () => {
    fc.assert(
      fc.property(policies, pieces, (policy, parts) => {
        const all = history(parts)
        expect(derive(policy, all.toReversed()).days).toEqual(derive(policy, all).days)
      }),
    )
  })

  test('a policy without rules gives what no policy gives', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const all = history(parts)
        const plain = deriveTimesheet(all, { ...defaultPairingRules, plan: () => [] })
        const byPolicy = derive({}, all)
        expect(byPolicy.shifts).toEqual(plain.shifts)
        expect(byPolicy.days).toEqual(plain.days.map((day) => ({ ...day, policyVersionId: 'v1' })))
      }),
    )
  })
})
