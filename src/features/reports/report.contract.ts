/** What the report of hours answers. */
import { Type, type Static } from 'typebox'
import { Nullable } from '../../http/fields.ts'
import { TotalsSchema } from './totals.ts'

const Named = Nullable(Type.Object({ id: Type.String(), name: Type.String() }))

export const HoursAnswer = Type.Object({
  from: Type.String(),
  to: Type.String(),
  groupBy: Type.Array(Type.String()),
  rows: Type.Array(
    Type.Object({
      user: Type.Optional(
        Type.Object({ id: Type.String(), name: Type.String(), employeeNumber: Nullable(Type.String()) }),
      ),
      department: Type.Optional(Named),
      branch: Type.Optional(Named),
      period: Type.Optional(Type.Object({ key: Type.String(), from: Type.String(), to: Type.String() })),
      ...TotalsSchema.properties,
    }),
  ),
  totals: TotalsSchema,
})
export type HoursView = Static<typeof HoursAnswer>
