/** Hours and overtime by week, and how many came late or not at all, of one summary. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { hoursOf } from '../../src/core/duration.ts'
import type { SummaryView } from '../../src/features/summary/summary.contract.ts'
import { get } from '../api.ts'
import { type Filters, rangeOf } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, queryOf, searchOf } from '../insight.ts'
import { hoursByWeek, type Point, trendOf } from '../insight-buckets.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { fetchReport } from '../report-rows.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import { Chart } from './chart.tsx'
import { Answered } from './states.tsx'

export function TrendCharts({ filters }: { filters: Filters }) {
  return (
    <>
      <HoursChart filters={filters} />
      <MissedChart filters={filters} />
    </>
  )
}

/** Of shifts that have ended, as the reports that it leads to. */
function HoursChart({ filters }: { filters: Filters }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const asked = { ...queryOf(filters), groupBy: 'week' }
  const query = useQuery({
    queryKey: ['report', asked],
    queryFn: () => fetchReport(asked),
    placeholderData: keepPreviousData,
  })
  return (
    <Answered query={query}>
      {({ rows }) => {
        const weeks = hoursByWeek(rows, rangeOf(filters))
        const hrefs = weeks.map((week) =>
          addressOf(pagePaths.reports, { ...searchOf(filters, week), who: 'user' }),
        )
        const names = weeks.map(({ from }) => formats.date(from, 'short'))
        return (
          <Chart
            title={t('dash.weeks')}
            columns={[t('dash.week'), t('dash.worked'), t('dash.overtime')]}
            rows={weeks.map(({ key, worked, overtime }, index) => ({
              key,
              cells: [names[index]!, formats.hours(worked), formats.hours(overtime)],
              href: hrefs[index]!,
            }))}
            option={{
              tooltip: { trigger: 'axis' },
              xAxis: { type: 'category', data: names, axisLabel: { hideOverlap: true } },
              yAxis: { type: 'value' },
              series: [
                { type: 'bar', name: t('dash.worked'), data: weeks.map(({ worked }) => hoursOf(worked)) },
                {
                  type: 'bar',
                  name: t('dash.overtime'),
                  data: weeks.map(({ overtime }) => hoursOf(overtime)),
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

function MissedChart({ filters }: { filters: Filters }) {
  const today = useToday()
  const asked = { ...queryOf(filters), scope: 'all' }
  const query = useQuery({
    queryKey: ['summary', asked],
    queryFn: async () => (await get<SummaryView>(apiPaths.summary, asked)).data,
    placeholderData: keepPreviousData,
  })
  return (
    <Answered query={query}>
      {({ buckets }) => (
        // Of the days to come nobody can be late yet: zeros would say that all came.
        <MissedPoints points={trendOf(buckets).filter(({ from }) => from <= today)} filters={filters} />
      )}
    </Answered>
  )
}

function MissedPoints({ points, filters }: { points: Point[]; filters: Filters }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const hrefs = points.map((point) =>
    addressOf(pagePaths.peopleBehind, { ...searchOf(filters, point), of: 'missed' }),
  )
  const names = points.map(({ from }) => formats.date(from, 'short'))
  return (
    <Chart
      title={t('dash.trends')}
      columns={[t('dash.dayOrWeek'), t('dash.lateDays'), t('dash.absentDays')]}
      rows={points.map(({ key, late, absent }, index) => ({
        key,
        cells: [names[index]!, formats.number(late), formats.number(absent)],
        href: hrefs[index]!,
      }))}
      option={{
        tooltip: { trigger: 'axis' },
        xAxis: { type: 'category', data: names, axisLabel: { hideOverlap: true } },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          { type: 'line', name: t('dash.lateDays'), data: points.map(({ late }) => late) },
          { type: 'line', name: t('dash.absentDays'), data: points.map(({ absent }) => absent) },
        ],
      }}
      onOpen={(index) => void navigate({ href: hrefs[index]! })}
    />
  )
}
