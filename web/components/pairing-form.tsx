/** Makes a pairing code, shows it until it is used or over, and says when the device is there. */
import { Alert, Button, Code, CopyButton, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { KioskView, PairingView } from '../../src/features/kiosks/kiosk.contract.ts'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { getAll, post } from '../api.ts'
import { useFormats } from '../format.ts'
import { useNow } from '../now.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import styles from './pairing-form.module.css'

type Kiosk = Static<typeof KioskView>

interface Made extends Static<typeof PairingView> {
  /** The kiosks that were there before: another one with this name is the one that was made. */
  before: ReadonlySet<string>
  name: string
}

export function PairingForm({ kiosks, onClose }: { kiosks: readonly Kiosk[]; onClose: () => void }) {
  const { t } = useTexts()
  const [made, setMade] = useState<Made>()
  const paired = made && kiosks.find(({ id, name }) => name === made.name && !made.before.has(id))
  const close = (
    <Button variant="default" onClick={onClose}>
      {t('action.close')}
    </Button>
  )
  return (
    <Card title={t('kiosks.pair')} aside={close}>
      {paired && <Alert color="pine">{t('kiosks.isPaired', { name: paired.name })}</Alert>}
      {made && !paired && <MadeCode made={made} onAgain={() => setMade(undefined)} />}
      {!made && (
        <CodeForm
          onMade={(pairing, name) =>
            setMade({ ...pairing, name, before: new Set(kiosks.map(({ id }) => id)) })
          }
        />
      )}
    </Card>
  )
}

function CodeForm({ onMade }: { onMade: (pairing: Static<typeof PairingView>, name: string) => void }) {
  const { t } = useTexts()
  const { data: branches = [] } = useQuery({
    queryKey: ['places', 'branch'],
    queryFn: () => getAll<PlaceView>(apiPaths.branches),
    staleTime: 300_000,
  })
  const only = branches.length === 1 ? branches[0]!.id : ''
  const form = useApiForm({
    initial: { branchId: '', name: '' },
    check: ({ branchId, name }) => ({
      ...(!branchId && !only && { branchId: t('field.required') }),
      ...(name.trim() === '' && { name: t('field.required') }),
    }),
    async send({ branchId, name }) {
      const body = { branchId: branchId || only, name: name.trim() }
      onMade(await post<Static<typeof PairingView>>(apiPaths.pairingCodes, { body }), body.name)
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <Text c="dimmed">{t('kiosks.pairText')}</Text>
        <ErrorNote error={form.error} />
        <Select
          label={t('field.branch')}
          searchable
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.input('branchId')}
          value={form.values.branchId || only || null}
        />
        <TextInput
          label={t('kiosks.name')}
          description={t('kiosks.nameText')}
          maxLength={100}
          {...form.input('name')}
        />
        <Button type="submit" loading={form.isBusy}>
          {t('kiosks.makeCode')}
        </Button>
      </Stack>
    </form>
  )
}

function MadeCode({ made: { code, expiresAt, name }, onAgain }: { made: Made; onAgain: () => void }) {
  const { t } = useTexts()
  const formats = useFormats()
  const left = Date.parse(expiresAt) - useNow()
  const address = `${location.origin}${pagePaths.kiosk}`
  if (left <= 0)
    return (
      <Stack align="flex-start">
        <Text>{t('kiosks.codeOver')}</Text>
        <Button onClick={onAgain}>{t('kiosks.makeAnother')}</Button>
      </Stack>
    )
  return (
    <div className={styles.made}>
      <ol className={styles.steps}>
        <li>
          {t('kiosks.openThere', { name })} <Code>{address}</Code>
        </li>
        <li>{t('kiosks.typeThere')}</li>
      </ol>
      <output className={`${styles.code} tc-number`}>{code}</output>
      <Group justify="space-between">
        <Text c="dimmed" role="timer">
          {t('kiosks.goodFor', { minutes: formats.number(Math.ceil(left / 60_000)) })}
        </Text>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button variant="light" onClick={copy}>
              {t(copied ? 'action.copied' : 'action.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}
