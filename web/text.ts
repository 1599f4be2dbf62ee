/** Every word on the screen comes from a catalogue: English says which there are, the others must have them all. */
import i18next from 'i18next'
import type { administrationEn } from './locales/administration/en.ts'
import { en } from './locales/en.ts'
import type { kioskEn } from './locales/kiosk/en.ts'
import { createSignal, useSignal } from './signal.ts'

export type Catalogue = Record<keyof typeof en, string>
export type AdministrationCatalogue = Record<keyof typeof administrationEn, string>
export type KioskCatalogue = Record<keyof typeof kioskEn, string>

/** Plural forms are written `name_one`, `name_other`; the key is `name`. */
type WithoutPlural<K> = K extends `${infer Name}_one` | `${infer Name}_other` ? Name : K
export type TextKey = WithoutPlural<keyof typeof en | keyof typeof administrationEn | keyof typeof kioskEn>
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string

export const languages = { en: 'English', es: 'Español', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const loaders: Record<Language, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
  es: async () => (await import('./locales/es.ts')).es,
  de: async () => (await import('./locales/de.ts')).de,
}

/** Words that only some pages need: nobody else waits for them. */
const others = {
  administration: {
    en: async () => (await import('./locales/administration/en.ts')).administrationEn,
    es: async () => (await import('./locales/administration/es.ts')).administrationEs,
    de: async () => (await import('./locales/administration/de.ts')).administrationDe,
  },
  kiosk: {
    en: async () => (await import('./locales/kiosk/en.ts')).kioskEn,
    es: async () => (await import('./locales/kiosk/es.ts')).kioskEs,
    de: async () => (await import('./locales/kiosk/de.ts')).kioskDe,
  },
} satisfies Record<string, Record<Language, () => Promise<AdministrationCatalogue | KioskCatalogue>>>
export type Words = keyof typeof others
const wanted = new Set<Words>()

const remembered = 'timeclock.language'

export const isLanguage = (text: string | null | undefined): text is Language =>
  text != null && text in languages

/** The chosen one, else the first of the browser's that there is, else English. */
function preferred(): Language {
  const chosen = localStorage.getItem(remembered)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

/** For numbers and dates: the browser's own region where it speaks the language, such as en-GB. */
const localeFor = (language: Language): string =>
  navigator.languages.find((tag) => tag.slice(0, 2) === language && isLocale(tag)) ?? language

/** Some systems hand over what no standard knows, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

interface Speech {
  language: Language
  locale: string
  t: Translate
}

const speech = createSignal<Speech>({ language: 'en', locale: 'en', t: (key) => key })

export async function startTexts(): Promise<void> {
  await i18next.init({
    lng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    resources: { en: { translation: en } },
  })
  await speak(preferred())
}

async function speak(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'translation', await loaders[language]())
  await Promise.all([...wanted].map((words) => addWords(words, language)))
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  const translate = i18next.getFixedT(language)
  speech.set({ language, locale: localeFor(language), t: (key, values) => translate(key, values ?? {}) })
}

const addWords = async (words: Words, language: Language): Promise<unknown> =>
  i18next.addResourceBundle(language, 'translation', await others[words][language](), true)

/** Before a page is shown that needs them; another language that is chosen there has them too. */
export async function loadWords(words: Words): Promise<void> {
  if (wanted.has(words)) return
  await addWords(words, speech.get().language)
  wanted.add(words)
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(remembered, language)
  await speak(language)
}

/** `t('punch.in')`, the language, and the locale for numbers and dates. */
export const useTexts = (): Speech => useSignal(speech)
