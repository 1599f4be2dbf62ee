/** Single days of a person: overrides, swaps, days off. */
import { Type, type Static } from 'typebox'
import { Body, DateText, IdText, InstantText, Nullable, OneOf, Query, Text } from '../../http/fields.ts'
import { ShiftFields, ShiftView } from './schedule.contract.ts'

export const overrideKinds = ['replace', 'off', 'extra'] as const
export const dayOffKinds = ['vacation', 'sickness', 'other'] as const
export const portions = ['whole', 'first_half', 'second_half'] as const

const reason = () => Type.Optional(Nullable(Text(500)))

export const NewOverride = Body({
  userId: IdText(),
  date: DateText(),
  kind: OneOf(overrideKinds, {
    description: 'Another shift (or several), no shift, or one more besides what is planned.',
  }),
  shifts: Type.Optional(Type.Array(Body(ShiftFields), { minItems: 1, maxItems: 5 })),
  reason: reason(),
})
export type NewOverride = Static<typeof NewOverride>

export const OverrideView = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  date: Type.String(),
  kind: OneOf(overrideKinds),
  shifts: Type.Array(Type.Object(ShiftView)),
  swapId: Nullable(Type.String()),
  reason: Nullable(Type.String()),
  madeBy: Type.String(),
  madeAt: InstantText(),
})

export const NewSwap = Body({
  userId: IdText(),
  date: DateText(),
  otherId: IdText({ description: 'The person who takes the shift.' }),
  otherDate: Type.Optional(
    DateText({ description: 'The date of the shift that is taken in return; the same unless given.' }),
  ),
  reason: reason(),
})
export type NewSwap = Static<typeof NewSwap>

export const SwapView = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  date: Type.String(),
  otherId: Type.String(),
  otherDate: Type.String(),
  reason: Nullable(Type.String()),
  madeBy: Type.String(),
  madeAt: InstantText(),
  cancelledAt: Nullable(InstantText()),
})

export const NewDayOff = Body({
  userId: IdText(),
  kind: OneOf(dayOffKinds),
  from: DateText({ description: 'The first date.' }),
  to: Type.Optional(DateText({ description: 'The last date; the same unless given.' })),
  portion: Type.Optional(OneOf(portions, { description: 'A half only of a single date.' })),
  note: reason(),
})
export type NewDayOff = Static<typeof NewDayOff>

export const DayOffView = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  kind: OneOf(dayOffKinds),
  from: Type.String(),
  to: Type.String(),
  portion: OneOf(portions),
  note: Nullable(Type.String()),
  madeBy: Type.String(),
  madeAt: InstantText(),
})

export const OwnDayList = Query({
  userId: Type.Optional(IdText()),
  from: Type.Optional(DateText({ description: 'Today unless given.' })),
  to: Type.Optional(DateText({ description: '31 days later unless given; at most 400.' })),
})
