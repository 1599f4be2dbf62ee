/**
 * Time zones: instants to wall times and back.
 *
 * Temporal knows the rules but costs microseconds a call, and a report converts millions of
 * instants. So the offsets of each zone are read from it once, as a sorted table, and looked up by
 * binary search. Instants are epoch milliseconds, zones are IANA names; an unknown zone throws
 * RangeError.
 */
import { Temporal } from 'temporal-polyfill'
import { addDays, dateOfDay, dayNumber, secondOfDay, timeOfSecond } from './calendar.ts'

/**
 * The instants that a wall time can stand for. `gap`: the clocks went forward over it, `earlier`
 * and `later` lie on both sides. `overlap`: it happened twice. `instant` is the one to take:
 * forward over a gap, the earlier of an overlap ("compatible" in Temporal and RFC 5545).
 */
export interface LocalResolution {
  kind: 'unique' | 'gap' | 'overlap'
  instant: number
  earlier: number
  later: number
}

/** The bounds of a local day: `start` belongs to it, `end` to the next. */
export interface DayBounds {
  start: number
  end: number
}

/** `offsets[i]` (seconds east of UTC) holds before `transitions[i]`, `offsets[i + 1]` from it on. */
interface OffsetTable {
  transitions: number[]
  offsets: number[]
}

const dayMs = 86_400_000
/** What the tables cover. Instants outside are rare; Temporal is asked for each of them. */
const tableStart = Date.UTC(1999, 0, 1)
const tableEnd = Date.UTC(2100, 0, 1)

/** Memoised: a zone's table costs about 25 ms to read and never changes. */
const tables = new Map<string, OffsetTable>()

/** Whether `name` is an IANA zone or link, written as in the database. Raw offsets are none. */
export function isTimeZone(name: string): boolean {
  if (tables.has(name)) return true
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    // Temporal takes any letter case and answers with the right one.
    return zonedAt(name, 0).timeZoneId === name
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Seconds east of UTC at an instant. Offsets of a fraction of a second are floored. */
export function offsetSecondsAt(zone: string, instant: number): number {
  if (!(instant >= tableStart && instant < tableEnd)) return temporalOffset(zonedAt(zone, instant))
  const { transitions, offsets } = tableOf(zone)
  let low = 0
  let high = transitions.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (transitions[middle]! <= instant) low = middle + 1
    else high = middle
  }
  return offsets[low]!
}

/** The wall date, 'YYYY-MM-DD'. */
export function localDate(zone: string, instant: number): string {
  return dateOfDay(Math.floor(localMs(zone, instant) / dayMs))
}

/** The wall time, 'HH:MM:SS'. */
export function localTime(zone: string, instant: number): string {
  return timeOfSecond(secondsIntoDay(localMs(zone, instant)))
}

/** The wall date and time to store, 'YYYY-MM-DDTHH:MM:SS.mmm'. */
export function localDateTime(zone: string, instant: number): string {
  const local = localMs(zone, instant)
  return `${wallTime(local)}.${pad(modulo(local, 1000), 3)}`
}

/**
 * RFC 3339 with the zone's offset, `2025-08-20T08:45:00+02:00`; milliseconds only where there are
 * any. RFC 3339 has no seconds in an offset: historic ones are floored to the minute, and the wall
 * time with them, so that the text still names the same instant.
 */
export function formatInstant(zone: string, instant: number): string {
  const offsetMinutes = Math.floor(offsetSecondsAt(zone, instant) / 60)
  const local = instant + offsetMinutes * 60_000
  const milliseconds = modulo(local, 1000)
  const fraction = milliseconds === 0 ? '' : `.${pad(milliseconds, 3)}`
  const ahead = Math.abs(offsetMinutes)
  const offset = `${pad(Math.floor(ahead / 60), 2)}:${pad(ahead % 60, 2)}`
  return `${wallTime(local)}${fraction}${offsetMinutes < 0 ? '-' : '+'}${offset}`
}

