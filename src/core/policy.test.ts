import { describe, expect, test } from 'vitest'
import { policyProblems } from './policy-problems.ts'
import { completePolicy, hasWeeklyRules, overtimeForRate, plainPolicy, type PolicyInput } from './policy.ts'
import { findPreset, presets } from './presets.ts'

const overtime = (afterMinutes: number) => ({ afterMinutes, class: 'overtime' as const })
const double = (afterMinutes: number) => ({ afterMinutes, class: 'double' as const })
const roundTo = (stepMinutes: number, mode: 'nearest' | 'up' = 'nearest') => ({
  apply: 'marks' as const,
  rule: { stepMinutes, mode },
  outRule: null,
  breaks: 'exact' as const,
  snapToPlannedMinutes: null,
})
const meals = { meals: [{ afterMinutes: 300, waivableUpToMinutes: 360 }], minimumMinutes: 30 }
const night = {
  from: '22:00',
  to: '05:00',
  hourSeconds: 3600,
  prorogation: false,
  nightWorkOverMinutes: null,
}

test.each<[string, PolicyInput, string[]]>([
  ['nothing at all', {}, []],
  ['tiers that ascend', { overtime: { daily: [overtime(480), double(720)] } }, []],
  [
    'a threshold below the one before',
    { overtime: { daily: [overtime(600), double(480)] } },
    ['overtime.daily.1.afterMinutes'],
  ],
  [
    'two thresholds alike',
    { overtime: { weekly: [overtime(2400), double(2400)] } },
    ['overtime.weekly.1.afterMinutes'],
  ],
  [
    'double before overtime',
    { overtime: { daily: [double(480), overtime(720)] } },
    ['overtime.daily.1.class'],
  ],
  [
    'a rate that falls',
    {
      overtime: {
        daily: [
          { ...overtime(480), ratePercent: 175 },
          { ...overtime(600), ratePercent: 150 },
        ],
      },
    },
    ['overtime.daily.1.ratePercent'],
  ],
  [
    'the greater of one test',
    { overtime: { daily: [overtime(480)], combine: 'greater' } },
    ['overtime.combine'],
  ],
  [
    'the greater with a seventh day',
    {
      overtime: {
        daily: [overtime(480)],
        weekly: [overtime(2400)],
        combine: 'greater',
        seventhDay: { doubleAfterMinutes: 480 },
      },
    },
    ['overtime.seventhDay'],
  ],
  [
    'consecutive hours added to the day',
    { overtime: { daily: [overtime(480)], consecutive: [overtime(720)] } },
    ['overtime.consecutive'],
  ],
  [
    'what counts to no week',
    { overtime: { weekCountsFirstMinutes: 480 } },
    ['overtime.weekCountsFirstMinutes'],
  ],
  [
    'a rate that nothing asks for',
    { overtime: { daily: [{ afterMinutes: 480, class: 'overtime' }], hourlyRate: 20 } },
    ['overtime.hourlyRate'],
  ],
  ['a rate for no day', { overtime: { dailyOnlyIfRateBelow: 18 } }, ['overtime.dailyOnlyIfRateBelow']],
  [
    'a workweek within a workday',
    {
      workday: { kind: 'clock', startsAt: '00:00' },
      workweek: { startsOn: 3, startsAt: '06:00' },
      overtime: { weekly: [overtime(2400)] },
    },
    ['workweek.startsAt'],
  ],
  [
    'breaks that do not ascend',
    {
      breaks: {
        required: [
          [540, 45],
          [360, 30],
        ],
      },
    },
    ['breaks.required.1.0', 'breaks.required.1.1'],
  ],
  [
    'a block longer than the break',
    { breaks: { required: [[360, 30]], blockMinutes: 45 } },
    ['breaks.blockMinutes'],
  ],
  [
    'a deduction longer than the work',
    { breaks: { autoDeduct: { afterMinutes: 20, minutes: 30, whenTaken: 'cancel' } } },
    ['breaks.autoDeduct.minutes'],
  ],
  [
    'a deduction of what is paid',
    { breaks: { autoDeduct: { afterMinutes: 360, minutes: 20, whenTaken: 'cancel' }, paidUpToMinutes: 20 } },
    ['breaks.paidUpToMinutes'],
  ],
  [
    'a longest day below the normal one',
    { dayLimits: { normalMinutes: 480, maxMinutes: 420 } },
    ['dayLimits.maxMinutes'],
  ],
  [
    'a week of less rest than a day',
    { rest: { dailyMinutes: 660, weeklyMinutes: 600 } },
    ['rest.weeklyMinutes'],
  ],
  [
    'a day less tolerant than a mark',
    { tolerance: { perMarkMinutes: 10, perDayMinutes: 5 } },
    ['tolerance.perDayMinutes'],
  ],
  [
    'a clock-out after the longest shift',
    { maxShiftMinutes: 600, automaticClockOut: { after: 'start', minutes: 660 } },
    ['automaticClockOut.minutes'],
  ],
  ['a night of no length', { night: { ...night, to: '22:00' } }, ['night.to']],
  ['a rest day twice', { restDay: { weekdays: [7, 7], class: 'double' } }, ['restDay.weekdays.1']],
  [
    'a meal that is waived and not there',
    { mealPeriods: { ...meals, waived: [1, 3] } },
    ['mealPeriods.waived.1'],
  ],
  [
    'a meal waived before it is due',
    { mealPeriods: { ...meals, meals: [{ afterMinutes: 300, waivableUpToMinutes: 240 }] } },
    ['mealPeriods.meals.0.waivableUpToMinutes'],
  ],
  [
    'rounded meals',
    { mealPeriods: meals, rounding: { ...roundTo(15), breaks: 'length' } },
    ['rounding.breaks'],
  ],
  ['rounding in California', { jurisdiction: 'US-CA', rounding: roundTo(15) }, ['rounding']],
  ['rounding in Brazil', { jurisdiction: 'BR', rounding: roundTo(5) }, ['rounding']],
  ['rounding a day in Japan', { jurisdiction: 'JP', rounding: roundTo(15) }, ['rounding']],
  ['rounding by the FLSA', { jurisdiction: 'US-FLSA', rounding: roundTo(15) }, []],
  [
    'half an hour by the FLSA',
    { jurisdiction: 'US-FLSA', rounding: roundTo(30) },
    ['rounding.rule.stepMinutes'],
  ],
  ['always up by the FLSA', { jurisdiction: 'US-FLSA', rounding: roundTo(15, 'up') }, ['rounding.rule.mode']],
  [
    'rounding and a tolerance',
    { rounding: roundTo(15), tolerance: { perMarkMinutes: 5, perDayMinutes: 10 } },
    ['tolerance'],
  ],
  [
    'clock-outs of a total',
    { rounding: { ...roundTo(15), apply: 'day', outRule: { stepMinutes: 15, mode: 'up' } } },
    ['rounding.outRule'],
  ],
])('%s', (_name, input, fields) => {
  expect(policyProblems(completePolicy(input)).map((problem) => problem.field)).toEqual(fields)
})

