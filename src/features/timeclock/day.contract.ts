/** One day of a person, and its explanation. */
import { Type } from 'typebox'
import { findingCodes } from '../../core/day-findings.ts'
import { DateText, IdText, Nullable, OneOf, Params, Query } from '../../http/fields.ts'

export const DayParams = Params({ userId: IdText(), date: DateText() })

export const DayQuery = Query({
  explain: Type.Optional(
    Type.Boolean({ description: 'With the facts and the rules that gave each figure, in sentences.' }),
  ),
})

const seconds = (description?: string) => Type.Integer(description === undefined ? {} : { description })

export const DayView = Type.Object({
  userId: Type.String(),
  date: Type.String(),
  shifts: Type.Integer(),
  workedSeconds: seconds('Elapsed time less unpaid breaks and what is deducted.'),
  breakSeconds: seconds(),
  paidBreakSeconds: seconds('What of the breaks is worked time.'),
  deductedSeconds: seconds('Breaks that nobody punched, taken off by policy.'),
  payableSeconds: seconds('What is paid: regular + overtime + double.'),
  regularSeconds: seconds(),
  overtimeSeconds: seconds(),
  doubleSeconds: seconds(),
  nightSeconds: seconds('Within what is paid, in night hours of the policy.'),
  holidaySeconds: seconds('Within what is paid.'),
  restDaySeconds: seconds('Within what is paid.'),
  roundingSeconds: seconds('Gained by rounding and tolerance; below zero when lost.'),
  plannedSeconds: seconds(),
  lateMinutes: Type.Integer(),
  earlyMinutes: Type.Integer(),
  missingOut: Type.Integer(),
  policyVersionId: Nullable(Type.String()),
  findings: Type.Array(
    Type.Object({ code: OneOf(findingCodes), values: Type.Record(Type.String(), Type.Integer()) }),
  ),
  explanation: Type.Optional(
    Type.Object({
      automaticOutAt: Nullable(
        Type.String({
          description: 'When the policy ends the last shift of the day, which nobody clocked out.',
        }),
      ),
      facts: Type.Array(
        Type.Object({
          number: Type.Integer(),
          punchId: Type.String(),
          kind: Type.String(),
          localTime: Type.String(),
          flags: Type.Array(Type.String()),
        }),
      ),
      steps: Type.Array(
        Type.Object({
          code: Type.String(),
          values: Type.Record(Type.String(), Type.Unknown()),
          sentence: Type.String(),
        }),
      ),
    }),
  ),
})
