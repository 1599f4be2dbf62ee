/** Departments: their names, who manages them, and their end. */
import { Divider, Stack, Text, TextInput } from '@mantine/core'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { patch, post } from '../api.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useApiForm } from '../components/form.ts'
import { EndPlace } from '../components/places/end-place.tsx'
import { PlaceList, useReloadPlaces } from '../components/places/place-list.tsx'
import { PlaceManagers } from '../components/places/place-managers.tsx'
import { SaveButton } from '../components/save-button.tsx'
import { toast } from '../components/toasts.tsx'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

export function DepartmentsPage() {
  return (
    <PlaceList kind="department">
      {(opened, open) => (
        <Department key={opened?.id} department={opened} onOpen={open} onDone={() => open(undefined)} />
      )}
    </PlaceList>
  )
}

interface Props {
  department: PlaceView | undefined
  onOpen: (department: PlaceView) => void
  onDone: () => void
}

function Department({ department, onOpen, onDone }: Props) {
  const { t } = useTexts()
  const reload = useReloadPlaces()
  const form = useApiForm({
    initial: { name: department?.name ?? '' },
    check: ({ name }) => ({ ...(name.trim() === '' && { name: t('field.required') }) }),
    async send(body) {
      const saved = department
        ? await patch<PlaceView>(apiPaths.department(department.id), { body })
        : await post<PlaceView>(apiPaths.departments, { body })
      toast(t('place.saved', { name: saved.name }))
      // A new one goes on to its managers.
      onOpen(saved)
      await reload()
    },
  })
  if (department && department.endedOn !== null) return <Text>{t('place.isEnded')}</Text>
  return (
    <Stack>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <TextInput label={t('departments.name')} maxLength={100} data-autofocus {...form.input('name')} />
          <SaveButton isBusy={form.isBusy} />
        </Stack>
      </form>
      {department && (
        <>
          <Divider />
          <PlaceManagers kind="department" place={department} onChange={onOpen} />
          <Divider />
          <EndPlace kind="department" place={department} onDone={onDone} />
        </>
      )}
    </Stack>
  )
}
