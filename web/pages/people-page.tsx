/** Everybody of the company: find, add, change, end. */
import { Alert, Button, Code, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { roles } from '../../src/core/permission.ts'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { getAll, patch, post } from '../api.ts'
import { DataTable } from '../components/data-table.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { PendingRegistrations } from '../components/pending-registrations.tsx'
import { useApiForm } from '../components/form.ts'
import { type Sought, PeopleSeek, statuses } from '../components/people-seek.tsx'
import { PeopleStep } from '../components/people-step.tsx'
import type { Choice } from '../components/pickers/async-picker.tsx'
import { DepartmentPicker, BranchPicker } from '../components/pickers/place-picker.tsx'
import { ZonePicker } from '../components/pickers/zone-picker.tsx'
import { PersonAccess } from '../components/person-access.tsx'
import { Answered } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { apiPaths, pagePaths } from '../paths.ts'
import { firstPassword, randomBelow } from '../people-lines.ts'
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
        {typeof open === 'object' && <Person user={open} onDone={() => setOpen(undefined)} />}
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

function useFields() {
  const { t } = useTexts()
  return {
    roles: roles.map((value) => ({ value, label: t(`account.role.${value}`) })),
    check: (values: { firstName: string; lastName: string; email: string }) =>
      Object.fromEntries(
        (['firstName', 'lastName', 'email'] as const)
          .filter((name) => values[name].trim() === '')
          .map((name) => [name, t('field.required')]),
      ),
  }
}

function NewPerson() {
  const { t } = useTexts()
  const fields = useFields()
  const queryClient = useQueryClient()
  const [password, setPassword] = useState<string>()
  const form = useApiForm({
    initial: {
      ...{ firstName: '', lastName: '', email: '', role: 'employee', employeeNumber: '' },
      department: null as Choice | null,
      branch: null as Choice | null,
    },
    check: fields.check,
    async send({ department, branch, employeeNumber, ...rest }) {
      const made = firstPassword(randomBelow)
      const places = {
        ...(department && { department: department.id }),
        ...(branch && { branch: branch.id }),
        ...(employeeNumber.trim() && { employeeNumber }),
      }
      const body = { ...rest, password: made, ...places }
      await post(apiPaths.users, { body })
      setPassword(made)
      await queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
  if (password)
    return (
      <Alert title={t('people.added')}>
        <Text>{t('people.passwordText')}</Text>
        <Code fz="lg">{password}</Code>
      </Alert>
    )
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <TextInput data-autofocus label={t('field.firstName')} {...form.input('firstName')} />
        <TextInput label={t('field.lastName')} {...form.input('lastName')} />
        <TextInput label={t('field.email')} type="email" {...form.input('email')} />
        <Select label={t('people.role')} data={fields.roles} allowDeselect={false} {...form.input('role')} />
        <TextInput label={t('field.employeeNumber')} {...form.input('employeeNumber')} />
        <DepartmentPicker label={t('field.department')} {...form.input('department')} />
        <BranchPicker label={t('field.branch')} {...form.input('branch')} />
        <Button type="submit" loading={form.isBusy}>
          {t('people.add')}
        </Button>
      </Stack>
    </form>
  )
}

const choiceOf = (place: UserView['department']): Choice | null =>
  place && { id: place.id, label: place.name }

/** As the server takes it: nothing is null, a choice is its id. */
const plain = (value: string | Choice | null): string | null =>
  value === null || typeof value === 'string' ? value?.trim() || null : value.id

function Person({ user, onDone }: { user: UserView; onDone: () => void }) {
  const { t } = useTexts()
  const fields = useFields()
  const queryClient = useQueryClient()
  const initial = {
    firstName: user.firstName,
    lastName: user.lastName,
    email: user.email,
    role: user.role as string,
    status: user.status as string,
    department: choiceOf(user.department),
    branch: choiceOf(user.branch),
    employeeNumber: user.employeeNumber ?? '',
    timeZone: user.timeZone ?? '',
  }
  const done = async () => {
    await queryClient.invalidateQueries({ queryKey: ['people'] })
    toast(t('people.saved'))
    onDone()
  }
  const form = useApiForm({
    initial: { ...initial, effectiveFrom: '' },
    check: fields.check,
    async send({ effectiveFrom, ...values }) {
      const changed = Object.entries(values)
        .filter(([name, value]) => plain(value) !== plain(initial[name as keyof typeof initial]))
        .map(([name, value]) => [name, plain(value)])
      const body = { ...Object.fromEntries(changed), ...(effectiveFrom && { effectiveFrom }) }
      if (changed.length > 0) await patch(apiPaths.user(user.id), { body })
      await done()
    },
  })
  return (
    <Stack>
      <Link to={pagePaths.personTime} params={{ userId: user.id }}>
        {t('people.time')}
      </Link>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <TextInput label={t('field.firstName')} {...form.input('firstName')} />
          <TextInput label={t('field.lastName')} {...form.input('lastName')} />
          <TextInput label={t('field.email')} type="email" {...form.input('email')} />
          <Select
            label={t('people.role')}
            data={fields.roles}
            allowDeselect={false}
            {...form.input('role')}
          />
          <Select
            label={t('people.status')}
            data={statuses.map((value) => ({ value, label: t(`people.status.${value}`) }))}
            allowDeselect={false}
            {...form.input('status')}
          />
          <TextInput label={t('field.employeeNumber')} {...form.input('employeeNumber')} />
          <DepartmentPicker label={t('field.department')} {...form.input('department')} />
          <BranchPicker label={t('field.branch')} {...form.input('branch')} />
          <ZonePicker
            label={t('field.timeZone')}
            description={t('people.zoneText')}
            {...form.input('timeZone')}
          />
          <TextInput
            label={t('people.effectiveFrom')}
            description={t('people.effectiveFromText')}
            type="date"
            {...form.input('effectiveFrom')}
          />
          <Button type="submit" loading={form.isBusy}>
            {t('action.save')}
          </Button>
        </Stack>
      </form>
      <PersonAccess user={user} />
      <Ending user={user} onDone={done} />
    </Stack>
  )
}

function Ending({ user, onDone }: { user: UserView; onDone: () => Promise<void> }) {
  const { t } = useTexts()
  const form = useApiForm({
    initial: { endedOn: user.endedOn ?? '' },
    check: ({ endedOn }) => (endedOn === '' ? { endedOn: t('field.required') } : {}),
    async send(body) {
      await post(apiPaths.endUser(user.id), { body })
      await onDone()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <TextInput
          label={t('people.lastDay')}
          description={t('people.endText')}
          type="date"
          {...form.input('endedOn')}
        />
        <Button type="submit" color="red" variant="light" loading={form.isBusy}>
          {t('people.end')}
        </Button>
      </Stack>
    </form>
  )
}
