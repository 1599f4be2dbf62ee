/** A month in weeks, as the region begins them; what a day shows is the caller's. */
import type { ReactNode } from 'react'
import { addDays } from '../../src/core/calendar.ts'
import { useFormats } from '../format.ts'
import { daysIntoWeek } from '../formats.ts'
import styles from './month-grid.module.css'

const columns = [0, 1, 2, 3, 4, 5, 6]

interface GridProps<Day> {
  /** Every day of the month, from the first on. */
  days: readonly Day[]
  children: (day: Day) => ReactNode
}

export function MonthGrid<Day extends { date: string }>({ days, children }: GridProps<Day>) {
  const formats = useFormats()
  const first = days[0]!.date
  const gap = daysIntoWeek(first, formats.firstDayOfWeek)
  const weeks = Array.from({ length: Math.ceil((gap + days.length) / 7) }, (_, week) => week)
  return (
    <table className={styles.month}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {formats.date(addDays(first, column - gap), 'weekday')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week}>
            {columns.map((column) => {
              const day = days[week * 7 + column - gap]
              return <td key={column}>{day && children(day)}</td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface DayProps {
  date: string
  today: string
  /** What opens, for those who do not see the grid. */
  label: string
  onOpen: (date: string) => void
  className: string | undefined
  children: ReactNode
}

export function GridDay({ date, today, label, onOpen, className, children, ...look }: DayProps) {
  const formats = useFormats()
  return (
    <button
      type="button"
      {...look}
      className={`${styles.day} ${className}`}
      aria-current={date === today ? 'date' : undefined}
      onClick={() => onOpen(date)}
    >
      <span className="tc-hidden">{label}</span>
      <span className={styles.number} aria-hidden>
        {formats.date(date, 'day')}
      </span>
      {children}
    </button>
  )
}
