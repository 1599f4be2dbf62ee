/** How departments and branches look in requests and answers. */
import { Type, type Static } from 'typebox'
import { locationWishes } from '../../core/geofence.ts'
import { Body, Latitude, Longitude, Nullable, OneOf, Text, ZoneName } from '../../http/fields.ts'

const fence = {
  latitude: Latitude(),
  longitude: Longitude(),
  radiusMeters: Type.Integer({ minimum: 10, maximum: 100_000 }),
}

const wishText =
  '`never`: where a punch is made is not asked. `ask`: the app asks, and whoever says no punches all the same. ' +
  '`require`: a punch without a position is marked.'

export const branchFields = {
  timeZone: Type.Optional(ZoneName()),
  address: Type.Optional(Nullable(Text(300))),
  fence: Type.Optional(
    Nullable(Body(fence, { description: 'A circle around the branch: where its people are to punch.' })),
  ),
  location: Type.Optional(OneOf(locationWishes, { description: wishText })),
}

export const PlaceView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  endedOn: Nullable(Type.String()),
  managers: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  people: Type.Integer({ description: 'How many belong to it at present.' }),
  timeZone: Type.Optional(Type.String({ description: 'Branches only.' })),
  address: Type.Optional(Nullable(Type.String({ description: 'Branches only.' }))),
  fence: Type.Optional(Nullable(Type.Object(fence, { description: 'Branches only.' }))),
  location: Type.Optional(OneOf(locationWishes, { description: 'Branches only.' })),
})
export type PlaceView = Static<typeof PlaceView>
