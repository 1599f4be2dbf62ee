/** A month of planned days in weeks: the shifts, and what decided them. */
import type { Static } from 'typebox'
import type { DayOffView } from '../../src/features/schedules/own-day.contract.ts'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'
import { GridDay, MonthGrid } from './month-grid.tsx'
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

interface Props {
  plan: Plan
  today: string
  onOpen: (date: string) => void
}

export function PlanCalendar({ plan, today, onOpen }: Props) {
  return <MonthGrid days={plan.days}>{(day) => <Day day={day} today={today} onOpen={onOpen} />}</MonthGrid>
}

function Day({ day, today, onOpen }: Omit<Props, 'plan'> & { day: PlannedDay }) {
  const { t } = useTexts()
  const formats = useFormats()
  const { reason } = day
  const isPlain = reason === 'none' || reason === 'pattern'
  const note =
    day.holiday ??
    (day.daysOff[0] && t(`plan.dayOff.${day.daysOff[0].kind}`)) ??
    (isPlain ? undefined : t(`plan.reason.${reason}`))
  return (
    <GridDay
      date={day.date}
      today={today}
      label={formats.date(day.date, 'long')}
      onOpen={onOpen}
      className={styles.day}
      data-reason={reason}
    >
      {day.shifts.map(({ start, end }) => (
        <span key={start} className={`${styles.shift} tc-number`}>
          <span>{clockOf(start)}</span>
          <span>–{clockOf(end)}</span>
        </span>
      ))}
      {day.shifts.length === 0 && <span className="tc-hidden">{t('plan.free')}</span>}
      {note && <span className={styles.note}>{note}</span>}
    </GridDay>
  )
}
