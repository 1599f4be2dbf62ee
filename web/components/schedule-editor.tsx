/** A schedule: its name, its pattern on a grid, grace and windows. */
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  TextInput,
} from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, patch, post } from '../api.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { bodyOf, changedOf, draftOfSchedule, type Schedule } from '../schedule-draft.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import type { Calendar } from './calendar-form.tsx'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'
import { SchedulePattern } from './schedule-pattern.tsx'
import { toast } from './toasts.tsx'

const minuteFields = [
  'graceInMinutes',
  'graceOutMinutes',
  'windowBeforeMinutes',
  'windowAfterMinutes',
] as const

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
          <SchedulePattern
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
