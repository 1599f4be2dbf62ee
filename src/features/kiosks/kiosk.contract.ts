/** What kiosks, and those who keep them, take and give. */
import { Type } from 'typebox'
import { markKinds } from '../../core/punch.ts'
import { Body, IdText, InstantText, Limit, Name, Nullable, OneOf, Params, Query } from '../../http/fields.ts'

export const KioskView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  branch: Type.Object({ id: Type.String(), name: Type.String(), timeZone: Type.String() }),
  pairedAt: InstantText(),
  pairedBy: Type.String(),
  lastSeenAt: Nullable(InstantText()),
  lastAddress: Nullable(Type.String()),
  revokedAt: Nullable(InstantText()),
  openRefusals: Type.Integer({
    description: 'Punches that were refused on arrival and wait for somebody to look.',
  }),
})

export const NewPairing = Body({
  branchId: IdText(),
  name: Name(100, { description: 'What the device is called.' }),
})
export const PairingView = Type.Object({
  code: Type.String({ description: 'Type it on the device. It is shown once.', examples: ['7KQ2-XH4M'] }),
  expiresAt: InstantText(),
})

export const OneKiosk = Params({ id: IdText() })
export const KioskChange = Body({ name: Name() })

export const RefusalList = Query({
  includeHandled: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Limit(100)),
})
export const OneRefusal = Params({ id: IdText(), key: Type.String({ minLength: 1, maxLength: 200 }) })
export const RefusalView = Type.Object({
  key: Type.String(),
  receivedAt: InstantText(),
  kind: Nullable(Type.String()),
  at: Nullable(InstantText({ description: "When it happened, by the kiosk's clock." })),
  user: Nullable(
    Type.Object(
      { id: Type.String(), name: Type.String() },
      { description: 'Null for nobody, or outside of your scope.' },
    ),
  ),
  code: Nullable(Type.String()),
  message: Type.String(),
  handledAt: Nullable(InstantText()),
  handledBy: Nullable(Type.String()),
})

const key = () =>
  Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[\\x21-\\x7e]+$',
    description: 'Made once on the device; the punch counts once however often it is sent.',
  })

export const PairBody = Body({ code: Type.String({ minLength: 1, maxLength: 30 }) })

const aboutKiosk = {
  kioskId: Type.String(),
  name: Type.String(),
  branch: Type.Object({ id: Type.String(), name: Type.String(), timeZone: Type.String() }),
  companyName: Type.String(),
  publicKey: Type.String({
    description: 'For punches that wait: P-256, uncompressed, base64url. See docs/live.md.',
  }),
  now: InstantText({ description: "The server's clock." }),
}
export const PairView = Type.Object({
  token: Type.String({ description: 'The device token: keep it, it is shown once.' }),
  ...aboutKiosk,
})
export const KioskStatusView = Type.Object(aboutKiosk)

const shown = {
  number: Type.Optional(Name(100, { description: 'Employee number, user name or user id.' })),
  pin: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  qr: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'What the QR code says.' })),
}

export const IdentifyBody = Body(shown)
export const IdentifyView = Type.Object({
  displayName: Type.String(),
  state: OneOf(['in', 'on_break', 'out']),
  since: Nullable(InstantText()),
  todaySeconds: Type.Integer(),
  next: OneOf(markKinds, { description: 'What they most likely want.' }),
  ticket: Type.String({ description: 'Stands for them at this kiosk for a minute, in place of the PIN.' }),
})

export const KioskPunchBody = Body({
  ...shown,
  ticket: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
  kind: Type.Optional(OneOf(markKinds, { description: 'Without it, what they most likely want.' })),
  key: Type.Optional(key()),
})
export const KioskPunchView = Type.Object({
  displayName: Type.String(),
  id: Type.String(),
  kind: OneOf(markKinds),
  at: InstantText(),
  localTime: Type.String(),
  workDate: Type.String(),
  workedSeconds: Type.Integer({ description: 'Of the shift, up to this punch.' }),
  lateMinutes: Type.Integer(),
  flags: Type.Array(Type.String()),
})

export const QueueBody = Body({
  punches: Type.Array(
    Body({
      key: key(),
      sealed: Type.String({
        minLength: 1,
        maxLength: 2000,
        pattern: '^[\\w-]+$',
        description: 'The punch with its number and PIN, encrypted for the server. See docs/live.md.',
      }),
    }),
    { minItems: 1, maxItems: 50 },
  ),
})
export const QueueView = Type.Array(
  Type.Object({
    key: Type.String(),
    outcome: OneOf(['recorded', 'refused', 'later'], {
      description: '`later`: send it again after `retryAfter` seconds. `refused` is final; managers see it.',
    }),
    code: Nullable(Type.String()),
    message: Type.String(),
    displayName: Nullable(Type.String({ description: 'Only of what was recorded just now.' })),
    retryAfter: Nullable(Type.Integer()),
  }),
)

export const PinBody = Body({
  pin: Type.String({
    minLength: 1,
    maxLength: 20,
    description: '4 to 8 digits, not easily guessed. Never shown.',
  }),
})
export const CredentialView = Type.Object({
  hasPin: Type.Boolean(),
  pinSetAt: Nullable(InstantText()),
  qr: Type.String({
    description: 'What the personal QR code holds. Whoever has it can punch: keep it as a key.',
  }),
  qrSetAt: InstantText(),
})
export const PinView = Type.Object({ hasPin: Type.Boolean() })
export const OneUser = Params({ userId: IdText() })
