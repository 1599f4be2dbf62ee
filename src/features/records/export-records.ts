/** A person's attendance records as a file: CSV, the oldest first. */
import { type Cell, csvOf } from '../../csv.ts'
import type { RecordView } from './record.contract.ts'

/** Points in numbers and the names of the API's columns, for spreadsheets and other programs. */
const columns: [string, (record: RecordView) => Cell][] = [
  ['work_date', (one) => one.workDate],
  ['time_in', (one) => one.timeInAt],
  ['time_out', (one) => one.timeOutAt],
  ['time_zone', (one) => one.timeZone],
  ['breaks', (one) => one.breaks.map(({ startAt, endAt }) => `${startAt}/${endAt ?? ''}`).join(' ')],
  ['break_seconds', (one) => one.breakSeconds],
  ['worked_seconds', (one) => one.workedSeconds],
  ['worked_hours', (one) => one.workedHours],
  ['planned_start', (one) => one.plannedStart],
  ['planned_end', (one) => one.plannedEnd],
  ['late_minutes', (one) => one.lateMinutes],
  ['early_minutes', (one) => one.earlyMinutes],
  ['status', (one) => one.status],
  ['flags', (one) => one.flags.join(' ')],
  ['description_in', (one) => one.timeInDescription],
  ['description_out', (one) => one.timeOutDescription],
  ['location_in', (one) => one.timeInLocation],
  ['location_out', (one) => one.timeOutLocation],
  ['id', (one) => one.id],
]

export const recordsCsv = (records: readonly RecordView[]): string =>
  csvOf([columns.map(([name]) => name), ...records.map((record) => columns.map(([, cell]) => cell(record)))])
