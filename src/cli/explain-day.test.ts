import { expect, test } from 'vitest'
import { emptyDay } from '../core/day-of-shifts.ts'
import { linesOf } from './explain-day.ts'

test('the punches and the steps of a day, as lines', () => {
  const lines = linesOf('eva', {
    day: { ...emptyDay('2026-03-04'), workedSeconds: 46_800, payableSeconds: 45_900 },
    facts: [
      { number: 7, punchId: 'a', kind: 'in', localTime: '2026-03-04T08:00:00', flags: [] },
      { number: 12, punchId: 'b', kind: 'out', localTime: '2026-03-04T21:00:00', flags: ['unverified'] },
    ],
    steps: [{ code: 'band', values: {}, sentence: '4:00 are overtime (150 %): beyond 8:00 of the workday.' }],
    automaticOutAt: null,
  })
  expect(lines).toEqual([
    'eva on 2026-03-04: 13:00 worked, 12:45 paid',
    '',
    'Punches in force:',
    '      7  2026-03-04 08:00:00  in',
    '     12  2026-03-04 21:00:00  out (unverified)',
    '',
    'Steps:',
    '   1. 4:00 are overtime (150 %): beyond 8:00 of the workday.',
  ])
})

test('a day without punches says so', () => {
  expect(linesOf('eva', { day: emptyDay('2026-03-04'), facts: [], steps: [], automaticOutAt: null })).toEqual(
    ['eva on 2026-03-04: 0:00 worked, 0:00 paid', '', 'Nothing was punched for this date.'],
  )
})
