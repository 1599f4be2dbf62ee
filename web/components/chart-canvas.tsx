/** Draws with ECharts: the kinds that the dashboards use, in the colours of the theme. */
import { useComputedColorScheme } from '@mantine/core'
import { BarChart, type BarSeriesOption, HeatmapChart, type HeatmapSeriesOption } from 'echarts/charts'
import { LineChart, type LineSeriesOption, PieChart, type PieSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components'
import { type ComposeOption, type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, HeatmapChart, LineChart, PieChart, GridComponent, LegendComponent])
use([TooltipComponent, VisualMapComponent, CanvasRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | PieSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>

interface Props {
  option: ChartOption
  height: number
  label: string
  onOpen?: (index: number, series?: number) => void
}

const variable = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** Colours and letters of the page's theme. */
function themeNow(): object {
  const [ink, dim, line] = [variable('--tc-ink'), variable('--tc-dim'), variable('--tc-line')]
  const axis = {
    axisLabel: { color: dim },
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    splitLine: { lineStyle: { color: line } },
  }
  return {
    color: [variable('--tc-accent'), variable('--tc-amber'), '#7a8fb8', '#b4627a', '#8a877d'],
    textStyle: { color: ink, fontFamily: variable('--mantine-font-family') },
    categoryAxis: axis,
    valueAxis: axis,
    timeAxis: axis,
    visualMap: { textStyle: { color: dim } },
    legend: { textStyle: { color: ink }, top: 0 },
    tooltip: { backgroundColor: variable('--tc-raised'), borderColor: line, textStyle: { color: ink } },
  }
}

/** A hint as HTML would need styles in the page, which the policy refuses. */
const withDefaults = (option: ChartOption): ChartOption => ({
  grid: { left: 8, right: 12, top: 36, bottom: 8, containLabel: true },
  legend: {},
  ...option,
  tooltip: { renderMode: 'richText', ...option.tooltip },
})

export function ChartCanvas({ option, height, label, onOpen }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  const latest = useRef(option)
  const scheme = useComputedColorScheme()
  useEffect(() => {
    const drawn = init(place.current, themeNow())
    chart.current = drawn
    drawn.setOption(withDefaults(latest.current))
    const observer = new ResizeObserver(() => drawn.resize())
    observer.observe(place.current!)
    return () => {
      observer.disconnect()
      drawn.dispose()
    }
  }, [scheme])
  useEffect(() => {
    latest.current = option
    chart.current?.setOption(withDefaults(option), true)
  }, [option])
  useEffect(() => {
    const drawn = chart.current
    if (!onOpen || !drawn) return
    const open = ({ dataIndex, seriesIndex }: { dataIndex?: number; seriesIndex?: number }) =>
      dataIndex !== undefined && onOpen(dataIndex, seriesIndex)
    drawn.on('click', open)
    return () => void drawn.off('click', open)
  }, [onOpen, scheme])
  return <div ref={place} role="img" aria-label={label} style={{ height }} />
}
