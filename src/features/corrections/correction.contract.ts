/** What the routes of corrections take and give. */
import { Type, type Static } from 'typebox'
import { correctionStates, ownApprovals } from '../../core/correction.ts'
import { markKinds } from '../../core/punch.ts'
import {
  Body,
  Cursor,
  DateText,
  IdText,
  Limit,
  Nullable,
  OneOf,
  PageMeta,
  Params,
  Query,
  success,
  Text,
} from '../../http/fields.ts'
import { RecordSchema } from '../records/record.contract.ts'
import { changeActions } from '../timeclock/correct-punches.ts'
import { FactSchema } from '../timeclock/timeclock.contract.ts'

export const Changes = Type.Array(
  Body({
    action: OneOf(changeActions, {
      description: '`admit` brings a punch in force that is kept and not counted.',
    }),
    punchId: Type.Optional(IdText({ description: 'Which punch to change, remove or admit.' })),
    kind: Type.Optional(OneOf(markKinds, { description: 'What to add.' })),
    time: Type.Optional(
      Text(40, {
        description: 'HH:MM, HH:MM:SS or an ISO 8601 instant.',
        examples: ['08:45:00'],
      }),
    ),
    date: Type.Optional(DateText({ description: 'The date of the time; without it, today.' })),
  }),
  { minItems: 1, maxItems: 50, description: 'All of them hold, or none.' },
)

const BasedOn = Type.Array(
  Body({ recordId: IdText(), version: Text(64, { description: 'The `version` of the record.' }) }),
  {
    maxItems: 50,
    description:
      'The records that you looked at. One that has changed since is refused with its present state.',
  },
)

export const NewCorrection = Body({
  userId: Type.Optional(IdText({ description: 'Whose punches; without it, yours.' })),
  reason: Text(1000, { description: 'Why; it is kept in the ledger.' }),
  changes: Changes,
  basedOn: Type.Optional(BasedOn),
})
export type NewCorrection = Static<typeof NewCorrection>

/** A direct correction names the person. */
export const DirectCorrection = Body({
  userId: IdText(),
  reason: Text(1000, { description: 'Why; it is kept in the ledger.' }),
  changes: Changes,
  basedOn: Type.Optional(BasedOn),
})

/** As a correction that is sent; the reason may come later. */
export const PreviewBody = Body({
  userId: Type.Optional(IdText({ description: 'Whose punches; without it, yours.' })),
  changes: Changes,
})

const nullableText = () => Nullable(Type.String())

export const CorrectionView = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  state: OneOf(correctionStates, {
    description: 'requested: waits for a manager; proposed: waits for the employee.',
  }),
  workDate: Type.String({ description: 'The first work date that it touches.' }),
  reason: Type.String(),
  changes: Type.Array(
    Type.Object({
      action: Type.String(),
      punchId: Type.Optional(Type.String()),
      kind: Type.Optional(Type.String()),
      time: Type.Optional(Type.String()),
      date: Type.Optional(Type.String()),
    }),
  ),
  askedBy: Type.String(),
  askedAt: Type.String(),
  decidedBy: nullableText(),
  decidedAt: nullableText(),
  comment: nullableText(),
  punchNumbers: Type.Array(Type.Integer({ description: 'The facts of the ledger that it became.' })),
})

export type CorrectionView = Static<typeof CorrectionView>

/** What of a day a correction may change. */
const DayFigures = Type.Object({
  workedSeconds: Type.Integer(),
  payableSeconds: Type.Integer(),
  overtimeSeconds: Type.Integer(),
  doubleSeconds: Type.Integer(),
  lateMinutes: Type.Integer(),
  earlyMinutes: Type.Integer(),
})

const previewed = {
  before: Type.Array(RecordSchema),
  after: Type.Array(RecordSchema),
  days: Type.Array(Type.Object({ date: Type.String(), before: DayFigures, after: DayFigures }), {
    description: 'The days of these records, and every other day whose figures change.',
  }),
  problem: Nullable(Type.Object({ code: Type.String(), message: Type.String() })),
  basedOn: Type.Array(Type.Object({ recordId: Type.String(), version: Type.String() })),
}

