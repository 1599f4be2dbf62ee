/** What shows plans asks again after a single day was changed. */
import { useQueryClient } from '@tanstack/react-query'

export const usePlanRefresh = () => {
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['plan'] })
    await queryClient.invalidateQueries({ queryKey: ['own-days'] })
  }
}
