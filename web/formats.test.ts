import { describe, expect, test } from 'vitest'
import { daysIntoWeek, formatsFor } from './formats.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('formats', () => {
  test.each([
    ['en-GB', false, '7:30', 'Mon 2 Feb', '14:05'],
    ['en-US', true, '7.50', 'Mon, Feb 2', '02:05 PM'],
    ['de-DE', true, '7,50', 'Mo., 2. Feb.', '14:05'],
    ['es-ES', true, '7,50', 'lun, 2 feb', '14:05'],
  ])('of %s', (locale, isDecimal, hours, date, time) => {
    const formats = formatsFor(locale, isDecimal)
    expect(formats.hours(27_000)).toBe(hours)
    expect(plain(formats.date('2026-02-02')).replace('Mon, 2', 'Mon 2')).toBe(date)
    expect(plain(formats.time('2026-02-02T13:05:00Z', 'Europe/Berlin'))).toBe(time)
  })

  test.each([
    ['en-GB', 1],
    ['en-US', 7],
    ['de-DE', 1],
    ['es-ES', 1],
    ['es-MX', 7],
    ['ar-EG', 6],
    ['en', 1],
  ])('in %s the week begins on %i', (locale, day) => {
    expect(formatsFor(locale, false).firstDayOfWeek).toBe(day)
  })

  test('a date is itself in every zone', () => {
    expect(formatsFor('en-GB', false).date('2026-01-01', 'short')).toBe('01/01/2026')
  })

  test('the names of the weekdays begin with Monday', () => {
    expect([1, 7].map(formatsFor('en-GB', false).weekday)).toEqual(['Mon', 'Sun'])
  })

  test('how far a date lies into its week', () => {
    // 2026-02-01 is a Sunday.
    expect([1, 7, 6].map((first) => daysIntoWeek('2026-02-01', first))).toEqual([6, 0, 1])
  })
})
