/** Period, branch and department, above a page of many people. */
import { ActionIcon, Select, TextInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { withoutPlace } from '../../src/core/membership.ts'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { getAll } from '../api.ts'
import { type Filters, movePeriod, periods, rangeOf } from '../filters.ts'
import { useFormats } from '../format.ts'
import type { Formats } from '../formats.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import styles from './filter-bar.module.css'

interface Props {
  filters: Filters
  onChange: (change: Partial<Filters>) => void
  /** Where the page has one period only. */
  withoutPeriod?: boolean
}

export function FilterBar({ filters, onChange, withoutPeriod = false }: Props) {
  const { t } = useTexts()
  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      {!withoutPeriod && <PeriodFields filters={filters} onChange={onChange} />}
      <PlaceSelect
        kind="branch"
        withNone
        value={filters.branch}
        onChange={(branch) => onChange({ branch })}
      />
      <PlaceSelect
        kind="department"
        withNone
        value={filters.department}
        onChange={(department) => onChange({ department })}
      />
    </section>
  )
}

function PeriodFields({ filters, onChange }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <>
      <Select
        label={t('filter.period')}
        size="sm"
        className={styles.short}
        data={periods.map((value) => ({ value, label: t(`filter.${value}`) }))}
        value={filters.period}
        onChange={(value) => onChange({ ...rangeOf(filters), period: value as Filters['period'] })}
      />
      {filters.period === 'custom' ? (
        (['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            size="sm"
            label={t(`filter.${end}`)}
            value={rangeOf(filters)[end]}
            onChange={(event) =>
              event.currentTarget.value && onChange({ ...rangeOf(filters), [end]: event.currentTarget.value })
            }
          />
        ))
      ) : (
        <div className={styles.period}>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('filter.earlier')}
            onClick={() => onChange(movePeriod(filters, -1))}
          >
            <IconChevronLeft />
          </ActionIcon>
          <span aria-live="polite">{periodText(filters, formats)}</span>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('filter.later')}
            onClick={() => onChange(movePeriod(filters, 1))}
          >
            <IconChevronRight />
          </ActionIcon>
        </div>
      )}
    </>
  )
}

function periodText(filters: Filters, formats: Formats): string {
  const { from, to } = rangeOf(filters)
  if (filters.period === 'month') return formats.date(from, 'month')
  if (filters.period === 'year') return from.slice(0, 4)
  return from === to ? formats.date(from, 'long') : `${formats.date(from)} – ${formats.date(to)}`
}

interface PlaceProps {
  kind: 'branch' | 'department'
  value: string | undefined
  /** Undefined: all of them. */
  onChange: (id: string | undefined) => void
  /** For filters: those who have none can be chosen too. */
  withNone?: boolean
}

/** One branch or department, or all; for forms too. */
export function PlaceSelect({ kind, value, onChange, withNone = false }: PlaceProps) {
  const { t } = useTexts()
  const path = kind === 'branch' ? apiPaths.branches : apiPaths.departments
  const { data = [] } = useQuery({
    queryKey: ['places', kind],
    queryFn: () => getAll<PlaceView>(path),
    staleTime: 300_000,
  })
  return (
    <Select
      label={t(`filter.${kind}`)}
      size="sm"
      className={styles.place}
      searchable
      limit={100}
      data={[
        { value: '', label: t('filter.all') },
        ...(withNone ? [{ value: withoutPlace, label: t(`filter.no.${kind}`) }] : []),
        ...data.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? ''}
      onChange={(id) => onChange(id || undefined)}
    />
  )
}
