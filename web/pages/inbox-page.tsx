/** Inbox: what waits for a manager. Corrections, exceptions, punches that are held, periods, registrations. */
import { SegmentedControl, Title } from '@mantine/core'
import { useState } from 'react'
import type { InboxCounts } from '../../src/features/inbox/inbox.contract.ts'
import { InboxCorrections } from '../components/inbox-corrections.tsx'
import { InboxExceptions } from '../components/inbox-exceptions.tsx'
import { InboxHeld } from '../components/inbox-held.tsx'
import { InboxPeriods } from '../components/inbox-periods.tsx'
import { InboxRegistrations } from '../components/pending-registrations.tsx'
import { useInboxCounts } from '../inbox-counts.ts'
import { useTexts } from '../text.ts'
import styles from './inbox-page.module.css'

const parts = {
  corrections: InboxCorrections,
  exceptions: InboxExceptions,
  held: InboxHeld,
  periods: InboxPeriods,
  registrations: InboxRegistrations,
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
            label: <PartLabel text={t(`inbox.${value}`)} count={countOf(counts, value)} />,
          }))}
        />
      </header>
      <Shown />
    </>
  )
}

/** Exceptions are derived when they are looked at; nobody counts them in advance. */
const countOf = (counts: InboxCounts | undefined, part: Part): number =>
  part === 'exceptions' ? 0 : (counts?.[part] ?? 0)

function PartLabel({ text, count }: { text: string; count: number }) {
  return (
    <>
      <span>{text}</span>
      {count > 0 && <span className={styles.count}>{count}</span>}
    </>
  )
}
