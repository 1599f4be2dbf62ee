/** Inbox: what waits for a manager. Corrections, exceptions, punches that are held, periods. */
import { SegmentedControl, Title } from '@mantine/core'
import { useState } from 'react'
import { InboxCorrections } from '../components/inbox-corrections.tsx'
import { InboxExceptions } from '../components/inbox-exceptions.tsx'
import { InboxHeld } from '../components/inbox-held.tsx'
import { InboxPeriods } from '../components/inbox-periods.tsx'
import { useInboxCounts } from '../inbox-counts.ts'
import { useTexts } from '../text.ts'
import styles from './inbox-page.module.css'

const parts = {
  corrections: InboxCorrections,
  exceptions: InboxExceptions,
  held: InboxHeld,
  periods: InboxPeriods,
} as const
type Part = keyof typeof parts

export function InboxPage() {
  const { t } = useTexts()
  const [part, setPart] = useState<Part>('corrections')
  const Shown = parts[part]
  const counts = useInboxCounts()
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('inbox.title')}</Title>
        <SegmentedControl
          aria-label={t('inbox.title')}
          value={part}
          onChange={(value) => setPart(value as Part)}
          className={styles.parts!}
          withItemsBorders={false}
          data={(Object.keys(parts) as Part[]).map((value) => ({
            value,
            label: (
              <PartLabel text={t(`inbox.${value}`)} count={value === 'exceptions' ? 0 : counts?.[value]} />
            ),
          }))}
        />
      </header>
      <Shown />
    </>
  )
}

function PartLabel({ text, count = 0 }: { text: string; count: number | undefined }) {
  return (
    <>
      <span>{text}</span>
      {count > 0 && <span className={styles.count}>{count}</span>}
    </>
  )
}
