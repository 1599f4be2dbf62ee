/** An error in the words of the person: by its code from the catalogue, in English as the server says it. */
import { ApiError, NetworkError } from '../network.ts'
import { type TextKey, type Translate, useTexts } from '../text.ts'
import { en } from '../locales/en.ts'

export function useErrorText(): (error: unknown) => string {
  const { t, language } = useTexts()
  return (error) => errorText(t, language === 'en', error)
}

export function errorText(t: Translate, isEnglish: boolean, error: unknown): string {
  if (error instanceof NetworkError) return t('state.noNetwork')
  if (!(error instanceof ApiError)) return t('error.unknown')
  // The server's own sentence says more, in its language.
  if (isEnglish && error.status < 500) return error.message
  return codeText(t, error.code)
}

export function codeText(t: Translate, code: string): string {
  const key = `error.${code}`
  return t(key in en ? (key as TextKey) : 'error.unknown')
}
