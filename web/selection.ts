/** What of a list is selected, also of the rows that are not shown. */
import { useState } from 'react'

export interface Selection<Row> {
  rows: readonly Row[]
  has: (row: Row) => boolean
  toggle: (row: Row) => void
  set: (rows: readonly Row[]) => void
}

export function useSelection<Row>(keyOf: (row: Row) => string): Selection<Row> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map())
  return {
    rows: [...selected.values()],
    has: (row) => selected.has(keyOf(row)),
    toggle(row) {
      const next = new Map(selected)
      if (!next.delete(keyOf(row))) next.set(keyOf(row), row)
      setSelected(next)
    },
    set: (rows) => setSelected(new Map(rows.map((row) => [keyOf(row), row]))),
  }
}

/** Sends many things as the server takes them: so many at once. Answers all of the answers. */
export async function inChunks<Row, A>(
  rows: readonly Row[],
  size: number,
  send: (chunk: Row[]) => Promise<A[]>,
): Promise<A[]> {
  const answers: A[] = []
  for (let i = 0; i < rows.length; i += size) answers.push(...(await send(rows.slice(i, i + size))))
  return answers
}
