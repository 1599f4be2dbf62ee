/** How a summary is asked for, and what it answers. */
import { Type, type Static } from 'typebox'
import { DateText, IdText, Nullable, OneOf, Query, Text } from '../../http/fields.ts'
import { placesText } from '../reports/people-filter.ts'
import { TotalsSchema } from '../reports/totals.ts'

const SummaryTotals = Type.Object({
  ...TotalsSchema.properties,
  daysAbsent: Type.Integer({ description: 'Planned, nobody came, and the time is over.' }),
  running: Type.Boolean({ description: 'An open shift is counted up to now.' }),
})

export const SummaryQuery = Query({
  period: Type.Optional(OneOf(['day', 'week', 'month', 'year'])),
  date: Type.Optional(DateText({ description: 'Any date of the period; without it, today.' })),
  from: Type.Optional(DateText({ description: 'Instead of period and date, with `to`.' })),
  to: Type.Optional(DateText()),
  userId: Type.Optional(IdText({ description: 'Whose; without any filter, yours.' })),
  department: Type.Optional(IdText({ description: placesText })),
  branch: Type.Optional(IdText({ description: placesText })),
  scope: Type.Optional(OneOf(['all'], { description: 'Everyone that you may see.' })),
})

export const SummaryView = Type.Object({
  period: Type.Union([Type.String(), Type.Null()]),
  from: Type.String(),
  to: Type.String(),
  timeZone: Type.String(),
  totals: SummaryTotals,
  buckets: Type.Array(
    Type.Object({
      key: Type.String(),
      from: Type.String(),
      to: Type.String(),
      ...SummaryTotals.properties,
    }),
  ),
})
export type SummaryView = Static<typeof SummaryView>

export const AbsencesQuery = Query({
  from: DateText({ description: 'First work date.' }),
  to: DateText({ description: 'Last work date; at most 400 days.' }),
  user: Type.Optional(Text(20_000, { description: 'Ids with commas.' })),
  department: Type.Optional(Text(20_000, { description: placesText })),
  branch: Type.Optional(Text(20_000, { description: placesText })),
})

export const AbsentPeopleView = Type.Array(
  Type.Object({
    user: Type.Object({
      id: Type.String(),
      name: Type.String(),
      employeeNumber: Nullable(Type.String()),
    }),
    days: Type.Integer({ description: 'Planned, nobody came, and the time is over.' }),
  }),
)
export type AbsentPeopleView = Static<typeof AbsentPeopleView>