describe('presets', () => {
  test('are the jurisdictions, each whole, sound and with its source and limits', () => {
    expect(presets.map((preset) => preset.code)).toEqual(
      'US-FLSA US-CA US-AK US-CO US-NV CA-AB CA-BC EU DE ES PT PL UK BR JP IN-FA'.split(' '),
    )
    for (const preset of presets) {
      expect(policyProblems(preset.rules), preset.code).toEqual([])
      expect(preset.rules.jurisdiction).toBe(preset.code)
      expect(preset.source).not.toBe('')
      expect(preset.limits.length).toBeGreaterThan(0)
      expect(Object.keys(preset.rules).sort()).toEqual(Object.keys(plainPolicy).sort())
      expect(JSON.parse(JSON.stringify(preset.rules))).toEqual(preset.rules)
    }
    expect(findPreset('XX')).toBeUndefined()
  })

  test('have the numbers of the laws', () => {
    const of = (code: string) => findPreset(code)!.rules
    expect(of('DE').breaks.required).toEqual([
      [360, 30],
      [540, 45],
    ])
    expect(of('BR').night).toMatchObject({ from: '22:00', to: '05:00', hourSeconds: 3150, prorogation: true })
    expect(of('UK').averages[0]).toEqual({
      of: 'week',
      limitMinutes: 2880,
      reference: { weeks: 17 },
      excludedDays: 'made_up',
    })
    expect(of('US-CA').rounding).toBeNull()
    expect([of('PT'), of('ES'), of('PL')].map((rules) => rules.retentionYears)).toEqual([5, 4, 10])
  })
})

test('the week matters where a rule looks at it', () => {
  const weekly = presets.filter((preset) => hasWeeklyRules(preset.rules)).map((preset) => preset.code)
  expect(weekly).toEqual('US-FLSA US-CA US-AK US-CO US-NV CA-AB CA-BC JP IN-FA'.split(' '))
})

test.each([
  ['GC-056 at the limit', 18, 0],
  ['GC-056 above it', 20, 0],
  ['below it', 17.99, 1],
  ['unknown', undefined, 1],
])('Nevada, paid %s', (_name, rate, tiers) => {
  expect(overtimeForRate(findPreset('US-NV')!.rules.overtime, rate).daily).toHaveLength(tiers)
})
