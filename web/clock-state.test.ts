import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MarkKind } from '../src/core/punch.ts'
import type { StatusAnswer } from '../src/features/timeclock/timeclock.contract.ts'
import { choices, type ClockState, spansOf, viewClock, type Waiting } from './clock-state.ts'

const asked = Date.parse('2026-02-02T12:00:00Z')
const minutes = (count: number): number => count * 60_000

const status = (given: Partial<StatusAnswer> = {}): StatusAnswer => ({
  userId: 'eva',
  state: 'out',
  since: null,
  todaySeconds: 3600,
  todayHours: 1,
  location: 'never',
  timeZone: 'UTC',
  now: new Date(asked).toISOString(),
  record: null,
  ...given,
})

const at = (kind: MarkKind, minute: number): Waiting => ({ kind, at: asked + minutes(minute) })

describe('what the clock shows', () => {
  const since = new Date(asked - minutes(60)).toISOString()
  test.each<[string, Partial<StatusAnswer>, Waiting[], ClockState, number]>([
    ['out: stands still', {}, [], 'out', 3600],
    ['in: ticks', { state: 'in', since }, [], 'in', 3600 + 600],
    ['on a break: stands still', { state: 'on_break', since }, [], 'on_break', 3600],
    ['a clock-in that waits: ticks from it on', {}, [at('in', 4)], 'in', 3600 + 360],
    ['in and out that wait', {}, [at('in', 2), at('out', 5)], 'out', 3600 + 180],
    ['whatever their order', {}, [at('out', 5), at('in', 2)], 'out', 3600 + 180],
    ['a break that waits', { state: 'in', since }, [at('break_start', 3)], 'on_break', 3600 + 180],
    ['a second clock-in changes nothing', { state: 'in', since }, [at('in', 3)], 'in', 3600 + 600],
    ['one that the server knows by now', { state: 'in', since }, [at('in', -60)], 'in', 3600 + 600],
  ])('%s', (_what, given, waiting, state, seconds) => {
    const view = viewClock(status(given), waiting, asked + minutes(10))
    expect([view.state, view.todaySeconds]).toEqual([state, seconds])
  })

  const punches = fc.array(
    fc.record({
      kind: fc.constantFrom<MarkKind>('in', 'out', 'break_start', 'break_end'),
      at: fc.integer({ min: asked, max: asked + minutes(600) }),
    }),
    { maxLength: 12 },
  )

  test('is a state that a punch can go on from, and never more time than has passed', () => {
    fc.assert(
      fc.property(punches, fc.constantFrom<ClockState>('in', 'out', 'on_break'), (waiting, state) => {
        const now = asked + minutes(600)
        const view = viewClock(status({ state, since }), waiting, now)
        expect(choices[view.state].length).toBeGreaterThan(0)
        expect(view.addedSeconds).toBeGreaterThanOrEqual(0)
        expect(view.addedSeconds).toBeLessThanOrEqual((now - asked) / 1000)
      }),
    )
  })

  test('and the ring draws the same time as work', () => {
    fc.assert(
      fc.property(punches, (waiting) => {
        const now = asked + minutes(600)
        const drawn = spansOf(status(), [], waiting, now)
          .filter(({ kind }) => kind === 'work')
          .reduce((sum, { from, to }) => sum + to - from, 0)
        expect(Math.floor(drawn / 1000)).toBe(viewClock(status(), waiting, now).addedSeconds)
      }),
    )
  })
})
