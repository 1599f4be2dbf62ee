/** Asks the API for the people behind a number. */
import type { BoardState } from '../src/core/presence.ts'
import type { PeopleBehindView } from '../src/features/reports/insight.contract.ts'
import { get, getAll } from './api.ts'
import { apiPaths } from './paths.ts'
import { fetchReport } from './report-rows.ts'

export type Behind =
  | { of: 'today'; state: BoardState }
  | { of: 'length'; hours: number }
  | { of: 'presence'; weekday: number; hour: number }
  | { of: 'late' }
  | { of: 'missed' }

export interface Counted {
  id: string
  name: string
  days: number
  late: number
  absent: number
  /** Worked or there; of those who were late, by how long. */
  seconds: number
}

interface Asked {
  from: string
  to: string
  branch: string | undefined
  department: string | undefined
}

export async function fetchBehind(
  behind: Exclude<Behind, { of: 'today' }>,
  asked: Asked,
): Promise<Counted[]> {
  if (behind.of === 'late' || behind.of === 'missed') return fetchMissed(asked, behind.of === 'missed')
  const { of, ...which } = behind
  const path = of === 'length' ? apiPaths.dayLengthPeople : apiPaths.presencePeople
  const { data } = await get<PeopleBehindView>(path, { ...asked, ...which })
  return data.map(({ user, days, seconds }) => ({ ...user, days, seconds, late: 0, absent: 0 }))
}

interface Absence {
  userId: string
  name: string
}

/** Who came late, most often first; with the absent where they are asked for. */
async function fetchMissed(asked: Asked, withAbsent: boolean): Promise<Counted[]> {
  const [{ rows }, absences] = await Promise.all([
    fetchReport({ ...asked, groupBy: 'user', sort: '-lateCount' }),
    withAbsent ? getAll<Absence>(apiPaths.exceptions, { ...asked, code: 'absent' }, 20_000) : [],
  ])
  const people = new Map<string, Counted>()
  for (const { user, lateCount, lateMinutes, daysPresent } of rows) {
    if (!user || lateCount === 0) continue
    people.set(user.id, { ...user, days: daysPresent, late: lateCount, absent: 0, seconds: lateMinutes * 60 })
  }
  for (const { userId, name } of absences) {
    const one = people.get(userId) ?? { id: userId, name, days: 0, late: 0, absent: 0, seconds: 0 }
    people.set(userId, { ...one, absent: one.absent + 1 })
  }
  return [...people.values()].sort((a, b) => b.late + b.absent - a.late - a.absent)
}
