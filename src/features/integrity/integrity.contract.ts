/** Checks of the integrity in answers. */
import { Type, type Static } from 'typebox'
import { Cursor, InstantText, Limit, Nullable, OneOf, Query } from '../../http/fields.ts'

export const checkStates = ['running', 'done', 'failed', 'interrupted'] as const

const Finding = Type.Object({
  table: Type.String({ description: 'punches, heads, attendance, days, month_totals, seals, steps, …' }),
  row: Type.String({ description: 'The first row that differs: a person and a number or date.' }),
  problem: Type.String(),
})

export const CheckView = Type.Object({
  id: Type.String(),
  state: OneOf(checkStates, { description: '`interrupted`: the process that ran it ended before it did.' }),
  startedBy: Type.Object({ id: Type.String(), name: Type.String() }),
  startedAt: InstantText(),
  finishedAt: Nullable(InstantText()),
  peopleDone: Type.Integer(),
  people: Nullable(Type.Integer({ description: 'How many there are to do; null until it is known.' })),
  facts: Nullable(Type.Integer({ description: 'How many were read.' })),
  seals: Nullable(Type.Integer({ description: 'How many were checked.' })),
  isWhole: Nullable(Type.Boolean({ description: 'Null until it is done.' })),
  findings: Type.Array(Finding),
})
export type CheckView = Static<typeof CheckView>

export const CheckList = Query({ cursor: Type.Optional(Cursor()), limit: Type.Optional(Limit()) })
