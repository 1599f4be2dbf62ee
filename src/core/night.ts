/**
 * Night work: what lies within the night window of each local date. The window is two lines on the
 * local clock, taken as instants, so that a night of the change of clocks is as long as it was. A
 * line that the clocks skip is the first instant after the gap; one that happens twice, the first.
 */
import { addDays } from './calendar.ts'
import type { Interval } from './overlap.ts'
import { lineInstant, localDate } from './zone.ts'

/** 'HH:MM' local times; an end not after the start is on the next day. '24:00' is the end of the day. */
export interface NightWindow {
  start: string
  end: string
}

/**
 * DE: ArbZG s. 2(3). ES: Estatuto de los Trabajadores art. 36. BR: CLT art. 73 par. 2.
 * JP: Labour Standards Act art. 37(4). EU: the core of every night time, directive 2003/88 art. 2(3).
 */
export const nightWindows = {
  DE: { start: '23:00', end: '06:00' },
  ES: { start: '22:00', end: '06:00' },
  BR: { start: '22:00', end: '05:00' },
  JP: { start: '22:00', end: '05:00' },
  EU: { start: '00:00', end: '05:00' },
} as const satisfies Record<string, NightWindow>

/**
 * Whole seconds of `pieces` at night. `pieces` is what was worked in one shift or one day, without
 * breaks, sorted and apart (see `workedPieces`).
 *
 * With `prolonged`, a shift that covers a whole window, from its first line or earlier to its last
 * or later, keeps its night after the window, until it ends (Brazil: CLT art. 73 par. 5, Súmula 60
 * II of the TST). The pieces must then be those of one shift. Breaks within do not undo it.
 */
export function nightSeconds(
  pieces: readonly Interval[],
  zone: string,
  window: NightWindow,
  prolonged = false,
): number {
  const first = pieces[0]
  if (!first) return 0
  const shiftEnd = pieces[pieces.length - 1]!.end
  let date = addDays(localDate(zone, first.start), -1)
  let start = lineInstant(zone, date, window.start)
  let night = 0
  while (start < shiftEnd) {
    const next = addDays(date, 1)
    const nextStart = lineInstant(zone, next, window.start)
    let end = lineInstant(zone, window.end > window.start ? date : next, window.end)
    // Of a shift that ends within the window this changes nothing.
    if (prolonged && first.start <= start) end = Math.min(shiftEnd, nextStart)
    for (const piece of pieces) {
      const shared = Math.min(piece.end, end) - Math.max(piece.start, start)
      if (shared > 0) night += shared
    }
    date = next
    start = nextStart
  }
  return Math.floor(night / 1000)
}

/** The legal night hour of Brazil: 52 minutes 30 seconds of the clock (CLT art. 73 par. 1). */
export const brazilNightHourSeconds = 3150

/**
 * Night time counted in shortened hours: 7 hours of the clock are 8 legal ones. Seconds, not
 * rounded: totals are added up on the clock and converted once.
 */
export function legalNightSeconds(clockSeconds: number, nightHourSeconds: number): number {
  return (clockSeconds * 3600) / nightHourSeconds
}

/** Germany: night work is more than two hours of night time (ArbZG s. 2(4)). */
export const germanNightWorkSeconds = 2 * 3600

/** Whether a day is night work: strictly more night time than `overSeconds`. */
export function isNightWork(nightTimeSeconds: number, overSeconds: number): boolean {
  return nightTimeSeconds > overSeconds
}
