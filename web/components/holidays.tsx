/** The holidays of a calendar in a year: taken out, written out again, with days of the company's own. */
import { ActionIcon, Badge, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { HolidayView } from '../../src/features/schedules/holiday.contract.ts'
import { get, post, remove } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import type { Calendar } from './calendar-form.tsx'
import { Card } from './card.tsx'
import { confirm } from './confirm.tsx'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'
import { Answered, Empty } from './states.tsx'
import { toast } from './toasts.tsx'

type Holiday = Static<typeof HolidayView>

export function Holidays({ calendar }: { calendar: Calendar }) {
  const { t } = useTexts()
  const formats = useFormats()
  const textOf = useErrorText()
  const queryClient = useQueryClient()
  const [year, setYear] = useState(Number(useToday().slice(0, 4)))
  const queryKey = ['holidays', calendar.id]
  const query = useQuery({
    queryKey: [...queryKey, year],
    queryFn: async () => {
      const range = { from: `${year}-01-01`, to: `${year}-12-31` }
      return (await get<Holiday[]>(apiPaths.holidays(calendar.id), range)).data
    },
  })
  async function act(work: () => Promise<unknown>) {
    try {
      await work()
      await queryClient.invalidateQueries({ queryKey })
      await queryClient.invalidateQueries({ queryKey: ['holiday-calendars'] })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  async function takeOut({ date, name }: Holiday) {
    const yes = t('holiday.takeOut')
    const question = { title: name, text: t('holiday.takeOutText'), yes, isDangerous: true }
    if (await confirm(question)) await act(() => remove(apiPaths.holiday(calendar.id, date)))
  }
  return (
    <Card
      title={calendar.name}
      aside={
        <NumberInput
          w={110}
          size="sm"
          min={1900}
          max={2200}
          aria-label={t('holiday.year')}
          thousandSeparator=""
          value={year}
          onChange={(value) => Number(value) >= 1900 && Number(value) <= 2200 && setYear(Number(value))}
        />
      }
    >
      <Answered query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty text={t('holiday.noneInYear')} />
          ) : (
            <ul className={styles.list}>
              {rows.map((row) => (
                <li key={row.date + row.name}>
                  <div>
                    <Text fw={600}>
                      {row.name}{' '}
                      {row.source === 'company' && <Badge variant="light">{t('holiday.own')}</Badge>}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {formats.date(row.date, 'long')}
                    </Text>
                  </div>
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    size="lg"
                    aria-label={t('holiday.takeOutNamed', { name: row.name })}
                    onClick={() => void takeOut(row)}
                  >
                    <IconTrash size={20} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {calendar.country !== null && (
        <Group>
          <Button
            variant="default"
            size="sm"
            onClick={() =>
              void act(() =>
                post(apiPaths.holidayYears(calendar.id), { body: { fromYear: year, toYear: year } }),
              )
            }
          >
            {t('holiday.writeOut', { year })}
          </Button>
        </Group>
      )}
      <OwnHoliday calendarId={calendar.id} queryKey={queryKey} />
    </Card>
  )
}

function OwnHoliday({ calendarId, queryKey }: { calendarId: string; queryKey: unknown[] }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const form = useApiForm({
    initial: { date: '', name: '' },
    check: ({ date, name }) => ({
      ...(date === '' && { date: t('field.required') }),
      ...(name.trim() === '' && { name: t('field.required') }),
    }),
    async send(body) {
      await post(apiPaths.holidays(calendarId), { body })
      form.set('name', '')
      await queryClient.invalidateQueries({ queryKey })
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        <ErrorNote error={form.error} />
        <div className={styles.fields}>
          <TextInput type="date" label={t('field.date')} {...form.input('date')} />
          <TextInput label={t('holiday.dayName')} {...form.input('name')} />
        </div>
        <Group>
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('holiday.addOwn')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
