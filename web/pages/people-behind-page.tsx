/** The people behind a number of the dashboards; which number stands in the address, with its filters. */
import { Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { boardStates } from '../../src/core/presence.ts'
import { punctualityOf } from '../../src/core/punctuality.ts'
import { type Column, DataTable } from '../components/data-table.tsx'
import { FilterBar } from '../components/filter-bar.tsx'
import { lengthText, whenText } from '../components/insight-patterns.tsx'
import { useToday } from '../components/insight-today.tsx'
import { usePageTitle } from '../components/page-title.ts'
import { Answered } from '../components/states.tsx'
import { type Filters, useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, queryOf, searchOf } from '../insight.ts'
import { fetchBehind, type Behind, type Counted } from '../people-behind.ts'
import { pagePaths, personTimePath } from '../paths.ts'
import { useTexts } from '../text.ts'

/** What the address asks for; without anything that is known, who missed anything. */
function useBehind(): Behind {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const number = (name: string, most: number) => Math.min(most, Math.max(0, Number(search[name]) || 0))
  const state = boardStates.find((one) => one === search['state']) ?? 'in'
  switch (search['of']) {
    case 'today':
      return { of: 'today', state }
    case 'length':
      return { of: 'length', hours: number('hours', 23) }
    case 'occupancy':
      return { of: 'occupancy', weekday: Math.max(1, number('weekday', 7)), hour: number('hour', 23) }
    case 'punctuality':
      return { of: 'punctuality' }
    default:
      return { of: 'missed' }
  }
}

export function PeopleBehindPage() {
  const { t } = useTexts()
  usePageTitle(t('behind.title'))
  const [filters, change] = useFilters('month')
  const behind = useBehind()
  const isToday = behind.of === 'today'
  return (
    <>
      <Title order={1}>{t('behind.title')}</Title>
      <Text mb="md">
        <Heading behind={behind} />
        {' · '}
        <Link to={addressOf(pagePaths.dashboards, searchOf(filters))}>{t('behind.back')}</Link>
      </Text>
      <FilterBar filters={filters} onChange={change} withoutPeriod={isToday} />
      {isToday ? (
        <TodayList filters={filters} state={behind.state} />
      ) : (
        <CountedList filters={filters} behind={behind} />
      )}
    </>
  )
}

function Heading({ behind }: { behind: Behind }) {
  const { t } = useTexts()
  const formats = useFormats()
  switch (behind.of) {
    case 'today':
      return t('behind.today', { state: t(`board.${behind.state}`) })
    case 'length':
      return t('behind.length', { length: lengthText(behind.hours, t) })
    case 'occupancy':
      return t('behind.occupancy', { when: whenText(behind.weekday, behind.hour, formats) })
    case 'punctuality':
      return t('behind.punctuality')
    case 'missed':
      return t('dash.trends')
  }
}

/** To the days of the person that the number counts; each leads on to its punches. */
const daysOf = (filters: Filters, user: string) =>
  addressOf(pagePaths.reports, { ...searchOf(filters), who: 'user', when: 'day', user })

type TodayState = Extract<Behind, { of: 'today' }>['state']

function TodayList({ filters, state }: { filters: Filters; state: TodayState }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const query = useToday(filters)
  return (
    <Answered query={query}>
      {(people) => (
        <DataTable
          label={t('behind.title')}
          rows={people.filter((one) => one.state === state)}
          keyOf={(one) => one.userId}
          onOpen={({ userId }) => void navigate({ href: personTimePath(userId) })}
          columns={[
            {
              key: 'person',
              label: t('behind.person'),
              render: ({ firstName, lastName }) => `${firstName} ${lastName}`,
              sortBy: ({ firstName, lastName }) => `${lastName} ${firstName}`,
              width: '2fr',
            },
            {
              key: 'since',
              label: t('behind.since'),
              render: ({ since, timeZone }) => (since === null ? '' : formats.dateTime(since, timeZone)),
              sortBy: ({ since }) => (since === null ? null : Date.parse(since)),
              width: '1.4fr',
            },
            {
              key: 'today',
              label: t('behind.hours'),
              render: ({ todaySeconds }) => formats.hours(todaySeconds),
              sortBy: ({ todaySeconds }) => todaySeconds,
              align: 'end',
            },
          ]}
        />
      )}
    </Answered>
  )
}

function CountedList({ filters, behind }: { filters: Filters; behind: Exclude<Behind, { of: 'today' }> }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const asked = queryOf(filters)
  const query = useQuery({
    queryKey: ['behind', behind, asked],
    queryFn: () => fetchBehind(behind, asked),
    placeholderData: keepPreviousData,
  })
  const number = (
    key: 'lateCount' | 'absent' | 'days' | 'plannedPresent',
    label: string,
  ): Column<Counted> => ({
    key,
    label,
    render: (row) => formats.number(row[key]),
    sortBy: (row) => row[key],
    align: 'end',
  })
  const late = number('lateCount', t('behind.late'))
  const columns = {
    length: [number('days', t('behind.days'))],
    occupancy: [number('days', t('behind.days'))],
    missed: [late, number('absent', t('behind.absent'))],
    punctuality: [
      {
        key: 'onTime',
        label: t('dash.onTime'),
        render: (row: Counted) => formats.percent(punctualityOf(row)),
        sortBy: punctualityOf,
        align: 'end' as const,
      },
      { ...number('plannedPresent', t('dash.plannedPresent')), isWide: true },
      late,
    ],
  } satisfies Record<typeof behind.of, Column<Counted>[]>
  const isMissed = behind.of === 'punctuality' || behind.of === 'missed'
  return (
    <Answered query={query}>
      {(rows) => (
        <DataTable
          label={t('behind.title')}
          rows={rows}
          keyOf={(one) => one.id}
          onOpen={({ id }) => void navigate({ href: daysOf(filters, id) })}
          columns={[
            {
              key: 'person',
              label: t('behind.person'),
              render: ({ name }) => name,
              sortBy: ({ name }) => name,
              width: '2fr',
            },
            ...columns[behind.of],
            {
              key: 'hours',
              label: isMissed ? t('report.late') : t('behind.hours'),
              render: ({ seconds }) => formats.hours(seconds),
              sortBy: ({ seconds }) => seconds,
              align: 'end',
            },
          ]}
        />
      )}
    </Answered>
  )
}
