/** Planned shifts by day, drawn with the pointer or added with the keyboard; a bar that passes midnight goes on below. */
import { ActionIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type PointerEvent, useState } from 'react'
import { type DayDraft, dayMinutes, lengthOf, minutesOf, moved, timeOf } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import styles from './planning.module.css'

const step = 15
/** Minutes of a bar that both of its times fit in; one that goes on below may show less. */
const roomFor = 300
const share = (minutes: number): string => `${(minutes / dayMinutes) * 100}%`

interface Props {
  days: readonly DayDraft[]
  /** The rows in their order: weekdays, or days of the cycle. */
  rows: readonly number[]
  nameOf: (on: number) => string
  /** Where the pattern comes round, a night runs on into the first row. */
  cycleDays: number
  selected: number | undefined
  isWrong: (index: number) => boolean
  onSelect: (index: number) => void
  onAdd: (on: number, start: string, end: string) => void
  onChange: (index: number, day: DayDraft) => void
}

export function WeekGrid(props: Props) {
  const { rows, nameOf, onAdd } = props
  const { t } = useTexts()
  return (
    <div className={styles.grid}>
      <div className={styles.scale} aria-hidden>
        <span />
        <div className={styles.hours}>
          {[6, 12, 18].map((hour) => (
            <span key={hour} style={{ left: share(hour * 60) }}>
              {hour}
            </span>
          ))}
        </div>
      </div>
      {rows.map((on) => (
        <div key={on} className={styles.row} role="group" aria-label={nameOf(on)}>
          <span className={styles.day} aria-hidden>
            {nameOf(on)}
          </span>
          <Track {...props} on={on} />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('schedule.addShift', { day: nameOf(on) })}
            onClick={() => onAdd(on, '09:00', '17:00')}
          >
            <IconPlus size={18} />
          </ActionIcon>
        </div>
      ))}
    </div>
  )
}

function Track({
  days,
  on,
  nameOf,
  cycleDays,
  selected,
  isWrong,
  onSelect,
  onAdd,
  onChange,
}: Props & { on: number }) {
  const { t } = useTexts()
  const [drawn, setDrawn] = useState<[number, number]>()
  const minuteAt = (event: PointerEvent<HTMLElement>): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const minute = ((event.clientX - left) / width) * dayMinutes
    return Math.min(dayMinutes, Math.max(0, Math.round(minute / step) * step))
  }
  function finish(): void {
    if (drawn && drawn[0] !== drawn[1]) {
      const [from, to] = [Math.min(...drawn), Math.max(...drawn)]
      onAdd(on, timeOf(from), timeOf(to))
    }
    setDrawn(undefined)
  }
  const before = on === 1 ? cycleDays : on - 1
  return (
    <div
      className={styles.track}
      onPointerDown={(event) => {
        if (event.target !== event.currentTarget || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrawn([minuteAt(event), minuteAt(event)])
      }}
      onPointerMove={(event) => drawn && setDrawn([drawn[0], minuteAt(event)])}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(undefined)}
    >
      {days.map((day, index) => {
        const start = minutesOf(day.start)
        const over = start + lengthOf(day) - dayMinutes
        return (
          <span key={index}>
            {day.on === before && over > 0 && (
              <span className={styles.bar} data-tail style={{ left: 0, width: share(over) }} aria-hidden />
            )}
            {day.on === on && (
              <button
                type="button"
                className={styles.bar}
                style={{ left: share(start), width: share(Math.min(lengthOf(day), dayMinutes - start)) }}
                aria-pressed={selected === index}
                aria-label={t('schedule.shiftOf', { day: nameOf(on), start: day.start, end: day.end })}
                data-wrong={isWrong(index) || undefined}
                onClick={() => onSelect(index)}
                onKeyDown={(event) => {
                  const by = { ArrowLeft: -step, ArrowRight: step }[event.key]
                  if (by === undefined || day.definitionId !== undefined) return
                  event.preventDefault()
                  onChange(index, moved(day, by))
                }}
              >
                {dayMinutes - start < roomFor ? (
                  <span className="tc-wide">{day.start}</span>
                ) : (
                  `${day.start}–${day.end}`
                )}
              </button>
            )}
          </span>
        )
      })}
      {drawn && (
        <span
          className={styles.bar}
          data-drawn
          style={{ left: share(Math.min(...drawn)), width: share(Math.abs(drawn[1] - drawn[0])) }}
          aria-hidden
        />
      )}
    </div>
  )
}
