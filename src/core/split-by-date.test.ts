import { expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { splitByDate } from './split-by-date.ts'

const hour = 3600

/** '02 20:00 03 02:00': from and to, UTC. */
const span = (text: string) => ({ start: june(text.slice(0, 8)), end: june(text.slice(9)) })

test('a span within a day is one part', () => {
  const day = span('02 08:00 02 12:00')
  expect(splitByDate([day], 'UTC')).toEqual([{ date: '2025-06-02', spans: [day], seconds: 4 * hour }])
})

test('spans of one date are one part, and what lies behind midnight is another', () => {
  const before = span('02 18:00 02 20:00')
  expect(splitByDate([before, span('02 21:00 03 02:00'), span('03 03:00 03 04:00')], 'UTC')).toEqual([
    {
      date: '2025-06-02',
      spans: [before, span('02 21:00 03 00:00')],
      seconds: 5 * hour,
    },
    {
      date: '2025-06-03',
      spans: [span('03 00:00 03 02:00'), span('03 03:00 03 04:00')],
      seconds: 3 * hour,
    },
  ])
})

test('midnight is that of the zone', () => {
  const parts = splitByDate([span('02 20:00 02 23:00')], 'Europe/Berlin')
  expect(parts.map(({ date, seconds }) => [date, seconds / hour])).toEqual([
    ['2025-06-02', 2],
    ['2025-06-03', 1],
  ])
})

test('a span that ends at midnight has nothing of the next date, and no span no part', () => {
  expect(splitByDate([span('02 20:00 03 00:00')], 'UTC').map(({ date }) => date)).toEqual(['2025-06-02'])
  expect(splitByDate([span('03 00:00 03 04:00')], 'UTC').map(({ date }) => date)).toEqual(['2025-06-03'])
  expect(splitByDate([], 'UTC')).toEqual([])
})
