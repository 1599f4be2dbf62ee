/** Policies, their versions, and who has them. */
import { Type, type Static, type TProperties } from 'typebox'
import { Body, DateText, IdText, Name, Nullable, OneOf } from '../../http/fields.ts'
import { PolicyRules, PolicyRulesView } from './rules.contract.ts'

export const levels = ['company', 'branch', 'department', 'user'] as const

const firstDate = { from: DateText({ description: 'The first date.' }) }

export const NewPolicy = Body({
  name: Name(),
  from: DateText({ description: 'The first date of its first version.' }),
  rules: PolicyRules,
})
export type NewPolicy = Static<typeof NewPolicy>

export const PolicyChange = Body({ name: Name() })

export const NewVersion = Body({
  ...firstDate,
  rules: PolicyRules,
})
export type NewVersion = Static<typeof NewVersion>

export const RulesToCheck = Body({ rules: PolicyRules })

export const VersionView = Type.Object({
  id: Type.String(),
  from: Type.String(),
  to: Nullable(Type.String()),
  rules: PolicyRulesView,
})

export const PolicyView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  endedOn: Nullable(Type.String()),
  versions: Type.Array(VersionView, { description: 'By date, the earliest first.' }),
})

export const PresetView = Type.Object({
  code: Type.String(),
  name: Type.String(),
  source: Type.String({ description: 'Where the numbers come from.' }),
  limits: Type.Array(Type.String(), { description: 'What it does not do.' }),
  rules: PolicyRulesView,
})

export const ProblemsView = Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))

const assignment = {
  policyId: IdText(),
  level: OneOf(levels, { description: 'The narrowest wins: user, then department, branch, company.' }),
} satisfies TProperties

export const NewAssignment = Body({
  ...assignment,
  targetId: Type.Optional(IdText({ description: 'The branch, department or person; not for the company.' })),
  ...firstDate,
  to: Type.Optional(DateText({ description: 'The last date; without it, until further notice.' })),
})
export type NewAssignment = Static<typeof NewAssignment>

export const AssignmentView = Type.Object({
  id: Type.String(),
  ...assignment,
  targetId: Nullable(Type.String()),
  from: Type.String(),
  to: Nullable(Type.String()),
})
