/** Pay periods: where they stand, their people, what payroll was given of them, and what differs from it since. */
import { Badge, Stack, Title } from '@mantine/core'
import { periodStates } from '../../src/core/period.ts'
import { scopeOf } from '../../src/core/permission.ts'
import type { PeriodView } from '../../src/features/periods/period.contract.ts'
import { Card } from '../components/card.tsx'
import { PeriodChoice } from '../components/period-choice.tsx'
import { PeriodDifferences } from '../components/period-differences.tsx'
import { PeriodExports } from '../components/period-exports.tsx'
import { PeriodPeople } from '../components/period-people.tsx'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import styles from './inbox-page.module.css'

export function PeriodsPage() {
  const { t } = useTexts()
  const { role } = userOf(useSignal(session))!
  return (
    <>
      <Title order={1} mb="md">
        {t('periods.title')}
      </Title>
      <PeriodChoice>
        {(period) => (
          <Stack gap="lg" mt="md" key={period.id}>
            <Counts period={period} />
            {scopeOf(role, 'period:lock') !== 'none' && <PeriodExports period={period} />}
            <PeriodDifferences id={period.id} />
            <Card title={t('periods.people')}>
              <PeriodPeople id={period.id} />
            </Card>
          </Stack>
        )}
      </PeriodChoice>
    </>
  )
}

function Counts({ period: { people } }: { period: PeriodView }) {
  const { t } = useTexts()
  return (
    <div className={styles.line}>
      {periodStates
        .filter((state) => people[state] > 0)
        .map((state) => (
          <Badge key={state} variant="light" size="lg" color={state === 'locked' ? 'pine' : 'gray'}>
            {`${t(`period.${state}`)}: ${people[state]}`}
          </Badge>
        ))}
    </div>
  )
}
