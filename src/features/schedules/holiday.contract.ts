/** Holiday calendars, their dates and who has them. */
import { Type, type Static } from 'typebox'
import { Body, DateText, Name, Nullable, OneOf } from '../../http/fields.ts'

const Year = (description: string) => Type.Integer({ minimum: 1900, maximum: 2200, description })

const Country = () =>
  Type.String({
    pattern: '^[A-Z]{2}$',
    examples: ['ES'],
    description: 'ISO 3166: its public holidays are taken.',
  })

const Region = () =>
  Type.String({
    pattern: '^[A-Za-z0-9]{1,10}(-[A-Za-z0-9]{1,10})?$',
    examples: ['MD'],
    description: 'A region of the country, as /api/holiday-places/ names them.',
  })

export const NewCalendar = Body({
  name: Name(),
  country: Type.Optional(Country()),
  region: Type.Optional(Region()),
  fromYear: Type.Optional(Year('The first year that is written out; last year unless given.')),
  toYear: Type.Optional(Year('The last year; the one after next unless given.')),
})
export type NewCalendar = Static<typeof NewCalendar>

export const CalendarChange = Body({ name: Name() })

export const CalendarYears = Body({
  fromYear: Year('The first year.'),
  toYear: Year('The last year.'),
})

export const CalendarView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  country: Nullable(Type.String()),
  region: Nullable(Type.String()),
  years: Type.Array(Type.Integer(), { description: 'Whose public holidays are written out.' }),
  endedOn: Nullable(Type.String({ description: 'Since when it takes no new assignments.' })),
})

export const NewHoliday = Body({ date: DateText(), name: Name() })

export const HolidayView = Type.Object({
  date: Type.String(),
  name: Type.String(),
  source: OneOf(['library', 'company'] as const),
})
