/** What accounts take and answer. */
import { Type, type Static } from 'typebox'
import { roles } from '../../core/permission.ts'
import { Body, Email, IdText, InstantText, Name, Nullable, OneOf, ZoneName } from '../../http/fields.ts'
import { PasswordText, UserView } from '../people/user.contract.ts'

const placeHint = { description: 'The id or the name of one that exists.' }

export const Registration = Body({
  email: Email(),
  password: PasswordText(),
  firstName: Name(),
  lastName: Name(),
  department: Type.Optional(Nullable(IdText(placeHint))),
  branch: Type.Optional(Nullable(IdText(placeHint))),
  employeeNumber: Type.Optional(Nullable(Name(100))),
  timeZone: Type.Optional(Nullable(ZoneName())),
  role: Type.Optional(OneOf(roles, { description: 'Only an administrator may choose it.' })),
  userId: Type.Optional(IdText({ description: 'Only an administrator may choose it.' })),
})
export type Registration = Static<typeof Registration>

export const Login = Body({
  email: Type.Optional(
    Name(254, { description: 'The e-mail address; the username or the user id will do too.' }),
  ),
  username: Type.Optional(Name(254, { description: 'Instead of the e-mail address.' })),
  userId: Type.Optional(Name(254, { description: 'Instead of the e-mail address.' })),
  password: PasswordText(),
})
export type Login = Static<typeof Login>

export const TokenPairView = Type.Object({
  access: Type.String({ description: 'For the header Authorization: Bearer …' }),
  refresh: Type.String({ description: 'Good for one new pair.' }),
})

export const LoginView = Type.Object({
  access: Type.String({ description: 'For the header Authorization: Bearer …' }),
  refresh: Type.String({ description: 'Good for one new pair.' }),
  user: UserView,
})

/** The refresh token of a browser is not in the answer: it lies in a cookie. */
export const BrowserLoginView = Type.Object({
  access: Type.String({ description: 'For the header Authorization: Bearer …' }),
  user: UserView,
})
export type BrowserLoginView = Static<typeof BrowserLoginView>

export const AccessView = Type.Object({
  access: Type.String({ description: 'For the header Authorization: Bearer …' }),
})
export type AccessView = Static<typeof AccessView>

export const SignInView = Type.Object({
  registration: OneOf(['open', 'approval', 'closed']),
  needsSetup: Type.Boolean({ description: 'There is no administrator yet: use the set-up link.' }),
})
export type SignInView = Static<typeof SignInView>

export const Refresh = Body({ refresh: Type.String({ minLength: 1, maxLength: 1000 }) })

export const Logout = Body({
  all: Type.Optional(Type.Boolean({ description: 'End every session of yours, on all devices.' })),
})

export const PasswordChange = Body({ currentPassword: PasswordText(), newPassword: PasswordText() })
export type PasswordChange = Static<typeof PasswordChange>

export const SessionView = Type.Object({
  id: Type.String(),
  current: Type.Boolean({ description: 'The session that asks.' }),
  createdAt: InstantText(),
  lastUsedAt: InstantText({ description: 'When it last got a new access token.' }),
  expiresAt: InstantText(),
  address: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
})
export type SessionView = Static<typeof SessionView>

export const SetUpLink = Body({
  token: Type.String({ minLength: 1, maxLength: 200, description: 'From the set-up link.' }),
})

export const SetUpLinkView = Type.Object({
  companyName: Type.String(),
  timeZone: Type.String({ description: "The company's, as the start found it." }),
})
export type SetUpLinkView = Static<typeof SetUpLinkView>

export const SetUp = Body({
  token: Type.String({ minLength: 1, maxLength: 200, description: 'From the set-up link.' }),
  email: Email(),
  password: PasswordText(),
  firstName: Name(),
  lastName: Name(),
  companyName: Type.Optional(Name(200)),
  timeZone: Type.Optional(ZoneName({ description: "The company's." })),
})
export type SetUp = Static<typeof SetUp>

/** An answer that has nothing to tell. */
export const Nothing = Type.Null()
