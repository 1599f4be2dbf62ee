/** How a person punches at kiosks, as an administrator sets it: a PIN, and a badge to print. */
import { Button, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { CredentialView } from '../../src/features/kiosks/kiosk.contract.ts'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { post, remove } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { confirm } from './confirm.tsx'
import { useErrorText } from './error-text.ts'
import { PinForm } from './pin-form.tsx'
import { QrBadge } from './qr-badge.tsx'
import { toast } from './toasts.tsx'

export function PersonAccess({ user }: { user: UserView }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const [qr, setQr] = useState<string>()
  const name = `${user.firstName} ${user.lastName}`
  async function act(yes: string, text: string, work: () => Promise<void>) {
    if (!(await confirm({ title: yes, text, yes, isDangerous: true }))) return
    try {
      await work()
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  const removePin = () =>
    act(t('access.removePin'), t('access.removePinOf', { name }), async () => {
      await remove(apiPaths.pinOf(user.id))
      toast(t('access.pinRemoved'))
    })
  const issue = () =>
    act(t('access.issue'), t('access.issueText', { name }), async () => {
      const made = await post<Static<typeof CredentialView>>(apiPaths.renewKioskCodeOf(user.id))
      setQr(made.qr)
    })
  return (
    <Stack component="section" aria-label={t('access.title')}>
      <Title order={3} size="h4">
        {t('access.title')}
      </Title>
      {!user.employeeNumber && !user.username && <Text size="sm">{t('access.personNoNumber')}</Text>}
      <PinForm path={apiPaths.pinOf(user.id)}>
        <Button variant="subtle" color="red" onClick={() => void removePin()}>
          {t('access.removePin')}
        </Button>
      </PinForm>
      {qr === undefined ? (
        <Button variant="light" onClick={() => void issue()}>
          {t('access.issue')}
        </Button>
      ) : (
        <QrBadge qr={qr} name={name} />
      )}
    </Stack>
  )
}
