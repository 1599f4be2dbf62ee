/** Who is in, on a break, late, absent, expected or out, as it changes. For whoever manages people. */
import { TextInput, Title } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { boardOrder, countStates, secondsToday, type BoardState, type Present } from '../board.ts'
import { type Column, DataTable } from '../components/data-table.tsx'
import { FilterBar } from '../components/filter-bar.tsx'
import { Failed, Loading } from '../components/states.tsx'
import { useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { createBoard } from '../live-board.ts'
import { useNow } from '../now.ts'
import { personTimePath } from '../paths.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import styles from './board-page.module.css'

export function BoardPage() {
  const { t } = useTexts()
  const [filters, change] = useFilters('day')
  const { branch, department } = filters
  return (
    <>
      <Title order={1}>{t('board.title')}</Title>
      <FilterBar filters={filters} onChange={change} withoutPeriod />
      <Board key={`${branch} ${department}`} branch={branch} department={department} />
    </>
  )
}

interface Places {
  branch: string | undefined
  department: string | undefined
}

function Board({ branch, department }: Places) {
  const { t } = useTexts()
  const [board] = useState(() => createBoard({ branch, department }))
  useEffect(() => board.open(), [board])
  const people = useSignal(board.people)
  const error = useSignal(board.error)
  const connection = useSignal(board.state)
  const [chosen, choose] = useState<BoardState>()
  const [search, setSearch] = useState('')
  if (!people) return error === undefined ? <Loading /> : <Failed error={error} retry={board.read} />
  const wanted = search.trim().toLocaleLowerCase()
  const shown = [...people.values()].filter(
    (person) =>
      (chosen === undefined || person.state === chosen) &&
      (wanted === '' || nameOf(person).toLocaleLowerCase().includes(wanted)),
  )
  return (
    <>
      <p className={styles.connection} data-state={error === undefined ? connection : 'stale'} role="status">
        {t(error === undefined ? `board.${connection}` : 'board.stale')}
      </p>
      <Counters people={people} chosen={chosen} onChoose={choose} />
      <TextInput
        aria-label={t('board.search')}
        placeholder={t('board.search')}
        leftSection={<IconSearch size={17} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={340}
        mb="sm"
      />
      <People rows={shown} />
    </>
  )
}

/** Whom a manager has to see to. */
const concerning: ReadonlySet<BoardState> = new Set(['late', 'absent', 'missing_out'])

interface CountersProps {
  people: ReadonlyMap<string, Present>
  chosen: BoardState | undefined
  onChoose: (state: BoardState | undefined) => void
}

/** Each number shows the people behind it. */
function Counters({ people, chosen, onChoose }: CountersProps) {
  const { t } = useTexts()
  const { number } = useFormats()
  const counts = countStates(people.values())
  const all = { state: undefined, label: t('board.everybody'), count: people.size }
  const each = boardOrder.map((state) => ({ state, label: t(`board.${state}`), count: counts[state] }))
  return (
    <div className={styles.counters} role="group" aria-label={t('board.state')}>
      {[all, ...each].map(({ state, label, count }) => (
        <button
          key={label}
          type="button"
          className={styles.counter}
          data-concerns={state !== undefined && concerning.has(state) && count > 0 ? true : undefined}
          aria-pressed={chosen === state}
          onClick={() => onChoose(state)}
        >
          <strong>{number(count)}</strong>
          {label}
        </button>
      ))}
    </div>
  )
}

const nameOf = ({ firstName, lastName }: Present): string => `${firstName} ${lastName}`

function People({ rows }: { rows: readonly Present[] }) {
  const navigate = useNavigate()
  const { t } = useTexts()
  const { time, hours } = useFormats()
  const now = useNow(10_000)
  const times = ({ plannedStart, plannedEnd, timeZone }: Present) =>
    plannedStart && plannedEnd ? `${time(plannedStart, timeZone)} – ${time(plannedEnd, timeZone)}` : '–'
  const columns: Column<Present>[] = [
    {
      key: 'name',
      label: t('board.name'),
      width: 'minmax(110px, 2fr)',
      render: nameOf,
      sortBy: ({ lastName, firstName }) => `${lastName} ${firstName}`,
    },
    {
      key: 'state',
      label: t('board.state'),
      width: 'minmax(104px, 1fr)',
      render: ({ state }) => (
        <span className={styles.state} data-state={state}>
          {t(`board.${state}`)}
        </span>
      ),
      sortBy: ({ state }) => boardOrder.indexOf(state),
    },
    {
      key: 'since',
      label: t('board.since'),
      width: '70px',
      render: ({ since, timeZone }) => (since ? time(since, timeZone) : '–'),
      sortBy: ({ since }) => since && Date.parse(since),
    },
    {
      key: 'planned',
      label: t('board.planned'),
      isWide: true,
      width: 'minmax(120px, 1fr)',
      render: times,
      sortBy: ({ plannedStart }) => plannedStart && Date.parse(plannedStart),
    },
    {
      key: 'today',
      label: t('board.today'),
      isWide: true,
      align: 'end',
      width: '90px',
      render: (person) => hours(secondsToday(person, now)),
      sortBy: (person) => secondsToday(person, now),
    },
  ]
  return (
    <DataTable
      label={t('board.people')}
      columns={columns}
      rows={rows}
      keyOf={({ userId }) => userId}
      onOpen={({ userId }) => void navigate({ href: personTimePath(userId) })}
      emptyText={t('board.nobody')}
    />
  )
}
