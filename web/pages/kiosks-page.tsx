/** The kiosks of one's branches: pair, rename, revoke, and what was refused on arrival. */
import { Badge, Button, Group, Modal, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { KioskView } from '../../src/features/kiosks/kiosk.contract.ts'
import { get, post } from '../api.ts'
import { Card } from '../components/card.tsx'
import { confirm } from '../components/confirm.tsx'
import { useErrorText } from '../components/error-text.ts'
import { KioskRename } from '../components/kiosk-rename.tsx'
import { KioskRefusals } from '../components/kiosk-refusals.tsx'
import { PairingForm } from '../components/pairing-form.tsx'
import styles from '../components/planning.module.css'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { useFormats } from '../format.ts'
import { useNow } from '../now.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

type Kiosk = Static<typeof KioskView>

export function KiosksPage() {
  const { t } = useTexts()
  const [isPairing, setPairing] = useState(false)
  const [opened, setOpened] = useState<{ kiosk: Kiosk; what: 'rename' | 'refusals' }>()
  const query = useQuery({
    queryKey: ['kiosks'],
    queryFn: async () => (await get<Kiosk[]>(apiPaths.kiosks)).data,
    // Somebody stands at the device meanwhile, and the new kiosk shall appear.
    refetchInterval: isPairing ? 3000 : 60_000,
  })
  const close = () => setOpened(undefined)
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('nav.kiosks')}</Title>
        <Button leftSection={<IconPlus size={18} />} onClick={() => setPairing(true)}>
          {t('kiosks.pair')}
        </Button>
      </header>
      <Answered query={query}>
        {(rows) => (
          <div className={styles.stack}>
            {isPairing && <PairingForm kiosks={rows} onClose={() => setPairing(false)} />}
            <List rows={rows} onOpen={(kiosk, what) => setOpened({ kiosk, what })} />
          </div>
        )}
      </Answered>
      <Modal
        opened={opened !== undefined}
        onClose={close}
        size={opened?.what === 'refusals' ? 'lg' : 'md'}
        title={opened && t(`kiosks.${opened.what}Named`, { name: opened.kiosk.name })}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {opened?.what === 'rename' && <KioskRename kiosk={opened.kiosk} onDone={close} />}
        {opened?.what === 'refusals' && (
          <KioskRefusals kioskId={opened.kiosk.id} timeZone={opened.kiosk.branch.timeZone} />
        )}
      </Modal>
    </>
  )
}

type Open = (kiosk: Kiosk, what: 'rename' | 'refusals') => void

/** Those that were revoked come last: they are kept for what was refused on them. */
function List({ rows, onOpen }: { rows: Kiosk[]; onOpen: Open }) {
  const { t } = useTexts()
  const live = rows.filter(({ revokedAt }) => revokedAt === null)
  const revoked = rows.filter(({ revokedAt }) => revokedAt !== null)
  return (
    <>
      <Card title={t('kiosks.list')}>
        {live.length === 0 ? <Empty text={t('kiosks.none')} /> : <Lines rows={live} onOpen={onOpen} />}
      </Card>
      {revoked.length > 0 && (
        <Card title={t('kiosks.revokedList')}>
          <Lines rows={revoked} onOpen={onOpen} />
        </Card>
      )}
    </>
  )
}

function Lines({ rows, onOpen }: { rows: Kiosk[]; onOpen: Open }) {
  return (
    <ul className={styles.list}>
      {rows.map((kiosk) => (
        <Line key={kiosk.id} kiosk={kiosk} onOpen={onOpen} />
      ))}
    </ul>
  )
}

function Line({ kiosk, onOpen }: { kiosk: Kiosk; onOpen: Open }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  const { name, openRefusals, revokedAt } = kiosk
  async function revoke() {
    const question = {
      title: t('kiosks.revokeNamed', { name }),
      text: t('kiosks.revokeText'),
      yes: t('kiosks.revoke'),
    }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await post(apiPaths.revokeKiosk(kiosk.id))
      await queryClient.invalidateQueries({ queryKey: ['kiosks'] })
      toast(t('kiosks.revoked', { name }))
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <li>
      <About kiosk={kiosk} />
      <Group gap="xs">
        {openRefusals > 0 && (
          <Button variant="light" color="amber" size="sm" onClick={() => onOpen(kiosk, 'refusals')}>
            {t('kiosks.refusals', { count: openRefusals })}
          </Button>
        )}
        {revokedAt === null && (
          <>
            <Button
              variant="default"
              size="sm"
              aria-label={t('kiosks.renameNamed', { name })}
              onClick={() => onOpen(kiosk, 'rename')}
            >
              {t('kiosks.rename')}
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="sm"
              aria-label={t('kiosks.revokeNamed', { name })}
              onClick={() => void revoke()}
            >
              {t('kiosks.revoke')}
            </Button>
          </>
        )}
      </Group>
    </li>
  )
}

/** Milliseconds; a kiosk looks in every half minute. */
const silentAfter = 5 * 60_000

function About({ kiosk: { name, branch, lastSeenAt, revokedAt, lastAddress } }: { kiosk: Kiosk }) {
  const { t } = useTexts()
  const formats = useFormats()
  const now = useNow(30_000)
  const isSilent = revokedAt === null && (lastSeenAt === null || now - Date.parse(lastSeenAt) > silentAfter)
  const when = lastSeenAt === null ? undefined : formats.ago(lastSeenAt, now)
  return (
    <div>
      <Text fw={600}>
        {name}{' '}
        {isSilent && (
          <Badge variant="light" color="amber">
            {t('kiosks.silent')}
          </Badge>
        )}
      </Text>
      <Text size="sm" c="dimmed">
        {[
          branch.name,
          revokedAt === null
            ? when && t('kiosks.seen', { when })
            : t('kiosks.revokedAt', { when: formats.dateTime(revokedAt, branch.timeZone) }),
          lastAddress,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </div>
  )
}
