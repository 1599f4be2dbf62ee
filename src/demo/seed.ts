/** Fills an empty database with a made-up company and a year of its punches. */
import type pg from 'pg'
import { addDays } from '../core/calendar.ts'
import { effectiveMarks } from '../core/ledger.ts'
import { deriveTimesheet } from '../core/timesheet.ts'
import { localDate } from '../core/zone.ts'
import type { Context } from '../context.ts'
import { withTransaction } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { publicHolidays, type Holiday } from '../features/schedules/public-holidays.ts'
import { hashPassword } from '../features/accounts/passwords.ts'
import { loadScheduleBook } from '../features/schedules/schedule-book.ts'
import { writePunches, type PunchWrite } from '../features/timeclock/write-punches.ts'
import { headOf } from '../features/timeclock/rederive.ts'
import {
  assignments,
  branches,
  companyName,
  departments,
  makePeople,
  schedules,
  shiftDefinitions,
  type DemoPerson,
} from './company.ts'
import { makeHistory, type Life } from './history.ts'
import { addDecisions } from './decisions.ts'
import { createRandom } from './random.ts'
import { makeDaysOff, makeOverrides } from './single-days.ts'

export interface DemoOptions {
  people?: number
  /** How many days of punches, up to now. */
  days?: number
}

const password = 'blue door eleven'
const adminId = 'demo-admin'
const seed = 2025
/** How many people's punches go in one statement. */
const peopleAtOnce = 5

/**
 * People and punches in one transaction: they are there as a whole or not at all; then what they ask and
 * decide, as they would through the API. `say` gets progress, and at the end the
 * logins. Throws `conflict` where people other than administrators exist.
 */
export async function seedDemo(
  context: Context,
  say: (line: string) => void,
  { people: count = 120, days = 365 }: DemoOptions = {},
): Promise<void> {
  const passwordHash = await hashPassword(password)
  const people = makePeople(count, createRandom(seed))
  const today = localDate('Etc/UTC', context.now())
  const from = addDays(today, -days)
  const calendars = await makeCalendars(from, today)
  await withTransaction(context.pool, async (client) => {
    await requireEmpty(client)
    say(`Making ${count} people and ${days} days of punches…`)
    await writeCompany(client, people, from, passwordHash)
    await writeCalendars(client, calendars, from)
    await writeSingleDays(client, people, from, today)
    await writeHistories(client, livesOf(people, from, context.now()), (done) =>
      say(`  ${done} of ${count} people`),
    )
  })
  await context.pool.query('analyze')
  await addDecisions(context, people, adminId, from)
  for (const line of logins(people)) say(line)
}

/** Locks the company, so that two demos at once cannot both find it empty. */
async function requireEmpty(client: pg.ClientBase): Promise<void> {
  await client.query('select 1 from company for update')
  const { rows } = await client.query<{ people: number; places: number }>(
    `select (select count(*) from users where role <> 'admin') as people,
            (select count(*) from branches) + (select count(*) from departments) + (select count(*) from schedules) as places`,
  )
  const { people, places } = rows[0]!
  if (people + places === 0) return
  throw new AppError(
    'conflict',
    `The demo needs an empty database, and this one is in use (${people} people besides administrators). Start without --demo, or choose another folder with DATA_DIR.`,
  )
}

async function writeCompany(
  client: pg.ClientBase,
  people: readonly DemoPerson[],
  from: string,
  passwordHash: string,
): Promise<void> {
  const rows = (text: string, values: unknown, ...more: unknown[]) =>
    client.query(text, [JSON.stringify(values), ...more])
  await client.query('update company set name = $1, time_zone = $2, config_version = config_version + 1', [
    companyName,
    branches[0]!.timeZone,
  ])
  await rows(
    `insert into branches (id, name, time_zone, address) select id, name, "timeZone", address
       from json_to_recordset($1) as b (id text, name text, "timeZone" text, address text)`,
    branches,
  )
  await rows(
    'insert into departments (id, name) select id, name from json_to_recordset($1) as d (id text, name text)',
    departments,
  )
  await rows(
    `insert into shift_definitions (id, name, starts, ends, breaks, grace_in_minutes, grace_out_minutes)
     select id, name, start, "end", breaks, grace, grace
       from json_to_recordset($1) as d (id text, name text, start text, "end" text, breaks jsonb, grace int)`,
    shiftDefinitions,
  )
  await rows(
    `insert into schedules (id, name, days, grace_in_minutes, grace_out_minutes, cycle_days, anchor)
     select id, name, days, grace, grace, "cycleDays", anchor
       from json_to_recordset($1) as s (id text, name text, days jsonb, grace int, "cycleDays" int, anchor date)`,
    schedules,
  )
  const admin = {
    id: adminId,
    email: 'admin@example.com',
    firstName: 'Ada',
    lastName: 'Moreno',
    role: 'admin',
  }
  await rows(
    `insert into users (id, email, employee_number, first_name, last_name, role, password_hash, department_id, branch_id, hired_on)
     select id, lower(email), "employeeNumber", "firstName", "lastName", role, $2, "departmentId", "branchId", $3::date
       from json_to_recordset($1) as u (id text, email text, "employeeNumber" text, "firstName" text, "lastName" text,
            role text, "departmentId" text, "branchId" text)`,
    [admin, ...people],
    passwordHash,
    from,
  )
  await rows(
    `insert into department_managers (department_id, user_id)
     select "departmentId", id from json_to_recordset($1) as m ("departmentId" text, id text)`,
    people.filter((person) => person.role === 'manager'),
  )
  const own = people.flatMap((person) =>
    person.scheduleId ? [{ level: 'user', targetId: person.id, scheduleId: person.scheduleId }] : [],
  )
  await rows(
    `insert into schedule_assignments (id, schedule_id, level, target_id, valid)
     select 'demo-' || level || '-' || "targetId", "scheduleId", level, "targetId", daterange($2::date - 31, null)
       from json_to_recordset($1) as a (level text, "targetId" text, "scheduleId" text)`,
    [...assignments, ...own],
    from,
  )
  await client.query("insert into audit_log (actor_id, action, detail) values (null, 'demo.fill', $1)", [
    JSON.stringify({ people: people.length }),
  ])
}

