/** Around the pages that one sees before one is logged in. */
import { Select, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { chooseLanguage, isLanguage, languages, useTexts } from '../text.ts'
import styles from './doorway.module.css'
import { Logo } from './logo.tsx'

export function Doorway({
  title,
  isWide = false,
  children,
}: {
  title: string
  isWide?: boolean
  children: ReactNode
}) {
  const { t, language } = useTexts()
  return (
    <div className={styles.frame}>
      <header className={styles.head}>
        <span className={styles.brand}>
          <Logo size={34} />
          {t('app.name')}
        </span>
        <Select
          aria-label={t('account.language')}
          size="sm"
          w={128}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={(value) => isLanguage(value) && void chooseLanguage(value)}
        />
      </header>
      <main className={styles.card} data-wide={isWide || undefined}>
        <Title order={1} size="h2" mb="lg">
          {title}
        </Title>
        {children}
      </main>
      <p className={styles.line}>{t('login.tagline')}</p>
    </div>
  )
}
