/** The log in requests and answers. */
import { Type, type Static } from 'typebox'
import { Cursor, DateText, IdText, InstantText, Limit, Name, Nullable, Query } from '../../http/fields.ts'

const Named = Type.Object({
  kind: Type.String({ description: 'person, department, branch, schedule, policy, …' }),
  id: Type.String(),
  name: Nullable(Type.String({ description: 'As it is called now; null where it is gone.' })),
})

export const AuditEntry = Type.Object({
  id: Type.Integer(),
  at: InstantText(),
  actorId: Nullable(Type.String({ description: 'Null for the terminal and the start.' })),
  actorName: Nullable(Type.String()),
  action: Type.String(),
  target: Nullable(Type.String()),
  subject: Nullable(Named),
  recipient: Nullable(Named),
  names: Type.Record(Type.String(), Type.String(), {
    description: 'What the people are called whose ids stand in the detail.',
  }),
  detail: Type.Record(Type.String(), Type.Unknown(), {
    description: 'What was given; of a change, `before` has what it was.',
  }),
})
export type AuditEntry = Static<typeof AuditEntry>

export const AuditList = Query({
  actor: Type.Optional(IdText({ description: 'Who did it.' })),
  action: Type.Optional(Name(100, { description: 'One of `/api/audit/actions/`.' })),
  target: Type.Optional(IdText({ description: 'Exactly what it was done to.' })),
  about: Type.Optional(
    IdText({ description: 'A person, department or branch that it was done to, or that it names.' }),
  ),
  from: Type.Optional(DateText({ description: "The first date, in the company's zone." })),
  to: Type.Optional(DateText({ description: 'The last date.' })),
  search: Type.Optional(
    Name(100, {
      description: 'Part of the action, of what was given, or of the name of who did it or whom.',
    }),
  ),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})
