/** A schedule: its name, its pattern on a grid, grace and windows. */
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import { addDays } from '../../src/core/calendar.ts'
import type { ScheduleView } from '../../src/features/schedules/schedule.contract.ts'
import type { CalendarView } from '../../src/features/schedules/holiday.contract.ts'
import { get, patch, post } from '../api.ts'
import { useFormats } from '../format.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { type DayDraft, draftOf, shiftBody } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'
import { ShiftFields } from './shift-fields.tsx'
import { toast } from './toasts.tsx'
import { WeekGrid } from './week-grid.tsx'

export type Schedule = Static<typeof ScheduleView>
type Calendar = Static<typeof CalendarView>

const minuteFields = [
  'graceInMinutes',
  'graceOutMinutes',
  'windowBeforeMinutes',
  'windowAfterMinutes',
] as const

/** A Monday: its week gives the weekdays their names. */
const someMonday = '2024-01-01'

function draftOfSchedule(schedule: Schedule | undefined, today: string) {
  const isWeek = !schedule || (schedule.anchor === null && schedule.cycleDays === 7)
  return {
    name: schedule?.name ?? '',
    kind: isWeek ? 'week' : 'cycle',
    cycleDays: schedule?.cycleDays ?? 7,
    anchor: schedule?.anchor ?? today,
    days: (schedule?.days ?? []).map((day): DayDraft => ({
      on: day.weekday ?? day.day ?? 1,
      ...draftOf(day),
    })),
    worksOnHolidays: schedule?.worksOnHolidays ?? false,
    holidayCalendarId: schedule?.holidayCalendarId ?? null,
    graceInMinutes: schedule?.graceInMinutes ?? 0,
    graceOutMinutes: schedule?.graceOutMinutes ?? 0,
    windowBeforeMinutes: schedule?.windowBeforeMinutes ?? 240,
    windowAfterMinutes: schedule?.windowAfterMinutes ?? 240,
  }
}

function bodyOf({ kind, cycleDays, anchor, days, ...rest }: ReturnType<typeof draftOfSchedule>) {
  const isWeek = kind === 'week'
  return {
    ...rest,
    cycleDays: isWeek ? 7 : cycleDays,
    anchor: isWeek ? null : anchor,
    days: days.map(({ on, ...shift }) => ({
      ...(isWeek ? { weekday: on } : { day: on }),
      ...shiftBody(shift),
    })),
  }
}

/** Only what differs is sent: another name alone derives no day again. The pattern belongs together. */
function changedOf(body: ReturnType<typeof bodyOf>, before: ReturnType<typeof bodyOf>) {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const { cycleDays, anchor, days, ...rest } = body
  const pattern = { cycleDays, anchor, days }
  const was = { cycleDays: before.cycleDays, anchor: before.anchor, days: before.days }
  return {
    ...(!isSame(pattern, was) && pattern),
    ...Object.fromEntries(
      Object.entries(rest).filter(([name, value]) => !isSame(value, before[name as keyof typeof rest])),
    ),
  }
}

interface Props {
  schedule: Schedule | undefined
  onSaved: (id: string) => void
}

export function ScheduleEditor({ schedule, onSaved }: Props) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const today = useToday()
  const wordsOf = useFieldWords()
  const [problems, setProblems] = useState<Record<string, string>>({})
  const form = useApiForm({
    initial: draftOfSchedule(schedule, today),
    check: ({ name, days }) => ({
      ...(name.trim() === '' && { name: t('field.required') }),
      ...(days.length === 0 && { days: t('schedule.drawFirst') }),
    }),
    async send(values) {
      setProblems({})
      try {
        const body = bodyOf(values)
        const saved = schedule
          ? await patch<Schedule>(apiPaths.schedule(schedule.id), {
              body: changedOf(body, bodyOf(draftOfSchedule(schedule, today))),
            })
          : await post<Schedule>(apiPaths.schedules, { body })
        toast(t('schedule.saved'))
        await queryClient.invalidateQueries({ queryKey: ['schedules'] })
        onSaved(saved.id)
      } catch (error) {
        const errors = error instanceof ApiError ? error.errors : []
        setProblems(Object.fromEntries(errors.map((error) => [error.field, wordsOf(error)])))
        throw error
      }
    },
  })
  const { values } = form
  return (
    <Card title={schedule ? schedule.name : t('schedule.new')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <TextInput label={t('schedule.name')} maw={420} {...form.input('name')} />
          <SegmentedControl
            aria-label={t('schedule.pattern')}
            value={values.kind}
            onChange={(value) => form.set('kind', value)}
            data={(['week', 'cycle'] as const).map((value) => ({
              value,
              label: t(`schedule.kind.${value}`),
            }))}
          />
          {values.kind === 'cycle' && (
            <div className={styles.fields}>
              <NumberInput label={t('schedule.cycleDays')} min={1} max={366} {...form.input('cycleDays')} />
              <TextInput type="date" label={t('schedule.anchor')} {...form.input('anchor')} />
            </div>
          )}
          <Pattern
            isWeek={values.kind === 'week'}
            cycleDays={values.kind === 'week' ? 7 : Number(values.cycleDays) || 1}
            days={values.days}
            problems={problems}
            error={form.input('days').error}
            onChange={(days) => {
              form.set('days', days)
              setProblems({})
            }}
          />
          <div className={styles.fields}>
            {minuteFields.map((name) => (
              <NumberInput key={name} label={t(`schedule.${name}`)} min={0} max={720} {...form.input(name)} />
            ))}
          </div>
          <CalendarField {...form.input('holidayCalendarId')} />
          <Checkbox
            label={t('schedule.worksOnHolidays')}
            checked={values.worksOnHolidays}
            onChange={(event) => form.set('worksOnHolidays', event.currentTarget.checked)}
          />
          <Group>
            <Button type="submit" loading={form.isBusy}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}

/** The calendar whose holidays the schedule keeps; without one, those of the branch or company. */
function CalendarField(field: {
  value: string | null
  onChange: (value: string | null) => void
  error: string | undefined
  name: string
}) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['holiday-calendars'],
    queryFn: async () => (await get<Calendar[]>(apiPaths.holidayCalendars)).data,
  })
  const offered = data.filter(({ id, endedOn }) => endedOn === null || id === field.value)
  return (
    <Select
      label={t('schedule.calendar')}
      description={t('schedule.calendarText')}
      maw={420}
      data={[
        { value: '', label: t('schedule.calendarNone') },
        ...offered.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      {...field}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(value || null)}
    />
  )
}

interface PatternProps {
  isWeek: boolean
  cycleDays: number
  days: DayDraft[]
  problems: Record<string, string>
  error: string | undefined
  onChange: (days: DayDraft[]) => void
}

function Pattern({ isWeek, cycleDays, days, problems, error, onChange }: PatternProps) {
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
