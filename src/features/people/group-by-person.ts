/** What belongs to each person, in the order in which it came. */
export function groupByPerson<T extends { userId: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(one.userId)
    if (group) group.push(one)
    else groups.set(one.userId, [one])
  }
  return groups
}
