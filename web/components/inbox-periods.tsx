/** Periods by person: what they come to, and approving, sending back, locking, reopening them. */
import { Badge, Checkbox, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays } from '../../src/core/calendar.ts'
import { scopeOf } from '../../src/core/permission.ts'
import type { PeriodPersonView, PeriodView } from '../../src/features/periods/period.contract.ts'
import { get, getAll, post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { dateIn } from '../clock.ts'
import { useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { serverNow } from '../network.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { type Act, DecideBar, toggled } from './decide-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Answered, Empty } from './states.tsx'

/** Those of about a quarter, the latest first. */
async function recentPeriods(): Promise<PeriodView[]> {
  const to = dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, serverNow())
  return (await get<PeriodView[]>(apiPaths.periods, { from: addDays(to, -92), to })).data.toReversed()
}

export function InboxPeriods() {
  const { t } = useTexts()
  const formats = useFormats()
  const [chosen, setChosen] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['periods'], queryFn: recentPeriods })
  return (
    <Answered query={query}>
      {(periods) => {
        const id = chosen ?? periods[0]?.id
        return (
          <>
            <Select
              label={t('inbox.period')}
              w={280}
              allowDeselect={false}
              value={id ?? null}
              onChange={setChosen}
              data={periods.map(({ id: value, from, to }) => ({
                value,
                label: `${formats.date(from, 'short')} – ${formats.date(to, 'short')}`,
              }))}
            />
            {id && <PeopleOfPeriod key={id} id={id} />}
          </>
        )
      }}
    </Answered>
  )
}

const actions = ['approve', 'return', 'lock', 'reopen'] as const

/** How many the server takes at once. */
const most = 1000

function PeopleOfPeriod({ id }: { id: string }) {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const { role } = userOf(useSignal(session))!
  const [filters, change] = useFilters('month')
  const { branch, department } = filters
  const [skips, setSkips] = useState(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const query = useQuery({
    queryKey: ['period-people', id, branch, department],
    queryFn: () => getAll<PeriodPersonView>(apiPaths.periodPeople(id), { branch, department }, most),
    placeholderData: keepPreviousData,
  })
  const step = (action: (typeof actions)[number]): Act => {
    const isSkipped = skips && (action === 'approve' || action === 'lock')
    return {
      key: action,
      label: t(action === 'approve' ? 'inbox.approve' : `period.${action}`),
      needsComment: isSkipped || action === 'reopen',
      isQuiet: action !== 'approve',
      run: async (comment) => {
        const said = comment && { [action === 'reopen' ? 'reason' : 'comment']: comment }
        const body = { userIds: [...selected], ...said, ...(isSkipped && { skip: true }) }
        answer(await post<BulkItem[]>(apiPaths.periodStep(id, action), { body }))
      },
    }
  }
  const mine = scopeOf(role, 'period:lock') === 'none' ? actions.slice(0, 2) : actions
  return (
    <>
      <FilterBar filters={filters} onChange={change} withoutPeriod />
      <Answered query={query}>
        {(all) => {
          const rows = all.slice(0, most)
          if (rows.length === 0) return <Empty text={t('inbox.noPeople')} />
          return (
            <>
              <DecideBar
                all={rows.map(({ userId }) => userId)}
                selected={selected}
                onSelect={setSelected}
                acts={mine.map(step)}
              />
              <Checkbox
                label={t('period.skip')}
                checked={skips}
                onChange={(event) => setSkips(event.currentTarget.checked)}
              />
              <ul className={styles.list}>
                {rows.map((one) => (
                  <PersonItem
                    key={one.userId}
                    one={one}
                    isSelected={selected.has(one.userId)}
                    onSelect={() => setSelected(toggled(selected, one.userId))}
                  />
                ))}
              </ul>
            </>
          )
        }}
      </Answered>
    </>
  )
}

interface PersonProps {
  one: PeriodPersonView
  isSelected: boolean
  onSelect: () => void
}

function PersonItem({ one, isSelected, onSelect }: PersonProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const { workedSeconds, overtimeSeconds, missingOut } = one.totals
  return (
    <li className={styles.item}>
      <Checkbox
        aria-label={t('inbox.select', { name: one.name, date: t(`period.${one.state}`) })}
        checked={isSelected}
        onChange={onSelect}
      />
      <div>
        <div className={styles.line}>
          <strong>{one.name}</strong>
          <Badge variant="light" color={one.state === 'open' ? 'gray' : 'pine'}>
            {t(`period.${one.state}`)}
          </Badge>
          <span className="tc-number">{t('correction.total', { hours: formats.hours(workedSeconds) })}</span>
          {overtimeSeconds > 0 && (
            <span className="tc-number">
              {t('time.overtime')}: {formats.hours(overtimeSeconds)}
            </span>
          )}
          {missingOut > 0 && (
            <Badge variant="light" color="amber">
              {t('period.missingOut', { count: missingOut })}
            </Badge>
          )}
        </div>
        {one.comment && <p className={styles.dim}>{one.comment}</p>}
      </div>
    </li>
  )
}
