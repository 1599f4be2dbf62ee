/** What is another than payroll was given, day by day: from what to what. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Differences } from '../../src/features/periods/period.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { type TextKey, useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { PersonLink } from './person-link.tsx'

/** The figures that people know, by their names in the file; of the others the file tells. */
const figures = {
  worked_seconds: 'time.worked',
  payable_seconds: 'team.payable',
  overtime_seconds: 'time.overtime',
  double_seconds: 'team.double',
  break_seconds: 'time.breaks',
  night_seconds: 'team.night',
  holiday_seconds: 'team.holiday',
  rest_day_seconds: 'team.restDay',
  late_minutes: 'time.late',
  early_minutes: 'time.early',
} as const satisfies Record<string, TextKey>

type Difference = Differences[number]

export function PeriodDifferences({ id }: { id: string }) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['period-differences', id],
    queryFn: async () => (await get<Differences>(apiPaths.periodDifferences(id))).data,
  })
  if (data.length === 0) return null
  return (
    <Card title={t('periods.differences')}>
      <Text c="dimmed">{t('periods.differencesText')}</Text>
      <ul className={styles.list}>
        {data.map((one) => (
          <OneDifference key={`${one.userId} ${one.workDate}`} one={one} />
        ))}
      </ul>
    </Card>
  )
}

function OneDifference({ one }: { one: Difference }) {
  const { t } = useTexts()
  const formats = useFormats()
  const text = (name: string, totals: Difference['now']) => {
    const value = Number(totals[name] ?? 0)
    return formats.hours(name.endsWith('_minutes') ? value * 60 : value)
  }
  const isWorkedAlone = one.change['payable_seconds'] === one.change['worked_seconds']
  const names = Object.entries(figures).filter(
    ([name]) => name in one.change && !(name === 'payable_seconds' && isWorkedAlone),
  )
  return (
    <li>
      <div className={styles.line}>
        <PersonLink userId={one.userId} name={one.name} date={one.workDate} />
        <span>{formats.date(one.workDate)}</span>
      </div>
      <ul className={styles.changes}>
        {names.map(([name, label]) => (
          <li key={name}>
            <span className={styles.dim}>{t(label)} </span>
            <span className="tc-number">
              {text(name, one.exported)} → <strong>{text(name, one.now)}</strong>
            </span>
          </li>
        ))}
        {names.length === 0 && <li className={styles.dim}>{Object.keys(one.change).join(', ')}</li>}
      </ul>
    </li>
  )
}
