/**
 * The server's clock is the truth. A client may state a time: it is kept beside the server's own,
 * and a difference over the tolerance marks the punch `unverified`. A time in the future is refused.
 */
import { parseDate, parseTime } from './calendar.ts'
import { flags } from './punch.ts'
import { dateExists, localDate, resolveLocal } from './zone.ts'

/** What the client wrote: `time` as HH:MM, HH:MM:SS or an ISO 8601 instant; `date` as YYYY-MM-DD. */
export interface StatedTime {
  time: string | undefined
  date: string | undefined
}

export interface StatedTimeRules {
  /** A stated time may differ this much from the server's before it is marked. */
  toleranceSeconds: number
  /** Clocks differ a little: this much ahead is still taken. */
  futureSeconds: number
}

export const defaultStatedTimeRules = {
  toleranceSeconds: 300,
  futureSeconds: 120,
} as const satisfies StatedTimeRules

export interface ResolvedTime {
  at: number
  claimed: boolean
  flags: string[]
}

export interface TimeProblem {
  problem: 'in_the_future' | 'invalid'
  field: 'time' | 'date'
  message: string
}

/** Times before this are typing errors, not punches. */
const earliest = Date.UTC(2000, 0, 1)

const isoInstant =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?(?:([Zz])|([+-])(\d{2}):?(\d{2}))?$/

/** Resolves what was stated, in the person's `zone`, at server time `now` (epoch milliseconds). */
export function resolveStatedTime(
  stated: StatedTime,
  zone: string,
  now: number,
  rules: StatedTimeRules = defaultStatedTimeRules,
): ResolvedTime | TimeProblem {
  const today = localDate(zone, now)
  if (stated.date !== undefined && !parseDate(stated.date)) {
    return wrong('date', `"${stated.date}" is no date of the calendar; write it as YYYY-MM-DD.`)
  }
  if (stated.time === undefined) {
    if (stated.date === undefined || stated.date === today) return { at: now, claimed: false, flags: [] }
    return wrong('time', `A punch for ${stated.date} needs its time too: today is ${today}.`)
  }
  const resolved = readTime(stated.time, stated.date, zone, today)
  if ('problem' in resolved) return resolved
  if (resolved.at < earliest) return wrong('date', 'The time lies before the year 2000.')
  if (resolved.at > now + rules.futureSeconds * 1000) {
    return {
      problem: 'in_the_future',
      field: 'time',
      message: 'The time lies in the future. Check the date and the clock, or leave the time out.',
    }
  }
  const unverified = Math.abs(resolved.at - now) > rules.toleranceSeconds * 1000
  return {
    at: resolved.at,
    claimed: true,
    flags: unverified ? [...resolved.flags, flags.unverified] : resolved.flags,
  }
}

type Reading = { at: number; flags: string[] } | TimeProblem

function readTime(text: string, date: string | undefined, zone: string, today: string): Reading {
  const time = parseTime(text)
  if (time) return readLocal(date ?? today, time, 0, zone)
  const iso = isoInstant.exec(text)
  const isoDate = iso && parseDate(iso[1]!)
  const isoTime = iso && parseTime(iso[2]!)
  if (!iso || !isoDate || !isoTime) {
    return wrong('time', `"${text.slice(0, 40)}" is no time; write HH:MM, HH:MM:SS or an ISO 8601 instant.`)
  }
  const [, , , fraction = '', zulu, sign, hours = '00', minutes = '00'] = iso
  const milliseconds = Math.floor(Number(`0${fraction || '.0'}`) * 1000)
  const reading =
    zulu || sign
      ? readOffset(isoDate, isoTime, milliseconds, sign === '-' ? -1 : 1, Number(hours), Number(minutes))
      : readLocal(isoDate, isoTime, milliseconds, zone)
  if (!('problem' in reading) && date !== undefined && localDate(zone, reading.at) !== date) {
    return wrong('date', `The instant ${text} is not on ${date} in ${zone}; leave the date out.`)
  }
  return reading
}

function readOffset(
  date: string,
  time: string,
  milliseconds: number,
  sign: 1 | -1,
  hours: number,
  minutes: number,
): Reading {
  if (hours > 18 || minutes > 59) return wrong('time', 'The offset of the instant is not possible.')
  const offset = sign * (hours * 60 + minutes) * 60_000
  return { at: Date.parse(`${date}T${time}Z`) + milliseconds - offset, flags: [] }
}

function readLocal(date: string, time: string, milliseconds: number, zone: string): Reading {
  if (!dateExists(zone, date)) return wrong('date', `The day ${date} did not exist in ${zone}.`)
  const local = resolveLocal(zone, date, time)
  const marks = { unique: [], gap: [flags.timeInGap], overlap: [flags.timeAmbiguous] }
  return { at: local.instant + milliseconds, flags: marks[local.kind] }
}

function wrong(field: TimeProblem['field'], message: string): TimeProblem {
  return { problem: 'invalid', field, message }
}
