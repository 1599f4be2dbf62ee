/**
 * Durations for people to read. Inside the program a duration is whole seconds; hours exist only
 * here. Arithmetic is exact: in floating point 1.005 h would show as 1.00.
 */

/** Hours with 2 decimals, a half rounded away from zero: 3618 s (1.005 h) is 1.01. */
export function hoursOf(seconds: number): number {
  // A hundredth of an hour is 36 seconds.
  const hundredths = Math.floor((Math.abs(seconds) + 18) / 36)
  return (Math.sign(seconds) * hundredths) / 100 + 0
}

/** 'h:mm', with '-' before a debt. Seconds that do not fill a minute are left out, as in `wholeMinutes`. */
export function formatHours(seconds: number): string {
  const minutes = wholeMinutes(seconds)
  const length = Math.abs(minutes)
  return `${minutes < 0 ? '-' : ''}${Math.floor(length / 60)}:${String(length % 60).padStart(2, '0')}`
}

/** The minutes that are full. A debt of 90 seconds is one minute of debt. */
export function wholeMinutes(seconds: number): number {
  return Math.trunc(seconds / 60) + 0
}

/**
 * A decimal rounded to a multiple of `quantum`, a half away from zero: ('2.675', '0.01') → '2.68',
 * ('8.1', '0.25') → '8.00'. Both are plain decimals as text, since a float has lost the half
 * already; the result has the decimals of `quantum`. Anything else throws RangeError.
 */
export function roundHalfUp(value: string, quantum: string): string {
  const scale = Math.max(decimalsOf(value), decimalsOf(quantum))
  const step = scaled(quantum, scale)
  if (step <= 0n) throw new RangeError(`The quantum must be above zero, not ${quantum}.`)
  const whole = scaled(value, scale)
  const length = whole < 0n ? -whole : whole
  const rounded = ((2n * length + step) / (2n * step)) * step
  const decimals = decimalsOf(quantum)
  const digits = String(rounded / 10n ** BigInt(scale - decimals)).padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
  return whole < 0n && rounded !== 0n ? `-${text}` : text
}

function decimalsOf(text: string): number {
  const match = /^-?\d+(?:\.(\d+))?$/.exec(text)
  if (!match) throw new RangeError(`"${text}" is no plain decimal number.`)
  return match[1]?.length ?? 0
}

function scaled(text: string, scale: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(scale - decimalsOf(text)))
}
