/** Adds up days, absences and what runs now, in all and by bucket. */
import type { RawBuilder, SqlBool } from 'kysely'
import { countBetween } from '../../core/absence.ts'
import { bucketOf, datesBetween } from '../../core/calendar.ts'
import { isForgotten } from '../../core/longest-shift.ts'
import type { Context } from '../../context.ts'
import { runningTotals } from '../records/present-record.ts'
import { addSums, noSums, presentTotals, sums, type Sums } from '../reports/totals.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { dayRow } from '../timeclock/derived-rows.ts'
import { deriveForgotten, isEndedByPolicy, type ForgottenShift } from '../timeclock/forgotten-shifts.ts'
import { createExpectations, type Expectation } from './expectations.ts'
import { readSummary, type OpenShift, type SummaryPerson, type SummaryRows } from './summary.queries.ts'

export interface SummaryAsked {
  from: string
  to: string
  bucket: 'day' | 'month'
  /** One person, or everyone of `people`. */
  userId: string | undefined
  people: RawBuilder<SqlBool>
}

interface Account {
  key: string
  from: string
  to: string
  sums: Sums
  absent: number
  running: boolean
}

/** Sums, absences and running shifts of one moment: totals, and the buckets that they are made of. */
export async function summarise(context: Context, book: ScheduleBook, asked: SummaryAsked) {
  const now = context.now()
  const { sums: stored, open, persons, doubtful } = await readSummary(context, asked, now)
  const accounts = openAccounts(asked)
  for (const row of stored) addSums(accounts.get(bucketOf(asked.bucket, row.bucket!).key)!.sums, row)
  const accountOn = (date: string) => accounts.get(bucketOf(asked.bucket, date).key)
  await addOpenShifts(context, book, accountOn, { open, persons }, now)
  addAbsences([...accounts.values()], persons, createExpectations(book, doubtful, asked, now))
  const total: Account = {
    key: '',
    from: asked.from,
    to: asked.to,
    sums: noSums(),
    absent: 0,
    running: false,
  }
  for (const account of accounts.values()) {
    addSums(total.sums, account.sums)
    total.absent += Math.max(0, account.absent)
    total.running ||= account.running
  }
  return {
    totals: present(total),
    buckets: [...accounts.values()].map((account) => ({
      key: account.key,
      from: account.from,
      to: account.to,
      ...present(account),
    })),
  }
}

const present = (account: Account) => ({
  ...presentTotals(account.sums),
  daysAbsent: Math.max(0, account.absent),
  running: account.running,
})

function openAccounts({ from, to, bucket }: SummaryAsked): Map<string, Account> {
  const accounts = new Map<string, Account>()
  for (const date of datesBetween(from, to)) {
    const found = bucketOf(bucket, date)
    const account = accounts.get(found.key)
    if (account) account.to = date
    else
      accounts.set(found.key, {
        key: found.key,
        from: date,
        to: date,
        sums: noSums(),
        absent: 0,
        running: false,
      })
  }
  return accounts
}

type AccountOn = (date: string) => Account | undefined

/**
 * A shift that runs counts up to now; one that is older than its longest counts as a missing clock-out,
 * or as long as its policy says.
 */
async function addOpenShifts(
  context: Context,
  book: ScheduleBook,
  accountOn: AccountOn,
  { open, persons }: Pick<SummaryRows, 'open' | 'persons'>,
  now: number,
): Promise<void> {
  const whose = new Set(open.map((shift) => shift.user_id))
  const places = new Map(persons.flatMap((one) => (whose.has(one.id) ? [[one.id, placeOf(one)]] : [])))
  const endedByPolicy: string[] = []
  for (const shift of open) {
    const { time_zone: timeZone, started_at: at, planned_end: plannedEnd } = shift
    const place = places.get(shift.user_id)!
    const account = accountOn(shift.work_date)!
    if (!isForgotten({ at, timeZone }, now, book.rulesOf(place))) addRunning(account, shift, now)
    else if (isEndedByPolicy(book, place, { at, timeZone, plannedEnd }, now)) endedByPolicy.push(place.userId)
    else account.sums.missing_out += 1
  }
  const forgotten = await deriveForgotten(context.pool, book, endedByPolicy, now)
  for (const one of forgotten.values()) addForgotten(accountOn, one)
}

const placeOf = (person: SummaryPerson) => ({
  userId: person.id,
  departmentId: person.department_id,
  branchId: person.branch_id,
})

/** Adds what the days of a person are more by the end that a policy gave, also of days after it. */
function addForgotten(accountOn: AccountOn, { stored, seen }: ForgottenShift): void {
  for (const [days, sign] of [
    [stored.days, -1],
    [seen.days, 1],
  ] as const) {
    for (const day of days) {
      const sums = accountOn(day.workDate)?.sums
      if (sums) for (const name of secondsOfDay) sums[name] += sign * dayRow('', day)[name]
    }
  }
}

const secondsOfDay = sums.filter((name) => name.endsWith('_seconds')) as Extract<
  keyof Sums & keyof ReturnType<typeof dayRow>,
  `${string}_seconds`
>[]

function addRunning(account: Account, shift: OpenShift, now: number): void {
  const { started_at: start, breaks } = shift
  const { workedSeconds, breakSeconds } = runningTotals({ breaks }, start, now)
  account.sums.worked_seconds += workedSeconds
  account.sums.payable_seconds += workedSeconds
  account.sums.regular_seconds += workedSeconds
  // The days hold the breaks that are over already.
  const ended = breaks.reduce(
    (sum, pause) => sum + (pause.end === null ? 0 : Math.floor((pause.end - pause.start) / 1000)),
    0,
  )
  account.sums.break_seconds += breakSeconds - ended
  account.running = true
}

/**
 * Planned dates that are over, less those on which the person came. People with the same schedules,
 * zone and time of employment are counted once, so that a company's year costs as many steps as it
 * has such groups.
 */
function addAbsences(
  accounts: Account[],
  persons: readonly SummaryPerson[],
  expectationOf: (person: SummaryPerson) => Expectation,
): void {
  const groups = new Map<readonly string[], number>()
  for (const person of persons) {
    const { dates, changes } = expectationOf(person)
    groups.set(dates, (groups.get(dates) ?? 0) + 1)
    for (const { date, by } of changes) accountOf(accounts, date).absent += by
  }
  for (const account of accounts) {
    account.absent -= account.sums.planned_present
    for (const [dates, people] of groups) {
      account.absent += people * countBetween(dates, account.from, account.to)
    }
  }
}

const accountOf = (accounts: readonly Account[], date: string): Account =>
  accounts.find((account) => date >= account.from && date <= account.to)!
