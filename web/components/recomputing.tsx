/** Says that days are being derived again after a change, for how many people still, until it is done. */
import { Alert, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

interface Waiting {
  peopleLeft: number
  fromDate: string | null
}

export function Recomputing() {
  const { t } = useTexts()
  const formats = useFormats()
  const { data } = useQuery({
    queryKey: ['recomputations'],
    queryFn: async () => (await get<Waiting>(apiPaths.recomputations)).data,
    refetchInterval: ({ state }) => (state.data && state.data.peopleLeft > 0 ? 2000 : 15_000),
  })
  if (!data || data.peopleLeft === 0) return null
  return (
    <Alert
      mb="md"
      variant="light"
      role="status"
      icon={<Loader size={18} />}
      title={t('recompute.title', { count: data.peopleLeft })}
    >
      {data.fromDate && t('recompute.from', { date: formats.date(data.fromDate, 'short') })}
    </Alert>
  )
}
