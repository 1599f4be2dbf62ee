/** A device in a hall on which people punch by number and PIN, or by their QR code. Nobody is logged in here. */
import { useEffect } from 'react'
import { KioskPairing, KioskUnsafe } from '../components/kiosk-pairing.tsx'
import { KioskScreen } from '../components/kiosk-screen.tsx'
import { usePageTitle } from '../components/page-title.ts'
import { useFreshness } from '../kiosk-freshness.ts'
import { refreshKiosk, sendSealed } from '../kiosk-device.ts'
import { kioskState, loadKiosk, type Paired } from '../kiosk-store.ts'
import { ApiError, NetworkError } from '../network.ts'
import { useOnline } from '../online.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'

export function KioskPage() {
  const { t } = useTexts()
  const { isLoaded, paired, revokedName, waiting } = useSignal(kioskState)
  const isOnline = useOnline()
  usePageTitle(t('kiosk.title'))
  useEffect(() => void loadKiosk(), [])
  useUpkeep(window.isSecureContext ? paired : undefined, waiting > 0, isOnline)
  useFreshness()
  // Encrypting, and working without a network, exist on safe addresses alone.
  if (!window.isSecureContext) return <KioskUnsafe />
  if (!isLoaded) return null
  return paired ? (
    <KioskScreen key={paired.kioskId} paired={paired} isOnline={isOnline} waiting={waiting} />
  ) : (
    <KioskPairing revokedName={revokedName} waiting={waiting} />
  )
}

/** Milliseconds: between two looks at the server, and between two tries to reach it. */
const usual = 30_000
const firstPause = 2000
const longestPause = 15_000

/** Asks now and then whether this is still a kiosk, and sends what waits as soon as it can. */
function useUpkeep(paired: Paired | undefined, isWaiting: boolean, isOnline: boolean): void {
  const token = paired?.token
  useEffect(() => {
    if (token === undefined) return
    let pause = firstPause
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    async function look(): Promise<void> {
      const now = kioskState.get().paired
      if (!now) return
      const isReached = await attend(now)
      if (isOver) return
      const isDone = isReached && kioskState.get().waiting === 0
      timer = setTimeout(() => void look(), isDone ? usual : pause)
      pause = isReached ? firstPause : Math.min(pause * 2, longestPause)
    }
    void look()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [token, isWaiting, isOnline])
}

/** Whether the server answered. What it refuses to say, such as to a revoked kiosk, is dealt with already. */
async function attend(paired: Paired): Promise<boolean> {
  try {
    await refreshKiosk(paired)
    await sendSealed(paired)
    return true
  } catch (error) {
    // A fault must be seen, and must not keep what waits from being tried again.
    if (!(error instanceof NetworkError || error instanceof ApiError)) reportError(error)
    return false
  }
}
