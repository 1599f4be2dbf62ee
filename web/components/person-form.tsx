/** Changes a person: who they are and where they belong, how they get in, and when they leave. */
import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { patch, post } from '../api.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { statuses } from './people-seek.tsx'
import { PersonAccess } from './person-access.tsx'
import { usePersonFields } from './person-fields.ts'
import type { Choice } from './pickers/async-picker.tsx'
import { BranchPicker, DepartmentPicker } from './pickers/place-picker.tsx'
import { ZonePicker } from './pickers/zone-picker.tsx'
import { toast } from './toasts.tsx'

const choiceOf = (place: UserView['department']): Choice | null =>
  place && { id: place.id, label: place.name }

/** As the server takes it: nothing is null, a choice is its id. */
const plain = (value: string | Choice | null): string | null =>
  value === null || typeof value === 'string' ? value?.trim() || null : value.id

export function PersonForm({ user, onDone }: { user: UserView; onDone: () => void }) {
  const { t } = useTexts()
  const fields = usePersonFields()
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
