/** Holiday calendars: of a country or region, with days of the company's own; who has them. */
import { Badge, Button, Text, Title } from '@mantine/core'
import { IconArrowLeft, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { Assignments } from '../components/assignments.tsx'
import { type Calendar, CalendarForm } from '../components/calendar-form.tsx'
import { Card } from '../components/card.tsx'
import { Holidays } from '../components/holidays.tsx'
import { NameAndEnd } from '../components/name-and-end.tsx'
import { OpenButton } from '../components/open-button.tsx'
import styles from '../components/planning.module.css'
import { Recomputing } from '../components/recomputing.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { useFormats } from '../format.ts'
import { useOpened } from '../opened.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

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
              <OpenButton name={name} onOpen={() => onOpen(id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
