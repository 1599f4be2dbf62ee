/** What an exception looks like in the list. */
import { Type, type Static } from 'typebox'
import { exceptionCodes, exceptionStates, severities } from '../../core/exceptions.ts'
import { Nullable, OneOf } from '../../http/fields.ts'

const nullableText = () => Nullable(Type.String())

export const ExceptionSchema = Type.Object({
  userId: Type.String(),
  name: Type.String(),
  department: nullableText(),
  branch: nullableText(),
  workDate: Type.String(),
  code: OneOf(exceptionCodes),
  key: Type.String({ description: 'Which one of its code on the day: a punch, or what was planned.' }),
  severity: OneOf(severities),
  minutes: Type.Integer(),
  at: nullableText(),
  state: OneOf(exceptionStates),
  explanation: nullableText(),
  explainedAt: nullableText(),
  comment: nullableText(),
  settledBy: nullableText(),
  settledAt: nullableText(),
})
export type ExceptionRow = Static<typeof ExceptionSchema>
