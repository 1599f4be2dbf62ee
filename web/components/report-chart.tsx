/** A report as bars: by time where it has any, else its largest rows; regular, overtime and double on top of each other. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { hoursOf } from '../../src/core/duration.ts'
import { useFormats } from '../format.ts'
import {
  fetchReport,
  type ReportQuery,
  type ReportRow,
  type When,
  whenOf,
  type Who,
  whoOf,
} from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { Chart } from './chart.tsx'
import { Answered } from './states.tsx'

interface Props {
  rows: readonly ReportRow[]
  who: Who
  when: When
  /** What the rows are the answer to. */
  asked: ReportQuery
  hrefOf: (row: ReportRow) => string
}

const parts = ['regular', 'overtime', 'double'] as const
const mostBars = 25

interface Bar {
  row: ReportRow
  regular: number
  overtime: number
  double: number
}

function barsOf(rows: readonly ReportRow[], when: When): Bar[] {
  const bars = rows.map((row) => ({
    row,
    regular: row.regularSeconds,
    overtime: row.overtimeSeconds,
    double: row.doubleSeconds,
  }))
  if (when !== 'wholePeriod') return bars
  const total = (bar: Bar) => bar.regular + bar.overtime + bar.double
  return bars.sort((a, b) => total(b) - total(a)).slice(0, mostBars)
}

/** By time everybody is one bar: summed by the server, so that it holds whatever number of rows the page shows. */
export function ReportChart(props: Props) {
  const { when, asked } = props
  const ofAll = { ...asked, groupBy: when }
  const query = useQuery({
    queryKey: ['report', ofAll],
    queryFn: () => fetchReport(ofAll),
    placeholderData: keepPreviousData,
    enabled: when !== 'wholePeriod',
  })
  if (when === 'wholePeriod') return <Bars {...props} />
  return <Answered query={query}>{({ rows }) => <Bars {...props} rows={rows} />}</Answered>
}

function Bars({ rows, who, when, hrefOf }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const bars = barsOf(rows, when)
  const nameOf = ({ row }: Bar) =>
    when === 'wholePeriod' ? whoOf(row, who, t) : whenOf(row, when, t, formats)
  const hrefOfBar = ({ row }: Bar) => hrefOf(row)
  const names = bars.map(nameOf)
  return (
    <Chart
      title={t('report.chart')}
      columns={[
        when === 'wholePeriod' ? t(`report.${who}`) : t(`report.${when}`),
        ...parts.map((name) => t(`report.${name}`)),
      ]}
      rows={bars.map((bar, index) => ({
        key: `${index}`,
        cells: [names[index]!, ...parts.map((name) => formats.hours(bar[name]))],
        href: hrefOfBar(bar),
      }))}
      option={{
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'category', data: names, axisLabel: { hideOverlap: true } },
        yAxis: { type: 'value' },
        series: parts.map((name) => ({
          type: 'bar' as const,
          stack: 'all',
          name: t(`report.${name}`),
          data: bars.map((bar) => hoursOf(bar[name])),
        })),
      }}
      onOpen={(index) => void navigate({ href: hrefOfBar(bars[index]!) })}
    />
  )
}
