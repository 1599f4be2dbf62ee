import { expect, test } from 'vitest'
import { attributeShifts } from './attribute-shifts.ts'
import { addDays } from './calendar.ts'
import { completePolicy } from './policy.ts'
import type { DayRule } from './work-date.ts'
import { localDate, resolveLocal } from './zone.ts'

const zone = 'America/Vancouver'

/** '16 23:00'; hours of 24 and more are on the next day. */
function at(text: string): number {
  const hours = Number(text.slice(3, 5))
  const date = addDays(`2026-03-${text.slice(0, 2)}`, Math.floor(hours / 24))
  return resolveLocal(zone, date, `${String(hours % 24).padStart(2, '0')}${text.slice(5)}`).instant
}

function dates(dayAttribution: DayRule, shifts: [string, string][], gapHours = 4): string {
  const version = {
    id: 'v',
    name: 'v',
    policy: completePolicy({ dayAttribution, newShiftGapMinutes: gapHours * 60 }),
  }
  const work = shifts.map(([start, end]) => ({
    start: at(start),
    end: at(end),
    timeZone: zone,
    workDate: localDate(zone, at(start)),
  }))
  return attributeShifts(work, () => version)
    .map((date) => date.slice(8))
    .join(' ')
}

test.each<[string, DayRule, [string, string][], string]>([
  ['TT-20', 'start', [['16 23:00', '16 30:00']], '16'],
  [
    'TT-24',
    'end',
    [
      ['16 20:00', '16 23:30'],
      ['17 00:30', '17 04:00'],
    ],
    '17 17',
  ],
  ['TT-26', 'most', [['16 23:00', '16 30:00']], '17'],
  ['GC-197', 'most', [['16 18:00', '16 25:00']], '16'],
  ['TT-34 before', 'most', [['16 23:00', '16 37:00']], '17'],
  [
    'TT-36',
    'most',
    [
      ['16 13:30', '16 23:30'],
      ['17 00:30', '17 02:30'],
    ],
    '16 16',
  ],
  ['GC-199 split keeps the date of the start', 'split', [['16 18:00', '16 26:00']], '16'],
  [
    'a longer pause is another shift',
    'end',
    [
      ['16 08:00', '16 12:00'],
      ['16 20:00', '16 26:00'],
    ],
    '16 17',
  ],
  [
    'a date never goes back',
    'most',
    [
      ['16 12:00', '16 37:00'],
      ['17 17:00', '17 18:00'],
    ],
    '17 17',
  ],
  ['without an end', 'end', [['16 23:00', '16 23:00']], '16'],
  ['nothing', 'end', [], ''],
])('%s', (_id, rule, shifts, expected) => {
  expect(dates(rule, shifts)).toBe(expected)
})

test('TT-22 no gap: three shifts of 24 hours, back to back, are three', () => {
  const days: [string, string][] = [
    ['16 15:00', '16 39:00'],
    ['17 15:00', '17 39:00'],
    ['18 15:00', '18 39:00'],
  ]
  expect(dates('end', days, 0)).toBe('17 18 19')
  expect(dates('end', days)).toBe('19 19 19')
})

test('without a policy a shift keeps its date', () => {
  const shift = { start: 0, end: 1, timeZone: zone, workDate: '2026-03-16' }
  expect(attributeShifts([shift], () => undefined)).toEqual(['2026-03-16'])
})
