/** Who is behind the days absent of a summary: counted by the same rules, person by person. */
import { countBetween } from '../../core/absence.ts'
import type { Context } from '../../context.ts'
import { readNames } from '../reports/report.queries.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { createExpectations } from './expectations.ts'
import { type AbsencesAsked, readAttendance } from './summary.queries.ts'

/** Everybody with a day absent in the range, most of them first. */
export async function readAbsentPeople(context: Context, book: ScheduleBook, asked: AbsencesAsked) {
  const now = context.now()
  const { sums, persons, doubtful } = await readAttendance(context.db, asked, now)
  const came = new Map(sums.map((row) => [row.user_id!, row.planned_present]))
  const expectationOf = createExpectations(book, doubtful, asked, now)
  const absent = persons.flatMap((person) => {
    const { dates, changes } = expectationOf(person)
    const expected = changes.reduce((sum, { by }) => sum + by, countBetween(dates, asked.from, asked.to))
    const days = expected - (came.get(person.id) ?? 0)
    return days > 0 ? [{ user_id: person.id, days }] : []
  })
  const { users } = await readNames(context.db, absent)
  return absent
    .map(({ user_id, days }) => ({ user: users.get(user_id)!, days }))
    .sort((a, b) => b.days - a.days || (a.user.id < b.user.id ? -1 : 1))
}
