/**
 * A PIN has 4 to 8 digits, and is not one that everybody tries first: all digits the same, or each one
 * more, or one less, than the digit before (1234, 8765; no way round from 9 to 0).
 */
export function pinProblem(pin: string): string | undefined {
  if (!/^\d{4,8}$/.test(pin)) return 'A PIN has 4 to 8 digits.'
  const digits = [...pin].map(Number)
  const steps = new Set(digits.slice(1).map((digit, i) => digit - digits[i]!))
  const [step] = steps
  const isEasy = steps.size === 1 && Math.abs(step!) <= 1
  return isEasy ? 'This PIN is easily guessed; take digits that do not repeat or count.' : undefined
}
