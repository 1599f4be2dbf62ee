/** Rules as they were written become a policy, or the list of what is wrong with them. */
import { policyProblems } from '../../core/policy-problems.ts'
import { completePolicy, type Policy, type PolicyInput } from '../../core/policy.ts'
import { findPreset } from '../../core/presets.ts'
import { AppError, type FieldError } from '../../errors.ts'
import type { PolicyRules } from './rules.contract.ts'

/** What is wrong, each with its path from `rules` on; empty when nothing is. */
export function rulesProblems(rules: PolicyRules): FieldError[] {
  const problems = [...shapeProblems(rules), ...policyProblems(toPolicy(rules))]
  return problems.map(({ field, message }) => ({ field: `rules.${field}`, message }))
}

/** The whole policy; throws `invalid` with all that is wrong. */
export function requirePolicy(rules: PolicyRules): Policy {
  const errors = rulesProblems(rules)
  if (errors.length > 0) throw new AppError('invalid', errors[0]!.message, { errors })
  return toPolicy(rules)
}

/** The schema has checked the shape; only these two cannot be told in it. */
function toPolicy(rules: PolicyRules): Policy {
  return completePolicy(rules as unknown as PolicyInput)
}

function shapeProblems({ workday, averages, jurisdiction }: PolicyRules): FieldError[] {
  const problems: FieldError[] = []
  if (workday?.kind === 'clock' && workday.startsAt === undefined)
    problems.push({ field: 'workday.startsAt', message: 'Say at which time the workday starts, as HH:MM.' })
  if (workday && workday.kind !== 'clock' && workday.startsAt !== undefined)
    problems.push({ field: 'workday.startsAt', message: 'Only a workday by the clock starts at a time.' })
  for (const [i, { reference }] of (averages ?? []).entries()) {
    if ((reference.weeks === undefined) === (reference.months === undefined))
      problems.push({
        field: `averages.${i}.reference`,
        message: 'The reference period has weeks or months, one of the two.',
      })
  }
  if (typeof jurisdiction === 'string' && !findPreset(jurisdiction))
    problems.push({ field: 'jurisdiction', message: 'There is no preset of this code.' })
  return problems
}
