/** The rows of a report; each opens to what it is the sum of. */
import { useFormats } from '../format.ts'
import { type ReportRow, type When, whenOf, type Who, whoOf } from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { type Column, DataTable } from './data-table.tsx'

interface Props {
  rows: readonly ReportRow[]
  who: Who
  when: When
  onOpen: (row: ReportRow) => void
}

const lengths = ['worked', 'payable', 'overtime', 'double', 'night'] as const
const counts = [
  ['late', 'lateCount'],
  ['early', 'earlyCount'],
  ['present', 'daysPresent'],
  ['plannedPresent', 'plannedPresent'],
  ['missingOut', 'missingOut'],
] as const
/** What a phone has room for. */
const narrow = ['worked', 'overtime']

/** What nobody has is left out, and what is paid where it is what was worked. */
function isOfUse(name: (typeof lengths)[number], rows: readonly ReportRow[]): boolean {
  if (narrow.includes(name)) return true
  if (name === 'payable') return rows.some((row) => row.payableSeconds !== row.workedSeconds)
  return rows.some((row) => row[`${name}Seconds`] > 0)
}

export function ReportTable({ rows, who, when, onOpen }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const columns: Column<ReportRow>[] = [
    ...(who === 'everybody'
      ? []
      : [
          {
            key: 'who',
            label: t(`report.${who}`),
            render: (row: ReportRow) => whoOf(row, who, t),
            sortBy: (row: ReportRow) => whoOf(row, who, t),
            width: 'minmax(120px, 2fr)',
          },
        ]),
    ...(when === 'wholePeriod'
      ? []
      : [
          {
            key: 'when',
            label: t(`report.${when}`),
            // The heading says that it is a week.
            render: (row: ReportRow) =>
              when === 'week' && row.period
                ? formats.date(row.period.from, 'short')
                : whenOf(row, when, t, formats),
            sortBy: (row: ReportRow) => row.period?.from ?? null,
            width: 'minmax(92px, 1.4fr)',
          },
        ]),
    ...lengths
      .filter((name) => isOfUse(name, rows))
      .map((name) => ({
        key: name,
        label: t(`report.${name}`),
        render: (row: ReportRow) => formats.hours(row[`${name}Seconds`]),
        sortBy: (row: ReportRow) => row[`${name}Seconds`],
        width: 'minmax(74px, 1fr)',
        align: 'end' as const,
        isWide: !narrow.includes(name),
      })),
    ...counts
      .filter(([, field]) => rows.some((row) => row[field] > 0))
      .map(([name, field]) => ({
        key: name,
        label: t(`report.${name}`),
        render: (row: ReportRow) => formats.number(row[field]),
        sortBy: (row: ReportRow) => row[field],
        width: 'minmax(80px, 1fr)',
        align: 'end' as const,
        isWide: true,
      })),
  ]
  return (
    <DataTable
      label={t('report.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) =>
        [row.user?.id, row.department?.id, row.branch?.id, row.period?.key].map(String).join(' ')
      }
      onOpen={onOpen}
      sortedBy={who === 'everybody' ? 'when' : 'who'}
    />
  )
}
