/** Looks for a QR code with the camera, where the browser can read one. It asks for the camera when it is opened. */
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { type TextKey, useTexts } from '../text.ts'
import styles from './kiosk.module.css'

/** The part of the browser's detector that is used; its types are in no library yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

/** Milliseconds: between two looks, and until nobody seems to be there. */
const lookEvery = 200
const giveUpAfter = 30_000

export function KioskCamera({ onCode, onClose }: { onCode: (code: string) => void; onClose: () => void }) {
  const { t } = useTexts()
  const video = useRef<HTMLVideoElement>(null)
  const [problem, setProblem] = useState<TextKey>()
  const calls = useRef({ onCode, onClose })
  useEffect(() => {
    calls.current = { onCode, onClose }
  })
  useEffect(() => {
    const ending = new AbortController()
    const timer = setTimeout(() => calls.current.onClose(), giveUpAfter)
    watch(video.current!, ending.signal)
      .then((code) => code !== undefined && calls.current.onCode(code))
      .catch((error: unknown) => {
        if (!ending.signal.aborted) setProblem(problemOf(error))
      })
    return () => {
      clearTimeout(timer)
      ending.abort()
    }
  }, [])
  return (
    <div className={styles.step}>
      <p className={styles.state} role={problem ? 'alert' : 'status'}>
        {t(problem ?? 'kiosk.cameraHint')}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nothing is said in it */}
      <video ref={video} className={styles.video} hidden={problem !== undefined} muted playsInline />
      <Button variant="default" size="lg" onClick={onClose}>
        {t('action.back')}
      </Button>
    </div>
  )
}

/** The first code that is seen; undefined when it was ended before. Throws what the browser says of its camera. */
async function watch(video: HTMLVideoElement, ending: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } })
  try {
    video.srcObject = stream
    await video.play()
    const { BarcodeDetector } = window as unknown as { BarcodeDetector: DetectorClass }
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    while (!ending.aborted) {
      const [code] = await detector.detect(video)
      if (code) return code.rawValue
      await new Promise((resolve) => setTimeout(resolve, lookEvery))
    }
    return undefined
  } finally {
    for (const track of stream.getTracks()) track.stop()
  }
}

const problems: Record<string, TextKey> = {
  NotAllowedError: 'kiosk.cameraRefused',
  NotFoundError: 'kiosk.cameraMissing',
}

const problemOf = (error: unknown): TextKey =>
  (error instanceof DOMException ? problems[error.name] : undefined) ?? 'kiosk.cameraBroken'
