/** Who registered and waits to be let in: each approved or refused by those who may. Nothing where nobody waits. */
import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { getAll, post } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { confirm } from './confirm.tsx'
import { useErrorText } from './error-text.ts'
import styles from './planning.module.css'
import { toast } from './toasts.tsx'
import { Answered, Empty } from './states.tsx'

/** So many are shown; the next come as these are decided. */
const most = 500

function usePending() {
  return useQuery({
    queryKey: ['people', 'pending'],
    queryFn: () => getAll<UserView>(apiPaths.users, { status: 'pending' }, most),
    refetchInterval: 60_000,
  })
}

/** For the page of people: a card above them while somebody waits. */
export function PendingRegistrations() {
  const { t } = useTexts()
  const { data = [] } = usePending()
  if (data.length === 0) return null
  return (
    <div style={{ marginBottom: 20 }}>
      <Card title={t('pending.title', { count: data.length })}>
        <Waiting people={data} />
      </Card>
    </div>
  )
}

/** For the inbox. */
export function InboxRegistrations() {
  const { t } = useTexts()
  return (
    <Answered query={usePending()}>
      {(people) => (people.length === 0 ? <Empty text={t('pending.none')} /> : <Waiting people={people} />)}
    </Answered>
  )
}

function Waiting({ people }: { people: readonly UserView[] }) {
  const { t } = useTexts()
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('pending.text')}
      </Text>
      <ul className={styles.list}>
        {people.map((user) => (
          <Person key={user.id} user={user} />
        ))}
      </ul>
    </>
  )
}

function Person({ user }: { user: UserView }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const name = `${user.firstName} ${user.lastName}`
  async function decide(step: 'approve' | 'refuse') {
    if (step === 'refuse') {
      const question = { title: t('pending.refuseNamed', { name }), text: t('pending.refuseText') }
      if (!(await confirm({ ...question, yes: t('inbox.refuse'), isDangerous: true }))) return
    }
    setBusy(true)
    try {
      await post(apiPaths.admitUser(user.id, step), { body: {} })
      toast(t(`pending.done.${step}`, { name }))
    } catch (error) {
      toast(textOf(error), 'failed')
    }
    setBusy(false)
    await client.invalidateQueries({ queryKey: ['people'] })
  }
  return (
    <li>
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {[user.email, user.department?.name, user.branch?.name].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Group gap="xs">
        <Button
          size="sm"
          disabled={isBusy}
          aria-label={t('pending.approveNamed', { name })}
          onClick={() => void decide('approve')}
        >
          {t('inbox.approve')}
        </Button>
        <Button
          size="sm"
          variant="subtle"
          color="red"
          disabled={isBusy}
          aria-label={t('pending.refuseNamed', { name })}
          onClick={() => void decide('refuse')}
        >
          {t('inbox.refuse')}
        </Button>
      </Group>
    </li>
  )
}