/** What a wall time means in a zone: `date` as 'YYYY-MM-DD', `time` as 'HH:MM' or 'HH:MM:SS'. */
export function resolveLocal(zone: string, date: string, time: string): LocalResolution {
  const local = dayNumber(date) * dayMs + secondOfDay(time) * 1000
  // No offset is a day long: the instant lies between these two, whatever the zone.
  const before = offsetSecondsAt(zone, local - dayMs) * 1000
  const after = offsetSecondsAt(zone, local + dayMs) * 1000
  const first = local - before
  const second = local - after
  if (first === second) return unique(first)
  const firstHolds = localMs(zone, first) === local
  const secondHolds = localMs(zone, second) === local
  if (firstHolds && secondHolds) return { kind: 'overlap', instant: first, earlier: first, later: second }
  if (firstHolds) return unique(first)
  if (secondHolds) return unique(second)
  return { kind: 'gap', instant: first, earlier: second, later: first }
}

/**
 * Where a line at a local time lies, such as the start of a night or of a workday: of a time that
 * the clocks skip the first instant after the gap, of one that happens twice the first.
 */
export function lineInstant(zone: string, date: string, time: string): number {
  const { kind, earlier, later } = resolveLocal(zone, date, time)
  return kind === 'gap' ? transitionBetween(zone, earlier, later) : earlier
}

/** Whether the date happened: Samoa left out 2011-12-30 when it crossed the date line. */
export function dateExists(zone: string, date: string): boolean {
  return firstInstant(zone, date) !== undefined
}

/**
 * From the first instant whose local date is `date` to the first of the next date; `undefined` for
 * a date that the zone left out. Where clocks go back over midnight, the minutes that repeat the
 * evening before lie within the new day: a day is one piece.
 */
export function dayBounds(zone: string, date: string): DayBounds | undefined {
  const start = firstInstant(zone, date)
  if (start === undefined) return undefined
  const end = firstInstant(zone, addDays(date, 1)) ?? firstInstant(zone, addDays(date, 2))
  return end === undefined ? undefined : { start, end }
}

/**
 * A span cut at local midnights. The seconds of the pieces add up to the whole seconds of the
 * span; a day on which nothing falls has no piece.
 */
export function splitByDay(zone: string, start: number, end: number): { date: string; seconds: number }[] {
  const pieces: { date: string; seconds: number }[] = []
  let counted = 0
  for (let date = localDate(zone, start), from = start; from < end; date = addDays(date, 1)) {
    const day = dayBounds(zone, date)
    if (!day || day.end <= from) continue
    from = Math.min(day.end, end)
    // Counted from the start, so that fractions of a second are not lost at each midnight.
    const seconds = Math.floor((from - start) / 1000) - counted
    counted += seconds
    if (seconds > 0) pieces.push({ date, seconds })
  }
  return pieces
}

function firstInstant(zone: string, date: string): number | undefined {
  const line = lineInstant(zone, date, '00:00:00')
  return localDate(zone, line) === date ? line : undefined
}

/** The instant of the one change of offset after `before` and not after `after`. */
function transitionBetween(zone: string, before: number, after: number): number {
  const old = offsetSecondsAt(zone, before)
  let low = before
  let high = after
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetSecondsAt(zone, middle) === old) low = middle
    else high = middle
  }
  return high
}

function tableOf(zone: string): OffsetTable {
  const known = tables.get(zone)
  if (known) return known
  const table = readTable(zone)
  tables.set(zone, table)
  return table
}

function readTable(zone: string): OffsetTable {
  const start = zonedAt(zone, tableStart)
  const transitions: number[] = []
  const offsets = [temporalOffset(start)]
  let next = start.getTimeZoneTransition('next')
  while (next && next.epochMilliseconds < tableEnd) {
    transitions.push(next.epochMilliseconds)
    offsets.push(temporalOffset(next))
    next = next.getTimeZoneTransition('next')
  }
  return { transitions, offsets }
}

function zonedAt(zone: string, instant: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
}

function temporalOffset(zoned: Temporal.ZonedDateTime): number {
  return Math.floor(zoned.offsetNanoseconds / 1e9)
}

/** The wall time as if it were UTC, in milliseconds. */
function localMs(zone: string, instant: number): number {
  return instant + offsetSecondsAt(zone, instant) * 1000
}

function wallTime(local: number): string {
  return `${dateOfDay(Math.floor(local / dayMs))}T${timeOfSecond(secondsIntoDay(local))}`
}

function secondsIntoDay(local: number): number {
  return Math.floor(modulo(local, dayMs) / 1000)
}

function unique(instant: number): LocalResolution {
  return { kind: 'unique', instant, earlier: instant, later: instant }
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by
const pad = (value: number, width: number): string => String(value).padStart(width, '0')
