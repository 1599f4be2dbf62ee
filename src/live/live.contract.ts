/** What goes over a live connection. The same messages on a WebSocket and as server-sent events. */
import { Type, type Static } from 'typebox'
import { clockStates } from '../core/presence.ts'
import { roles } from '../core/permission.ts'
import { Body, IdText, InstantText, Nullable, OneOf } from '../http/fields.ts'

/** How many departments, branches or people a subscription may name, each. */
export const mostSubscribed = 500

const nullableText = () => Nullable(Type.String())

export const PresenceMessage = Type.Object(
  {
    type: Type.Literal('presence'),
    userId: Type.String(),
    state: OneOf(clockStates, { description: '`missing_out`: the last shift was never clocked out.' }),
    since: Nullable(InstantText({ description: 'Since when; null before the first punch.' })),
    workDate: Nullable(Type.String({ description: 'The date that the latest shift counts for.' })),
    departmentId: nullableText(),
    branchId: nullableText(),
    seq: Type.Integer({
      description:
        "The number of the person's last fact. A message with a smaller one than you know is older: ignore it.",
    }),
  },
  { description: 'Something changed for this person.' },
)
export type PresenceMessage = Static<typeof PresenceMessage>

export const resyncReasons = ['interrupted', 'slow', 'changed', 'many'] as const
export type ResyncReason = (typeof resyncReasons)[number]

export const ResyncMessage = Type.Object(
  { type: Type.Literal('resync'), reason: OneOf(resyncReasons) },
  { description: 'Messages may be missing, or more changed than they tell: ask for the board again.' },
)

export const ReadyMessage = Type.Object(
  {
    type: Type.Literal('ready'),
    userId: Type.String(),
    role: OneOf(roles),
    heartbeatSeconds: Type.Integer({ description: 'How often a `heartbeat` comes.' }),
    snapshot: Type.String({
      description: 'Where to read how things are: ask now, and after every `resync`.',
    }),
    now: InstantText(),
  },
  { description: 'You are known, and messages follow.' },
)

export const HeartbeatMessage = Type.Object(
  { type: Type.Literal('heartbeat'), now: InstantText() },
  { description: 'Nothing happened, and the connection lives. Two that stay away: connect again.' },
)

export const ErrorMessage = Type.Object(
  { type: Type.Literal('error'), code: Type.String(), message: Type.String() },
  { description: 'The connection is closed after this.' },
)

export const SubscribedMessage = Type.Object(
  { type: Type.Literal('subscribed') },
  { description: 'The answer to `subscribe`.' },
)

export const PongMessage = Type.Object(
  { type: Type.Literal('pong'), now: InstantText() },
  { description: 'The answer to `ping`.' },
)

export const ServerMessage = Type.Union([
  ReadyMessage,
  PresenceMessage,
  ResyncMessage,
  HeartbeatMessage,
  SubscribedMessage,
  PongMessage,
  ErrorMessage,
])
export type ServerMessage = Static<typeof ServerMessage>

const idList = (what: string) =>
  Type.Optional(
    Type.Array(IdText(), { maxItems: mostSubscribed, description: `Only ${what} with these ids.` }),
  )

export const ClientMessage = Type.Union([
  Body(
    { type: Type.Literal('auth'), token: Type.String({ minLength: 1, maxLength: 8192 }) },
    { description: 'An access token, as the first message, where no subprotocol or header carried it.' },
  ),
  Body(
    {
      type: Type.Literal('subscribe'),
      departments: idList('people of departments'),
      branches: idList('people of branches'),
      users: idList('people'),
    },
    {
      description:
        'Narrows what is sent, in place of the subscription before. Each list that is given must hold the person; without lists, everybody in scope.',
    },
  ),
  Body({ type: Type.Literal('ping') }, { description: 'Is anybody there?' }),
])
export type ClientMessage = Static<typeof ClientMessage>

/** Why a WebSocket is closed by the server: 4000 and above are ours (RFC 6455, section 7.4.2). */
export const closeCodes = {
  shutting_down: [1001, 'The server stops; connect again in a moment.'],
  malformed: [1008, 'This is no message that the server knows; see docs/live.md.'],
  unauthenticated: [4401, 'No valid access token came, or the session has ended: log in, then connect.'],
  role_changed: [4403, 'Your role or what you manage has changed: connect again.'],
  too_slow: [4408, 'You read too slowly: connect again, and ask for the board.'],
  too_many_requests: [4429, 'Too many connections or messages of this account.'],
} as const satisfies Record<string, readonly [code: number, message: string]>
export type CloseReason = keyof typeof closeCodes
