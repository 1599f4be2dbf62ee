/** Branches: where they lie, whose time they keep, who manages them, and their end. */
import { Divider, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CompanyView } from '../../src/features/people/company.contract.ts'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { get } from '../api.ts'
import { BranchForm } from '../components/places/branch-form.tsx'
import { EndPlace } from '../components/places/end-place.tsx'
import { PlaceList } from '../components/places/place-list.tsx'
import { PlaceManagers } from '../components/places/place-managers.tsx'
import { Recomputing } from '../components/recomputing.tsx'
import { Answered } from '../components/states.tsx'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

export function BranchesPage() {
  const { t } = useTexts()
  return (
    <>
      <Recomputing />
      <PlaceList
        kind="branch"
        columns={[
          {
            key: 'zone',
            label: t('field.timeZone'),
            isWide: true,
            width: '1.4fr',
            render: ({ timeZone }) => timeZone,
          },
        ]}
      >
        {(opened, open) => <Branch key={opened?.id} branch={opened} onOpen={open} />}
      </PlaceList>
    </>
  )
}

interface Props {
  branch: PlaceView | undefined
  onOpen: (branch: PlaceView | undefined) => void
}

function Branch({ branch, onOpen }: Props) {
  const { t } = useTexts()
  const company = useQuery({
    queryKey: ['company'],
    queryFn: async () => (await get<CompanyView>(apiPaths.company)).data,
  })
  if (branch && branch.endedOn !== null) return <Text>{t('place.isEnded')}</Text>
  return (
    <Stack>
      <Answered query={company}>
        {({ timeZone }) => <BranchForm branch={branch} zone={timeZone} onSaved={onOpen} />}
      </Answered>
      {branch && (
        <>
          <Divider />
          <PlaceManagers kind="branch" place={branch} onChange={onOpen} />
          <Divider />
          <EndPlace kind="branch" place={branch} onDone={() => onOpen(undefined)} />
        </>
      )}
    </Stack>
  )
}
