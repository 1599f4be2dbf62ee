/** The punches that are on this device alone: those that wait, and those that were refused and want a decision. */
import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useFormats } from '../format.ts'
import { amendPunch, discardPunch, type QueuedPunch } from '../punch-queue.ts'
import { useTexts } from '../text.ts'
import { confirm } from './confirm.tsx'
import { codeText } from './error-text.ts'
import styles from './queued-punches.module.css'

const EditTime = lazy(async () => ({ default: (await import('./edit-time.tsx')).EditTime }))

interface Props {
  punches: readonly QueuedPunch[]
  timeZone: string
  onRetry: () => Promise<unknown>
}

export function QueuedPunches({ punches, timeZone, onRetry }: Props) {
  const { t } = useTexts()
  const waiting = punches.filter((punch) => punch.state === 'waiting')
  const refused = punches.filter((punch) => punch.state === 'refused')
  const [editing, setEditing] = useState<QueuedPunch>()
  return (
    <>
      {waiting.length > 0 && (
        <section className={styles.box} aria-label={t('punch.waiting', { count: waiting.length })}>
          <h2 className={styles.title}>
            <IconClockPause size={20} aria-hidden /> {t('punch.waiting', { count: waiting.length })}
          </h2>
          <ul className={styles.list}>
            {waiting.map((punch) => (
              <li key={punch.key}>
                <What punch={punch} timeZone={timeZone} />
              </li>
            ))}
          </ul>
          <Text size="sm" c="dimmed">
            {t('punch.waitingHint')}
          </Text>
        </section>
      )}
      {refused.length > 0 && (
        <section className={styles.box} data-kind="refused" role="alert">
          <h2 className={styles.title}>
            <IconAlertTriangle size={20} aria-hidden /> {t('punch.refused', { count: refused.length })}
          </h2>
          <Text size="sm">{t('punch.refusedHint')}</Text>
          <ul className={styles.list}>
            {refused.map((punch) => (
              <Refused
                key={punch.key}
                punch={punch}
                timeZone={timeZone}
                onRetry={onRetry}
                onEdit={() => setEditing(punch)}
              />
            ))}
          </ul>
        </section>
      )}
      <Suspense>
        {editing && <EditTime punch={editing} onClose={() => setEditing(undefined)} onSent={onRetry} />}
      </Suspense>
    </>
  )
}

function useWhat(): (punch: QueuedPunch, timeZone: string) => { what: string; time: string } {
  const { t } = useTexts()
  const formats = useFormats()
  return (punch, timeZone) => ({ what: t(`punch.${punch.kind}`), time: formats.dateTime(punch.at, timeZone) })
}

function What({ punch, timeZone }: { punch: QueuedPunch; timeZone: string }) {
  const { t } = useTexts()
  return <>{t('punch.waitingAt', useWhat()(punch, timeZone))}</>
}

interface RefusedProps {
  punch: QueuedPunch
  timeZone: string
  onRetry: () => Promise<unknown>
  onEdit: () => void
}

function Refused({ punch, timeZone, onRetry, onEdit }: RefusedProps) {
  const { t, language } = useTexts()
  const what = useWhat()(punch, timeZone)
  async function discard() {
    const question = {
      title: t('punch.discardTitle'),
      text: t('punch.discardText', what),
      yes: t('punch.discard'),
    }
    if (await confirm({ ...question, isDangerous: true })) await discardPunch(punch)
  }
  async function retry() {
    await amendPunch(punch, {})
    await onRetry()
  }
  return (
    <li>
      <strong>{t('punch.waitingAt', what)}</strong>
      <Text size="sm">
        {language === 'en' ? punch.problem?.message : codeText(t, punch.problem?.code ?? '')}
      </Text>
      <Group gap="xs" mt={6}>
        <Button size="xs" variant="light" onClick={() => void retry()}>
          {t('action.retry')}
        </Button>
        <Button size="xs" variant="default" onClick={onEdit}>
          {t('punch.changeTime')}
        </Button>
        <Button size="xs" variant="subtle" color="red" onClick={() => void discard()}>
          {t('punch.discard')}
        </Button>
      </Group>
    </li>
  )
}
