/** Asks the API for the people behind a number. */
import type { BoardState } from '../src/core/presence.ts'
import type { PeopleBehindView } from '../src/features/reports/insight.contract.ts'
import type { AbsentPeopleView } from '../src/features/summary/summary.contract.ts'
import { get } from './api.ts'
import { apiPaths } from './paths.ts'
import { fetchReport } from './report-rows.ts'

export type Behind =
  | { of: 'today'; state: BoardState }
  | { of: 'length'; hours: number }
  | { of: 'occupancy'; weekday: number; hour: number }
  | { of: 'punctuality' }
  | { of: 'missed' }

export interface Counted {
  id: string
  name: string
  days: number
  /** Planned days on which they came. */
  plannedPresent: number
  /** Of them, those on which they came late. */
  lateCount: number
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

/** As many as a dashboard's number may stand for. */
const mostPeople = 20_000

const nothing = { days: 0, plannedPresent: 0, lateCount: 0, absent: 0, seconds: 0 }

/** By what opens: how to ask, so that the rows add up to the number that was opened. */
export async function fetchBehind(
  behind: Exclude<Behind, { of: 'today' }>,
  asked: Asked,
): Promise<Counted[]> {
  switch (behind.of) {
    case 'punctuality':
      return (await fetchPunctuality(asked)).filter(({ plannedPresent }) => plannedPresent > 0)
    case 'missed':
      return fetchMissed(asked)
    default: {
      const { of, ...which } = behind
      const path = of === 'length' ? apiPaths.dayLengthPeople : apiPaths.occupancyPeople
      const { data } = await get<PeopleBehindView>(path, { ...asked, ...which })
      return data.map(({ user, days, seconds }) => ({ ...nothing, ...user, days, seconds }))
    }
  }
}

async function fetchPunctuality(asked: Asked): Promise<Counted[]> {
  const { rows } = await fetchReport({ ...asked, groupBy: 'user', sort: '-lateCount' }, mostPeople)
  return rows.flatMap(({ user, lateCount, lateMinutes, daysPresent, plannedPresent }) =>
    user
      ? [{ ...nothing, ...user, days: daysPresent, plannedPresent, lateCount, seconds: lateMinutes * 60 }]
      : [],
  )
}

/** Who came late or not at all, most often first. */
async function fetchMissed(asked: Asked): Promise<Counted[]> {
  const [punctuality, absences] = await Promise.all([
    fetchPunctuality(asked),
    get<AbsentPeopleView>(apiPaths.absentPeople, { ...asked }),
  ])
  const people = new Map(punctuality.filter(({ lateCount }) => lateCount > 0).map((one) => [one.id, one]))
  for (const { user, days } of absences.data) {
    people.set(user.id, { ...nothing, ...user, ...people.get(user.id), absent: days })
  }
  return [...people.values()].sort((a, b) => b.lateCount + b.absent - a.lateCount - a.absent)
}
