/** Rows as CSV (RFC 4180). */
import { stringify } from 'csv-stringify/sync'

export type Cell = string | number | null

/** What a spreadsheet would take for a formula gets a quote before it. Numbers are left alone. */
export const defused = (cell: Cell): Cell =>
  typeof cell === 'string' && /^[\s＝＋－＠]*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell

export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => row.map(defused)),
    { record_delimiter: '\r\n' },
  )
