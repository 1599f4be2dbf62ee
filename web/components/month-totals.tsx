/** What a month of somebody's time comes to. */
import type { SummaryView } from '../../src/features/summary/summary.contract.ts'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'
import styles from './person-month.module.css'

/** What only some policies give. */
const byPolicy = {
  'time.overtime': 'overtimeSeconds',
  'team.double': 'doubleSeconds',
  'team.night': 'nightSeconds',
  'team.holiday': 'holidaySeconds',
  'team.restDay': 'restDaySeconds',
} as const

/** A shift that is running has no account yet: its worked time alone makes no difference. */
const isPaidOtherwise = ({ running, payableSeconds, workedSeconds }: SummaryView['totals']): boolean =>
  !running && payableSeconds !== workedSeconds

export function MonthTotals({ totals }: { totals: SummaryView['totals'] }) {
  const { t } = useTexts()
  const formats = useFormats()
  const late = totals.lateMinutes * 60
  const early = totals.earlyMinutes * 60
  const rows: [string, string, isShown: boolean][] = [
    [t('time.worked'), formats.hours(totals.workedSeconds), true],
    [t('team.payable'), formats.hours(totals.payableSeconds), isPaidOtherwise(totals)],
    ...(Object.entries(byPolicy) as [keyof typeof byPolicy, (typeof byPolicy)[keyof typeof byPolicy]][]).map(
      ([label, name]): (typeof rows)[number] => [t(label), formats.hours(totals[name]), totals[name] > 0],
    ),
    [t('time.breaks'), formats.hours(totals.breakSeconds), true],
    [t('time.daysPresent'), formats.number(totals.daysPresent), true],
    [t('time.daysAbsent'), formats.number(totals.daysAbsent), totals.daysAbsent > 0],
    [t('time.late'), formats.hours(late), late > 0],
    [t('time.early'), formats.hours(early), early > 0],
    [t('time.missingOut'), formats.number(totals.missingOut), totals.missingOut > 0],
  ]
  return (
    <dl className={styles.totals}>
      {rows
        .filter(([, , isShown]) => isShown)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="tc-number">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
