/** `timeclock explain USER DATE`: why a day has the hours that it has, step by step. */
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { parseDate } from '../core/calendar.ts'
import { formatHours } from '../core/duration.ts'
import { AppError, invalidField } from '../errors.ts'
import { loadScheduleBook } from '../features/schedules/schedule-book.ts'
import { explainDay, type ExplainedDay } from '../features/timeclock/explain-day.ts'

export function explainDayCommand(): Command {
  return new Command('explain')
    .description('tell which punches and which rules gave the hours of a day')
    .argument('<user>', 'the id of the person')
    .argument('<date>', 'the work date, YYYY-MM-DD')
    .action(async (userId: string, date: string) => {
      if (parseDate(date) === undefined)
        throw invalidField('date', `"${date}" is no date of the calendar; write it as YYYY-MM-DD.`)
      const context = await openContext(loadConfig(), { say: console.error })
      try {
        const user = await context.db
          .selectFrom('users')
          .select(['id', 'department_id', 'branch_id'])
          .where('id', '=', userId)
          .executeTakeFirst()
        if (!user) throw new AppError('not_found', `There is no person with the id "${userId}".`)
        const person = { userId, departmentId: user.department_id, branchId: user.branch_id }
        const book = await loadScheduleBook(context.pool)
        console.log(
          linesOf(userId, await explainDay(context.pool, book, person, date, context.now())).join('\n'),
        )
      } finally {
        await context.close()
      }
    })
}

/** The explanation as lines for a terminal. */
export function linesOf(userId: string, { day, facts, steps }: ExplainedDay): string[] {
  const title = `${userId} on ${day.workDate}: ${formatHours(day.workedSeconds)} worked, ${formatHours(day.payableSeconds)} paid`
  if (facts.length === 0 && steps.length === 0) return [title, '', 'Nothing was punched for this date.']
  return [
    title,
    '',
    'Punches in force:',
    ...facts.map(
      ({ number, kind, localTime, flags }) =>
        `  ${String(number).padStart(5)}  ${localTime.replace('T', ' ')}  ${kind}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}`,
    ),
    '',
    'Steps:',
    ...steps.map((step, i) => `  ${String(i + 1).padStart(2)}. ${step.sentence}`),
  ]
}
