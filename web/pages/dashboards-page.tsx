/** Dashboards: how a period went, in charts whose numbers lead to the people behind them. */
import { Title } from '@mantine/core'
import { FilterBar } from '../components/filter-bar.tsx'
import { LengthsChart, OccupancyChart } from '../components/insight-patterns.tsx'
import { PlacesToday } from '../components/insight-places.tsx'
import { PunctualityChart } from '../components/insight-punctuality.tsx'
import { TodayChart } from '../components/insight-today.tsx'
import { TrendCharts } from '../components/insight-trends.tsx'
import { useFilters } from '../filters.ts'
import { useTexts } from '../text.ts'
import styles from './insight.module.css'

export function DashboardsPage() {
  const { t } = useTexts()
  const [filters, change] = useFilters('month')
  return (
    <>
      <Title order={1}>{t('dash.title')}</Title>
      <FilterBar filters={filters} onChange={change} />
      <div className={styles.charts}>
        <TodayChart filters={filters} />
        <LengthsChart filters={filters} />
        <PlacesToday filters={filters} by="branch" />
        <PlacesToday filters={filters} by="department" />
        <TrendCharts filters={filters} />
        <PunctualityChart filters={filters} by="department" />
        <PunctualityChart filters={filters} by="branch" />
        <OccupancyChart filters={filters} />
      </div>
    </>
  )
}
