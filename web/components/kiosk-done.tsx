/** What was done, for whom and when; it leaves by itself. */
import { Button } from '@mantine/core'
import { IconCircleCheck, IconClockPause } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { MarkKind } from '../../src/core/punch.ts'
import { useFormats } from '../format.ts'
import type { Formats } from '../formats.ts'
import type { Done } from '../kiosk-device.ts'
import { useTexts } from '../text.ts'
import styles from './kiosk.module.css'

interface Props {
  kind: MarkKind
  done: Done
  /** Undefined: nobody could be asked. */
  name: string | undefined
  timeZone: string
  onRead: () => void
}

export function KioskDone({ kind, done, name, timeZone, onRead }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const isCounted = done.how === 'recorded'
  const Icon = isCounted ? IconCircleCheck : IconClockPause
  return (
    <div className={styles.step} data-how={done.how}>
      <Icon size={72} stroke={1.2} aria-hidden />
      <div role="status">
        {name !== undefined && <h2 className={styles.name}>{name}</h2>}
        <p className={styles.what}>
          {t(isCounted ? `punch.done.${kind}` : `punch.${kind}`)}{' '}
          <span className="tc-number">{timeOf(done, formats, timeZone)}</span>
        </p>
        {done.how === 'held' && <p className={styles.state}>{t('kiosk.held')}</p>}
        {done.how === 'kept' && <p className={styles.state}>{t('kiosk.kept')}</p>}
        {isCounted && kind === 'out' && (
          <p className={styles.state}>{t('kiosk.shift', { worked: formats.clock(done.workedSeconds) })}</p>
        )}
      </div>
      <Read onRead={onRead} />
    </div>
  )
}

function timeOf(done: Done, formats: Formats, timeZone: string): string {
  if (done.how === 'recorded') return formats.localTime(done.localTime)
  return done.how === 'kept' ? formats.time(done.at, timeZone) : ''
}

/** Milliseconds in which a tap here is still the second half of a double tap on the button before. */
const sameTap = 800

function Read({ onRead }: { onRead: () => void }) {
  const { t } = useTexts()
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), sameTap)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Button variant="light" size="lg" autoFocus aria-disabled={!isReady} onClick={() => isReady && onRead()}>
      {t('kiosk.next')}
    </Button>
  )
}
