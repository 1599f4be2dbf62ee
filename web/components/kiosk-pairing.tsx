/** A device that is no kiosk yet, or no more: it wants a pairing code. */
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { pair } from '../kiosk-device.ts'
import { useTexts } from '../text.ts'
import { Doorway } from './doorway.tsx'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'

/** As the code stands on the other screen, however it is typed. */
function spell(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4, 8)}` : letters
}

const warning = { color: 'amber', variant: 'light', icon: <IconAlertTriangle aria-hidden /> } as const

export function KioskUnsafe() {
  const { t } = useTexts()
  return (
    <Doorway title={t('kiosk.pairTitle')}>
      <Alert {...warning}>{t('kiosk.notSecure')}</Alert>
    </Doorway>
  )
}

export function KioskPairing({ revokedName, waiting }: { revokedName: string | undefined; waiting: number }) {
  const { t } = useTexts()
  const form = useApiForm({
    initial: { code: '' },
    check: ({ code }) => (code.length < 9 ? { code: t('kiosk.codeIncomplete') } : {}),
    send: ({ code }) => pair(code),
  })
  return (
    <Doorway title={t('kiosk.pairTitle')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          {revokedName !== undefined && (
            <Alert {...warning} role="alert" title={t('kiosk.revokedTitle', { name: revokedName })}>
              {t('kiosk.revokedText')}
            </Alert>
          )}
          {waiting > 0 && <Alert {...warning}>{t('kiosk.stranded', { count: waiting })}</Alert>}
          <Text c="dimmed">{t('kiosk.pairText')}</Text>
          <ErrorNote error={form.error} />
          <TextInput
            label={t('kiosk.code')}
            size="xl"
            autoFocus
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={20}
            {...form.input('code')}
            onChange={(event) => form.set('code', spell(event.currentTarget.value))}
          />
          <Button type="submit" size="lg" loading={form.isBusy}>
            {t('kiosk.pair')}
          </Button>
        </Stack>
      </form>
    </Doorway>
  )
}
