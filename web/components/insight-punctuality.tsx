/** On how many of the planned days on which people came they were on time, by department or branch. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { withoutPlace } from '../../src/core/membership.ts'
import { punctualityOf } from '../../src/core/punctuality.ts'
import type { Filters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, queryOf, searchOf } from '../insight.ts'
import { pagePaths } from '../paths.ts'
import { fetchReport, whoOf } from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { Chart } from './chart.tsx'
import { Answered } from './states.tsx'

interface Props {
  filters: Filters
  by: 'department' | 'branch'
}

/** Without any planned day there is nothing to be on time for: such rows come last. */
const lowestFirst = (a: number | null, b: number | null): number => (a ?? 101) - (b ?? 101)

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
        const rows = report.rows.toSorted((a, b) => lowestFirst(punctualityOf(a), punctualityOf(b)))
        const names = rows.map((row) => whoOf(row, by, t))
        const hrefs = rows.map((row) =>
          addressOf(pagePaths.peopleBehind, {
            ...searchOf(filters),
            [by]: row[by]?.id ?? withoutPlace,
            of: 'punctuality',
          }),
        )
        return (
          <Chart
            title={t(`dash.punctuality.${by}`)}
            columns={[t(`report.${by}`), t('dash.onTime'), t('dash.plannedPresent'), t('dash.lateDays')]}
            rows={rows.map((row, index) => ({
              key: `${index}`,
              cells: [
                names[index]!,
                formats.percent(punctualityOf(row)),
                formats.number(row.plannedPresent),
                formats.number(row.lateCount),
              ],
              href: hrefs[index]!,
            }))}
            option={{
              tooltip: {
                trigger: 'axis',
                valueFormatter: (value) => formats.percent(value as number | null),
              },
              legend: { show: false },
              grid: { left: 8, right: 24, top: 8, bottom: 8, containLabel: true },
              xAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value} %', hideOverlap: true } },
              yAxis: {
                type: 'category',
                data: rows.map((row, index) =>
                  punctualityOf(row) === null ? `${names[index]}: –` : names[index]!,
                ),
                inverse: true,
              },
              series: [
                {
                  type: 'bar',
                  name: t('dash.onTime'),
                  data: rows.map((row) => punctualityOf(row) ?? '-'),
                  barMaxWidth: 24,
                },
              ],
            }}
            onOpen={(index) => void navigate({ href: hrefs[index]! })}
          />
        )
      }}
    </Answered>
  )
}
