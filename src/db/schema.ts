/** The tables as they are. Generated from the migrated database by `npm run generate:schema`; do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

/** An instant; strings must carry an offset. */
type Timestamp = ColumnType<Date, Date | string, Date | string>
/** Wall-clock time without a zone, as PostgreSQL writes it. */
type LocalTimestamp = string
/** Read as a value, written as JSON text: the driver would write an array as a PostgreSQL array. */
type Json = ColumnType<unknown, string, string>
/** Has a default: may be left out of an insert. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>

export interface AttendanceTable {
  user_id: string
  in_seq: number
  id: string
  work_date: string
  status: string
  started_at: Timestamp
  ended_at: Timestamp | null
  time_zone: string
  end_time_zone: string | null
  branch_id: string | null
  breaks: Json
  break_seconds: number
  worked_seconds: number
  late_minutes: number
  early_minutes: number
  planned_start: Timestamp | null
  planned_end: Timestamp | null
  in_description: string | null
  in_location: string | null
  in_latitude: number | null
  in_longitude: number | null
  in_accuracy: number | null
  out_seq: number | null
  out_id: string | null
  out_description: string | null
  out_location: string | null
  out_latitude: number | null
  out_longitude: number | null
  out_accuracy: number | null
  flags: string[]
}

export interface AuditLogTable {
  id: GeneratedAlways<number>
  at: Generated<Timestamp>
  actor_id: string | null
  action: string
  target: string | null
  detail: Generated<Json>
}

export interface BranchManagersTable {
  branch_id: string
  user_id: string
}

export interface BranchesTable {
  id: string
  name: string
  time_zone: string
  address: string | null
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface CompanyTable {
  one: Generated<boolean>
  name: string
  time_zone: string
  config_version: Generated<number>
  setup_token_hash: Buffer | null
  created_at: Generated<Timestamp>
}

export interface DaysTable {
  user_id: string
  work_date: string
  shifts: number
  worked_seconds: number
  break_seconds: number
  regular_seconds: number
  overtime_seconds: number
  late_minutes: number
  early_minutes: number
  missing_out: number
  planned_seconds: number
}

export interface DepartmentManagersTable {
  department_id: string
  user_id: string
}

export interface DepartmentsTable {
  id: string
  name: string
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface HeadsTable {
  user_id: string
  seq: Generated<number>
  hash: Generated<Buffer>
  last_at: Timestamp | null
  tail: Generated<number[]>
  person_version: Generated<number>
}

export interface IdempotencyKeysTable {
  user_id: string
  key: string
  request_hash: Buffer
  status: number | null
  response: string | null
  created_at: Generated<Timestamp>
}

export interface KioskArrivalsTable {
  kiosk_id: string
  key: string
  received_at: Timestamp
  kind: string | null
  at: Timestamp | null
  user_id: string | null
  outcome: string
  code: string | null
  message: string
  handled_at: Timestamp | null
  handled_by: string | null
}

export interface KioskCredentialsTable {
  user_id: string
  pin_hash: string | null
  pin_set_at: Timestamp | null
  qr_id: string
  qr_set_at: Timestamp
}

export interface KioskPairingsTable {
  code_hash: Buffer
  branch_id: string
  name: string
  created_by: string
  expires_at: Timestamp
}

export interface KiosksTable {
  id: string
  branch_id: string
  name: string
  token_hash: Buffer
  paired_by: string
  paired_at: Timestamp
  last_seen_at: Timestamp | null
  last_address: string | null
  revoked_at: Timestamp | null
  revoked_by: string | null
}

export interface LoginAttemptsTable {
  id: GeneratedAlways<number>
  account: Buffer
  address: string
  succeeded: boolean
  at: Generated<Timestamp>
}

export interface MonthTotalsTable {
  user_id: string
  month: string
  days_present: number
  planned_present: number
  worked_seconds: number
  break_seconds: number
  regular_seconds: number
  overtime_seconds: number
  late_count: number
  late_minutes: number
  early_count: number
  early_minutes: number
  missing_out: number
}

export interface PunchesTable {
  user_id: string
  seq: number
  id: string
  kind: string
  at: Timestamp | null
  time_zone: string
  offset_seconds: number | null
  local_time: LocalTimestamp | null
  recorded_at: Timestamp
  claimed: boolean
  actor_id: string
  source: string
  target_seq: number | null
  reason: string | null
  description: string | null
  location: string | null
  latitude: number | null
  longitude: number | null
  accuracy: number | null
  branch_id: string | null
  flags: string[]
  idempotency_key: string | null
  prev_hash: Buffer
  hash: Buffer
}

export interface ScheduleAssignmentsTable {
  id: string
  schedule_id: string
  level: string
  target_id: string
  valid: string
  created_at: Generated<Timestamp>
}

export interface SchedulesTable {
  id: string
  name: string
  days: Json
  grace_in_minutes: Generated<number>
  grace_out_minutes: Generated<number>
  window_before_minutes: Generated<number>
  window_after_minutes: Generated<number>
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface SchemaMigrationsTable {
  number: number
  name: string
  checksum: string
  applied_at: Generated<Timestamp>
}

export interface SealLeavesTable {
  number: number
  user_id: string
  seq: number
}

export interface SealsTable {
  number: number
  sealed_at: Timestamp
  people: number
  root: Buffer
  prev_hash: Buffer
  hash: Buffer
}

export interface SessionsTable {
  id: string
  user_id: string
  token_hash: Buffer
  previous_hash: Buffer | null
  rotated_at: Timestamp | null
  created_at: Generated<Timestamp>
  expires_at: Timestamp
  last_used_at: Generated<Timestamp>
  revoked_at: Timestamp | null
  revoked_reason: string | null
  address: string | null
  user_agent: string | null
}

export interface StaleDaysTable {
  user_id: string
  from_date: string
  created_at: Generated<Timestamp>
}

export interface UsersTable {
  id: string
  email: string
  username: string | null
  employee_number: string | null
  first_name: string
  last_name: string
  role: Generated<string>
  status: Generated<string>
  password_hash: string
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
  hired_on: string | null
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface DB {
  attendance: AttendanceTable
  audit_log: AuditLogTable
  branch_managers: BranchManagersTable
  branches: BranchesTable
  company: CompanyTable
  days: DaysTable
  department_managers: DepartmentManagersTable
  departments: DepartmentsTable
  heads: HeadsTable
  idempotency_keys: IdempotencyKeysTable
  kiosk_arrivals: KioskArrivalsTable
  kiosk_credentials: KioskCredentialsTable
  kiosk_pairings: KioskPairingsTable
  kiosks: KiosksTable
  login_attempts: LoginAttemptsTable
  month_totals: MonthTotalsTable
  punches: PunchesTable
  schedule_assignments: ScheduleAssignmentsTable
  schedules: SchedulesTable
  schema_migrations: SchemaMigrationsTable
  seal_leaves: SealLeavesTable
  seals: SealsTable
  sessions: SessionsTable
  stale_days: StaleDaysTable
  users: UsersTable
}
