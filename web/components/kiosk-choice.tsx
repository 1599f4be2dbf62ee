/** What somebody at the kiosk wants: the likeliest first, each as a large button. */
import { Button } from '@mantine/core'
import { IconCoffee, IconLogin2, IconLogout2, IconPlayerPlay } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { type MarkKind, markKinds } from '../../src/core/punch.ts'
import { choices } from '../clock-state.ts'
import { useFormats } from '../format.ts'
import type { Recognised } from '../kiosk-device.ts'
import { useTexts } from '../text.ts'
import styles from './kiosk.module.css'

const icons: Record<MarkKind, ComponentType<{ size?: number; stroke?: number }>> = {
  in: IconLogin2,
  out: IconLogout2,
  break_start: IconCoffee,
  break_end: IconPlayerPlay,
}

interface Props {
  /** Undefined: the server was not reached. */
  person: Recognised | undefined
  timeZone: string
  onChoose: (kind: MarkKind) => void
  onCancel: () => void
}

export function KioskChoice({ person, timeZone, onChoose, onCancel }: Props) {
  const { t } = useTexts()
  // Without the server nobody knows the state, so all of them.
  const kinds = person ? choices[person.state] : markKinds
  return (
    <div className={styles.step}>
      {person ? <Who person={person} timeZone={timeZone} /> : <Unknown />}
      <div className={styles.choices} data-many={kinds.length > 2 || undefined}>
        {kinds.map((kind, index) => {
          const Icon = icons[kind]
          return (
            <Button
              key={kind}
              size="xl"
              variant={person && index > 0 ? 'default' : 'filled'}
              leftSection={<Icon size={28} stroke={1.6} />}
              autoFocus={person !== undefined && index === 0}
              onClick={() => onChoose(kind)}
            >
              {t(`punch.${kind}`)}
            </Button>
          )
        })}
      </div>
      <Button variant="subtle" size="lg" onClick={onCancel}>
        {t('action.cancel')}
      </Button>
    </div>
  )
}

function Who({
  person: { displayName, state, since, todaySeconds },
  timeZone,
}: {
  person: Recognised
  timeZone: string
}) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <div role="status">
      <h2 className={styles.name}>{displayName}</h2>
      <p className={styles.state}>
        {t(`punch.state.${state}`)}
        {since !== null && ` ${t('punch.since', { time: formats.dateTime(since, timeZone) })}`}
      </p>
      {todaySeconds > 0 && (
        <p className={styles.state}>{t('kiosk.today', { worked: formats.clock(todaySeconds) })}</p>
      )}
    </div>
  )
}

function Unknown() {
  const { t } = useTexts()
  return (
    <div role="status">
      <h2 className={styles.name}>{t('kiosk.unknownTitle')}</h2>
      <p className={styles.state}>{t('kiosk.unknownText')}</p>
    </div>
  )
}
