/**
 * Where a person belonged on which date. A change holds from its date on, also over changes that were
 * planned for later dates; what lies before its date stays as it was. Source: the opinion that past
 * days keep what was valid on their date (OCA theoretical time, frappe/hrms).
 */

/** In filters, instead of the id of a department or branch: those who have none. No place may have it for its id. */
export const withoutPlace = 'none'

export interface Place {
  departmentId: string | null
  branchId: string | null
  timeZone: string | null
}

/** Half-open: from `from` up to, not with, `until`; null is without end. Without gaps, in order. */
export interface Membership extends Place {
  from: string | null
  until: string | null
}

/** The memberships after a change from a date on. Neighbours that are alike become one. */
export function changePlace(
  memberships: readonly Membership[],
  change: Partial<Place>,
  from: string,
): Membership[] {
  const pieces = memberships.flatMap((one) => {
    if (one.from !== null && one.from >= from) return [{ ...one, ...change }]
    if (one.until !== null && one.until <= from) return [one]
    return [
      { ...one, until: from },
      { ...one, from, ...change },
    ]
  })
  const merged: Membership[] = []
  for (const piece of pieces) {
    const before = merged.at(-1)
    if (before && isAlike(before, piece)) before.until = piece.until
    else merged.push({ ...piece })
  }
  return merged
}

/** The membership that holds on a date. */
export function placeOn(memberships: readonly Membership[], date: string): Membership | undefined {
  return memberships.find(
    ({ from, until }) => (from === null || from <= date) && (until === null || date < until),
  )
}

function isAlike(a: Place, b: Place): boolean {
  return a.departmentId === b.departmentId && a.branchId === b.branchId && a.timeZone === b.timeZone
}
