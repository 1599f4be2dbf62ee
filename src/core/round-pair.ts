/**
 * Rounding of an entry by its begin, its end and then its length, each with a step of its own.
 * `default` gives the benefit of the doubt to who worked: begin down, end up, length up. `nearest`
 * takes an exact half down. Seconds count. A step of 0 leaves what it is for as it is, and an entry
 * without length has none afterwards. Source: kimai, rounding modes.
 */
import { roundInstant, roundSeconds, type RoundingRule } from './rounding.ts'

export const pairModes = ['default', 'up', 'down', 'nearest'] as const
export type PairMode = (typeof pairModes)[number]

export interface PairRounding {
  mode: PairMode
  beginMinutes: number
  endMinutes: number
  durationMinutes: number
}

export interface RoundedPair {
  start: number
  end: number
  /** Rounded by itself, so not always the difference of the two. */
  seconds: number
}

/** `start` and `end` in epoch milliseconds, on the wall clock of `zone`. */
export function roundPair(zone: string, start: number, end: number, rule: PairRounding): RoundedPair {
  const modes = modesOf[rule.mode]
  const begin = roundInstant(zone, start, { ...modes.begin, stepMinutes: rule.beginMinutes })
  const finish = Math.max(begin, roundInstant(zone, end, { ...modes.end, stepMinutes: rule.endMinutes }))
  const seconds = Math.floor((finish - begin) / 1000)
  return {
    start: begin,
    end: finish,
    seconds: roundSeconds(seconds, { ...modes.duration, stepMinutes: rule.durationMinutes }),
  }
}

type Way = Omit<RoundingRule, 'stepMinutes'>
const up: Way = { mode: 'up', seconds: 'keep' }
const down: Way = { mode: 'down', seconds: 'keep' }
const nearest: Way = { mode: 'nearest', seconds: 'keep', tie: 'down' }

const modesOf = {
  default: { begin: down, end: up, duration: up },
  up: { begin: up, end: up, duration: up },
  down: { begin: down, end: down, duration: down },
  nearest: { begin: nearest, end: nearest, duration: nearest },
} as const satisfies Record<PairMode, Record<'begin' | 'end' | 'duration', Way>>
