/** A month in weeks, as the region begins them; each day says how long was worked and what was not as planned. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { addDays } from '../../src/core/calendar.ts'
import { useFormats } from '../format.ts'
import { daysIntoWeek } from '../formats.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { useTexts } from '../text.ts'
import styles from './month-calendar.module.css'

interface Props {
  days: readonly DayOfMonth[]
  today: string
  onOpen: (date: string) => void
}

/** What a full bar of a day stands for. */
const fullDay = 8 * 3600

export function MonthCalendar({ days, today, onOpen }: Props) {
  const formats = useFormats()
  const first = days[0]!.date
  const monday = addDays(first, -daysIntoWeek(first, formats.firstDayOfWeek))
  const cells = [
    ...Array.from({ length: daysIntoWeek(first, formats.firstDayOfWeek) }, () => undefined),
    ...days,
  ]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  )
  return (
    <table className={styles.month}>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, index) => (
            <th key={index} scope="col">
              {formats.date(addDays(monday, index), 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {Array.from({ length: 7 }, (_, column) => (
              <td key={column}>
                {week[column] && (
                  <Day day={week[column]} isToday={week[column].date === today} onOpen={onOpen} />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Day({
  day,
  isToday,
  onOpen,
}: {
  day: DayOfMonth
  isToday: boolean
  onOpen: (date: string) => void
}) {
  const { t } = useTexts()
  const formats = useFormats()
  const worked = day.totals?.workedSeconds ?? 0
  const marks = marksOf(day).map((mark) => t(`time.${mark}`))
  return (
    <button
      type="button"
      className={styles.day}
      data-empty={day.records.length === 0 || undefined}
      aria-current={isToday ? 'date' : undefined}
      onClick={() => onOpen(day.date)}
    >
      <span className="tc-hidden">{t('time.openDay', { date: formats.date(day.date, 'long') })}</span>
      <span className={styles.number} aria-hidden>
        {formats.date(day.date, 'day')}
      </span>
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
    </button>
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
