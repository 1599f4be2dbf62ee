/** How late, early or absent somebody was: minutes in words, and hours from the first on. */
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'

export function useLateness(): (minutes: number) => string {
  const { t } = useTexts()
  const formats = useFormats()
  return (minutes) =>
    minutes < 60
      ? t('time.minutes', { count: minutes })
      : t('time.hours', { hours: formats.hours(minutes * 60) })
}
