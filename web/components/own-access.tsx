/** How one punches at a kiosk: number and PIN, or the QR code. */
import { Button, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { CredentialView } from '../../src/features/kiosks/kiosk.contract.ts'
import { get, post, remove } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { confirm } from './confirm.tsx'
import { useErrorText } from './error-text.ts'
import { PinForm } from './pin-form.tsx'
import { QrBadge } from './qr-badge.tsx'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

type Credential = Static<typeof CredentialView>

const queryKey = ['kiosk-code']

export function OwnAccess() {
  const { t } = useTexts()
  const user = userOf(useSignal(session))!
  const number = user.employeeNumber ?? user.username
  const query = useQuery({ queryKey, queryFn: async () => (await get<Credential>(apiPaths.kioskCode)).data })
  return (
    <Card title={t('access.title')}>
      <Text>{number ? t('access.number', { number }) : t('access.noNumber')}</Text>
      <Answered query={query} lines={2}>
        {(credential) => (
          <Stack gap="xl">
            <Pin credential={credential} />
            <Qr credential={credential} name={`${user.firstName} ${user.lastName}`} />
          </Stack>
        )}
      </Answered>
    </Card>
  )
}

/** Asks, does it, reads anew, and says so. */
function useAct() {
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  return async (question: Parameters<typeof confirm>[0], act: () => Promise<unknown>, done: string) => {
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await act()
      await queryClient.invalidateQueries({ queryKey })
      toast(done)
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
}

function Pin({ credential: { hasPin, pinSetAt } }: { credential: Credential }) {
  const { t } = useTexts()
  const formats = useFormats()
  const queryClient = useQueryClient()
  const act = useAct()
  const yes = t('access.removePin')
  return (
    <div>
      <Text mb="xs">
        {hasPin && pinSetAt !== null
          ? t('access.hasPin', { when: formats.dateTime(pinSetAt) })
          : t('access.hasNoPin')}
      </Text>
      <PinForm path={apiPaths.pin} onSet={() => queryClient.invalidateQueries({ queryKey })}>
        {hasPin && (
          <Button
            variant="subtle"
            color="red"
            onClick={() =>
              void act(
                { title: yes, text: t('access.removePinText'), yes },
                () => remove(apiPaths.pin),
                t('access.pinRemoved'),
              )
            }
          >
            {yes}
          </Button>
        )}
      </PinForm>
    </div>
  )
}

function Qr({ credential: { qr }, name }: { credential: Credential; name: string }) {
  const { t } = useTexts()
  const [isShown, setShown] = useState(false)
  const act = useAct()
  const yes = t('access.renew')
  if (!isShown)
    return (
      <div>
        <Text mb="xs">{t('access.qrText')}</Text>
        <Button variant="light" onClick={() => setShown(true)}>
          {t('access.showQr')}
        </Button>
      </div>
    )
  return (
    <QrBadge qr={qr} name={name}>
      <Button variant="default" onClick={() => setShown(false)}>
        {t('access.hideQr')}
      </Button>
      <Button
        variant="subtle"
        color="red"
        onClick={() =>
          void act(
            { title: yes, text: t('access.renewText'), yes },
            () => post(apiPaths.renewKioskCode),
            t('access.renewed'),
          )
        }
      >
        {yes}
      </Button>
    </QrBadge>
  )
}
