import { describe, expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { dayFindings, type FindingDay } from './day-findings.ts'
import { completePolicy, type PolicyInput } from './policy.ts'

const hour = 3600

/** '08:00-12:00 13:00-17:00' of Monday, 2025-06-02. */
const spans = (text: string) =>
  text === ''
    ? []
    : text.split(' ').map((pair) => {
        const [start = '', end = ''] = pair.split('-')
        return { start: june(`02 ${start}`), end: june(`02 ${end}`) }
      })

function find(policy: PolicyInput, work: string, more: Partial<FindingDay> = {}) {
  const worked = spans(work)
  const day = { withoutBreaks: worked, worked, nightSeconds: 0, shifts: [], ...more }
  return dayFindings(day, completePolicy(policy))
}

test('without a rule there is nothing to look at', () => {
  expect(find({}, '00:00-23:59', { nightSeconds: 8 * hour })).toEqual([])
})

describe('breaks', () => {
  test('too short for the time that was worked', () => {
    expect(find({ breaks: { required: [[360, 30]] } }, '08:00-12:00 12:20-16:20')).toEqual([
      {
        code: 'break_too_short',
        values: { requiredSeconds: 1800, breakSeconds: 1200, shortSeconds: 600 },
      },
    ])
    expect(find({ breaks: { required: [[360, 30]] } }, '08:00-12:00 12:30-16:30')).toEqual([])
  })

  test('a stretch that is too long, also where no break is required', () => {
    expect(find({ breaks: { longestStretchMinutes: 360 } }, '08:00-14:01')).toEqual([
      { code: 'stretch_too_long', values: { longestStretchSeconds: 21_660, limitSeconds: 21_600 } },
    ])
    expect(find({ breaks: { longestStretchMinutes: 360 } }, '08:00-14:00')).toEqual([])
  })

  test('no stretch is too long where none is limited', () => {
    expect(find({ breaks: { required: [[360, 30]] } }, '08:00-20:00 20:30-21:00')).toEqual([])
  })
})

describe('lengths', () => {
  test('over the daily maximum, not at it', () => {
    const policy = { dayLimits: { maxMinutes: 480 } }
    expect(find(policy, '08:00-12:00 13:00-17:00')).toEqual([])
    expect(find(policy, '08:00-12:00 13:00-17:01')).toEqual([
      { code: 'over_daily_maximum', values: { seconds: 8 * hour + 60, limitSeconds: 8 * hour } },
    ])
  })

  test('the spread counts the breaks', () => {
    const policy = { dayLimits: { spreadOverMinutes: 540 } }
    expect(find(policy, '08:00-10:00 15:00-17:00')).toEqual([])
    expect(find(policy, '08:00-10:00 15:00-17:01')).toEqual([
      { code: 'over_spread', values: { seconds: 9 * hour + 60, limitSeconds: 9 * hour } },
    ])
    expect(find(policy, '')).toEqual([])
  })

  test('night work', () => {
    const night = { from: '23:00', to: '06:00', hourSeconds: 3600, prorogation: false }
    const by = (nightWorkOverMinutes: number | null) =>
      find({ night: { ...night, nightWorkOverMinutes } }, '', { nightSeconds: 2 * hour + 1 })
    expect(by(120)).toEqual([{ code: 'night_work', values: { nightSeconds: 2 * hour + 1 } }])
    expect(by(121)).toEqual([])
    expect(by(null)).toEqual([])
  })
})

test('a rest that is too short', () => {
  const shifts = [
    { date: '2025-06-01', start: june('01 13:00'), end: june('01 22:00') },
    { date: '2025-06-02', start: june('02 08:00'), end: june('02 12:00') },
  ]
  const policy = { rest: { dailyMinutes: 660 } }
  expect(find(policy, '', { shifts: shifts as never })).toEqual([
    { code: 'rest_too_short', values: { restSeconds: 10 * hour, shortSeconds: hour } },
  ])
  expect(find({ rest: { dailyMinutes: 600 } }, '', { shifts: shifts as never })).toEqual([])
})

test('a meal', () => {
  const mealPeriods = { meals: [{ afterMinutes: 300, waivableUpToMinutes: 360 }], minimumMinutes: 30 }
  expect(find({ mealPeriods }, '08:00-13:05 13:35-17:00')).toEqual([
    { code: 'meal_late', values: { meal: 1, seconds: 300 } },
  ])
})
