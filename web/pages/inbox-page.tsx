/** Inbox: what waits for a manager. Corrections, exceptions, periods, registrations. */
import { SegmentedControl, Title } from '@mantine/core'
import { useState } from 'react'
import { InboxCorrections } from '../components/inbox-corrections.tsx'
import { InboxExceptions } from '../components/inbox-exceptions.tsx'
import { InboxPeriods } from '../components/inbox-periods.tsx'
import { InboxRegistrations } from '../components/pending-registrations.tsx'
import { useTexts } from '../text.ts'
import styles from './inbox-page.module.css'

const parts = {
  corrections: InboxCorrections,
  exceptions: InboxExceptions,
  periods: InboxPeriods,
  registrations: InboxRegistrations,
} as const
type Part = keyof typeof parts

export function InboxPage() {
  const { t } = useTexts()
  const [part, setPart] = useState<Part>('corrections')
  const Shown = parts[part]
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('inbox.title')}</Title>
        <SegmentedControl
          aria-label={t('inbox.title')}
          value={part}
          onChange={(value) => setPart(value as Part)}
          data={Object.keys(parts).map((value) => ({ value, label: t(`inbox.${value as Part}`) }))}
        />
      </header>
      <Shown />
    </>
  )
}
