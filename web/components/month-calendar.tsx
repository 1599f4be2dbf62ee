/** A month of worked days in weeks; each says how long was worked and what was not as planned. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { useFormats } from '../format.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { useTexts } from '../text.ts'
import { GridDay, MonthGrid } from './month-grid.tsx'
import styles from './month-calendar.module.css'

interface Props {
  days: readonly DayOfMonth[]
  today: string
  onOpen: (date: string) => void
}

/** What a full bar of a day stands for. */
const fullDay = 8 * 3600

export function MonthCalendar({ days, today, onOpen }: Props) {
  return <MonthGrid days={days}>{(day) => <WorkedDay day={day} today={today} onOpen={onOpen} />}</MonthGrid>
}

function WorkedDay({ day, today, onOpen }: Omit<Props, 'days'> & { day: DayOfMonth }) {
  const { t } = useTexts()
  const formats = useFormats()
  const worked = day.totals?.workedSeconds ?? 0
  const marks = marksOf(day).map((mark) => t(`time.${mark}`))
  return (
    <GridDay
      date={day.date}
      today={today}
      label={t('time.openDay', { date: formats.date(day.date, 'long') })}
      onOpen={onOpen}
      className={styles.day}
      data-empty={day.records.length === 0 || undefined}
    >
      {marks.length > 0 && (
        <span className={styles.marks} title={marks.join(', ')}>
          <IconAlertTriangle size={16} aria-hidden />
          <span className="tc-hidden">{marks.join(', ')}</span>
        </span>
      )}
      {worked > 0 && (
        <>
          <span className={`${styles.hours} tc-number`}>{formats.hours(worked)}</span>
          <span className={styles.bar} aria-hidden>
            <span style={{ width: `${Math.min(100, (worked / fullDay) * 100)}%` }} />
          </span>
        </>
      )}
    </GridDay>
  )
}

type Mark = 'late' | 'early' | 'missingOut' | 'daysAbsent'

function marksOf({ totals }: DayOfMonth): Mark[] {
  if (!totals) return []
  const found: [Mark, boolean][] = [
    ['missingOut', totals.missingOut > 0],
    ['late', totals.lateCount > 0],
    ['early', totals.earlyCount > 0],
    ['daysAbsent', totals.daysAbsent > 0],
  ]
  return found.filter(([, isSo]) => isSo).map(([mark]) => mark)
}
