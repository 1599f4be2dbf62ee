/**
 * Days that close by themselves, as an option: by age, or some days after their period. Closed days
 * take no change but an administrator's. Compared on dates of the person's zone.
 *
 * - By age: `days` days stay open besides today. 0: today alone; 1: yesterday too.
 *   Source: urlaubsverwaltung/zeiterfassung, locking of time entries.
 * - By grace: a period stays open until `days` days after its end, the last of them included; what
 *   is in the present period is always open. Source: Kimai, lockdown with a grace period.
 */
import { addDays } from './calendar.ts'
import { payPeriodOf, type PeriodRule } from './period.ts'

export type ClosingRule = { by: 'age'; days: number } | { by: 'grace'; days: number }

/** The oldest date that is still open on `today`; undefined where no rule closes days. */
export function oldestOpenDate(
  rule: ClosingRule | undefined,
  today: string,
  periods: readonly PeriodRule[],
): string | undefined {
  return rule && oldest[rule.by](rule.days, today, periods)
}

const oldest = {
  age: (days, today) => addDays(today, -days),
  grace(days, today, periods) {
    let { from } = payPeriodOf(periods, today)
    // Each period before it whose grace is not over yet; a long grace can reach over several.
    while (today <= addDays(from, days - 1)) from = payPeriodOf(periods, addDays(from, -1)).from
    return from
  },
} as const satisfies Record<
  ClosingRule['by'],
  (days: number, today: string, periods: readonly PeriodRule[]) => string
>
