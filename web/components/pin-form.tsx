/** A new PIN for kiosks: one's own, or that of a person. */
import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { put } from '../api.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { toast } from './toasts.tsx'

interface Props {
  path: string
  onSet?: () => Promise<unknown>
  /** What else can be done with a PIN. */
  children?: ReactNode
}

export function PinForm({ path, onSet, children }: Props) {
  const { t } = useTexts()
  const form = useApiForm({
    initial: { pin: '' },
    check: ({ pin }) => (/^\d{4,8}$/.test(pin) ? {} : { pin: t('access.pinRule') }),
    async send(body) {
      await put(path, { body })
      toast(t('access.pinSet'))
      await onSet?.()
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => void form.submit(event).then((isDone) => isDone && form.set('pin', ''))}
    >
      <Stack>
        <ErrorNote error={form.error} />
        <PasswordInput
          label={t('access.newPin')}
          description={t('access.pinHint')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
          {...form.input('pin')}
        />
        <Group gap="xs">
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('access.setPin')}
          </Button>
          {children}
        </Group>
      </Stack>
    </form>
  )
}
