/** What the database refuses, in the words of the API: one table from a constraint's name to an answer. */
import { AppError, type ErrorCode, type FieldProblem } from '../errors.ts'

interface Refusal {
  code: ErrorCode
  /** The field of the request that is to blame; without it the answer names none. */
  field?: string
  message: string
}

const conflict = (field: string, message: string): Refusal => ({ code: 'conflict', field, message })
const invalid = (field: string, message: string): Refusal => ({ code: 'invalid', field, message })

const notFound = (message: string): Refusal => ({ code: 'not_found', message })
const noAccount: Refusal = { code: 'unauthenticated', message: 'Your account does not exist any more.' }

/** Held complete by a test: every constraint that a request can hit, unique, exclusion, foreign key or by trigger. */
export const refusals: Record<string, Refusal> = {
  users_pkey: conflict('userId', 'A user with this id exists already.'),
  users_email_key: conflict('email', 'A user with this e-mail address exists already.'),
  users_username_key: conflict('username', 'A user with this username exists already.'),
  users_employee_number_key: conflict('employeeNumber', 'A user with this employee number exists already.'),
  users_department_id_fkey: invalid('department', 'There is no such department.'),
  users_branch_id_fkey: invalid('branch', 'There is no such branch.'),

  branches_pkey: conflict('id', 'A branch with this id exists already.'),
  branches_name_key: conflict('name', 'A branch with this name exists already.'),
  departments_pkey: conflict('id', 'A department with this id exists already.'),
  departments_name_key: conflict('name', 'A department with this name exists already.'),
  department_managers_pkey: conflict('managers', 'This person manages the department already.'),
  department_managers_department_id_fkey: invalid('department', 'There is no such department.'),
  department_managers_user_id_fkey: invalid('managers', 'There is no such user.'),
  branch_managers_pkey: conflict('managers', 'This person manages the branch already.'),
  branch_managers_branch_id_fkey: invalid('branch', 'There is no such branch.'),
  branch_managers_user_id_fkey: invalid('managers', 'There is no such user.'),

  schedules_pkey: conflict('id', 'A schedule with this id exists already.'),
  schedules_name_key: conflict('name', 'A schedule with this name exists already.'),
  schedule_assignments_pkey: conflict('id', 'A schedule assignment with this id exists already.'),
  schedule_assignments_schedule_id_fkey: invalid('schedule', 'There is no such schedule.'),
  schedule_assignments_no_overlap: conflict(
    'from',
    'Another schedule is assigned in a part of this time; end that one first.',
  ),

  policies_pkey: conflict('id', 'A policy with this id exists already.'),
  policies_name_key: conflict('name', 'A policy with this name exists already.'),
  policy_versions_pkey: conflict('id', 'A version with this id exists already.'),
  policy_versions_policy_id_fkey: invalid('policyId', 'There is no such policy.'),
  policy_versions_no_overlap: conflict(
    'from',
    'Another version of the policy is valid in a part of this time.',
  ),
  policy_assignments_pkey: conflict('id', 'A policy assignment with this id exists already.'),
  policy_assignments_policy_id_fkey: invalid('policyId', 'There is no such policy.'),
  policy_assignments_no_overlap: conflict(
    'from',
    'Another policy is assigned in a part of this time; end that one first.',
  ),
  schedules_holiday_calendar_id_fkey: invalid('holidayCalendarId', 'There is no such holiday calendar.'),
  shift_definitions_pkey: conflict('id', 'A shift definition with this id exists already.'),
  shift_definitions_name_key: conflict('name', 'A shift definition with this name exists already.'),
  holiday_calendars_pkey: conflict('id', 'A holiday calendar with this id exists already.'),
  holiday_calendars_name_key: conflict('name', 'A holiday calendar with this name exists already.'),
  holidays_pkey: conflict('name', 'The calendar has this holiday on this date already.'),
  holidays_calendar_id_fkey: notFound('There is no such holiday calendar.'),
  holiday_years_calendar_id_fkey: notFound('There is no such holiday calendar.'),
  holiday_assignments_pkey: conflict('id', 'An assignment with this id exists already.'),
  holiday_assignments_calendar_id_fkey: invalid('calendarId', 'There is no such holiday calendar.'),
  holiday_assignments_no_overlap: conflict(
    'from',
    'Another holiday calendar is assigned in a part of this time; end that one first.',
  ),
  schedule_overrides_pkey: conflict('id', 'An override with this id exists already.'),
  schedule_overrides_one_a_day: conflict(
    'date',
    'The plan of this day was changed already; take that back first.',
  ),
  schedule_overrides_user_id_fkey: notFound('There is no such user.'),
  schedule_overrides_actor_id_fkey: noAccount,
  schedule_overrides_swap_id_fkey: notFound('There is no such swap.'),
  schedule_swaps_pkey: conflict('id', 'A swap with this id exists already.'),
  schedule_swaps_user_id_fkey: notFound('There is no such user.'),
  schedule_swaps_other_id_fkey: invalid('otherId', 'There is no such user.'),
  schedule_swaps_actor_id_fkey: noAccount,
  days_off_pkey: conflict('id', 'A day off with this id exists already.'),
  days_off_user_id_fkey: notFound('There is no such user.'),
  days_off_actor_id_fkey: noAccount,
  days_off_no_overlap: conflict('from', 'The person has a day off in a part of this time already.'),
  memberships_user_id_fkey: notFound('There is no such user.'),
  memberships_department_id_fkey: invalid('department', 'There is no such department.'),
  memberships_branch_id_fkey: invalid('branch', 'There is no such branch.'),
  memberships_no_overlap: conflict('effectiveFrom', 'The membership changed meanwhile; try again.'),

  punches_pkey: { code: 'record_changed', message: 'The record changed meanwhile; read it again.' },
  punches_idempotency_key: {
    code: 'idempotency_key_in_use',
    message: 'A request with this Idempotency-Key is still running; wait for its answer.',
  },
  idempotency_keys_pkey: {
    code: 'idempotency_key_in_use',
    message: 'A request with this Idempotency-Key is still running; wait for its answer.',
  },
  attendance_pkey: { code: 'record_changed', message: 'The record changed meanwhile; read it again.' },
  attendance_one_open: {
    code: 'already_clocked_in',
    message: 'The person is clocked in already; clock out first.',
  },
  attendance_no_overlap: {
    code: 'overlapping_shift',
    message:
      'The time lies inside a shift that is recorded already; correct that one, or choose another time.',
  },

  corrections_user_id_fkey: { code: 'not_found', message: 'There is no such person.' },
  exception_states_user_id_fkey: { code: 'not_found', message: 'There is no such person.' },
  person_periods_no_overlap: conflict('from', 'Other periods are in use in this time already.'),
  person_periods_user_id_fkey: { code: 'not_found', message: 'There is no such person.' },
  period_rules_pkey: conflict('from', 'Periods are cut anew from this date already.'),
  steps_pkey: { code: 'record_changed', message: 'It changed meanwhile; read it again.' },

  sessions_user_id_fkey: { code: 'unauthenticated', message: 'Your account does not exist any more.' },
}

