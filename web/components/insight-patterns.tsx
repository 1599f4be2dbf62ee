/** How long days are, and when people are there. */
import { useComputedColorScheme } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { datesBetween, weekday as weekdayOf } from '../../src/core/calendar.ts'
import { hoursOf } from '../../src/core/duration.ts'
import type { DayLengthsView, OccupancyView } from '../../src/features/reports/insight.contract.ts'
import { get } from '../api.ts'
import { type Filters, rangeOf } from '../filters.ts'
import { useFormats } from '../format.ts'
import type { Formats } from '../formats.ts'
import { addressOf, queryOf, searchOf } from '../insight.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { type Translate, useTexts } from '../text.ts'
import { deviceToday } from '../today.ts'
import styles from '../pages/insight.module.css'
import { Chart } from './chart.tsx'
import { Answered, Empty } from './states.tsx'

export const lengthText = (hours: number, t: Translate): string =>
  hours >= 23 ? t('dash.lengthMore', { from: hours }) : t('dash.length', { from: hours, to: hours + 1 })

export const whenText = (weekday: number, hour: number, formats: Formats): string =>
  `${formats.weekday(weekday)} ${formats.localTime(`${String(hour).padStart(2, '0')}:00:00`)}`

function useInsight<D>(path: string, filters: Filters) {
  const asked = queryOf(filters)
  return useQuery({
    queryKey: [path, asked],
    queryFn: async () => (await get<D>(path, asked)).data,
    placeholderData: keepPreviousData,
  })
}

export function LengthsChart({ filters }: { filters: Filters }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const query = useInsight<DayLengthsView>(apiPaths.dayLengths, filters)
  return (
    <Answered query={query}>
      {(rows) => {
        const names = rows.map(({ hours }) => lengthText(hours, t))
        const hrefs = rows.map(({ hours }) =>
          addressOf(pagePaths.peopleBehind, { ...searchOf(filters), of: 'length', hours }),
        )
        return (
          <Chart
            title={t('dash.lengths')}
            columns={[t('dash.worked'), t('dash.days'), t('dash.people'), t('behind.hours')]}
            rows={rows.map(({ hours, days, people, workedSeconds }, index) => ({
              key: `${hours}`,
              cells: [
                names[index]!,
                formats.number(days),
                formats.number(people),
                formats.hours(workedSeconds),
              ],
              href: hrefs[index]!,
            }))}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { show: false },
              grid: { left: 8, right: 12, top: 16, bottom: 8, containLabel: true },
              xAxis: { type: 'category', data: names, axisLabel: { hideOverlap: true } },
              yAxis: { type: 'value', minInterval: 1 },
              series: [
                {
                  type: 'bar',
                  name: t('dash.days'),
                  data: rows.map(({ days }) => days),
                  barCategoryGap: '8%',
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

/** How often each weekday comes in the range, up to today. */
function datesByWeekday(filters: Filters): number[] {
  const { from, to } = rangeOf(filters)
  const today = deviceToday()
  const counts = Array.from({ length: 8 }, () => 0)
  for (const date of datesBetween(from, to < today ? to : today)) counts[weekdayOf(date)]! += 1
  return counts
}

/** From few to many; few are near to the ground that they stand on. */
const shades = {
  light: ['#dfeee8', '#4aa085', '#0a4636'],
  dark: ['#1d332b', '#3f8a72', '#b4ecd9'],
}

const days = [1, 2, 3, 4, 5, 6, 7]
const hours = Array.from({ length: 24 }, (_, hour) => hour)

export function OccupancyChart({ filters }: { filters: Filters }) {
  const query = useInsight<OccupancyView>(apiPaths.occupancy, filters)
  return (
    <div className={styles.broad}>
      <Answered query={query}>
        {(cells) => (cells.length === 0 ? <Empty /> : <HeatMap cells={cells} filters={filters} />)}
      </Answered>
    </div>
  )
}

function HeatMap({ cells, filters }: { cells: OccupancyView; filters: Filters }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const scheme = useComputedColorScheme()
  const dates = datesByWeekday(filters)
  const average = ({ weekday, seconds }: OccupancyView[number]) =>
    Math.round((seconds / 3600 / Math.max(1, dates[weekday]!)) * 10) / 10
  const hrefs = cells.map(({ weekday, hour }) =>
    addressOf(pagePaths.peopleBehind, { ...searchOf(filters), of: 'occupancy', weekday, hour }),
  )
  return (
    <Chart
      title={t('dash.heat')}
      columns={[t('dash.weekdayHour'), t('dash.average'), t('dash.personHours')]}
      rows={cells.map((cell, index) => ({
        key: `${cell.weekday} ${cell.hour}`,
        cells: [
          whenText(cell.weekday, cell.hour, formats),
          formats.number(average(cell), 1),
          formats.number(hoursOf(cell.seconds), 2),
        ],
        href: hrefs[index]!,
      }))}
      option={{
        tooltip: {},
        legend: { show: false },
        grid: { left: 8, right: 12, top: 8, bottom: 56, containLabel: true },
        xAxis: {
          type: 'category',
          data: hours.map((hour) => formats.localTime(`${String(hour).padStart(2, '0')}:00:00`)),
          axisLabel: { hideOverlap: true },
        },
        yAxis: {
          type: 'category',
          data: days.map((day) => formats.weekday(day)),
          inverse: true,
        },
        visualMap: {
          min: 0,
          max: Math.max(...cells.map(average)),
          orient: 'horizontal',
          left: 'center',
          bottom: 0,
          itemHeight: 120,
          inRange: { color: shades[scheme] },
        },
        series: [
          {
            type: 'heatmap',
            name: t('dash.average'),
            data: cells.map((cell) => [cell.hour, cell.weekday - 1, average(cell)]),
          },
        ],
      }}
      onOpen={(index) => void navigate({ href: hrefs[index]! })}
    />
  )
}
