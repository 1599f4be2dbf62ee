/** Adds up days, absences and what runs now, in all and by bucket. */
import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { countBetween, plannedDatesOver } from '../../core/absence.ts'
import { bucketOf, datesBetween } from '../../core/calendar.ts'
import { defaultPairingRules } from '../../core/pairing.ts'
import { localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import { runningTotals } from '../records/present-record.ts'
import { sumDays } from '../reports/report.queries.ts'
import { addSums, noSums, presentTotals, type Sums } from '../reports/totals.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readOpenShifts, readPeople, readRecentPresence, type SummaryPerson } from './summary.queries.ts'

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

export async function summarise(context: Context, book: ScheduleBook, asked: SummaryAsked) {
  const now = context.now()
  const people =
    asked.userId === undefined ? asked.people : sql<SqlBool>`(${asked.people} and users.id = ${asked.userId})`
  const [sums, open, persons, recent] = [
    await sumDays(context.db, { ...asked, people, by: [] }),
    await readOpenShifts(context.db, people, asked),
    await readPeople(context.db, people, asked),
    await readRecentPresence(context.db, people, asked, new Date(now)),
  ]
  const accounts = openAccounts(asked)
  for (const row of sums) addSums(accounts.get(bucketOf(asked.bucket, row.bucket!).key)!.sums, row)
  for (const shift of open)
    addOpenShift(accounts.get(bucketOf(asked.bucket, shift.work_date).key)!, shift, now)
  addAbsences([...accounts.values()], persons, recent, book, asked, now)
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
    total.absent += account.absent
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

interface OpenShift {
  started_at: Date
  breaks: unknown
}

/** Counts up to now; one that is older than the longest shift counts as a missing clock-out instead. */
function addOpenShift(account: Account, shift: OpenShift, now: number): void {
  const start = shift.started_at.getTime()
  if (now - start > defaultPairingRules.maxShiftSeconds * 1000) {
    account.sums.missing_out += 1
    return
  }
  const breaks = shift.breaks as { start: number; end: number | null }[]
  const { workedSeconds, breakSeconds } = runningTotals({ breaks: breaks as never }, start, now)
  account.sums.worked_seconds += workedSeconds
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
 * Planned dates that are over, less those on which the person came. People with the same schedules
 * and zone share one list of planned dates.
 */
function addAbsences(
  accounts: Account[],
  persons: readonly SummaryPerson[],
  recent: ReadonlyMap<string, readonly string[]>,
  book: ScheduleBook,
  asked: SummaryAsked,
  now: number,
): void {
  const lists = new Map<string, string[]>()
  for (const account of accounts) account.absent -= account.sums.planned_present
  for (const person of persons) {
    const zone = book.zoneOf({ timeZone: person.time_zone, branchId: person.branch_id })
    const list = book.timelineOf({
      userId: person.id,
      departmentId: person.department_id,
      branchId: person.branch_id,
    })
    const key = `${list.key}\n${zone}`
    let dates = lists.get(key)
    if (!dates) lists.set(key, (dates = plannedDatesOver(list.scheduleOn, zone, asked.from, asked.to, now)))
    const first = earliest(person.hired_on ?? localDate(zone, person.created_at.getTime()), person.first_day)
    const last = person.ended_on ?? '9999-12-31'
    const notOver = (recent.get(person.id) ?? []).filter((date) => !dates.includes(date))
    for (const account of accounts) {
      const from = account.from > first ? account.from : first
      const to = account.to < last ? account.to : last
      account.absent += countBetween(dates, from, to)
      account.absent += notOver.filter((date) => date >= account.from && date <= account.to).length
    }
  }
}

const earliest = (a: string, b: string | null): string => (b !== null && b < a ? b : a)
