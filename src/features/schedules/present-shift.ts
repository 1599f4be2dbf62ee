/** A planned shift on the wall clock, as the API answers it. */
import type { ShiftTimes } from '../../core/schedule-pattern.ts'

export function presentShift({ definitionId, start, end, breaks }: ShiftTimes) {
  return {
    ...(definitionId === undefined ? {} : { definitionId }),
    start,
    end,
    ...(breaks && breaks.length > 0 ? { breaks: [...breaks] } : {}),
  }
}
