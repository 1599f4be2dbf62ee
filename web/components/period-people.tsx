/** The people of a pay period: what it comes to for each, and approving, sending back, locking, reopening it. */
import { Badge, Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { scopeOf } from '../../src/core/permission.ts'
import type { HistoryView, PeriodPersonView } from '../../src/features/periods/period.contract.ts'
import { get, post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { useListPages } from '../list-pages.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { inChunks, useSelection } from '../selection.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { type TextKey, useTexts } from '../text.ts'
import { type Act, DecideBar } from './decide-bar.tsx'
import { MoreRows } from './more-rows.tsx'
import { FilterBar } from './filter-bar.tsx'
import { PersonLink } from './person-link.tsx'
import { Answered, Empty } from './states.tsx'

const actions = ['approve', 'return', 'lock', 'reopen'] as const

/** How many the server takes at once. */
const atOnce = 1000

export function PeriodPeople({ id }: { id: string }) {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const { role } = userOf(useSignal(session))!
  const [filters, change] = useFilters('month')
  const { branch, department } = filters
  const [skips, setSkips] = useState(false)
  const selection = useSelection<PeriodPersonView>(({ userId }) => userId)
  const list = useListPages<PeriodPersonView>({
    key: ['period-people', id, branch, department],
    path: apiPaths.periodPeople(id),
    query: { branch, department },
    size: 100,
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
        answer(
          await inChunks(selection.rows, atOnce, (rows) => {
            const userIds = rows.map(({ userId }) => userId)
            const body = { userIds, ...said, ...(isSkipped && { skip: true }) }
            return post<BulkItem[]>(apiPaths.periodStep(id, action), { body })
          }),
        )
      },
    }
  }
  const mine = scopeOf(role, 'period:lock') === 'none' ? actions.slice(0, 2) : actions
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={(more) => {
          selection.set([])
          change(more)
        }}
        withoutPeriod
      />
      <Answered query={list}>
        {(rows) => {
          if (rows.length === 0) return <Empty text={t('inbox.noPeople')} />
          return (
            <>
              <DecideBar list={list} shown={rows} selection={selection} acts={mine.map(step)} />
              <Checkbox
                label={t('period.skip')}
                checked={skips}
                onChange={(event) => setSkips(event.currentTarget.checked)}
              />
              <ul className={styles.list}>
                {rows.map((one) => (
                  <PersonItem
                    key={one.userId}
                    periodId={id}
                    one={one}
                    isSelected={selection.has(one)}
                    onSelect={() => selection.toggle(one)}
                  />
                ))}
              </ul>
              <MoreRows list={list} />
            </>
          )
        }}
      </Answered>
    </>
  )
}

interface PersonProps {
  periodId: string
  one: PeriodPersonView
  isSelected: boolean
  onSelect: () => void
}

function PersonItem({ periodId, one, isSelected, onSelect }: PersonProps) {
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
          <PersonLink userId={one.userId} name={one.name} date={periodId.slice(0, 7)} />
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
        {one.changedAt !== null && <PeriodHistory periodId={periodId} userId={one.userId} />}
      </div>
    </li>
  )
}

/** Who did what with the period, when and why. */
function PeriodHistory({ periodId, userId }: { periodId: string; userId: string }) {
  const { t } = useTexts()
  const formats = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { data = [] } = useQuery({
    queryKey: ['period-history', periodId, userId],
    queryFn: async () =>
      (await get<HistoryView>(apiPaths.periodHistory(periodId), { user: userId })).data.toReversed(),
    enabled: isOpen,
  })
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isOpen}
        onClick={() => setOpen((before) => !before)}
      >
        {t('history.title')}
      </Button>
      {isOpen && (
        <ol className={styles.steps}>
          {data.map((step) => (
            <li key={step.hash}>
              <strong>{t(`periodStep.${step.action}` as TextKey)}</strong>{' '}
              <span className={styles.dim}>{`${step.byName}, ${formats.dateTime(step.at)}`}</span>
              {step.comment && <q className={styles.quote}>{step.comment}</q>}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
