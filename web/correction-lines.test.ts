import { expect, test } from 'vitest'
import { addedLines, changesOf, linesOf, linesOfDay } from './correction-lines.ts'

const record = {
  id: 'in-1',
  timeInAt: '2026-03-02T22:10:30+01:00',
  outId: 'out-1',
  timeOutAt: '2026-03-03T06:00:00+01:00',
  breaks: [{ startId: 'b-1', startAt: '2026-03-03T01:00:00+01:00', endId: null, endAt: null }],
} as unknown as Parameters<typeof linesOf>[0]

test('a line for each punch, with the date that it was made on', () => {
  expect(linesOf(record).map(({ kind, date, time }) => `${kind} ${date} ${time}`)).toEqual([
    'in 2026-03-02 22:10',
    'break_start 2026-03-03 01:00',
    'out 2026-03-03 06:00',
  ])
})

test('what was not touched is not changed, whatever its seconds', () => {
  expect(changesOf(linesOf(record))).toEqual([])
})

test('times, removals and additions become changes; what is not filled in is left out', () => {
  const [first, second, third] = linesOf(record)
  const [added, empty] = addedLines('2026-03-03', ['break_end', 'out'])
  const lines = [
    { ...first!, time: '22:00' },
    second!,
    { ...third!, time: '05:00', isRemoved: true },
    { ...added!, time: '01:30' },
    empty!,
  ]
  expect(changesOf(lines)).toEqual([
    { action: 'change', punchId: 'in-1', date: '2026-03-02', time: '22:00' },
    { action: 'remove', punchId: 'out-1' },
    { action: 'add', kind: 'break_end', date: '2026-03-03', time: '01:30' },
  ])
})

test('what nobody punched of a day stands there to be filled in', () => {
  const kinds = (records: Parameters<typeof linesOfDay>[1]) =>
    linesOfDay('2026-03-02', records).map(({ kind, time, was }) => `${kind} ${was ?? time}`)
  expect(kinds([])).toEqual(['in ', 'out '])
  const forgotten = { ...record, outId: null, timeOutAt: null, status: 'missing_out' as const }
  expect(kinds([forgotten])).toEqual(['in 22:10', 'break_start 01:00', 'out '])
  expect(kinds([{ ...forgotten, status: 'open' }])).toEqual(['in 22:10', 'break_start 01:00'])
  expect(kinds([{ ...record, status: 'complete' }])).toEqual(['in 22:10', 'break_start 01:00', 'out 06:00'])
})
