/** How the company cuts its periods, and whether days close by themselves. */
import { periodRuleProblem, type PeriodRule } from '../../core/period.ts'
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import { audit } from '../people/audit.ts'
import { bumpConfigVersion } from '../people/company.queries.ts'
import { readClosingRule, readPeriodRules } from './period.queries.ts'

export async function readPeriodSettings(context: Context) {
  const closing = await readClosingRule(context.pool)
  return {
    rules: await readPeriodRules(context.pool),
    editableDays: closing?.by === 'age' ? closing.days : null,
    graceDays: closing?.by === 'grace' ? closing.days : null,
  }
}

/** From a date on. Refused where a period that holds or follows the date is in use. */
export async function addPeriodRule(context: Context, actorId: string, rule: PeriodRule): Promise<void> {
  const problem = periodRuleProblem(rule)
  if (problem) throw invalidField(problem.field, problem.message)
  await context.db.transaction().execute(async (tx) => {
    await bumpConfigVersion(tx)
    const used = await tx
      .selectFrom('person_periods')
      .select('from_date')
      .where('to_date', '>=', rule.from)
      .where('state', '!=', 'open')
      .orderBy('from_date', 'desc')
      .executeTakeFirst()
    if (used) {
      throw new AppError(
        'conflict',
        `The period from ${used.from_date} is confirmed, approved or locked already. Choose a date after it.`,
        { errors: [{ field: 'from', message: 'A period of this time is in use.' }] },
      )
    }
    // Nobody decided about these: they are cut anew.
    await tx.deleteFrom('person_periods').where('to_date', '>=', rule.from).execute()
    await tx
      .insertInto('period_rules')
      .values({ from_date: rule.from, length: rule.length, anchor: rule.anchor })
      .onConflict((conflict) =>
        conflict.column('from_date').doUpdateSet({ length: rule.length, anchor: rule.anchor }),
      )
      .execute()
    await audit(tx, actorId, 'period.rule', null, { ...rule })
  })
}

export async function changeClosing(
  context: Context,
  actorId: string,
  change: { editableDays?: number | null; graceDays?: number | null },
): Promise<void> {
  const { editableDays, graceDays } = change
  if (typeof editableDays === 'number' && typeof graceDays === 'number') {
    throw invalidField('graceDays', 'Days close by their age or by their period, not by both.')
  }
  await context.db.transaction().execute(async (tx) => {
    await bumpConfigVersion(tx)
    // One option takes the place of the other.
    const columns = {
      ...(editableDays !== undefined && { editable_days: editableDays }),
      ...(graceDays !== undefined && { grace_days: graceDays }),
      ...(typeof editableDays === 'number' && { grace_days: null }),
      ...(typeof graceDays === 'number' && { editable_days: null }),
    }
    if (Object.keys(columns).length === 0) return
    await tx.updateTable('company').set(columns).execute()
    await audit(tx, actorId, 'period.closing', null, { ...change })
  })
}
