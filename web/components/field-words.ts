/** What the server says about a field, in the words of the person: by its code; in English as the server says it. */
import type { FieldError } from '../../src/errors.ts'
import { useTexts } from '../text.ts'

/** `"email" must be …`: the field that it stands at need not be named. */
const atField = (message: string): string =>
  message.replace(/^"[^"]*" ([a-z])/, (_, first: string) => first.toUpperCase())

export function useFieldWords(): (error: FieldError) => string {
  const { t, language } = useTexts()
  return ({ message, code, limit = 0 }) => {
    if (language === 'en') return atField(message)
    // What has no code is rare: its sentence says more than nothing.
    return code ? t(`problem.${code}`, { limit }) : t('problem.other', { message })
  }
}
