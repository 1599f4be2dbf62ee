/**
 * Marks become shifts. A shift is an interpretation of the marks that are in force, whatever the
 * order in which they arrived:
 *
 * - `in` opens a shift, `out` completes it. An `in` inside an open shift leaves that one without
 *   an end (`missing_out`): nothing invents the missing half, and it never blocks the next shift.
 * - A break runs from `break_start` to `break_end`; an `out` ends a running break too.
 * - Marks of one instant are taken in the order that makes sense of them: what ends comes before
 *   what begins, unless nothing was open.
 * - What fits nowhere is an orphan. Writers refuse to create one.
 */
import type { Mark, MarkKind } from './punch.ts'

/** Policy: the longest shift that a clock-out may complete, and the pause that makes a new shift. */
export interface PairingRules {
  maxShiftSeconds: number
  newShiftGapSeconds: number
}

export const defaultPairingRules = {
  maxShiftSeconds: 16 * 3600,
  newShiftGapSeconds: 4 * 3600,
} as const satisfies PairingRules

export interface Break {
  start: Mark
  /** `null` while it runs. */
  end: Mark | null
}

export interface PairedShift {
  in: Mark
  out: Mark | null
  breaks: Break[]
  status: 'open' | 'complete' | 'missing_out'
}

export interface Pairing {
  /** In order of their starts. Only the last can be `open`. */
  shifts: PairedShift[]
  orphans: Mark[]
}

/** Of marks at one instant, which comes first: by what is going on. Lower is earlier. */
const tieOrder = {
  idle: { in: 0, break_start: 1, break_end: 2, out: 3 },
  working: { break_start: 0, break_end: 1, out: 2, in: 3 },
  onBreak: { break_end: 0, break_start: 1, out: 2, in: 3 },
} as const satisfies Record<string, Record<MarkKind, number>>

export function pairMarks(marks: readonly Mark[]): Pairing {
  const shifts: PairedShift[] = []
  const orphans: Mark[] = []
  let open: PairedShift | undefined
  let running: Break | undefined

  const take: Record<MarkKind, (mark: Mark) => void> = {
    in(mark) {
      if (open) open.status = 'missing_out'
      running = undefined
      open = { in: mark, out: null, breaks: [], status: 'open' }
      shifts.push(open)
    },
    out(mark) {
      if (!open) return void orphans.push(mark)
      open.out = mark
      open.status = 'complete'
      if (running) running.end = mark
      open = running = undefined
    },
    break_start(mark) {
      if (!open || running) return void orphans.push(mark)
      running = { start: mark, end: null }
      open.breaks.push(running)
    },
    break_end(mark) {
      if (!running) return void orphans.push(mark)
      running.end = mark
      running = undefined
    },
  }

  const queue = [...marks].sort((a, b) => a.at - b.at || a.seq - b.seq)
  for (let i = 0; i < queue.length; i++) {
    const order = tieOrder[running ? 'onBreak' : open ? 'working' : 'idle']
    let first = i
    for (let j = i + 1; j < queue.length && queue[j]!.at === queue[i]!.at; j++) {
      if (order[queue[j]!.kind] < order[queue[first]!.kind]) first = j
    }
    const [mark] = queue.splice(first, 1)
    queue.splice(i, 0, mark!)
    take[mark!.kind](mark!)
  }
  return { shifts, orphans }
}
