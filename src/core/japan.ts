/**
 * The day's minutes in Japan. What is worked goes first to the scheduled day, then, paid plainly, up
 * to the legal eight hours; what is above counts apart by day and by night. Night work within the
 * legal hours has the night premium alone. The day goes on past midnight until the work ends.
 * Source: Labour Standards Act arts. 32 and 37.
 */
import { nightSeconds, type NightWindow } from './night.ts'
import type { Interval } from './overlap.ts'

export const japanLegalDaySeconds = 8 * 3600

export interface JapanDay {
  /** Within the scheduled day. */
  scheduledSeconds: number
  /** Above the scheduled day, within the legal one: paid plainly. */
  insideLegalSeconds: number
  /** Above the legal day, not at night: +25 %. */
  overtimeDaySeconds: number
  /** Above the legal day, at night: +50 %. */
  overtimeNightSeconds: number
  /** At night, within the legal day: +25 % for the night alone. An overlay, already counted above. */
  nightOnlySeconds: number
}

/** `pieces` is what was worked, without breaks, sorted and apart (see `workedPieces`). */
export function japanDay(
  pieces: readonly Interval[],
  zone: string,
  scheduledSeconds: number,
  legalSeconds: number,
  night: NightWindow,
): JapanDay {
  const worked = Math.floor(lengthOf(pieces) / 1000)
  const within = Math.min(worked, legalSeconds)
  const scheduled = Math.min(within, scheduledSeconds)
  const allNight = nightSeconds(pieces, zone, night)
  const nightOnly =
    worked > legalSeconds ? nightSeconds(firstOf(pieces, legalSeconds), zone, night) : allNight
  // Parts of a second are dropped from each figure: never more night than there is overtime.
  const overtimeNight = Math.min(worked - within, allNight - nightOnly)
  return {
    scheduledSeconds: scheduled,
    insideLegalSeconds: within - scheduled,
    overtimeDaySeconds: worked - within - overtimeNight,
    overtimeNightSeconds: overtimeNight,
    nightOnlySeconds: nightOnly,
  }
}

/**
 * A month's total as whole hours: under `upFromMinutes` down, from it on up. Only the total of a
 * month may be rounded so, never a day. Source: Kihatsu 150 of 14 March 1988.
 */
export function roundMonthHours(monthSeconds: number, upFromMinutes: number): number {
  const hours = Math.floor(monthSeconds / 3600)
  return monthSeconds - hours * 3600 >= upFromMinutes * 60 ? hours + 1 : hours
}

/** The pieces until so much has been worked. */
function firstOf(pieces: readonly Interval[], seconds: number): Interval[] {
  const head: Interval[] = []
  let left = seconds * 1000
  for (const { start, end } of pieces) {
    if (left <= 0) break
    head.push({ start, end: Math.min(end, start + left) })
    left -= end - start
  }
  return head
}

const lengthOf = (pieces: readonly Interval[]): number =>
  pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0)
