import { type Formats, formatsFor } from './formats.ts'
import { hourStyle } from './preferences.ts'
import { useSignal } from './signal.ts'
import { useTexts } from './text.ts'

/** The formats of the language and region that are chosen. */
export function useFormats(): Formats {
  const { locale } = useTexts()
  const style = useSignal(hourStyle)
  return formatsFor(locale, style === 'decimal')
}
