/** A month of planned days in weeks: the shifts, and what decided them. */
import type { Static } from 'typebox'
import { addDays } from '../../src/core/calendar.ts'
import type { DayOffView } from '../../src/features/schedules/own-day.contract.ts'
import { useFormats } from '../format.ts'
import { daysIntoWeek } from '../formats.ts'
import { useTexts } from '../text.ts'
import styles from './plan-calendar.module.css'

type DayOff = Pick<Static<typeof DayOffView>, 'kind' | 'portion'>

interface PlannedShift {
  start: string
  end: string
  breaks: { start: string | null; end: string | null; seconds: number; paid: boolean }[]
}

export interface PlannedDay {
  date: string
  reason: 'none' | 'pattern' | 'override' | 'holiday' | 'day_off'
  scheduleId: string | null
  holiday: string | null
  daysOff: DayOff[]
  shifts: PlannedShift[]
}

export interface Plan {
  userId: string
  timeZone: string
  days: PlannedDay[]
}

/** An instant of an answer carries the clock of its own place. */
export const clockOf = (instant: string): string => instant.slice(11, 16)

export function PlanCalendar({
  plan,
  today,
  onOpen,
}: {
  plan: Plan
  today: string
  onOpen: (date: string) => void
}) {
  const formats = useFormats()
  const first = plan.days[0]!.date
  const gap = daysIntoWeek(first, formats.firstDayOfWeek)
  const start = addDays(first, -gap)
  const cells = [...Array.from({ length: gap }, () => undefined), ...plan.days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    cells.slice(week * 7, week * 7 + 7),
  )
  return (
    <table className={styles.month}>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, index) => (
            <th key={index} scope="col">
              {formats.date(addDays(start, index), 'weekday')}
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
  day: PlannedDay
  isToday: boolean
  onOpen: (date: string) => void
}) {
  const { t } = useTexts()
  const formats = useFormats()
  const { reason } = day
  const isPlain = reason === 'none' || reason === 'pattern'
  const note =
    day.holiday ??
    (day.daysOff[0] && t(`plan.dayOff.${day.daysOff[0].kind}`)) ??
    (isPlain ? undefined : t(`plan.reason.${reason}`))
  return (
    <button
      type="button"
      className={styles.day}
      data-reason={day.reason}
      aria-current={isToday ? 'date' : undefined}
      onClick={() => onOpen(day.date)}
    >
      <span className="tc-hidden">{formats.date(day.date, 'long')}</span>
      <span className={styles.number} aria-hidden>
        {formats.date(day.date, 'day')}
      </span>
      {day.shifts.map(({ start, end }) => (
        <span key={start} className={`${styles.shift} tc-number`}>
          <span>{clockOf(start)}</span>
          <span>–{clockOf(end)}</span>
        </span>
      ))}
      {day.shifts.length === 0 && <span className="tc-hidden">{t('plan.free')}</span>}
      {note && <span className={styles.note}>{note}</span>}
    </button>
  )
}
