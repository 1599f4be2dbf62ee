/**
 * Tells a scanner from a person: a scanner that acts as a keyboard types its code in one burst and ends it with Enter.
 * Pure: the times are arguments.
 */

/** What our QR codes begin with. */
const ours = 'tcq.'

/** Milliseconds; after a longer pause somebody else is typing. */
const longestPause = 1000
/** Milliseconds for each key, on average: a device may stumble once, and the fastest typist needs some 80. */
const scannerPace = 50
/** Shorter codes are nothing that we print, and numbers that people type fast. */
const leastLength = 6

/**
 * Answers the code at the Enter that ends it, and undefined at every other key. What begins as our codes do is one at
 * any pace: nobody types that.
 */
export function createScanReader(): (key: string, at: number) => string | undefined {
  let text = ''
  let first = 0
  let last = Number.NEGATIVE_INFINITY
  return (key, at) => {
    // Shift and the like come in between.
    if (key.length !== 1 && key !== 'Enter') return undefined
    if (at - last > longestPause) text = ''
    last = at
    if (key !== 'Enter') {
      if (text === '') first = at
      text += key
      return undefined
    }
    const typed = text
    text = ''
    const start = typed.indexOf(ours)
    if (start >= 0) return typed.slice(start)
    return typed.length >= leastLength && at - first <= typed.length * scannerPace ? typed : undefined
  }
}

/** Whether a text may be a personal QR code; the server knows whether it is one. */
export const isQr = (text: string): boolean => text.startsWith(ours) && text.length <= 200
