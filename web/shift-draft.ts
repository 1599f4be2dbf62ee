/** A planned shift as it is being written: what the server takes, with gaps. */

export interface BreakDraft {
  start?: string
  end?: string
  minutes?: number
  paid: boolean
}

export interface ShiftDraft {
  definitionId?: string
  start: string
  end: string
  breaks: BreakDraft[]
}

/** `on`: the ISO weekday of a week, or the day of a cycle. */
export interface DayDraft extends ShiftDraft {
  on: number
}

interface ShiftAnswer {
  definitionId?: string
  start: string
  end: string
  breaks?: readonly BreakDraft[]
}

export const draftOf = ({ definitionId, start, end, breaks = [] }: ShiftAnswer): ShiftDraft => ({
  ...(definitionId !== undefined && { definitionId }),
  start,
  end,
  breaks: [...breaks],
})

/** As the server takes it: a definition brings its times. */
export const shiftBody = ({ definitionId, start, end, breaks }: ShiftDraft) =>
  definitionId === undefined ? { start, end, breaks } : { definitionId }

export const dayMinutes = 24 * 60

export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const timeOf = (minutes: number): string => {
  const rest = ((minutes % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`
}

/** An end that is not after the start lies on the next day. */
export function lengthOf({ start, end }: Pick<ShiftDraft, 'start' | 'end'>): number {
  const length = minutesOf(end) - minutesOf(start)
  return length > 0 ? length : length + dayMinutes
}

/** The same shift, begun so many minutes later. */
export const moved = <S extends ShiftDraft>(shift: S, by: number): S => {
  const later = (time: string): string => timeOf(minutesOf(time) + by)
  return {
    ...shift,
    start: later(shift.start),
    end: later(shift.end),
    breaks: shift.breaks.map((pause) =>
      pause.start === undefined || pause.end === undefined
        ? pause
        : { ...pause, start: later(pause.start), end: later(pause.end) },
    ),
  }
}
