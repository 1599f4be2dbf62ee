/**
 * What the punch page shows: the server's last word, with the punches of this device that it does not know
 * yet applied on top. Pure: the time is an argument. It says what will be shown, not what counts; hours are
 * the server's to derive.
 */
import type { MarkKind } from '../src/core/punch.ts'
import type { RecordView } from '../src/features/records/record.contract.ts'
import type { StatusAnswer } from '../src/features/timeclock/timeclock.contract.ts'

export type ClockState = StatusAnswer['state']

export interface Waiting {
  kind: MarkKind
  /** Epoch milliseconds, by the server's clock. */
  at: number
}

export interface ClockView {
  state: ClockState
  /** Epoch milliseconds; undefined before the first punch. */
  since: number | undefined
  todaySeconds: number
  /** What was worked since the server was asked, to be added to other totals of its. */
  addedSeconds: number
}

const after: Record<MarkKind, ClockState> = { in: 'in', out: 'out', break_start: 'on_break', break_end: 'in' }

/** What each state allows, the likeliest first: the button does the first of them. */
export const choices: Record<ClockState, readonly MarkKind[]> = {
  out: ['in'],
  in: ['out', 'break_start'],
  on_break: ['break_end', 'out'],
}

/** The waiting punches, in order, that the server's answer cannot contain yet. */
function unknownTo(status: StatusAnswer, waiting: readonly Waiting[]): Waiting[] {
  const known = status.since === null ? Number.NEGATIVE_INFINITY : Date.parse(status.since)
  return waiting.filter(({ at }) => at > known).sort((a, b) => a.at - b.at)
}

/**
 * `status` as the server answered it; `now` in epoch milliseconds by the server's clock. A waiting punch from
 * before that answer is taken as if it came with it.
 */
export function viewClock(status: StatusAnswer, waiting: readonly Waiting[], now: number): ClockView {
  let state = status.state
  let since = status.since === null ? undefined : Date.parse(status.since)
  let reached = Date.parse(status.now)
  let addedSeconds = 0
  for (const { kind, at } of unknownTo(status, waiting)) {
    // One that cannot be, such as a second clock-in, changes nothing here; the server will say so.
    if (!choices[state].includes(kind)) continue
    if (state === 'in') addedSeconds += (at - reached) / 1000
    reached = at
    state = after[kind]
    since = at
  }
  if (state === 'in') addedSeconds += Math.max(0, (now - reached) / 1000)
  return {
    state,
    since,
    addedSeconds: Math.floor(addedSeconds),
    todaySeconds: Math.max(0, status.todaySeconds + Math.floor(addedSeconds)),
  }
}

export interface Span {
  kind: 'work' | 'break'
  /** Epoch milliseconds. */
  from: number
  to: number
}

/** What the dial draws: the spans of work and of breaks in these records and the waiting punches, up to now. */
export function spansOf(
  status: StatusAnswer,
  records: readonly RecordView[],
  waiting: readonly Waiting[],
  now: number,
): Span[] {
  const spans = records.flatMap((record) => recordSpans(record, now))
  let state: ClockState = status.state
  for (const { kind, at } of unknownTo(status, waiting)) {
    if (!choices[state].includes(kind)) continue
    if (state !== 'out') {
      const running = spans.findLast((span) => span.to === now)
      if (running) running.to = at
    }
    state = after[kind]
    if (state !== 'out') spans.push({ kind: state === 'in' ? 'work' : 'break', from: at, to: now })
  }
  return spans
}

/** A shift whose clock-out is missing has no length. */
function recordSpans(record: RecordView, now: number): Span[] {
  if (record.status === 'missing_out') return []
  const end = record.timeOutAt === null ? now : Date.parse(record.timeOutAt)
  const spans: Span[] = []
  let from = Date.parse(record.timeInAt)
  for (const pause of record.breaks) {
    const [start, stop] = [Date.parse(pause.startAt), pause.endAt === null ? end : Date.parse(pause.endAt)]
    spans.push({ kind: 'work', from, to: start }, { kind: 'break', from: start, to: stop })
    from = stop
  }
  if (from < end || record.breaks.length === 0) spans.push({ kind: 'work', from, to: end })
  return spans
}
