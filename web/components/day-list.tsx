/** The days of a month that have records, the last first. */
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react'
import { useFormats } from '../format.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { type Translate, useTexts } from '../text.ts'
import styles from './day-list.module.css'
import { useLateness } from './lateness.ts'

export function DayList({ days, onOpen }: { days: readonly DayOfMonth[]; onOpen: (date: string) => void }) {
  const { t } = useTexts()
  const formats = useFormats()
  const lateness = useLateness()
  const shown = days.filter(({ records }) => records.length > 0).toReversed()
  return (
    <ul className={styles.list}>
      {shown.map(({ date, records, totals }) => (
        <li key={date}>
          <button type="button" className={styles.row} onClick={() => onOpen(date)}>
            <span className={styles.date}>{formats.date(date)}</span>
            <span className={`${styles.times} tc-number`}>
              {records.map((record) => (
                <span key={record.id}>
                  {formats.localTime(record.timeIn)}–
                  {record.timeOut ? formats.localTime(record.timeOut) : t(`time.status.${record.status}`)}
                </span>
              ))}
            </span>
            <span className={styles.notes}>
              {records.some(
                (record) => record.status === 'missing_out' || record.lateMinutes + record.earlyMinutes > 0,
              ) && <IconAlertTriangle size={18} aria-hidden />}
              {notesOf(records, t, lateness).join(', ')}
            </span>
            <strong className="tc-number">{formats.hours(totals?.workedSeconds ?? 0)}</strong>
            <IconChevronRight size={18} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

function notesOf(
  records: DayOfMonth['records'],
  t: Translate,
  lateness: (minutes: number) => string,
): string[] {
  const late = records.reduce((sum, { lateMinutes }) => sum + lateMinutes, 0)
  const early = records.reduce((sum, { earlyMinutes }) => sum + earlyMinutes, 0)
  return [
    ...(late > 0 ? [`${t('time.late')}: ${lateness(late)}`] : []),
    ...(early > 0 ? [`${t('time.early')}: ${lateness(early)}`] : []),
  ]
}
