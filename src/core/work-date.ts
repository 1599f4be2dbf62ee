/**
 * Which date worked time is accounted to, when work crosses midnight. Source: TimeTrex, "shift
 * assigned day".
 */
import type { Interval } from './overlap.ts'
import { localDate, splitByDay } from './zone.ts'

/** `most`: the date with most of the time, of equals the first. `split`: each date its own. */
export type DayRule = 'start' | 'end' | 'most' | 'split'

export interface DatedSeconds {
  date: string
  seconds: number
}

/**
 * The seconds of the spans of one shift, by date, in order. Spans are half-open: work that ends at
 * midnight has nothing on the next date, not even under `end`. A shift without length stays on the
 * date of its start; no spans give nothing.
 */
export function attributeDays(rule: DayRule, zone: string, spans: readonly Interval[]): DatedSeconds[] {
  const pieces = byDate(zone, spans)
  const first = spans.toSorted((a, b) => a.start - b.start)[0]
  if (!first) return []
  if (pieces.length === 0) return [{ date: localDate(zone, first.start), seconds: 0 }]
  return rules[rule](pieces)
}

/**
 * Spans of one shift together: a pause as long as the new-shift gap, or longer, begins another
 * shift. Sorted by start.
 */
export function groupSpans<Span extends Interval>(
  spans: readonly Span[],
  newShiftGapSeconds: number,
): Span[][] {
  const groups: Span[][] = []
  let end = -Infinity
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start - end >= newShiftGapSeconds * 1000) groups.push([span])
    else groups.at(-1)!.push(span)
    end = Math.max(end, span.end)
  }
  return groups
}

const rules = {
  start: (pieces) => [{ date: pieces[0]!.date, seconds: total(pieces) }],
  end: (pieces) => [{ date: pieces.at(-1)!.date, seconds: total(pieces) }],
  most: (pieces) => {
    const longest = pieces.reduce((best, piece) => (piece.seconds > best.seconds ? piece : best))
    return [{ date: longest.date, seconds: total(pieces) }]
  },
  split: (pieces) => pieces,
} as const satisfies Record<DayRule, (pieces: DatedSeconds[]) => DatedSeconds[]>

/** Each date once, in order; none without time. */
function byDate(zone: string, spans: readonly Interval[]): DatedSeconds[] {
  const sums = new Map<string, number>()
  for (const { date, seconds } of spans.flatMap(({ start, end }) => splitByDay(zone, start, end))) {
    sums.set(date, (sums.get(date) ?? 0) + seconds)
  }
  return [...sums].map(([date, seconds]) => ({ date, seconds })).sort((a, b) => (a.date < b.date ? -1 : 1))
}

const total = (pieces: readonly DatedSeconds[]): number =>
  pieces.reduce((sum, piece) => sum + piece.seconds, 0)
