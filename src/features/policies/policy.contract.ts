/** Policies and their versions. */
import { Type, type Static } from 'typebox'
import { Body, DateText, Name, Nullable } from '../../http/fields.ts'
import { PolicyRules, PolicyRulesView } from './rules.contract.ts'

export const NewPolicy = Body({
  name: Name(),
  from: DateText({ description: 'The first date of its first version.' }),
  rules: PolicyRules,
})
export type NewPolicy = Static<typeof NewPolicy>

export const PolicyChange = Body({ name: Name() })

export const NewVersion = Body({
  from: DateText({ description: 'The first date.' }),
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
