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
  latitude: number | null
  longitude: number | null
  radius_meters: number | null
  location_wish: Generated<string>
}

export interface CompanyTable {
  one: Generated<boolean>
  name: string
  time_zone: string
  config_version: Generated<number>
  setup_token_hash: Buffer | null
  created_at: Generated<Timestamp>
  correction_consent: Generated<string>
  own_approval: Generated<string>
  editable_days: number | null
  grace_days: number | null
  registration: string | null
}

export interface CorrectionsTable {
  id: string
  user_id: string
  state: string
  work_date: string
  reason: string
  changes: Json
  basis: Json
  asked_by: string
  asked_at: Timestamp
  decided_by: string | null
  decided_at: Timestamp | null
  comment: string | null
  fact_seqs: Generated<number[]>
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
  payable_seconds: Generated<number>
  double_seconds: Generated<number>
  night_seconds: Generated<number>
  holiday_seconds: Generated<number>
  rest_day_seconds: Generated<number>
  rounding_seconds: Generated<number>
  deducted_seconds: Generated<number>
  paid_break_seconds: Generated<number>
  findings: Generated<Json>
  policy_version_id: string | null
}

export interface DaysOffTable {
  id: string
  user_id: string
  kind: string
  valid: string
  portion: Generated<string>
  note: string | null
  actor_id: string
  created_at: Generated<Timestamp>
  slots: GeneratedAlways<string>
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

export interface ExceptionStatesTable {
  user_id: string
  work_date: string
  code: string
  key: string
  state: string
  explanation: string | null
  explained_at: Timestamp | null
  comment: string | null
  settled_by: string | null
  settled_at: Timestamp | null
  minutes: number
}

export interface HeadsTable {
  user_id: string
  seq: Generated<number>
  hash: Generated<Buffer>
  last_at: Timestamp | null
  tail: Generated<number[]>
  person_version: Generated<number>
}

export interface HolidayAssignmentsTable {
  id: string
  calendar_id: string
  level: string
  target_id: string
  valid: string
  created_at: Generated<Timestamp>
}

export interface HolidayCalendarsTable {
  id: string
  name: string
  country: string | null
  region: string | null
  created_at: Generated<Timestamp>
  ended_on: string | null
}

export interface HolidayYearsTable {
  calendar_id: string
  year: number
}

export interface HolidaysTable {
  calendar_id: string
  date: string
  name: string
  source: string
}

export interface IdempotencyKeysTable {
  user_id: string
  key: string
  request_hash: Buffer
  status: number | null
  response: string | null
  created_at: Generated<Timestamp>
}

export interface IntegrityChecksTable {
  id: string
  state: string
  started_by: string
  started_at: Timestamp
  seen_at: Generated<Timestamp>
  finished_at: Timestamp | null
  people_done: Generated<number>
  people: number | null
  facts: number | null
  seals: number | null
  findings: Generated<Json>
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

export interface MembershipsTable {
  user_id: string
  valid: string
  department_id: string | null
  branch_id: string | null
  time_zone: string | null
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
  payable_seconds: Generated<number>
  double_seconds: Generated<number>
  night_seconds: Generated<number>
  holiday_seconds: Generated<number>
  rest_day_seconds: Generated<number>
  deducted_seconds: Generated<number>
}

export interface PeriodExportDaysTable {
  export_id: string
  user_id: string
  work_date: string
  totals: Json
}

export interface PeriodExportPeopleTable {
  export_id: string
  user_id: string
}

export interface PeriodExportsTable {
  id: string
  from_date: string
  to_date: string
  at: Timestamp
  actor_id: string
  people: number
  hash: Buffer
}

export interface PeriodRulesTable {
  from_date: string
  length: string
  anchor: string
  created_at: Generated<Timestamp>
}

export interface PersonPeriodsTable {
  user_id: string
  from_date: string
  to_date: string
  state: string
  totals_hash: Buffer | null
  rows_hash: Buffer | null
  changed_by: string
  changed_at: Timestamp
  comment: string | null
}

export interface PoliciesTable {
  id: string
  name: string
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface PolicyAssignmentsTable {
  id: string
  policy_id: string
  level: string
  target_id: string
  valid: string
  created_at: Generated<Timestamp>
}

export interface PolicyVersionsTable {
  id: string
  policy_id: string
  valid: string
  rules: Json
  created_at: Generated<Timestamp>
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

export interface RefusedPunchesTable {
  user_id: string
  work_date: string
  code: string
  kind: string
  at: Timestamp
  recorded_at: Timestamp
  source: string
  actor_id: string
  times: Generated<number>
}

export interface ScheduleAssignmentsTable {
  id: string
  schedule_id: string
  level: string
  target_id: string
  valid: string
  created_at: Generated<Timestamp>
}

export interface ScheduleOverridesTable {
  id: string
  user_id: string
  date: string
  kind: string
  shifts: Generated<Json>
  swap_id: string | null
  reason: string | null
  actor_id: string
  created_at: Generated<Timestamp>
}

export interface ScheduleSwapsTable {
  id: string
  user_id: string
  date: string
  other_id: string
  other_date: string
  reason: string | null
  actor_id: string
  created_at: Generated<Timestamp>
  cancelled_at: Timestamp | null
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
  cycle_days: Generated<number>
  anchor: string | null
  works_on_holidays: Generated<boolean>
  holiday_calendar_id: string | null
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
  chain: string
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

export interface ShiftDefinitionsTable {
  id: string
  name: string
  starts: string
  ends: string
  breaks: Generated<Json>
  grace_in_minutes: Generated<number>
  grace_out_minutes: Generated<number>
  window_before_minutes: Generated<number>
  window_after_minutes: Generated<number>
  ended_on: string | null
  created_at: Generated<Timestamp>
}

export interface StaleDaysTable {
  user_id: string
  from_date: string
  created_at: Generated<Timestamp>
}

export interface StepHeadsTable {
  user_id: string
  seq: number
  hash: Buffer
}

export interface StepsTable {
  user_id: string
  seq: number
  subject: string
  subject_id: string
  action: string
  at: Timestamp
  actor_id: string
  comment: string | null
  content: Json
  prev_hash: Buffer
  hash: Buffer
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
  corrections: CorrectionsTable
  days: DaysTable
  days_off: DaysOffTable
  department_managers: DepartmentManagersTable
  departments: DepartmentsTable
  exception_states: ExceptionStatesTable
  heads: HeadsTable
  holiday_assignments: HolidayAssignmentsTable
  holiday_calendars: HolidayCalendarsTable
  holiday_years: HolidayYearsTable
  holidays: HolidaysTable
  idempotency_keys: IdempotencyKeysTable
  integrity_checks: IntegrityChecksTable
  kiosk_arrivals: KioskArrivalsTable
  kiosk_credentials: KioskCredentialsTable
  kiosk_pairings: KioskPairingsTable
  kiosks: KiosksTable
  login_attempts: LoginAttemptsTable
  memberships: MembershipsTable
  month_totals: MonthTotalsTable
  period_export_days: PeriodExportDaysTable
  period_export_people: PeriodExportPeopleTable
  period_exports: PeriodExportsTable
  period_rules: PeriodRulesTable
  person_periods: PersonPeriodsTable
  policies: PoliciesTable
  policy_assignments: PolicyAssignmentsTable
  policy_versions: PolicyVersionsTable
  punches: PunchesTable
  refused_punches: RefusedPunchesTable
  schedule_assignments: ScheduleAssignmentsTable
  schedule_overrides: ScheduleOverridesTable
  schedule_swaps: ScheduleSwapsTable
  schedules: SchedulesTable
  schema_migrations: SchemaMigrationsTable
  seal_leaves: SealLeavesTable
  seals: SealsTable
  sessions: SessionsTable
  shift_definitions: ShiftDefinitionsTable
  stale_days: StaleDaysTable
  step_heads: StepHeadsTable
  steps: StepsTable
  users: UsersTable
}
