/** The tail of a head: marks without what is empty, because every punch writes them again. */
import type { Mark } from '../../core/punch.ts'

export type PackedMark = Pick<Mark, 'seq' | 'id' | 'kind' | 'at' | 'timeZone'> & Partial<Mark>

const empty = {
  branchId: null,
  flags: [],
  description: null,
  location: null,
  latitude: null,
  longitude: null,
  accuracy: null,
} as const satisfies Partial<Mark>

export function packMarks(marks: readonly Mark[]): PackedMark[] {
  return marks.map(
    (mark) =>
      Object.fromEntries(
        Object.entries(mark).filter(
          ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
        ),
      ) as unknown as PackedMark,
  )
}

export function unpackMarks(marks: readonly PackedMark[]): Mark[] {
  return marks.map((mark) => ({ ...empty, ...mark }))
}
