/** How the company, its departments and its branches look in answers. */
import { Type, type Static } from 'typebox'
import { Nullable } from '../../http/fields.ts'

export const CompanyView = Type.Object({ name: Type.String(), timeZone: Type.String() })
export type CompanyView = Static<typeof CompanyView>

export const PlaceView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  endedOn: Nullable(Type.String()),
  managers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  timeZone: Type.Optional(Type.String({ description: 'Branches only.' })),
  address: Type.Optional(Nullable(Type.String({ description: 'Branches only.' }))),
})
export type PlaceView = Static<typeof PlaceView>
