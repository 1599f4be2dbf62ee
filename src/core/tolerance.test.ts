import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brazilTolerance, tolerate } from './tolerance.ts'

const midnight = Date.UTC(2025, 5, 2)
/** 'HH:MM' or 'HH:MM:SS'; hours from 24 on are the next day. */
const at = (time: string) => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000
}
const two = ['08:00', '17:00']
const four = ['08:00', '12:00', '13:00', '17:00']

test.each([
  ['GC-096 4 and 5 early and late', two, ['07:56', '17:05'], true, 0, 0],
  ['exactly on time', four, four, true, 0, 0],
  ['5 and 5: both limits reached', two, ['07:55', '17:05'], true, 0, 0],
  ['GC-098 8 in one mark', ['08:00', '18:00'], ['07:52', '18:00'], false, 8, 0],
  ['6 late in one mark', two, ['08:06', '17:00'], false, 0, 6],
  ['5 late', two, ['08:05', '17:00'], true, 0, 0],
  ['left 6 early', two, ['08:00', '16:54'], false, 0, 6],
  ['stayed 6 longer', two, ['08:00', '17:06'], false, 6, 0],
  ['GC-100 6 late, 7 extra', four, ['08:06', '12:01', '12:59', '17:05'], false, 7, 6],
  ['GC-102 each within 5, 11 in all', four, ['07:57', '12:03', '12:57', '17:02'], false, 11, 0],
  ['each within 5, 10 in all', four, ['07:57', '12:03', '12:58', '17:02'], true, 0, 0],
  ['early and late do not cancel out', four, ['08:04', '12:04', '13:03', '17:00'], false, 4, 7],
  ['a lunch that was too short and too long', four, ['08:00', '12:06', '12:54', '17:00'], false, 12, 0],
  ['over midnight', ['22:00', '29:00'], ['21:52', '29:03'], false, 11, 0],
  ['a second over the limit of a mark', two, ['07:54:59', '17:00'], false, 5 + 1 / 60, 0],
  [
    'a second over the limit of the day',
    four,
    ['07:57', '12:03', '12:57', '17:01:01'],
    false,
    10 + 1 / 60,
    0,
  ],
  ['no marks, none scheduled', [], [], true, 0, 0],
])('%s', (_name, scheduled, marks, tolerated, extra, lack) => {
  expect(tolerate(scheduled.map(at), marks.map(at), brazilTolerance)).toEqual({
    tolerated,
    extraSeconds: extra * 60,
    lackSeconds: lack * 60,
  })
})

test('a day whose marks are not complete is not compared', () => {
  expect(() => tolerate(four.map(at), two.map(at), brazilTolerance)).toThrow(
    '2 marks cannot be compared with 4 scheduled ones.',
  )
})

test('all or nothing: what counts is either nothing or exactly the change of worked time', () => {
  const shift = fc.integer({ min: -12, max: 12 })
  fc.assert(
    fc.property(shift, shift, shift, shift, (...shifts) => {
      const scheduled = four.map(at)
      const marks = scheduled.map((instant, i) => instant + shifts[i]! * 60_000)
      const { tolerated, extraSeconds, lackSeconds } = tolerate(scheduled, marks, brazilTolerance)
      const worked = (list: number[]) => (list[1]! - list[0]! + list[3]! - list[2]!) / 1000
      expect(extraSeconds - lackSeconds).toBe(tolerated ? 0 : worked(marks) - worked(scheduled))
      const lengths = shifts.map(Math.abs)
      const within = Math.max(...lengths) <= 5 && lengths.reduce((sum, one) => sum + one, 0) <= 10
      expect(tolerated).toBe(within)
    }),
  )
})
