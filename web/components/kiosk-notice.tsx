/** Why the last try came to nothing; with the seconds left, where waiting helps. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Notice } from '../kiosk-flow.ts'
import { ApiError } from '../network.ts'
import { useTexts } from '../text.ts'
import { codeText, useErrorText } from './error-text.ts'
import styles from './kiosk.module.css'

export function KioskNotice({ notice }: { notice: Notice | undefined }) {
  const textOf = useNoticeText()
  if (!notice) return null
  return (
    <div className={styles.notice} role="alert">
      <IconAlertTriangle size={22} aria-hidden />
      <span>{textOf(notice)}</span>
      {'until' in notice && notice.until !== undefined && <SecondsLeft until={notice.until} />}
    </div>
  )
}

function useNoticeText(): (notice: Notice) => string {
  const { t } = useTexts()
  const textOf = useErrorText()
  return (notice) => {
    if ('text' in notice) return t(notice.text)
    const { error } = notice
    // The seconds stand beside it, so no minutes in the sentence.
    if (error instanceof ApiError && error.code === 'too_many_attempts') return t('kiosk.tooMany')
    if (error instanceof ApiError && error.code === 'not_recognised') return codeText(t, error.code)
    return textOf(error)
  }
}

/** Counts down by this device's clock, which need not be right to measure. */
function SecondsLeft({ until }: { until: number }) {
  const { t } = useTexts()
  const [left, setLeft] = useState(() => until - Date.now())
  useEffect(() => {
    const timer = setInterval(() => setLeft(until - Date.now()), 250)
    return () => clearInterval(timer)
  }, [until])
  const seconds = Math.ceil(left / 1000)
  return (
    <span role="timer" className={`${styles.left} tc-number`}>
      {seconds > 0 ? t('kiosk.left', { time: minutesAndSeconds(seconds) }) : t('kiosk.again')}
    </span>
  )
}

const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
