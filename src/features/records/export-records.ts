/** A person's attendance records as a file: CSV (RFC 4180), the oldest first. */
import { stringify } from 'csv-stringify/sync'
import type { RecordView } from './record.contract.ts'

type Cell = string | number | null

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

/** What a spreadsheet would take for a formula is quoted for it. */
export const recordsCsv = (records: readonly RecordView[]): string =>
  stringify(
    records.map((record) => columns.map(([, cell]) => cell(record))),
    {
      header: true,
      columns: columns.map(([name]) => name),
      escape_formulas: true,
      record_delimiter: '\r\n',
    },
  )
