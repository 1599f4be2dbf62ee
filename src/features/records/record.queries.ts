/** Attendance records by page. */
import type pg from 'pg'
import { shiftColumns, type AttendanceRow } from '../timeclock/derived-rows.ts'

export interface RecordsAsked {
  userId: string
  /** Work dates, both within. */
  from: string | undefined
  to: string | undefined
  /** The last record of the page before: epoch ms and number of its clock-in. */
  after: { at: Date; seq: number } | undefined
  limit: number
}

/**
 * Newest first. A clock-in lies at most three days before the date that it counts for, in any zone:
 * that ends the reading of the index at `from`. No such bound holds at `to`, since work that is
 * resumed after short pauses counts for the date that it began on.
 */
export async function listRecords(pool: pg.Pool, asked: RecordsAsked): Promise<AttendanceRow[]> {
  const { rows } = await pool.query<AttendanceRow>({
    name: 'list_records',
    text: `select ${shiftColumns} from attendance
            where user_id = $1 and work_date between coalesce($2::date, '-infinity') and coalesce($3::date, 'infinity')
              and started_at >= coalesce($2::date, '-infinity')::timestamp at time zone 'UTC' - interval '3 days'
              and (started_at, in_seq) < ($4::timestamptz, $5::int)
            order by started_at desc, in_seq desc limit $6`,
    values: [
      asked.userId,
      asked.from ?? null,
      asked.to ?? null,
      asked.after?.at ?? 'infinity',
      asked.after?.seq ?? 0,
      asked.limit,
    ],
  })
  return rows
}

/** Where a person belongs, with the version of the configuration. */
export async function readPlace(pool: pg.Pool, userId: string) {
  const { rows } = await pool.query<{
    departmentId: string | null
    branchId: string | null
    version: number
  }>({
    name: 'read_place',
    text: `select u.department_id as "departmentId", u.branch_id as "branchId", c.config_version as version
             from users u cross join company c where u.id = $1`,
    values: [userId],
  })
  return rows[0]!
}
