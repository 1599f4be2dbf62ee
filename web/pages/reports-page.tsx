/** Reports: hours by person, department or branch and by time, as table, chart and file. */
import { Button, Group, Select, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { getText } from '../api.ts'
import { useErrorText } from '../components/error-text.ts'
import { FilterBar } from '../components/filter-bar.tsx'
import { ReportChart } from '../components/report-chart.tsx'
import { ReportTable } from '../components/report-table.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { Totals } from '../components/totals.tsx'
import { download } from '../download.ts'
import { type Filters, useFilters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, deeper, queryOf, searchOf } from '../insight.ts'
import { apiPaths, pagePaths, personTimePath } from '../paths.ts'
import {
  fetchReport,
  groupsOf,
  type Report,
  type ReportQuery,
  type ReportRow,
  type When,
  whenWords,
  type Who,
  whoWords,
} from '../report-rows.ts'
import { useTexts } from '../text.ts'
import styles from './insight.module.css'

/** The groups of the address, beside the filters. */
function useChoices(): { who: Who; when: When; user: string | undefined } {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const who = whoWords.find((one) => one === search['who']) ?? 'user'
  const when = whenWords.find((one) => one === search['when']) ?? 'wholePeriod'
  const user = search['user'] === undefined ? undefined : String(search['user'])
  // Everybody in the whole period would be no report but a sum, which stands above it anyway.
  return { who: who === 'everybody' && when === 'wholePeriod' ? 'user' : who, when, user }
}

export function ReportsPage() {
  const { t } = useTexts()
  const [filters, change] = useFilters('month')
  const { who, when, user } = useChoices()
  const asked: ReportQuery = { ...queryOf(filters), groupBy: groupsOf(who, when), user }
  const query = useQuery({
    queryKey: ['report', asked],
    queryFn: () => fetchReport(asked),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <Title order={1}>{t('report.title')}</Title>
      <FilterBar filters={filters} onChange={change} />
      <Choices who={who} when={when} onChange={change as (more: object) => void} asked={asked} />
      <Answered query={query} lines={8}>
        {(report) => (
          <div className={styles.body} data-stale={query.isPlaceholderData || undefined}>
            {report.rowCount === 0 ? (
              <Empty text={t('report.empty')} />
            ) : (
              <Filled report={report} {...{ who, when, filters, user, asked }} />
            )}
          </div>
        )}
      </Answered>
    </>
  )
}

interface ChoicesProps {
  who: Who
  when: When
  asked: ReportQuery
  onChange: (more: object) => void
}

function Choices({ who, when, asked, onChange }: ChoicesProps) {
  const { t } = useTexts()
  return (
    <div className={styles.choices}>
      <Select
        label={t('report.who')}
        size="sm"
        w={190}
        allowDeselect={false}
        data={whoWords.map((value) => ({ value, label: t(`report.${value}`) }))}
        value={who}
        onChange={(value) =>
          onChange({ who: value, ...(value === 'everybody' && when === 'wholePeriod' && { when: 'day' }) })
        }
      />
      <Select
        label={t('report.when')}
        size="sm"
        w={170}
        allowDeselect={false}
        data={whenWords.map((value) => ({ value, label: t(`report.${value}`) }))}
        value={when}
        onChange={(value) =>
          onChange({ when: value, ...(value === 'wholePeriod' && who === 'everybody' && { who: 'user' }) })
        }
      />
      <DownloadButton asked={asked} />
    </div>
  )
}

function DownloadButton({ asked }: { asked: ReportQuery }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const [isLoading, setLoading] = useState(false)
  const fetchFile = async () => {
    setLoading(true)
    try {
      const text = await getText(apiPaths.hoursExport, { ...asked })
      download(`hours-${asked.from}-${asked.to}.csv`, text)
    } catch (error) {
      toast(textOf(error), 'failed')
    }
    setLoading(false)
  }
  return (
    <Button
      variant="default"
      size="sm"
      loading={isLoading}
      leftSection={<IconDownload size={18} />}
      onClick={() => void fetchFile()}
    >
      {t('report.download')}
    </Button>
  )
}

interface FilledProps {
  report: Report
  who: Who
  when: When
  filters: Filters
  user: string | undefined
  asked: ReportQuery
}

function Filled({ report, who, when, filters, user, asked }: FilledProps) {
  const { t } = useTexts()
  const navigate = useNavigate()
  const hrefOf = (row: ReportRow) => {
    const id = row.user?.id ?? user
    // A person's day is as deep as reports go: there its punches are.
    if (id !== undefined && when === 'day' && row.period) return personTimePath(id, row.period.from)
    return addressOf(pagePaths.reports, deeper(row, filters, user))
  }
  return (
    <>
      {user !== undefined && (
        <Group gap="md">
          <Text>{t('report.onlyOne', { name: report.rows[0]?.user?.name ?? user })}</Text>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() =>
              void navigate({ href: addressOf(pagePaths.reports, { ...searchOf(filters), who: 'user' }) })
            }
          >
            {t('report.ofEverybody')}
          </Button>
        </Group>
      )}
      <AllTotals totals={report.totals} />
      <ReportChart rows={report.rows} who={who} when={when} asked={asked} hrefOf={hrefOf} />
      <ReportTable
        rows={report.rows}
        who={who}
        when={when}
        onOpen={(row) => void navigate({ href: hrefOf(row) })}
      />
      {report.rowCount > report.rows.length && (
        <Text c="dimmed">{t('report.cut', { shown: report.rows.length, all: report.rowCount })}</Text>
      )}
    </>
  )
}

function AllTotals({ totals }: { totals: Report['totals'] }) {
  const { t } = useTexts()
  const formats = useFormats()
  const hours = (['worked', 'payable', 'regular', 'overtime', 'double', 'night'] as const).map(
    (name) => [t(`report.${name}`), formats.hours(totals[`${name}Seconds`])] as const,
  )
  const times = (['late', 'early'] as const).map((name) => {
    const length = formats.hours(totals[`${name}Minutes`] * 60)
    const count = formats.number(totals[`${name}Count`])
    return [t(`report.${name}`), t('report.timesAndLength', { times: count, length })] as const
  })
  return (
    <Totals
      label={t('report.totals')}
      of={[...hours, ...times, [t('report.present'), formats.number(totals.daysPresent)]]}
    />
  )
}
