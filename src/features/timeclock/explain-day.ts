/** The account of one day, and why it is so: derived from the facts again, with the steps of it. */
import type pg from 'pg'
import { contextMs } from '../../core/account-boundary.ts'
import { automaticOut } from '../../core/automatic-out.ts'
import { dayNumber } from '../../core/calendar.ts'
import { emptyDay } from '../../core/day-of-shifts.ts'
import { sentenceOf, type Step } from '../../core/explanation.ts'
import { effectiveMarks } from '../../core/ledger.ts'
import type { Policy } from '../../core/policy.ts'
import { marksOf, type Day, type Shift } from '../../core/timesheet.ts'
import { deriveByPolicy } from '../../core/timesheet-by-policy.ts'
import { formatInstant, localDateTime } from '../../core/zone.ts'
import type { PersonPlace } from '../assignments/person-place.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { readFacts } from './fact.queries.ts'
import { findBoundary } from './punch.queries.ts'

export interface ExplainedDay {
  day: Day
  /** The punches that are in force on the day, as they are numbered in the ledger. */
  facts: { number: number; punchId: string; kind: string; localTime: string; flags: string[] }[]
  steps: { code: string; values: Omit<Step, 'code'>; sentence: string }[]
  /** The end that the policy gives to the last shift of the day where nobody clocks out; it may lie ahead. */
  automaticOutAt: string | null
}

/** `date` is a work date, YYYY-MM-DD. What is stored is not looked at. `now` in epoch ms. */
export async function explainDay(
  pool: pg.Pool,
  book: ScheduleBook,
  person: PersonPlace,
  date: string,
  now: number,
): Promise<ExplainedDay> {
  const rules = book.rulesOf(person)
  // As far back as the rules of a workweek look.
  const start = new Date(dayNumber(date) * 86_400_000 - contextMs)
  const boundary = await findBoundary(pool, person.userId, start)
  const from = boundary?.getTime() ?? Number.NEGATIVE_INFINITY
  const marks = effectiveMarks(await readFacts(pool, [person.userId], boundary)).filter(
    (mark) => mark.at >= from,
  )
  const steps: Step[] = []
  const policyOn = rules.policyOn ?? (() => undefined)
  const sheet = deriveByPolicy(marks, { ...rules, policyOn, asOf: now }, (on, step) => {
    if (on === date) steps.push(step)
  })
  const shifts = sheet.shifts.filter((shift) => shift.workDate === date)
  return {
    day: sheet.days.find((day) => day.workDate === date) ?? emptyDay(date),
    facts: shifts.flatMap(marksOf).map((mark) => ({
      number: mark.seq,
      punchId: mark.id,
      kind: mark.kind,
      localTime: localDateTime(mark.timeZone, mark.at).slice(0, 19),
      flags: [...mark.flags],
    })),
    steps: steps.map((step) => {
      const { code, ...values } = step
      return { code, values, sentence: sentenceOf(step) }
    }),
    automaticOutAt: automaticOutOf(shifts, policyOn(date)?.policy),
  }
}

/** Of an open shift it is what the next clock-in would make of it. */
function automaticOutOf(shifts: readonly Shift[], policy: Policy | undefined): string | null {
  const last = shifts.at(-1)
  if (!last || last.out || !policy) return null
  const forgotten = { start: last.in.at, plannedEnd: last.planned?.end, nextStart: Infinity }
  const end = last.automaticOutAt ?? automaticOut(forgotten, policy)
  return end === undefined ? null : formatInstant(last.in.timeZone, end)
}
