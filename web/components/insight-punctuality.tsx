/** On how many of the days that people came they came on time, by department or branch. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Filters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, queryOf, searchOf } from '../insight.ts'
import { pagePaths } from '../paths.ts'
import { fetchReport, type ReportRow, whoOf } from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { Chart } from './chart.tsx'
import { Answered } from './states.tsx'

interface Props {
  filters: Filters
  by: 'department' | 'branch'
}

/** Percent, to one digit. */
const onTime = ({ daysPresent, lateCount }: ReportRow): number =>
  daysPresent === 0 ? 100 : Math.round((1 - lateCount / daysPresent) * 1000) / 10

export function PunctualityChart({ filters, by }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const asked = { ...queryOf(filters), groupBy: by }
  const query = useQuery({
    queryKey: ['report', asked],
    queryFn: () => fetchReport(asked),
    placeholderData: keepPreviousData,
  })
  return (
    <Answered query={query}>
      {(report) => {
        const rows = report.rows.toSorted((a, b) => onTime(a) - onTime(b))
        const names = rows.map((row) => whoOf(row, by, t))
        const hrefs = rows.map((row) =>
          addressOf(pagePaths.peopleBehind, {
            ...searchOf(filters),
            ...(row[by] && { [by]: row[by].id }),
            of: 'late',
          }),
        )
        return (
          <Chart
            title={t(`dash.punctuality.${by}`)}
            columns={[t(`report.${by}`), t('dash.onTime'), t('report.present'), t('dash.lateDays')]}
            rows={rows.map((row, index) => ({
              key: `${index}`,
              cells: [
                names[index]!,
                `${formats.number(onTime(row), 1)} %`,
                formats.number(row.daysPresent),
                formats.number(row.lateCount),
              ],
              // Those without one cannot be filtered for.
              ...(row[by] && { href: hrefs[index]! }),
            }))}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { show: false },
              grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
              xAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value} %', hideOverlap: true } },
              yAxis: { type: 'category', data: names, inverse: true },
              series: [{ type: 'bar', name: t('dash.onTime'), data: rows.map(onTime), barMaxWidth: 24 }],
            }}
            onOpen={(index) => {
              if (rows[index]![by]) void navigate({ href: hrefs[index]! })
            }}
          />
        )
      }}
    </Answered>
  )
}
