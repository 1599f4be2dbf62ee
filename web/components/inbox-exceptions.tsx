/** Exceptions of the people that somebody manages: filtered, read, settled in bulk. */
import { Badge, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { exceptionCodes, exceptionStates, severities } from '../../src/core/exceptions.ts'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { rangeOf, useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { useListPages } from '../list-pages.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { inChunks, useSelection } from '../selection.ts'
import { useTexts } from '../text.ts'
import { type Act, DecideBar, MoreRows } from './decide-bar.tsx'
import { useLateness } from './lateness.ts'
import { PersonLink } from './person-link.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Answered, Empty } from './states.tsx'

const keyOf = ({ userId, workDate, code, key }: ExceptionRow): string =>
  [userId, workDate, code, key].join(' ')

/** The server takes so many at once. */
const atOnce = 500

export function InboxExceptions() {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const [filters, change] = useFilters('month')
  const [more, setMore] = useState<Record<string, string | undefined>>({ state: 'open,explained' })
  const { branch, department } = filters
  const asked = { ...rangeOf(filters), branch, department, ...more }
  const selection = useSelection(keyOf)
  const list = useListPages<ExceptionRow>({
    key: ['exceptions', asked],
    path: apiPaths.exceptions,
    query: asked,
    size: 100,
  })
  const settle = (state: 'accepted' | 'open'): Act => ({
    key: state,
    label: t(state === 'accepted' ? 'inbox.accept' : 'inbox.reopenException'),
    isQuiet: state === 'open',
    run: async (comment) =>
      answer(
        await inChunks(selection.rows, atOnce, (rows) => {
          const items = rows.map(({ userId, workDate, code, key }) => ({ userId, workDate, code, key }))
          const body = { state, items, ...(comment && { comment }) }
          return post<BulkItem[]>(apiPaths.settleExceptions, { body })
        }),
      ),
  })
  // What is selected belongs to what it was chosen from.
  const refilter = <F,>(set: (value: F) => void) => {
    return (value: F) => {
      selection.set([])
      set(value)
    }
  }
  return (
    <>
      <FilterBar filters={filters} onChange={refilter(change)} />
      <MoreFilters more={more} onChange={refilter(setMore)} />
      <Answered query={list}>
        {(rows) => {
          if (rows.length === 0) return <Empty text={t('inbox.noExceptions')} />
          return (
            <>
              <DecideBar
                list={list}
                shown={rows}
                selection={selection}
                acts={[settle('accepted'), settle('open')]}
              />
              <ul className={styles.list}>
                {rows.map((row) => (
                  <ExceptionItem
                    key={keyOf(row)}
                    row={row}
                    isSelected={selection.has(row)}
                    onSelect={() => selection.toggle(row)}
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

interface MoreProps {
  more: Record<string, string | undefined>
  onChange: (more: Record<string, string | undefined>) => void
}

function MoreFilters({ more, onChange }: MoreProps) {
  const { t } = useTexts()
  const unsettled = 'open,explained'
  const choices = {
    code: exceptionCodes.map((value) => ({ value: value as string, label: t(`exception.${value}`) })),
    severity: severities.map((value) => ({ value: value as string, label: t(`severity.${value}`) })),
    state: [
      { value: unsettled, label: `${t('exceptionState.open')}, ${t('exceptionState.explained')}` },
      ...exceptionStates.map((value) => ({ value: value as string, label: t(`exceptionState.${value}`) })),
    ],
  }
  return (
    <div className={styles.filters}>
      {(['code', 'severity', 'state'] as const).map((name) => (
        <Select
          key={name}
          label={t(`inbox.${name}`)}
          size="sm"
          w={200}
          data={[{ value: '', label: t('filter.all') }, ...choices[name]]}
          value={more[name] ?? ''}
          onChange={(value) => onChange({ ...more, [name]: value || undefined })}
        />
      ))}
    </div>
  )
}

interface ItemProps {
  row: ExceptionRow
  isSelected: boolean
  onSelect: () => void
}

const colours = { info: 'gray', warning: 'amber', severe: 'red' } as const

function ExceptionItem({ row, isSelected, onSelect }: ItemProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const lateness = useLateness()
  const date = formats.date(row.workDate)
  return (
    <li className={styles.item}>
      <Checkbox
        aria-label={`${t('inbox.select', { name: row.name, date })}: ${t(`exception.${row.code}`)}`}
        checked={isSelected}
        onChange={onSelect}
      />
      <div>
        <div className={styles.line}>
          <PersonLink userId={row.userId} name={row.name} date={row.workDate} />
          <span>{date}</span>
          <span>
            {t(`exception.${row.code}`)}
            {row.minutes > 0 && `, ${lateness(row.minutes)}`}
          </span>
          <Badge color={colours[row.severity]} variant="light">
            {t(`severity.${row.severity}`)}
          </Badge>
          <span className={styles.dim}>{t(`exceptionState.${row.state}`)}</span>
        </div>
        {row.explanation && <p>{row.explanation}</p>}
        {row.comment && <p className={styles.dim}>{row.comment}</p>}
      </div>
    </li>
  )
}
