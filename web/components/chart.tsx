/** A chart and its twin, the same numbers as a table. The drawing library is loaded when a chart is shown. */
import { Button, Skeleton, Table } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import type { ChartOption } from './chart-canvas.tsx'
import styles from './chart.module.css'
import { Empty } from './states.tsx'

const Canvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }))

export interface ChartRow {
  key: string
  cells: readonly (string | number)[]
  /** An address of the app: the people behind the number. */
  href?: string
  /** Where each number of the row leads to people of its own: by cell, the first without one. */
  hrefs?: readonly (string | undefined)[]
}

interface Props {
  title: string
  /** Of ECharts; colours, letters and the hints that follow the mouse come by themselves. */
  option: ChartOption
  /** The headings of the table; the first column names the row. */
  columns: readonly string[]
  rows: readonly ChartRow[]
  height?: number
  /** A click on a part of the chart, by the index of its row and of its series. */
  onOpen?: (index: number, series?: number) => void
  /** Where the numbers say more than their picture. */
  isTableFirst?: boolean
}

export function Chart({ title, option, columns, rows, height = 300, onOpen, isTableFirst = false }: Props) {
  const { t } = useTexts()
  const [isTable, setTable] = useState(isTableFirst)
  const Icon = isTable ? IconChartBar : IconTable
  return (
    <Card
      title={title}
      aside={
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon size={17} />}
          aria-label={`${title}: ${t(isTable ? 'chart.asChart' : 'chart.asTable')}`}
          onClick={() => setTable(!isTable)}
        >
          {t(isTable ? 'chart.asChart' : 'chart.asTable')}
        </Button>
      }
    >
      {rows.length === 0 ? (
        <Empty text={t('report.empty')} />
      ) : isTable ? (
        <Twin columns={columns} rows={rows} height={height} title={title} />
      ) : (
        <Suspense fallback={<Skeleton height={height} />}>
          <Canvas option={option} height={height} label={title} {...(onOpen && { onOpen })} />
        </Suspense>
      )}
    </Card>
  )
}

type TwinProps = Required<Pick<Props, 'columns' | 'rows' | 'height' | 'title'>>

function Twin({ columns, rows, height, title }: TwinProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
    <div className={styles.twin} style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={title}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells, href, hrefs }) => (
            <Table.Tr key={key}>
              {cells.map((cell, index) => (
                <Table.Td key={columns[index]} className={index > 0 ? 'tc-number' : ''}>
                  <CellLink to={index === 0 ? href : hrefs?.[index]} of={`${cells[0]}, ${columns[index]}`}>
                    {cell}
                  </CellLink>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface CellProps {
  to: string | undefined
  /** Row and column, for those who hear a number alone. */
  of: string
  children: string | number
}

function CellLink({ to, of, children }: CellProps) {
  if (!to) return children
  const isNumber = !of.startsWith(String(children))
  return (
    <Link to={to} {...(isNumber && { 'aria-label': `${of}: ${children}` })}>
      {children}
    </Link>
  )
}
