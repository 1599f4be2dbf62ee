/**
 * The lines at which days and weeks of work begin. A workweek is seven days that begin at the same
 * weekday and local time, any of them (29 CFR 778.105); a workday is a day that begins at the same
 * local time (Labor Code 500). The lines are instants: a week in which the clocks change has 167 or
 * 169 hours, and hours worked are elapsed time. A line that does not exist is the first instant
 * after the gap, one that happens twice the first.
 */
import { dateOfDay, secondOfDay } from './calendar.ts'
import type { Interval } from './overlap.ts'
import { lineInstant, offsetSecondsAt } from './zone.ts'

/** `startsOn`: 1 = Monday .. 7 = Sunday. `startsAt`: local 'HH:MM'. */
export interface WorkweekRule {
  startsOn: number
  startsAt: string
}

/** `date` is its first local date; `start` belongs to it, `end` to the next. */
export interface WorkPeriod extends Interval {
  date: string
}

/** The workweek that holds an instant. */
export function workweekOf(zone: string, instant: number, rule: WorkweekRule): WorkPeriod {
  return periodOf(zone, instant, rule.startsAt, rule.startsOn)
}

/** The workday that holds an instant, where workdays begin at a local time. */
export function workdayOf(zone: string, instant: number, startsAt: string): WorkPeriod {
  return periodOf(zone, instant, startsAt, everyDay)
}

/** `startsOn` of what begins anew each day. */
const everyDay = 0

function periodOf(zone: string, instant: number, startsAt: string, startsOn: number): WorkPeriod {
  const wall = instant + (offsetSecondsAt(zone, instant) - secondOfDay(startsAt)) * 1000
  const day = Math.floor(wall / 86_400_000)
  // 1970-01-01 was a Thursday, day 4 of its week.
  const first = startsOn === everyDay ? day : day - ((((day + 4 - startsOn) % 7) + 7) % 7)
  const length = startsOn === everyDay ? 1 : 7
  const found = period(zone, first, length, startsAt)
  // Where clocks go back over a line, the wall time says the day before although the line is passed.
  if (instant >= found.end) return period(zone, first + length, length, startsAt)
  if (instant < found.start) return period(zone, first - length, length, startsAt)
  return found
}

/** Periods are asked for again and again, and never change: the last ones are kept. */
const known = new Map<string, WorkPeriod>()
const mostKnown = 20_000

function period(zone: string, firstDay: number, days: number, startsAt: string): WorkPeriod {
  const key = `${zone}/${firstDay}/${days}/${startsAt}`
  const kept = known.get(key)
  if (kept) return kept
  if (known.size >= mostKnown) known.clear()
  const date = dateOfDay(firstDay)
  const made = {
    date,
    start: lineInstant(zone, date, startsAt),
    end: lineInstant(zone, dateOfDay(firstDay + days), startsAt),
  }
  known.set(key, made)
  return made
}
