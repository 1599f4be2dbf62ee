/** A report as bars: by time where it has any, else its largest rows; regular, overtime and double on top of each other. */
import { useNavigate } from '@tanstack/react-router'
import { hoursOf } from '../../src/core/duration.ts'
import { useFormats } from '../format.ts'
import { type Report, type ReportRow, type When, whenOf, type Who, whoOf } from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { Chart } from './chart.tsx'

interface Props {
  report: Report
  who: Who
  when: When
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

/** Rows of one period together: the bar leads to all of them. */
function barsOf(rows: readonly ReportRow[], when: When): Bar[] {
  const bars = new Map<string, Bar>()
  for (const [index, row] of rows.entries()) {
    const key = when === 'wholePeriod' ? String(index) : row.period!.key
    const bar = bars.get(key) ?? { row, regular: 0, overtime: 0, double: 0 }
    for (const name of parts) bar[name] += row[`${name}Seconds`]
    bars.set(key, bar)
  }
  const all = [...bars.values()]
  if (when !== 'wholePeriod') return all.sort((a, b) => (a.row.period!.from < b.row.period!.from ? -1 : 1))
  const total = (bar: Bar) => bar.regular + bar.overtime + bar.double
  return all.sort((a, b) => total(b) - total(a)).slice(0, mostBars)
}

export function ReportChart({ report, who, when, hrefOf }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const bars = barsOf(report.rows, when)
  const nameOf = ({ row }: Bar) =>
    when === 'wholePeriod' ? whoOf(row, who, t) : whenOf(row, when, t, formats)
  const hrefOfBar = ({ row }: Bar) =>
    hrefOf(when === 'wholePeriod' || !row.period ? row : ({ period: row.period } as ReportRow))
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
