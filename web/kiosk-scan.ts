/**
 * Tells a scanner from a person: a scanner that acts as a keyboard types its code in one burst and ends it with Enter.
 * Pure: the times are arguments.
 */

/** What our QR codes begin with. */
const ours = 'tcq.'

/** Milliseconds between two keys; the fastest typist needs some 50. */
const longestGap = 35
/** Shorter codes are nothing that we print, and numbers that people type fast. */
const leastLength = 6

/** Answers the code at the Enter that ends a burst, and undefined at every other key. */
export function createScanReader(): (key: string, at: number) => string | undefined {
  let text = ''
  let last = Number.NEGATIVE_INFINITY
  return (key, at) => {
    // Shift and the like come in between.
    if (key.length !== 1 && key !== 'Enter') return undefined
    const isBurst = at - last <= longestGap
    last = at
    if (key !== 'Enter') {
      text = isBurst ? text + key : key
      return undefined
    }
    const code = text
    text = ''
    return isBurst && code.length >= leastLength ? code : undefined
  }
}

/** Whether a text may be a personal QR code; the server knows whether it is one. */
export const isQr = (text: string): boolean => text.startsWith(ours) && text.length <= 200
