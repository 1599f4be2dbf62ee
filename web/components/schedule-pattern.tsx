/** The pattern of a schedule: drawn on the grid, and the shift that is chosen there in fields. */
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { addDays } from '../../src/core/calendar.ts'
import { useFormats } from '../format.ts'
import type { DayDraft } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import styles from './planning.module.css'
import { ShiftFields } from './shift-fields.tsx'
import { WeekGrid } from './week-grid.tsx'

/** A Monday: its week gives the weekdays their names. */
const someMonday = '2024-01-01'

interface Props {
  isWeek: boolean
  cycleDays: number
  days: DayDraft[]
  problems: Record<string, string>
  error: string | undefined
  onChange: (days: DayDraft[]) => void
}

export function SchedulePattern({ isWeek, cycleDays, days, problems, error, onChange }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const [selected, setSelected] = useState<number>()
  const length = Math.min(366, Math.max(1, cycleDays))
  const rows = Array.from({ length }, (_, index) =>
    isWeek ? ((index + formats.firstDayOfWeek - 1) % 7) + 1 : index + 1,
  )
  const nameOf = (on: number) =>
    isWeek ? formats.date(addDays(someMonday, on - 1), 'weekday') : t('schedule.day', { number: on })
  const errorsOf = (index: number) =>
    Object.fromEntries(
      Object.entries(problems)
        .filter(([path]) => path === `days.${index}` || path.startsWith(`days.${index}.`))
        .map(([path, message]) => [path.slice(`days.${index}.`.length), message]),
    )
  const day = selected === undefined ? undefined : days[selected]
  function copyToWeek(): void {
    if (!day) return
    const free = [1, 2, 3, 4, 5].filter((on) => !days.some((one) => one.on === on))
    onChange([...days, ...free.map((on) => ({ ...day, on }))])
  }
  return (
    <div className={styles.stack}>
      <div>
        <Text size="sm" c="dimmed" mb="xs">
          {t('schedule.gridHint')}
        </Text>
        <WeekGrid
          days={days}
          rows={rows}
          nameOf={nameOf}
          cycleDays={length}
          selected={selected}
          isWrong={(index) => Object.keys(errorsOf(index)).length > 0}
          onSelect={setSelected}
          onAdd={(on, start, end) => {
            onChange([...days, { on, start, end, breaks: [] }])
            setSelected(days.length)
          }}
          onChange={(index, changed) => onChange(days.with(index, changed))}
        />
        {error && (
          <Text size="sm" c="red" role="alert" mt="xs">
            {error}
          </Text>
        )}
      </div>
      {day && selected !== undefined && (
        <div
          className={styles.shift}
          role="group"
          aria-label={t('schedule.shiftFields', { day: nameOf(day.on) })}
        >
          <Text fw={650}>{t('schedule.shiftFields', { day: nameOf(day.on) })}</Text>
          <ShiftFields
            shift={day}
            errors={errorsOf(selected)}
            onChange={(shift) => onChange(days.with(selected, { ...shift, on: day.on }))}
          />
          <Group gap="xs">
            {isWeek && (
              <Button variant="light" size="sm" onClick={copyToWeek}>
                {t('schedule.copyToWeek')}
              </Button>
            )}
            <Button
              variant="subtle"
              color="red"
              size="sm"
              onClick={() => {
                onChange(days.toSpliced(selected, 1))
                setSelected(undefined)
              }}
            >
              {t('schedule.removeShift')}
            </Button>
          </Group>
        </div>
      )}
    </div>
  )
}
