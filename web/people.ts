/** The people that one may see, for a choice of one of them. */
import { useQuery } from '@tanstack/react-query'
import type { UserView } from '../src/features/people/user.contract.ts'
import { getAll } from './api.ts'
import { apiPaths } from './paths.ts'

export function usePeople(isWanted = true): { value: string; label: string }[] {
  const { data = [] } = useQuery({
    queryKey: ['people-choice'],
    queryFn: () => getAll<UserView>(apiPaths.users),
    enabled: isWanted,
    staleTime: 60_000,
  })
  return data.map(({ id, firstName, lastName }) => ({ value: id, label: `${firstName} ${lastName}` }))
}
