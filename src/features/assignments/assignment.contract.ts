/** Who has what from when to when: one form for schedules, holiday calendars and policies. */
import { Type } from 'typebox'
import { Body, DateText, IdText, Nullable, OneOf, Query } from '../../http/fields.ts'

/** The widest first. */
export const levels = ['company', 'branch', 'department', 'user'] as const
export type Level = (typeof levels)[number]

export interface NewAssignment {
  assignedId: string
  level: Level
  targetId?: string | undefined
  from: string
  to?: string | undefined
}

/** The schemas of a kind. `field` is what it calls the id of what is assigned. */
export function assignmentContract(field: string, ofLevels: readonly Level[]) {
  const named = (schema: object): object => ({ [field]: schema })
  const level = OneOf(ofLevels, {
    description: `The narrowest wins: ${ofLevels.toReversed().join(', ')}.`,
  })
  return {
    filter: Query({
      ...named(Type.Optional(IdText())),
      level: Type.Optional(OneOf(ofLevels)),
      targetId: Type.Optional(IdText()),
    }),
    body: Body({
      ...named(IdText()),
      level,
      targetId: Type.Optional(
        IdText({ description: 'The branch, department or person; not for the company.' }),
      ),
      from: DateText({ description: 'The first date.' }),
      to: Type.Optional(DateText({ description: 'The last date; without it, until further notice.' })),
    }),
    view: Type.Object({
      id: Type.String(),
      ...named(Type.String()),
      level,
      targetId: Nullable(Type.String()),
      from: Type.String(),
      to: Nullable(Type.String()),
    }),
  }
}
