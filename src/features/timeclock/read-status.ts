/** Whether a person is in, since when, and how long today. */
import { hoursOf } from '../../core/duration.ts'
import { defaultPairingRules } from '../../core/pairing.ts'
import { dayBounds, formatInstant, localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import { presentRecord } from '../records/present-record.ts'
import { readRecentShifts } from './punch.queries.ts'

export async function readStatus(context: Context, userId: string) {
  const now = context.now()
  const user = await context.db
    .selectFrom('users')
    .select(['time_zone', 'branch_id'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const book = await context.readBook()
  const zone = book.zoneOf({ timeZone: user.time_zone, branchId: user.branch_id })
  const today = dayBounds(zone, localDate(zone, now))!
  const shifts = await readRecentShifts(context.pool, userId, new Date(today.start))
  const latest = shifts[0]
  const isOpen =
    latest?.status === 'open' &&
    now - latest.started_at.getTime() <= defaultPairingRules.maxShiftSeconds * 1000
  const running = isOpen ? latest.breaks.find((pause) => pause.end === null) : undefined
  const since = isOpen ? (running?.start ?? latest.started_at.getTime()) : latest?.ended_at?.getTime()
  const todaySeconds = shifts.reduce((sum, shift) => {
    if (!shift.ended_at && !(isOpen && shift === latest)) return sum
    const end = shift.ended_at?.getTime() ?? now
    const breaks = shift.breaks.map((pause) => within(pause.start, pause.end ?? now, today))
    return sum + within(shift.started_at.getTime(), end, today) - breaks.reduce((a, b) => a + b, 0)
  }, 0)
  return {
    userId,
    state: isOpen ? (running ? ('on_break' as const) : ('in' as const)) : ('out' as const),
    since: since === undefined ? null : formatInstant(zone, since),
    todaySeconds,
    todayHours: hoursOf(todaySeconds),
    timeZone: zone,
    now: formatInstant(zone, now),
    location: book.placeOfBranch(user.branch_id)?.location ?? ('never' as const),
    record: latest ? presentRecord(latest, now) : null,
  }
}

/** Seconds of a span that lie inside the day. */
function within(start: number, end: number, day: { start: number; end: number }): number {
  return Math.max(0, Math.floor((Math.min(end, day.end) - Math.max(start, day.start)) / 1000))
}
