/** Another name for a kiosk, on its screen and in the list. */
import { Button, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { patch } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'

interface Props {
  kiosk: { id: string; name: string }
  onDone: () => void
}

export function KioskRename({ kiosk, onDone }: Props) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const form = useApiForm({
    initial: { name: kiosk.name },
    check: ({ name }) => (name.trim() === '' ? { name: t('field.required') } : {}),
    async send(body) {
      await patch(apiPaths.oneKiosk(kiosk.id), { body })
      await queryClient.invalidateQueries({ queryKey: ['kiosks'] })
      onDone()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <TextInput label={t('kiosks.name')} maxLength={100} data-autofocus {...form.input('name')} />
        <Button type="submit" loading={form.isBusy}>
          {t('action.save')}
        </Button>
      </Stack>
    </form>
  )
}
