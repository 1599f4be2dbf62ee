/** Another person's time, for whoever manages them: what the person sees as "My time", and putting it right. */
import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { get } from '../api.ts'
import { PersonMonth } from '../components/person-month.tsx'
import { usePageTitle } from '../components/page-title.ts'
import { Answered } from '../components/states.tsx'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

export function PersonTimePage() {
  const { t } = useTexts()
  const { userId = '' }: { userId?: string } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['user', userId],
    queryFn: async () => (await get<UserView>(apiPaths.user(userId))).data,
  })
  const name = query.data && `${query.data.firstName} ${query.data.lastName}`
  usePageTitle(name ?? t('team.title'))
  return (
    <>
      {query.data === undefined && <Title order={1}>{t('team.title')}</Title>}
      <Answered query={query} lines={8}>
        {(person) => (
          <PersonMonth key={person.id} person={person} title={`${person.firstName} ${person.lastName}`}>
            <Text c="dimmed" mt={-14} mb="md">
              {[person.department?.name, person.branch?.name, person.employeeNumber]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </PersonMonth>
        )}
      </Answered>
    </>
  )
}
