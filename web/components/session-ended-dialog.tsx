/** Log in over the page whose session has ended. */
import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { leave, logIn } from '../session.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'

export function SessionEndedDialog({ user: { email } }: { user: UserView }) {
  const { t } = useTexts()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await logIn({ email, password })
      setPassword('')
      setError(undefined)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={t('session.endedTitle')} zIndex={400}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text>{t('session.endedText')}</Text>
          <ErrorNote error={error} />
          <input type="text" value={email} autoComplete="username" readOnly hidden />
          <PasswordInput
            label={t('field.password')}
            description={email}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
            data-autofocus
            required
            withAsterisk={false}
          />
          <Group justify="space-between">
            <Button variant="subtle" onClick={leave}>
              {t('session.leave')}
            </Button>
            <Button type="submit" loading={isBusy}>
              {t('login.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
