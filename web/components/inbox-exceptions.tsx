/** Exceptions of the people that somebody manages: filtered, read, settled in bulk. */
import { Badge, Checkbox, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { exceptionCodes, exceptionStates, severities } from '../../src/core/exceptions.ts'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { getAll, post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { rangeOf, useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { type Act, DecideBar, toggled } from './decide-bar.tsx'
import { PersonLink } from './person-link.tsx'
import { FilterBar } from './filter-bar.tsx'
import { Answered, Empty } from './states.tsx'

const keyOf = ({ userId, workDate, code, key }: ExceptionRow): string =>
  [userId, workDate, code, key].join(' ')

/** As many as are drawn and settled at once. */
const most = 200

export function InboxExceptions() {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const [filters, change] = useFilters('month')
  const [more, setMore] = useState<Record<string, string | undefined>>({ state: 'open,explained' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const { branch, department } = filters
  const asked = { ...rangeOf(filters), branch, department, ...more }
  const query = useQuery({
    queryKey: ['exceptions', asked],
    queryFn: () => getAll<ExceptionRow>(apiPaths.exceptions, asked, most),
    placeholderData: keepPreviousData,
  })
  const settle = (rows: readonly ExceptionRow[], state: 'accepted' | 'open'): Act => ({
    key: state,
    label: t(state === 'accepted' ? 'inbox.accept' : 'inbox.reopenException'),
    isQuiet: state === 'open',
    run: async (comment) => {
      const items = rows
        .filter((row) => selected.has(keyOf(row)))
        .map(({ userId, workDate, code, key }) => ({ userId, workDate, code, key }))
      const body = { state, items, ...(comment && { comment }) }
      answer(await post<BulkItem[]>(apiPaths.settleExceptions, { body }))
    },
  })
  return (
    <>
      <FilterBar filters={filters} onChange={change} />
      <MoreFilters more={more} onChange={setMore} />
      <Answered query={query}>
        {(all) => {
          const rows = all.slice(0, most)
          if (rows.length === 0) return <Empty text={t('inbox.noExceptions')} />
          return (
            <>
              <DecideBar
                all={rows.map(keyOf)}
                selected={selected}
                onSelect={setSelected}
                acts={[settle(rows, 'accepted'), settle(rows, 'open')]}
              />
              <ul className={styles.list}>
                {rows.map((row) => (
                  <ExceptionItem
                    key={keyOf(row)}
                    row={row}
                    isSelected={selected.has(keyOf(row))}
                    onSelect={() => setSelected(toggled(selected, keyOf(row)))}
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
            {row.minutes > 0 && `, ${t('time.minutes', { count: row.minutes })}`}
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
