/** The screen of a paired kiosk: the time, and the step that somebody is at. */
import { ActionIcon, Button, Loader, Select } from '@mantine/core'
import { IconAlertTriangle, IconClockPause, IconCloudOff, IconMaximize } from '@tabler/icons-react'
import { useEffect } from 'react'
import { dateIn } from '../clock.ts'
import { useFormats } from '../format.ts'
import { type Flow, useKioskFlow } from '../kiosk-flow.ts'
import { createScanReader } from '../kiosk-scan.ts'
import { clearRefused, kioskState, type Paired } from '../kiosk-store.ts'
import { useNow } from '../now.ts'
import { useSignal } from '../signal.ts'
import { chooseLanguage, isLanguage, languages, useTexts } from '../text.ts'
import { DeviceClock } from './device-clock.tsx'
import { KioskChoice } from './kiosk-choice.tsx'
import { KioskDone } from './kiosk-done.tsx'
import { KioskPad } from './kiosk-pad.tsx'
import styles from './kiosk.module.css'

interface Props {
  paired: Paired
  isOnline: boolean
  waiting: number
}

export function KioskScreen({ paired, isOnline, waiting }: Props) {
  const { t } = useTexts()
  const flow = useKioskFlow(paired, isOnline)
  useScanner(flow.scan)
  useEscape(flow.begin)
  useWakefulness()
  return (
    <div className={styles.frame}>
      <Head paired={paired} />
      <main className={styles.main}>
        <Time timeZone={paired.branch.timeZone} />
        <section className={styles.panel} aria-label={t('kiosk.title')}>
          <Panel flow={flow} timeZone={paired.branch.timeZone} />
        </section>
      </main>
      <footer className={styles.foot}>
        {!isOnline && (
          <p className={styles.line} role="status">
            <IconCloudOff size={20} aria-hidden /> {t('kiosk.offline')}
          </p>
        )}
        {waiting > 0 && (
          <p className={styles.line} role="status">
            <IconClockPause size={20} aria-hidden /> {t('kiosk.waiting', { count: waiting })}
          </p>
        )}
        <Refused />
      </footer>
    </div>
  )
}

function Panel({ flow, timeZone }: { flow: Flow; timeZone: string }) {
  const { t } = useTexts()
  const { step } = flow
  if (step.step === 'show')
    return (
      <KioskPad key={step.turn} notice={step.notice} onShow={flow.show} onScan={flow.scan} onSay={flow.say} />
    )
  if (step.step === 'wait') return <Loader aria-label={t('app.loading')} className={styles.loader} />
  if (step.step === 'choose')
    return (
      <KioskChoice
        key={step.key}
        person={step.person}
        timeZone={timeZone}
        onChoose={flow.choose}
        onCancel={() => flow.begin()}
      />
    )
  return <KioskDone {...step} timeZone={timeZone} onRead={() => flow.begin()} />
}

function Head({ paired: { companyName, branch, name } }: { paired: Paired }) {
  const { t, language } = useTexts()
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.place}>
          {companyName} <span>{branch.name}</span>
        </h1>
        <p className={styles.device}>{name}</p>
      </div>
      <div className={styles.tools}>
        <Select
          aria-label={t('account.language')}
          size="sm"
          w={120}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={(value) => isLanguage(value) && void chooseLanguage(value)}
        />
        {document.fullscreenEnabled && (
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('kiosk.fullScreen')}
            onClick={() =>
              void (document.fullscreenElement
                ? document.exitFullscreen()
                : document.documentElement.requestFullscreen())
            }
          >
            <IconMaximize size={19} />
          </ActionIcon>
        )}
      </div>
    </header>
  )
}

function Time({ timeZone }: { timeZone: string }) {
  const { t } = useTexts()
  const formats = useFormats()
  const now = useNow()
  return (
    <div className={styles.time}>
      <p className={`${styles.hands} tc-number`}>{formats.time(now, timeZone)}</p>
      <p className={styles.date}>{formats.date(dateIn(timeZone, now), 'long')}</p>
      <p className={styles.hint}>{t('kiosk.hint')}</p>
      <DeviceClock />
    </div>
  )
}

function Refused() {
  const { t } = useTexts()
  const { refused } = useSignal(kioskState)
  if (refused === 0) return null
  return (
    <div className={styles.refused} role="alert">
      <IconAlertTriangle size={24} aria-hidden />
      <div>
        <strong>{t('kiosk.refused', { count: refused })}</strong>
        <p>{t('kiosk.refusedText')}</p>
      </div>
      <Button variant="default" onClick={() => void clearRefused()}>
        {t('kiosk.refusedRead')}
      </Button>
    </div>
  )
}

/** A scanner types wherever the focus is: the page listens, before any field does. */
function useScanner(onScan: (code: string) => void): void {
  useEffect(() => {
    const read = createScanReader()
    const listen = (event: KeyboardEvent) => {
      const code = read(event.key, event.timeStamp)
      if (code === undefined) return
      // Not also a press of the button that has the focus.
      event.preventDefault()
      event.stopPropagation()
      onScan(code)
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [onScan])
}

function useEscape(begin: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && begin()
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [begin])
}

/** The screen stays on while it shows a kiosk, where the browser can hold it. */
function useWakefulness(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    const hold = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        lock = await navigator.wakeLock?.request('screen')
      } catch {
        // A device that saves its battery refuses; the kiosk works all the same.
      }
    }
    void hold()
    const again = () => void hold()
    document.addEventListener('visibilitychange', again)
    return () => {
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}
