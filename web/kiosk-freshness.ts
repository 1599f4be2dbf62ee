/** A kiosk stays open for months: it looks for a new version by itself, and takes it when nobody stands there. */
import { useEffect } from 'react'

/** Milliseconds: between two looks, and without a touch until nobody seems to be there. */
const lookEvery = 3_600_000
const quiet = 60_000

export function useFreshness(): void {
  useEffect(() => {
    const { serviceWorker } = navigator
    if (!serviceWorker) return
    const wasControlled = serviceWorker.controller !== null
    let touched = 0
    let isStale = false
    const touch = () => {
      touched = performance.now()
    }
    const replaced = () => {
      // The first worker takes over a page that is as new as itself.
      if (wasControlled) isStale = true
    }
    const looking = setInterval(() => {
      void serviceWorker
        .getRegistration()
        .then((worker) => worker?.update())
        // Without a network there is nothing new.
        .catch(() => {})
    }, lookEvery)
    const taking = setInterval(() => {
      if (isStale && performance.now() - touched > quiet) location.reload()
    }, 5000)
    addEventListener('pointerdown', touch)
    addEventListener('keydown', touch)
    serviceWorker.addEventListener('controllerchange', replaced)
    return () => {
      clearInterval(looking)
      clearInterval(taking)
      removeEventListener('pointerdown', touch)
      removeEventListener('keydown', touch)
      serviceWorker.removeEventListener('controllerchange', replaced)
    }
  }, [])
}
