/** Whether there seems to be a network: the browser says so, and the last request bore it out. */
import { useSyncExternalStore } from 'react'
import { isReachable } from './network.ts'
import { useSignal } from './signal.ts'

function subscribe(listener: () => void): () => void {
  // A network that is back deserves a try.
  const whenBack = () => {
    isReachable.set(true)
    listener()
  }
  addEventListener('online', whenBack)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', whenBack)
    removeEventListener('offline', listener)
  }
}

export function useOnline(): boolean {
  const isConnected = useSyncExternalStore(subscribe, () => navigator.onLine)
  return useSignal(isReachable) && isConnected
}
