/** What the clock takes and gives. */
import { locationWishes } from '../../core/geofence.ts'
import { Type, type Static } from 'typebox'
import {
  Accuracy,
  Body,
  DateText,
  IdText,
  Latitude,
  Longitude,
  Nullable,
  OneOf,
  Params,
  Query,
  Text,
} from '../../http/fields.ts'
import { markKinds, sources } from '../../core/punch.ts'
import { RecordSchema } from '../records/record.contract.ts'

const timeText = () =>
  Text(40, {
    description: 'HH:MM, HH:MM:SS or an ISO 8601 instant; without it, the time of the server.',
    examples: ['08:45:00'],
  })

/** What a program may say that it is. What a manager enters and what a kiosk takes is known otherwise. */
const ownSources = ['web', 'mobile', 'api'] as const

const common = {
  source: Type.Optional(
    OneOf(ownSources, {
      description: 'What the punch is made with; without it, api. One for somebody else is always manual.',
    }),
  ),
  userId: Type.Optional(IdText({ description: 'Whose punch it is; without it, yours.' })),
  date: Type.Optional(
    DateText({ description: "The date of the time, in the person's zone; without it, today." }),
  ),
  latitude: Type.Optional(Latitude()),
  longitude: Type.Optional(Longitude()),
  accuracy: Type.Optional(Accuracy()),
}

const description = () => Type.Optional(Text(1000, { description: 'A remark.' }))
const location = () => Type.Optional(Text(200, { description: 'The name of the place.' }))

export const ClockInBody = Body({
  ...common,
  timeIn: Type.Optional(timeText()),
  timeInDescription: description(),
  timeInLocation: location(),
})
export type ClockInBody = Static<typeof ClockInBody>

export const ClockOutBody = Body({
  ...common,
  timeOut: Type.Optional(timeText()),
  timeOutDescription: description(),
  timeOutLocation: location(),
})
export type ClockOutBody = Static<typeof ClockOutBody>

export const BreakBody = Body({
  ...common,
  time: Type.Optional(timeText()),
  description: description(),
  location: location(),
})
export type BreakBody = Static<typeof BreakBody>

const nullableText = () => Nullable(Type.String())
const nullableNumber = () => Nullable(Type.Number())

const punchAnswer = {
  id: Type.String(),
  timeZone: Type.String(),
  latitude: nullableNumber(),
  longitude: nullableNumber(),
  accuracy: nullableNumber(),
  recordedAt: Type.String({ description: "The server's time of recording." }),
  workDate: Type.String(),
  flags: Type.Array(Type.String()),
}

export const ClockInAnswer = Type.Object({
  userId: Type.String(),
  timeIn: Type.String(),
  timeInDescription: nullableText(),
  timeInLocation: nullableText(),
  date: Type.String(),
  timeInAt: Type.String(),
  lateMinutes: Type.Integer(),
  ...punchAnswer,
})

export const BreakAnswer = Type.Object({
  userId: Type.String(),
  time: Type.String(),
  date: Type.String(),
  at: Type.String(),
  description: nullableText(),
  location: nullableText(),
  ...punchAnswer,
  record: RecordSchema,
})

/** A punch that is kept and not counted: its day is locked, or a manager entered something else. */
export const HeldAnswer = Type.Object({
  userId: Type.String(),
  id: Type.String(),
  kind: Type.String(),
  at: Type.String(),
  date: Type.String(),
  timeZone: Type.String(),
  recordedAt: Type.String(),
  flags: Type.Array(Type.String()),
  isCounted: Type.Literal(false),
})

const queuedSources = sources.filter((source) => source !== 'manual' && source !== 'kiosk')

export const BulkBody = Body({
  punches: Type.Array(
    Body({
      kind: OneOf(markKinds),
      at: Text(40, {
        description: 'When it happened: an ISO 8601 instant with offset.',
        examples: ['2025-08-20T08:45:00+02:00'],
      }),
      idempotencyKey: Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[\\x21-\\x7e]+$',
        description: 'Made once on the device; the punch counts once however often it is sent.',
      }),
      userId: Type.Optional(IdText()),
      description: description(),
      location: location(),
      latitude: Type.Optional(Latitude()),
      longitude: Type.Optional(Longitude()),
      accuracy: Type.Optional(Accuracy()),
      source: Type.Optional(OneOf(queuedSources)),
    }),
    { minItems: 1, maxItems: 500 },
  ),
})
export type BulkBody = Static<typeof BulkBody>

export const BulkAnswer = Type.Array(
  Type.Object({
    index: Type.Integer(),
    idempotencyKey: Type.String(),
    httpStatus: Type.Integer({
      description: 'What the punch alone would have answered: 201 recorded, 409 refused, …',
    }),
    replayed: Type.Boolean(),
    answer: Type.Unknown({ description: 'The body that the punch alone would have answered.' }),
  }),
)

export type BulkAnswer = Static<typeof BulkAnswer>

export const StatusQuery = Query({ userId: Type.Optional(IdText()) })
export const StatusAnswer = Type.Object({
  userId: Type.String(),
  state: OneOf(['in', 'on_break', 'out']),
  since: Nullable(Type.String({ description: 'Since when this is so; null before the first punch.' })),
  todaySeconds: Type.Integer({ description: "Worked since the person's midnight, up to now." }),
  todayHours: Type.Number(),
  timeZone: Type.String(),
  now: Type.String(),
  location: OneOf(locationWishes, { description: "Whether the person's branch asks where a punch is made." }),
  record: Nullable(RecordSchema),
})
export type StatusAnswer = Static<typeof StatusAnswer>

export const UserParams = Params({ userId: IdText() })

export const PunchesQuery = Query({
  cursor: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Answer what was recorded before this number.' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
})

export const FactSchema = Type.Object({
  id: Type.String(),
  number: Type.Integer({ description: "The person's gapless sequence." }),
  kind: Type.String(),
  at: nullableText(),
  localTime: nullableText(),
  timeZone: Type.String(),
  recordedAt: Type.String(),
  claimed: Type.Boolean(),
  recordedBy: Type.String(),
  source: Type.String(),
  corrects: Nullable(Type.String({ description: 'The id of the punch that a correction is about.' })),
  reason: nullableText(),
  description: nullableText(),
  location: nullableText(),
  latitude: nullableNumber(),
  longitude: nullableNumber(),
  accuracy: nullableNumber(),
  flags: Type.Array(Type.String()),
  hash: Type.String(),
  previousHash: Type.String(),
})
