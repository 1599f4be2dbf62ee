/** What the routes of periods take and give. */
import { Type, type Static } from 'typebox'
import { periodLengths, periodStates } from '../../core/period.ts'
import {
  Body,
  Cursor,
  DateText,
  IdText,
  Limit,
  Nullable,
  OneOf,
  Params,
  Query,
  Text,
} from '../../http/fields.ts'

export const PeriodParams = Params({
  id: DateText({ description: 'The id of a period is its first date.' }),
})

export const peopleFilter = {
  user: Type.Optional(Text(20_000, { description: 'Ids with commas between them.' })),
  department: Type.Optional(Text(20_000)),
  branch: Type.Optional(Text(20_000)),
}

export const PeriodsQuery = Query({
  from: DateText({ description: 'Periods that have a date from here …' }),
  to: DateText({ description: '… to here; at most 400 days.' }),
  ...peopleFilter,
})

const counts = Type.Object(
  Object.fromEntries(periodStates.map((state) => [state, Type.Integer()])) as Record<
    (typeof periodStates)[number],
    ReturnType<typeof Type.Integer>
  >,
)

export const PeriodView = Type.Object({
  id: Type.String(),
  from: Type.String(),
  to: Type.String(),
  length: OneOf(periodLengths),
  people: counts,
})

export type PeriodView = Static<typeof PeriodView>

export const PeriodPeopleQuery = Query({
  ...peopleFilter,
  state: Type.Optional(OneOf(periodStates)),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

export const PeriodPersonView = Type.Object({
  userId: Type.String(),
  name: Type.String(),
  department: Nullable(Type.String()),
  branch: Nullable(Type.String()),
  state: OneOf(periodStates),
  changedBy: Nullable(Type.String()),
  changedAt: Nullable(Type.String()),
  comment: Nullable(Type.String()),
  totals: Type.Object({
    daysPresent: Type.Integer(),
    workedSeconds: Type.Integer(),
    workedHours: Type.Number(),
    breakSeconds: Type.Integer(),
    payableSeconds: Type.Integer(),
    regularSeconds: Type.Integer(),
    overtimeSeconds: Type.Integer(),
    doubleSeconds: Type.Integer(),
    lateMinutes: Type.Integer(),
    earlyMinutes: Type.Integer(),
    missingOut: Type.Integer(),
  }),
})

export type PeriodPersonView = Static<typeof PeriodPersonView>

export const comment = () => Type.Optional(Text(1000, { description: 'Why; it is kept.' }))

export const whose = {
  userIds: Type.Optional(
    Type.Array(IdText(), { minItems: 1, maxItems: 1000, uniqueItems: true, description: 'These people.' }),
  ),
  department: Type.Optional(IdText({ description: 'Everyone of a department.' })),
  branch: Type.Optional(IdText({ description: 'Everyone of a branch.' })),
  all: Type.Optional(Type.Literal(true, { description: 'Everyone that you may decide about.' })),
}

export const ConfirmBody = Body({ comment: comment() })
export const ReturnBody = Body({ ...whose, comment: comment() })
export const StepBody = Body({
  ...whose,
  comment: comment(),
  skip: Type.Optional(
    Type.Boolean({
      description:
        'Go on although a step before is missing, hours changed since it, or corrections wait. Needs a comment.',
    }),
  ),
})
export const ReopenBody = Body({
  ...whose,
  reason: Text(1000, { description: 'Why; it is kept.' }),
})
export type Whose = Omit<Static<typeof ReturnBody>, 'comment'>

export const StepsAnswer = Type.Array(
  Type.Object({
    userId: Type.String(),
    httpStatus: Type.Integer({ description: '200, or what this person alone would have answered.' }),
    state: OneOf(periodStates, { description: 'Where the period stands now.' }),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
  }),
)

export const ExportBody = Body({
  ...whose,
  format: Type.Optional(OneOf(['json', 'csv'])),
  onlyLocked: Type.Optional(
    Type.Boolean({ description: 'Leave out whose period is not locked, instead of refusing.' }),
  ),
})

export const ExportView = Type.Object({
  id: Type.String(),
  from: Type.String(),
  to: Type.String(),
  at: Type.String(),
  by: Type.String(),
  byName: Type.String(),
  people: Type.Integer(),
  hash: Type.String({ description: 'SHA-256 of the days, in order of person and date.' }),
})

const totals = () => Type.Record(Type.String(), Type.Unknown())
export type ExportView = Static<typeof ExportView>
export const ExportDays = Type.Array(
  Type.Object({ userId: Type.String(), workDate: Type.String(), totals: totals() }),
)
export const ExportQuery = Query({ format: Type.Optional(OneOf(['json', 'csv'])) })

export const DifferencesQuery = Query(peopleFilter)
export const Differences = Type.Array(
  Type.Object({
    userId: Type.String(),
    name: Type.String(),
    workDate: Type.String(),
    exportId: Type.String(),
    exported: totals(),
    now: totals(),
    change: totals(),
  }),
)
export type Differences = Static<typeof Differences>

export const HistoryQuery = Query({ user: IdText() })
export const HistoryView = Type.Array(
  Type.Object({
    action: Type.String(),
    at: Type.String(),
    by: Type.String(),
    byName: Type.String(),
    comment: Nullable(Type.String()),
    state: Nullable(Type.String()),
    hash: Type.String(),
  }),
)
export type HistoryView = Static<typeof HistoryView>

export const RuleView = Type.Object({
  from: Type.String(),
  length: OneOf(periodLengths),
  anchor: Type.String(),
})
export const SettingsView = Type.Object({
  rules: Type.Array(RuleView, { description: 'How periods are cut, by the date that each holds from.' }),
  editableDays: Nullable(Type.Integer({ description: 'Days older than this are closed.' })),
  graceDays: Nullable(
    Type.Integer({ description: 'Periods close by themselves so many days after their end.' }),
  ),
})
export const NewRule = Body({
  from: DateText({ description: 'From this date on; a new period begins on it.' }),
  length: OneOf(periodLengths),
  anchor: Type.Optional(DateText({ description: 'A date on which a period begins; without it, `from`.' })),
})
export const ClosingBody = Body({
  editableDays: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 3660 }))),
  graceDays: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 3660 }))),
})
