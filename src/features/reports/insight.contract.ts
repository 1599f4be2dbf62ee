/** The reports behind the dashboards: how long days are, and when people are there. */
import { Type, type Static } from 'typebox'
import { DateText, Nullable, Query, Text } from '../../http/fields.ts'
import { placesText } from './people-filter.ts'

const range = {
  from: DateText({ description: 'First work date.' }),
  to: DateText({ description: 'Last work date; at most 400 days.' }),
  user: Type.Optional(Text(20_000, { description: 'Ids with commas.' })),
  department: Type.Optional(Text(20_000, { description: placesText })),
  branch: Type.Optional(Text(20_000, { description: placesText })),
}

const hours = Type.Integer({
  minimum: 0,
  maximum: 23,
  description: 'Whole hours worked; 23 and more are one.',
})
const weekday = Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday.' })
const hour = Type.Integer({ minimum: 0, maximum: 23, description: 'Of the local clock of the shift.' })

export const RangeQuery = Query(range)
export const DayLengthPeopleQuery = Query({ ...range, hours })
export const OccupancyPeopleQuery = Query({ ...range, weekday, hour })

export const DayLengthsView = Type.Array(
  Type.Object({
    hours,
    days: Type.Integer({ description: 'Days of people that were this long.' }),
    people: Type.Integer({ description: 'Of how many people.' }),
    workedSeconds: Type.Integer(),
  }),
)
export type DayLengthsView = Static<typeof DayLengthsView>

export const OccupancyView = Type.Array(
  Type.Object({
    weekday,
    hour,
    seconds: Type.Integer({ description: 'Of all people together, breaks within.' }),
  }),
)
export type OccupancyView = Static<typeof OccupancyView>

export const PeopleBehindView = Type.Array(
  Type.Object({
    user: Type.Object({
      id: Type.String(),
      name: Type.String(),
      employeeNumber: Nullable(Type.String()),
    }),
    days: Type.Integer({ description: 'On how many work dates.' }),
    seconds: Type.Integer({ description: 'Worked on them; of occupancy, there in that hour.' }),
  }),
)
export type PeopleBehindView = Static<typeof PeopleBehindView>
