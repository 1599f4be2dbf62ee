/** The company in requests and answers. */
import { Type, type Static } from 'typebox'
import { Body, Name, Nullable, OneOf, ZoneName } from '../../http/fields.ts'

const registrations = ['open', 'approval', 'closed'] as const

export const CompanyView = Type.Object({
  name: Type.String(),
  timeZone: Type.String({ description: 'Of everybody who has none, nor a branch.' }),
  registration: OneOf(registrations, { description: 'Who may register: as it counts now.' }),
  registrationIsSet: Type.Boolean({
    description: 'Whether the company chose it; else it is REGISTRATION of the settings.',
  }),
})
export type CompanyView = Static<typeof CompanyView>

export const CompanyChange = Body({
  name: Type.Optional(Name()),
  timeZone: Type.Optional(ZoneName()),
  registration: Type.Optional(
    Nullable(OneOf(registrations, { description: 'Null: as REGISTRATION of the settings says.' })),
  ),
})