interface DemoCalendar {
  id: string
  name: string
  country: string
  region: string
  years: number[]
  holidays: Holiday[]
}

/** The public holidays of each branch, until the end of next year. */
async function makeCalendars(from: string, today: string): Promise<DemoCalendar[]> {
  const [first, last] = [Number(from.slice(0, 4)), Number(today.slice(0, 4)) + 1]
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return Promise.all(
    branches.map(async ({ id, name, country, region }) => {
      const holidays = await publicHolidays(country, region, first, last)
      return { id, name: `Holidays of ${name}`, country, region, years, holidays }
    }),
  )
}

/** A calendar has the id of its branch. */
async function writeCalendars(
  client: pg.ClientBase,
  calendars: readonly DemoCalendar[],
  from: string,
): Promise<void> {
  for (const { id, name, country, region, years, holidays } of calendars) {
    await client.query('insert into holiday_calendars (id, name, country, region) values ($1, $2, $3, $4)', [
      id,
      name,
      country,
      region,
    ])
    await client.query('insert into holiday_years (calendar_id, year) select $1, unnest($2::int[])', [
      id,
      years,
    ])
    await client.query(
      `insert into holidays (calendar_id, date, name, source)
       select $1, date, name, 'library' from json_to_recordset($2) as h (date date, name text)`,
      [id, JSON.stringify(holidays)],
    )
    await client.query(
      `insert into holiday_assignments (id, calendar_id, level, target_id, valid)
       values ('demo-' || $1, $1, 'branch', $1, daterange($2::date - 31, null))`,
      [id, from],
    )
  }
}

async function writeSingleDays(
  client: pg.ClientBase,
  people: readonly DemoPerson[],
  from: string,
  today: string,
): Promise<void> {
  await client.query(
    `insert into days_off (id, user_id, kind, valid, portion, actor_id)
     select id, "userId", kind, daterange("from", "to", '[]'), portion, $2
       from json_to_recordset($1) as d (id text, "userId" text, kind text, "from" date, "to" date, portion text)`,
    [JSON.stringify(makeDaysOff(people, from, today, createRandom(seed - 1))), adminId],
  )
  await client.query(
    `insert into schedule_overrides (id, user_id, date, kind, shifts, reason, actor_id)
     select id, "userId", date, kind, shifts, reason, $2
       from json_to_recordset($1) as o (id text, "userId" text, date date, kind text, shifts jsonb, reason text)`,
    [JSON.stringify(makeOverrides(people, today, createRandom(seed - 2))), adminId],
  )
}

/** Everyone's life but for the schedule, which the book knows. A manager's punches are corrected by the administrator. */
function livesOf(people: readonly DemoPerson[], from: string, now: number): LifePlan[] {
  const managers = new Map(
    people.filter((person) => person.role === 'manager').map((person) => [person.departmentId, person.id]),
  )
  return people.map((person, i) => ({
    userId: person.id,
    departmentId: person.departmentId,
    branchId: person.branchId,
    timeZone: person.timeZone,
    managerId: person.role === 'manager' ? adminId : (managers.get(person.departmentId) ?? adminId),
    from,
    now,
    random: createRandom(seed + i + 1),
  }))
}

export interface LifePlan extends Omit<Life, 'scheduleOn'> {
  departmentId: string | null
}

/** Makes and writes the punches of people who have none, and all that follows from them. */
export async function writeHistories(
  client: pg.ClientBase,
  lives: readonly LifePlan[],
  progress: (done: number) => void = () => {},
): Promise<void> {
  const book = await loadScheduleBook(client)
  let said = performance.now()
  for (let i = 0; i < lives.length; i += peopleAtOnce) {
    const write: PunchWrite = {
      facts: [],
      shifts: [],
      days: [],
      heads: [],
      keyed: [],
      configVersion: book.version,
    }
    for (const life of lives.slice(i, i + peopleAtOnce)) {
      const { userId } = life
      const scheduleOn = book.dayPlanOn(life)
      const facts = makeHistory({ ...life, scheduleOn })
      const sheet = deriveTimesheet(effectiveMarks(facts), book.rulesOf(life))
      for (const fact of facts) write.facts.push(fact)
      for (const shift of sheet.shifts) write.shifts.push({ userId, shift })
      for (const day of sheet.days) write.days.push({ userId, day })
      write.heads.push({ userId, expectedSeq: 0, personVersion: 1, ...headOf(facts, sheet) })
    }
    await writePunches(client, write)
    if (performance.now() - said < 2000) continue
    said = performance.now()
    progress(Math.min(i + peopleAtOnce, lives.length))
  }
}

function logins(people: readonly DemoPerson[]): string[] {
  const line = (word: string, email: string | undefined): string => `  ${word.padEnd(14)} ${email ?? ''}`
  const email = (role: string) => people.find((person) => person.role === role)?.email
  return [
    '',
    `Log in to ${companyName}; everyone's password is: ${password}`,
    line('employee', email('employee')),
    line('manager', email('manager')),
    line('administrator', 'admin@example.com'),
  ]
}
