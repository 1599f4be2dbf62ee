/** What an attendance record looks like, and how records are asked for. */
import { Type, type Static } from 'typebox'
import { Cursor, DateText, IdText, Limit, Nullable, OneOf, Params, Query } from '../../http/fields.ts'

const nullableText = () => Nullable(Type.String())

const Coordinates = () =>
  Nullable(
    Type.Object({ latitude: Type.Number(), longitude: Type.Number(), accuracy: Nullable(Type.Number()) }),
  )

export const RecordSchema = Type.Object({
  id: Type.String({ description: 'The id of the record and of its clock-in.' }),
  userId: Type.String(),
  date: Type.String({
    description: 'The local date of the clock-in; in the answer to a clock-out, of that.',
  }),
  workDate: Type.String({ description: 'The date that the hours count for.' }),
  timeIn: Type.String(),
  timeOut: nullableText(),
  timeInAt: Type.String(),
  timeOutAt: nullableText(),
  timeZone: Type.String(),
  timeInDescription: nullableText(),
  timeOutDescription: nullableText(),
  timeInLocation: nullableText(),
  timeOutLocation: nullableText(),
  timeInCoordinates: Coordinates(),
  timeOutCoordinates: Coordinates(),
  outId: Nullable(Type.String({ description: 'The id of the clock-out.' })),
  breaks: Type.Array(
    Type.Object({
      startId: Type.String(),
      start: Type.String(),
      startAt: Type.String(),
      endId: nullableText(),
      end: nullableText(),
      endAt: nullableText(),
      seconds: Nullable(Type.Integer()),
    }),
  ),
  breakSeconds: Type.Integer(),
  workedSeconds: Type.Integer(),
  workedHours: Type.Number({ description: 'Two decimals, half up.' }),
  lateMinutes: Type.Integer(),
  earlyMinutes: Type.Integer(),
  plannedStart: nullableText(),
  plannedEnd: nullableText(),
  status: OneOf(['open', 'complete', 'missing_out']),
  running: Type.Boolean({ description: 'Open, counted up to now.' }),
  flags: Type.Array(Type.String()),
  version: Type.String({ description: 'Changes with every punch and correction of the record.' }),
})

export type RecordView = Static<typeof RecordSchema>

export const RecordsParams = Params({ userId: IdText() })

export const RecordsQuery = Query({
  from: Type.Optional(DateText({ description: 'First work date.' })),
  to: Type.Optional(DateText({ description: 'Last work date.' })),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

/** A year and the days around it. */
export const mostDays = 400

export const RecordsExportQuery = Query({
  from: DateText({ description: 'First work date.' }),
  to: DateText({ description: `Last work date; at most ${mostDays} days.` }),
  format: Type.Optional(OneOf(['csv', 'json'], { description: 'Without it, csv.' })),
})
