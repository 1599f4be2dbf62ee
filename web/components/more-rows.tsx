/** Under a list: how much of it is shown, and more. */
import { Button } from '@mantine/core'
import type { ListPages } from '../list-pages.ts'
import styles from '../pages/inbox-page.module.css'
import { useTexts } from '../text.ts'

export function MoreRows<Row>({ list }: { list: ListPages<Row> }) {
  const { t } = useTexts()
  if (!list.hasMore) return null
  return (
    <div className={styles.line}>
      <span className={styles.dim}>{t('list.shown', { count: list.data?.length ?? 0 })}</span>
      <Button variant="default" loading={list.isBusy} onClick={list.more}>
        {t('list.more')}
      </Button>
    </div>
  )
}
