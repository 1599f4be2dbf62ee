/** What administrators keep: a card for each page, with a sentence about what is done there. */
import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Page } from '../routes.tsx'
import { useTexts } from '../text.ts'
import styles from './administration-page.module.css'

export function AdministrationPage({ pages }: { pages: readonly Page[] }) {
  const { t } = useTexts()
  return (
    <>
      <Title order={1} mb="lg">
        {t('admin.title')}
      </Title>
      <ul className={styles.cards}>
        {pages.map(({ path, nav, administers }) => {
          if (!nav || !administers) return null
          const { label, icon: Icon } = nav
          return (
            <li key={path}>
              <Link to={path} className={styles.card}>
                <Icon size={26} stroke={1.5} />
                <span>
                  <strong>{t(label)}</strong>
                  <span className={styles.text}>{t(administers)}</span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </>
  )
}
