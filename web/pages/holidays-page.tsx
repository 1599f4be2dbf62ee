/** Holiday calendars: of a country or region, with days of the company's own; who has them. */
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { IconArrowLeft, IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { CalendarView, HolidayView } from '../../src/features/schedules/holiday.contract.ts'
import { get, post, remove } from '../api.ts'
import { Assignments } from '../components/assignments.tsx'
import { Card } from '../components/card.tsx'
import { confirm } from '../components/confirm.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useErrorText } from '../components/error-text.ts'
import { useApiForm } from '../components/form.ts'
import { NameAndEnd } from '../components/name-and-end.tsx'
import styles from '../components/planning.module.css'
import { Recomputing } from '../components/recomputing.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { useFormats } from '../format.ts'
import { useOpened } from '../opened.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'

type Calendar = Static<typeof CalendarView>
type Holiday = Static<typeof HolidayView>

const levels = ['company', 'branch'] as const

export function HolidaysPage() {
  const { t } = useTexts()
  const [opened, setOpened] = useOpened()
  const query = useQuery({
    queryKey: ['holiday-calendars'],
    queryFn: async () => (await get<Calendar[]>(apiPaths.holidayCalendars)).data,
  })
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('holiday.title')}</Title>
        {opened === undefined ? (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setOpened('new')}>
            {t('holiday.new')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={18} />}
            onClick={() => setOpened(undefined)}
          >
            {t('holiday.all')}
          </Button>
        )}
      </header>
      <Recomputing />
      <Answered query={query}>
        {(rows) => {
          if (opened === 'new') return <CalendarForm onSaved={(id) => setOpened(id, { replace: true })} />
          const calendar = rows.find(({ id }) => id === opened)
          if (!calendar) return <CalendarList rows={rows} onOpen={setOpened} />
          return (
            <div className={styles.stack}>
              <Card title={calendar.name}>
                <NameAndEnd
                  key={calendar.name}
                  label={t('holiday.name')}
                  name={calendar.name}
                  endedOn={calendar.endedOn}
                  path={apiPaths.holidayCalendar(calendar.id)}
                  endPath={apiPaths.endHolidayCalendar(calendar.id)}
                  queryKey={['holiday-calendars']}
                />
              </Card>
              <Holidays key={calendar.id} calendar={calendar} />
              <Assignments
                path={apiPaths.holidayAssignments}
                field="calendarId"
                id={calendar.id}
                levels={levels}
              />
            </div>
          )
        }}
      </Answered>
    </>
  )
}

function CalendarList({ rows, onOpen }: { rows: Calendar[]; onOpen: (id: string) => void }) {
  const { t, locale } = useTexts()
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const formats = useFormats()
  return (
    <Card title={t('holiday.list')}>
      {rows.length === 0 ? (
        <Empty text={t('holiday.none')} />
      ) : (
        <ul className={styles.list}>
          {rows.map(({ id, name, country, region, endedOn }) => (
            <li key={id}>
              <Text fw={600}>
                {name}{' '}
                {country && (
                  <Badge variant="light">{[countries.of(country), region].filter(Boolean).join(' · ')}</Badge>
                )}
                {endedOn !== null && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    {t('policy.ended', { date: formats.date(endedOn, 'short') })}
                  </Text>
                )}
              </Text>
              <Button
                variant="light"
                size="sm"
                aria-label={t('schedule.openNamed', { name })}
                onClick={() => onOpen(id)}
              >
                {t('schedule.open')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function usePlaces(country?: string) {
  const { data = {} } = useQuery({
    queryKey: ['holiday-places', country],
    queryFn: async () => (await get<Record<string, string>>(apiPaths.holidayPlaces, { country })).data,
    enabled: country !== '',
    staleTime: Infinity,
  })
  return Object.entries(data).map(([value, label]) => ({ value, label }))
}

function CalendarForm({ onSaved }: { onSaved: (id: string) => void }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const form = useApiForm({
    initial: { name: '', country: '', region: '' },
    check: ({ name }) => ({ ...(name.trim() === '' && { name: t('field.required') }) }),
    async send({ name, country, region }) {
      const body = { name, ...(country && { country, ...(region && { region }) }) }
      const { id } = await post<Calendar>(apiPaths.holidayCalendars, { body })
      await queryClient.invalidateQueries({ queryKey: ['holiday-calendars'] })
      onSaved(id)
    },
  })
  const { country } = form.values
  const countries = usePlaces()
  const regions = usePlaces(country)
  return (
    <Card title={t('holiday.new')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <div className={styles.fields}>
            <TextInput label={t('holiday.name')} {...form.input('name')} />
            <Select
              label={t('holiday.country')}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('action.clear') }}
              data={countries}
              {...form.input('country')}
              value={country || null}
              onChange={(value) => {
                form.set('country', value ?? '')
                form.set('region', '')
              }}
            />
            {country !== '' && regions.length > 0 && (
              <Select
                label={t('holiday.region')}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('action.clear') }}
                data={regions}
                {...form.input('region')}
                value={form.values.region || null}
                onChange={(value) => form.set('region', value ?? '')}
              />
            )}
          </div>
          <Text size="sm" c="dimmed">
            {t('holiday.countryText')}
          </Text>
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

function Holidays({ calendar }: { calendar: Calendar }) {
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
