/** The lines of a form that corrects a day, and the changes that they come to. */
import type { MarkKind } from '../src/core/punch.ts'
import type { NewCorrection } from '../src/features/corrections/correction.contract.ts'
import type { RecordView } from '../src/features/records/record.contract.ts'

/** Without `was` it is a punch to add. */
export interface Line {
  key: string
  kind: MarkKind
  date: string
  time: string
  was?: string
  isRemoved?: boolean
}

export type Changes = NewCorrection['changes']

export function linesOf(record: RecordView): Line[] {
  const marks: [MarkKind, string | null, string | null][] = [
    ['in', record.id, record.timeInAt],
    ...record.breaks.flatMap((pause): typeof marks => [
      ['break_start', pause.startId, pause.startAt],
      ['break_end', pause.endId, pause.endAt],
    ]),
    ['out', record.outId, record.timeOutAt],
  ]
  return marks.flatMap(([kind, key, at]) =>
    key !== null && at !== null
      ? [{ key, kind, date: at.slice(0, 10), time: at.slice(11, 16), was: at.slice(11, 16) }]
      : [],
  )
}

/** What was not filled in yet is left out. */
export function changesOf(lines: readonly Line[]): Changes {
  return lines.flatMap(({ key, kind, date, time, was, isRemoved }): Changes => {
    if (was === undefined) return time === '' ? [] : [{ action: 'add', kind, date, time }]
    if (isRemoved) return [{ action: 'remove', punchId: key }]
    return time === was ? [] : [{ action: 'change', punchId: key, date, time }]
  })
}

/** The lines of a day as it is: what nobody punched of it stands there to be filled in. */
export function linesOfDay(date: string, records: readonly RecordView[]): Line[] {
  if (records.length === 0) return addedLines(date, ['in', 'out'])
  return records.flatMap((record) => [
    ...linesOf(record),
    ...(record.status === 'missing_out' ? addedLines(date, ['out']) : []),
  ])
}

/** Punches to add, with what is missing of the day filled in as far as it is known. */
export const addedLines = (date: string, kinds: readonly MarkKind[]): Line[] =>
  kinds.map((kind) => ({ key: crypto.randomUUID(), kind, date, time: '' }))
