/** Everybody of the company: find, add, change, end. */
import { Button, Group, Modal, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { getAll } from '../api.ts'
import { DataTable } from '../components/data-table.tsx'
import { NewPerson } from '../components/new-person.tsx'
import { PendingRegistrations } from '../components/pending-registrations.tsx'
import { type Sought, PeopleSeek } from '../components/people-seek.tsx'
import { PeopleStep } from '../components/people-step.tsx'
import { PersonForm } from '../components/person-form.tsx'
import { Answered } from '../components/states.tsx'
import { apiPaths } from '../paths.ts'
import { type Translate, useTexts } from '../text.ts'

export function PeoplePage() {
  const { t } = useTexts()
  const [sought, setSought] = useState<Sought>({})
  const [open, setOpen] = useState<UserView | 'new' | 'many'>()
  const people = useQuery({
    queryKey: ['people', sought],
    queryFn: () => getAll<UserView>(apiPaths.users, { ...sought }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('people.title')}</Title>
        <Group gap="sm">
          <Button variant="default" onClick={() => setOpen('many')}>
            {t('import.open')}
          </Button>
          <Button onClick={() => setOpen('new')}>{t('people.new')}</Button>
        </Group>
      </Group>
      <PendingRegistrations />
      <PeopleSeek sought={sought} onChange={(more) => setSought({ ...sought, ...more })} />
      <Answered query={people}>
        {(rows) => (
          <DataTable
            label={t('people.title')}
            rows={rows}
            keyOf={({ id }) => id}
            onOpen={setOpen}
            emptyText={t('people.none')}
            columns={[
              {
                key: 'name',
                label: t('people.name'),
                width: 'minmax(140px, 1.5fr)',
                render: (one) => `${one.lastName}, ${one.firstName}`,
                sortBy: (one) => `${one.lastName}, ${one.firstName}`,
              },
              {
                key: 'email',
                label: t('field.email'),
                width: 'minmax(0, 2.6fr)',
                isWide: true,
                render: (one) => one.email,
              },
              {
                key: 'department',
                label: t('field.department'),
                width: 'minmax(110px, 1.2fr)',
                isWide: true,
                render: (one) => one.department?.name,
                sortBy: (one) => one.department?.name ?? null,
              },
              {
                key: 'branch',
                label: t('field.branch'),
                isWide: true,
                render: (one) => one.branch?.name,
                sortBy: (one) => one.branch?.name ?? null,
              },
              {
                key: 'role',
                label: t('people.role'),
                width: 'minmax(108px, 1fr)',
                isWide: true,
                render: (one) => t(`account.role.${one.role}`),
              },
              {
                key: 'status',
                label: t('people.status'),
                width: '90px',
                render: (one) => t(`people.status.${one.status}`),
              },
            ]}
          />
        )}
      </Answered>
      <Modal
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        lockScroll={false}
        size={open === 'many' ? 'lg' : 'md'}
        // What is typed or was made here is nowhere else: a tap beside it does not throw it away.
        closeOnClickOutside={false}
        title={titleOf(open, t)}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {open === 'new' && <NewPerson />}
        {open === 'many' && <ManyPeople onDone={() => setOpen(undefined)} />}
        {typeof open === 'object' && <PersonForm user={open} onDone={() => setOpen(undefined)} />}
      </Modal>
    </>
  )
}

function titleOf(open: UserView | 'new' | 'many' | undefined, t: Translate): string | undefined {
  if (typeof open === 'object') return `${open.firstName} ${open.lastName}`
  return open && t(open === 'new' ? 'people.new' : 'import.title')
}

function ManyPeople({ onDone }: { onDone: () => void }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const done = () => {
    void queryClient.invalidateQueries({ queryKey: ['people'] })
    onDone()
  }
  return <PeopleStep skip={t('import.cancel')} finish={t('import.close')} onDone={done} />
}
