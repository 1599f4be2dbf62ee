/** How much waits for me: for the badges of the navigation, and the parts of the inbox. */
import { useQuery } from '@tanstack/react-query'
import type { InboxCounts } from '../src/features/inbox/inbox.contract.ts'
import { get } from './api.ts'
import { pagePaths, apiPaths } from './paths.ts'
import { userOf, session } from './session.ts'
import { useSignal } from './signal.ts'

const minute = 60_000

export function useInboxCounts(): InboxCounts | undefined {
  const user = userOf(useSignal(session))
  const { data } = useQuery({
    queryKey: ['inbox', user?.id],
    queryFn: async () => (await get<InboxCounts>(apiPaths.inbox)).data,
    enabled: user !== undefined,
    // Whoever decides about others keeps it open all day; for the others it is enough when they come back.
    refetchInterval: user?.role === 'employee' ? false : minute,
    refetchOnWindowFocus: true,
    staleTime: minute / 2,
  })
  return data
}

/** What stands at a page of the navigation; 0 for nothing. */
export function waitingAt(path: string, counts: InboxCounts | undefined): number {
  if (!counts) return 0
  if (path === pagePaths.inbox) {
    const { corrections, held, periods, registrations } = counts
    return corrections + held + periods + registrations
  }
  return path === pagePaths.myTime ? counts.consents : 0
}
