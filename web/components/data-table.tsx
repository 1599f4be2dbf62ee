/**
 * A table of any length: 5,000 rows draw as fast as fifty. Columns sort by their heading; with `onOpen`, rows are
 * opened by click, by Enter, and walked through with the arrow keys.
 */
import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTexts } from '../text.ts'
import styles from './data-table.module.css'
import { Empty } from './states.tsx'

export interface Column<Row> {
  key: string
  label: string
  render: (row: Row) => ReactNode
  /** Makes the heading sort. */
  sortBy?: (row: Row) => string | number | null
  /** A grid track: `2fr`, `120px`; `minmax(90px, 1fr)` without one. */
  width?: string
  align?: 'end'
  /** Left out on a phone. */
  isWide?: boolean
}

interface Props<Row> {
  /** What the table is of, for those who do not see it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  onOpen?: (row: Row) => void
  emptyText?: string
  /** The column that it is sorted by until somebody chooses. */
  sortedBy?: string
  /** Pixels; the table scrolls inside. */
  height?: number
}

interface Sort {
  key: string
  isDescending: boolean
}

const rowHeight = 52

export function DataTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  onOpen,
  emptyText,
  sortedBy,
  height = 560,
}: Props<Row>) {
  const { t } = useTexts()
  const [chosen, setSort] = useState<Sort>()
  const sort = chosen ?? (sortedBy === undefined ? undefined : { key: sortedBy, isDescending: false })
  const scroller = useRef<HTMLDivElement>(null)
  const sorted = sortRows(rows, columns, sort)
  // oxlint-disable-next-line react/incompatible-library -- the list reads its own scroller
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const template = {
    '--tracks': tracksOf(columns),
    '--tracks-narrow': tracksOf(columns.filter(({ isWide }) => !isWide)),
  } as CSSProperties
  if (rows.length === 0) return <Empty {...(emptyText !== undefined && { text: emptyText })} />
  return (
    <div className={styles.frame} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      <div role="rowgroup">
        <div role="row" className={styles.head} style={template}>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sort={sort} onSort={setSort} />
          ))}
        </div>
      </div>
      <div ref={scroller} role="rowgroup" className={styles.body} style={{ maxHeight: height }}>
        <div className={styles.length} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = sorted[index]!
            return (
              <div
                key={key}
                role="row"
                data-key={keyOf(row)}
                aria-rowindex={index + 2}
                className={styles.row}
                data-opens={onOpen ? true : undefined}
                style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
                {...(onOpen && {
                  tabIndex: 0,
                  onClick: () => onOpen(row),
                  onKeyDown: (event: KeyboardEvent<HTMLElement>) => walk(event, () => onOpen(row)),
                })}
              >
                {columns.map((column) => (
                  <div key={column.key} role="cell" className={cellClass(column)} data-align={column.align}>
                    {column.render(row)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      <p className={styles.count}>{t('table.rows', { count: rows.length })}</p>
    </div>
  )
}

const tracksOf = (columns: readonly { width?: string }[]): string =>
  columns.map(({ width }) => width ?? 'minmax(90px, 1fr)').join(' ')

const cellClass = ({ isWide }: { isWide?: boolean }): string => `${styles.cell} ${isWide ? 'tc-wide' : ''}`

interface HeadingProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort: (sort: Sort) => void
}

function Heading<Row>({ column, sort, onSort }: HeadingProps<Row>) {
  const { t } = useTexts()
  const isSorted = sort?.key === column.key
  const direction = sort?.isDescending ? 'descending' : 'ascending'
  const Arrow = sort?.isDescending ? IconArrowDown : IconArrowUp
  return (
    <div
      role="columnheader"
      className={cellClass(column)}
      data-align={column.align}
      aria-sort={isSorted ? direction : undefined}
    >
      {column.sortBy ? (
        <UnstyledButton
          className={styles.sort}
          aria-label={t('table.sort', { column: column.label })}
          onClick={() => onSort({ key: column.key, isDescending: isSorted && !sort.isDescending })}
        >
          {column.label}
          {isSorted && <Arrow size={15} aria-hidden />}
        </UnstyledButton>
      ) : (
        column.label
      )}
    </div>
  )
}

/** Names sort as people of this language expect; what is null comes last either way. */
function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] {
  const sortBy = columns.find(({ key }) => key === sort?.key)?.sortBy
  if (!sort || !sortBy) return rows
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true })
  const sign = sort.isDescending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [sortBy(one), sortBy(other)]
    if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0)
    return (
      sign * (typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b)))
    )
  })
}

/** Enter opens; the arrows go to the neighbour that is drawn. */
function walk(event: KeyboardEvent<HTMLElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault()
    return open()
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const index = Number(event.currentTarget.getAttribute('aria-rowindex')) + step
  const next = event.currentTarget.parentElement?.querySelector<HTMLElement>(`[aria-rowindex="${index}"]`)
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