/** SQLSTATE classes and codes that pass by themselves: nothing was recorded, and a later try may succeed. */
const passing: Record<string, { message: string; retryAfter: number }> = {
  '08': { message: 'The connection to the database was lost.', retryAfter: 5 },
  '40': { message: 'Several changes met at the same rows.', retryAfter: 1 },
  '53': { message: 'The database has no room for this now.', retryAfter: 10 },
  '53100': { message: "The database's disk is full.", retryAfter: 60 },
  '53300': { message: 'The database has too many connections.', retryAfter: 5 },
  '55P03': { message: 'The rows were locked for too long.', retryAfter: 2 },
  '57P': { message: 'The database is starting or stopping.', retryAfter: 5 },
  '58': { message: 'The database cannot reach its disk.', retryAfter: 30 },
  '25006': { message: 'The database accepts no writes at the moment.', retryAfter: 30 },
}

const networkCodes = new Set(
  'ECONNREFUSED ECONNRESET ENOENT EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(' '),
)
/** A missing file is ENOENT too: only what happened on a socket is the database's. */
const socketCalls = new Set<unknown>(['connect', 'read', 'write', 'getaddrinfo'])

/** The driver's own errors carry no code. */
const driverMessages =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/

/** The answer to an error of the driver or the server; `undefined` when it is none, or a fault of ours. */
export function mapDatabaseError(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, constraint, syscall } = error as { code?: unknown; constraint?: unknown; syscall?: unknown }
  if (typeof constraint === 'string') {
    const refusal = Object.hasOwn(refusals, constraint) ? refusals[constraint] : undefined
    return refusal && toError(refusal, error)
  }
  if (typeof code !== 'string')
    return driverMessages.test(error.message) ? unavailable(undefined, error) : undefined
  if (networkCodes.has(code)) return socketCalls.has(syscall) ? unavailable(undefined, error) : undefined
  if (!('severity' in error)) return undefined
  const entry = passing[code] ?? passing[code.slice(0, 3)] ?? passing[code.slice(0, 2)]
  return entry && unavailable(entry, error)
}

function toError({ code, field, message }: Refusal, cause: Error): AppError {
  if (!field) return new AppError(code, message, { cause })
  return new AppError(code, message, { errors: [{ field, message, ...problemOf(code, cause) }], cause })
}

/** By SQLSTATE: unique, foreign key, exclusion. */
const problems: Record<string, FieldProblem> = { '23505': 'taken', '23503': 'no_such', '23P01': 'overlaps' }

function problemOf(code: ErrorCode, cause: Error): { code?: FieldProblem } {
  const problem =
    code === 'conflict' || code === 'invalid' ? problems[(cause as { code?: string }).code ?? ''] : undefined
  return problem ? { code: problem } : {}
}

function unavailable(entry: { message: string; retryAfter: number } | undefined, cause: Error): AppError {
  const reason = entry?.message ?? 'The database cannot be reached.'
  return new AppError('unavailable', `${reason} Nothing was recorded; try again.`, {
    retryAfter: entry?.retryAfter ?? 5,
    cause,
  })
}