const Preview = Type.Object({
  ...previewed,
  isStale: Type.Boolean({ description: 'A record that it touches has changed since it was asked for.' }),
})

export const PreviewView = Type.Object(previewed)
export type PreviewView = Static<typeof PreviewView>

export const Step = Type.Object({
  action: Type.String(),
  at: Type.String(),
  by: Type.String(),
  comment: nullableText(),
  hash: Type.String(),
})

export const CorrectionDetail = Type.Object({
  ...CorrectionView.properties,
  preview: Nullable(Preview),
  steps: Type.Array(Step),
})

export type CorrectionDetail = Static<typeof CorrectionDetail>

export const CorrectionMade = Type.Object({
  ...CorrectionView.properties,
  punchIds: Type.Array(Type.String({ description: 'The facts that were added; none while it waits.' })),
  records: Type.Array(RecordSchema, { description: 'What it touches, as it is then.' }),
})

export const CorrectionsQuery = Query({
  from: Type.Optional(DateText({ description: 'First work date.' })),
  to: Type.Optional(DateText({ description: 'Last work date.' })),
  user: Type.Optional(Text(20_000, { description: 'Ids with commas between them.' })),
  department: Type.Optional(Text(20_000)),
  branch: Type.Optional(Text(20_000)),
  state: Type.Optional(OneOf(correctionStates)),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})
export const ListedCorrection = Type.Object({
  ...CorrectionView.properties,
  name: Type.String({ description: 'Of the person.' }),
  askedByName: Type.String(),
})
export type ListedCorrection = Static<typeof ListedCorrection>
export const CorrectionList = success(Type.Array(ListedCorrection), PageMeta())

export const ById = Params({ id: IdText() })
const comment = () => Type.Optional(Text(1000))
export const ApproveBody = Body({ comment: comment(), basedOn: Type.Optional(BasedOn) })
export const RefuseBody = Body({ comment: Text(1000, { description: 'Why not; it is kept.' }) })
export const CommentBody = Body({ comment: comment() })

const ids = Type.Array(IdText(), { minItems: 1, maxItems: 200, uniqueItems: true })
export const BulkApproveBody = Body({ ids, comment: comment() })
export const BulkRefuseBody = Body({ ids, comment: Text(1000, { description: 'Why not; it is kept.' }) })
export const BulkAnswer = Type.Array(
  Type.Object({
    id: Type.String(),
    httpStatus: Type.Integer({ description: 'What it alone would have answered.' }),
    state: Type.Optional(OneOf(correctionStates)),
    code: Type.Optional(Type.String()),
    message: Type.Optional(Type.String()),
  }),
)

export const SettingsView = Type.Object({
  consent: OneOf(['none', 'both'], {
    description: '`both`: a correction of a manager takes effect when the employee agrees.',
  }),
  ownApproval: OneOf(ownApprovals, { description: 'Who may decide about their own hours.' }),
})
export const SettingsChange = Body({
  consent: Type.Optional(OneOf(['none', 'both'])),
  ownApproval: Type.Optional(OneOf(ownApprovals)),
})

export const HistoryParams = Params({ userId: IdText(), id: IdText() })
export const HistoryView = Type.Object({
  record: Nullable(RecordSchema),
  versions: Type.Array(
    Type.Object({
      fact: FactSchema,
      record: Nullable(RecordSchema),
    }),
    { description: 'Each fact that changed the record, oldest first, with the record after it.' },
  ),
  corrections: Type.Array(Type.Object({ ...CorrectionView.properties, steps: Type.Array(Step) }), {
    description: 'What was asked and decided about it.',
  }),
  people: Type.Array(Type.Object({ id: Type.String(), name: Type.String() }), {
    description: 'The names of those who did it.',
  }),
})
export type HistoryView = Static<typeof HistoryView>
