/** Where this device is: asked only for the punches of a branch that asks for it. */

export interface Position {
  latitude: number
  longitude: number
  /** Metres. */
  accuracy: number
}

/** Milliseconds: a position of so lately will do, and nobody waits longer for one, or for an answer to the browser's question. */
const lately = 60_000
const longest = 6000

/** Undefined where the person says no, the device does not know, or it takes too long. */
export function currentPosition(): Promise<Position | undefined> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) return resolve(undefined)
    const timer = setTimeout(() => resolve(undefined), longest)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        clearTimeout(timer)
        resolve({ latitude, longitude, accuracy: Math.min(Math.max(accuracy, 0), 1_000_000) })
      },
      () => {
        clearTimeout(timer)
        resolve(undefined)
      },
      { enableHighAccuracy: true, maximumAge: lately, timeout: longest },
    )
  })
}
