/** Says so when the clock of this device is wrong: by more than a minute, people begin to wonder. */
import { Text } from '@mantine/core'
import { clockOffset } from '../network.ts'
import { useTexts } from '../text.ts'

const worthSaying = 60_000

export function DeviceClock() {
  const { t, locale } = useTexts()
  const offset = clockOffset()
  if (Math.abs(offset) < worthSaying) return null
  return (
    <Text c="var(--tc-amber-ink)" role="status">
      {t(offset < 0 ? 'punch.skewAhead' : 'punch.skewBehind', { amount: amountOf(Math.abs(offset), locale) })}
    </Text>
  )
}

function amountOf(milliseconds: number, locale: string): string {
  const minutes = Math.round(milliseconds / 60_000)
  const [value, unit] = minutes < 120 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}
